//! Trainings: of a cohort for those who run it, one's own for those who hold them.

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        endpoints::{AddTraining, ListOwnTrainings, ReadCohort},
        rules::TrainingKind,
        types::{CohortDetail, CohortPath, NewTraining, TrainingLine, TrainingPath},
        words,
    },
    ids::{CohortId, TrainingId},
};

use super::view::{crumbs, day};
use crate::{
    clock,
    form::Form,
    i18n::lang,
    load::{Load, load},
    t,
    ui::{
        Actions, Button, Card, Chips, Choice, Crumbs, DateField, Empty, FormFrame, Heading,
        NumberField, Row, Rows, Select, TextField, toast,
    },
};

/// The page `/desk/trainings`.
#[component]
pub fn OwnTrainingsPage() -> impl IntoView {
    let own = load::<ListOwnTrainings>(|| ((), ()));
    view! {
        <Heading
            title=t!(certification_pages::own_trainings)
            sub=t!(certification_pages::own_trainings_sub)
        />
        {own
            .view(4, |own| {
                if own.items.is_empty() {
                    return view! { <Empty reason=t!(certification_pages::own_trainings_none)/> }
                        .into_any();
                }
                let rows = own.items.iter().map(|line| row(line, true)).collect_view();
                view! {
                    <Card>
                        <Rows>{rows}</Rows>
                    </Card>
                }
                .into_any()
            })}
    }
    .into_any()
}

fn row(line: &TrainingLine, opens: bool) -> AnyView {
    let note = [
        day(line.day),
        words::training_kind(lang(), line.kind).to_owned(),
    ]
    .join(" · ");
    let mut detail = vec![
        t!(certification_pages::hours, line.hours),
        line.trainer_name.clone(),
        t!(certification_pages::signed_in, line.signed_in),
    ];
    if opens {
        detail.insert(0, line.cohort_name.clone());
    }
    let detail = detail.join(" · ");
    if opens {
        let href = ["/desk/trainings/", &line.training.to_string()].concat();
        view! { <Row who=line.topic.clone() note detail href/> }.into_any()
    } else {
        view! { <Row who=line.topic.clone() note detail/> }.into_any()
    }
}

/// The page `/desk/certification/cohorts/{id}/trainings`.
#[component]
pub fn CohortTrainingsPage(cohort: CohortId) -> impl IntoView {
    let found = load::<ReadCohort>(move || (CohortPath { cohort }, ()));
    let name = Memo::new(move |_| found.get().map(|found| found.name.clone()));
    let heading = move || {
        name.get().map(|name| {
            view! {
                <Crumbs above=crumbs(Some((cohort, name.clone())))/>
                <Heading title=t!(certification_pages::trainings) sub=name/>
            }
        })
    };
    view! {
        {heading}
        {found.view(4, |found| list(&found))}
        <Add cohort found/>
    }
    .into_any()
}

fn list(found: &CohortDetail) -> AnyView {
    let rows = found
        .trainings
        .iter()
        .map(|line| row(line, false))
        .collect_view();
    if found.trainings.is_empty() {
        view! { <Empty reason=t!(certification_pages::trainings_none)/> }.into_any()
    } else {
        view! {
            <Card>
                <Rows>{rows}</Rows>
                <p class="small">{t!(certification_pages::trainings_who)}</p>
            </Card>
        }
        .into_any()
    }
}

/// A training as it is typed.
#[derive(Clone, Copy)]
struct Typed {
    kind: RwSignal<String>,
    day: RwSignal<String>,
    hours: RwSignal<String>,
    topic: RwSignal<String>,
    trainer: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        Self {
            kind: RwSignal::new(TrainingKind::Course.as_str().to_owned()),
            day: RwSignal::new(clock::today().to_string()),
            hours: RwSignal::new(String::new()),
            topic: RwSignal::new(String::new()),
            trainer: RwSignal::new(String::new()),
        }
    }

    /// As the server gets it; or the field that is empty.
    fn training(self, cohort: CohortId) -> Result<NewTraining, &'static str> {
        let kind = self.kind.with_untracked(|word| word.parse());
        let hours = self.hours.with_untracked(|hours| hours.trim().parse());
        Ok(NewTraining {
            cohort,
            kind: kind.unwrap_or(TrainingKind::Course),
            day: self
                .day
                .with_untracked(|day| day.parse())
                .map_err(|_| "day")?,
            hours: hours.map_err(|_| "hours")?,
            topic: self.topic.get_untracked(),
            trainer: self
                .trainer
                .with_untracked(|id| id.parse())
                .map_err(|_| "trainer")?,
        })
    }
}

#[component]
fn Add(cohort: CohortId, found: Load<CohortDetail>) -> impl IntoView {
    let form = Form::provide();
    let id = RwSignal::new(TrainingId::new());
    let typed = Typed::new();
    let send = Callback::new(move |()| {
        let body = match typed.training(cohort) {
            Ok(body) => body,
            Err(field) => return super::empty(form, field),
        };
        let path = TrainingPath {
            training: id.get_untracked(),
        };
        form.send::<AddTraining>(&path, &body, move |_| {
            id.set(TrainingId::new());
            typed.topic.set(String::new());
            toast(t!(certification_pages::training_added));
        });
    });
    let may = move || found.get().is_some_and(|found| found.may_manage);
    view! {
        <div hidden=move || !may()>
            <Card title=t!(certification_pages::training_add)>
                <FormFrame on_submit=send>
                    {fields(typed, found)}
                    <Actions>
                        <Button
                            text=t!(certification_pages::training_add)
                            busy=form.busy
                            submit=true
                        />
                    </Actions>
                </FormFrame>
            </Card>
        </div>
    }
    .into_any()
}

fn fields(typed: Typed, found: Load<CohortDetail>) -> AnyView {
    let kinds: Vec<_> = TrainingKind::ALL
        .iter()
        .map(|&kind| Choice::new(kind.as_str(), words::training_kind(lang(), kind)))
        .collect();
    let trainers = Signal::derive(move || {
        found.get().map_or_else(Vec::new, |found| {
            let trainers = found.trainers.iter();
            trainers
                .map(|one| {
                    let label = [&one.name, " · ", &one.title].concat();
                    Choice::new(one.account.to_string(), label)
                })
                .collect()
        })
    });
    view! {
        <Chips
            name="kind"
            legend=t!(certification_pages::training_kind)
            choices=kinds
            value=typed.kind
        />
        <DateField name="day" label=t!(certification_pages::day) value=typed.day/>
        <NumberField
            name="hours"
            label=t!(certification_pages::hours_label)
            unit=t!(certification_pages::hours_unit)
            value=typed.hours
        />
        <TextField
            name="topic"
            label=t!(certification_pages::training_topic)
            value=typed.topic
        />
        <Select
            name="trainer"
            label=t!(certification_pages::trainer)
            choices=trainers
            value=typed.trainer
        />
    }
    .into_any()
}
