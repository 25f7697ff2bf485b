//! Exam scores and observed lessons, typed as tables: down the column with Enter, one answer for
//! each row.

mod sheet;
mod table;

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        endpoints::{EnterLessons, EnterScores, ReadCohort},
        pack::ExamPart,
        types::{CohortPath, LessonRow, LessonTable, ScoreRow, ScoreTable},
        words,
    },
    ids::CohortId,
    time::Date,
};

use self::{
    sheet::{Entry, Sheet, entries},
    table::table,
};
use super::{everyone::Everyone, view::crumbs};
use crate::{
    clock,
    form::Form,
    i18n::lang,
    load::load,
    offline::DraftKind,
    t,
    ui::{
        Actions, Button, Card, Chips, Choice, Crumbs, DateField, Empty, FormFrame, Heading,
        KeptNote, TextField,
    },
};

/// The page `/desk/certification/cohorts/{id}/scores`.
#[component]
pub fn ScoresPage(cohort: CohortId) -> impl IntoView {
    let heading = heading(cohort, t!(certification_pages::scores));
    let body = with_candidates(cohort, move |all, entries| {
        view! { <Scores cohort all entries/> }.into_any()
    });
    view! { {heading} {body} }.into_any()
}

/// The page `/desk/certification/cohorts/{id}/lessons`.
#[component]
pub fn LessonsPage(cohort: CohortId) -> impl IntoView {
    let heading = heading(cohort, t!(certification_pages::lessons));
    let body = with_candidates(cohort, move |all, entries| {
        view! { <Lessons cohort all entries/> }.into_any()
    });
    view! { {heading} {body} }.into_any()
}

fn heading(cohort: CohortId, title: &'static str) -> AnyView {
    let found = load::<ReadCohort>(move || (CohortPath { cohort }, ()));
    let name = Memo::new(move |_| found.get().map(|found| found.name.clone()));
    (move || {
        name.get().map(|name| {
            view! {
                <Crumbs above=crumbs(Some((cohort, name.clone())))/>
                <Heading title sub=name/>
            }
        })
    })
    .into_any()
}

/// The candidates who still collect evidence.
fn with_candidates(
    cohort: CohortId,
    draw: impl Fn(Everyone, Vec<Entry>) -> AnyView + 'static,
) -> AnyView {
    let all = Everyone::of(cohort, || None);
    all.once(8, move |lines| {
        let entries = entries(&lines);
        if entries.is_empty() {
            return view! { <Empty reason=t!(certification_pages::scores_nobody)/> }.into_any();
        }
        draw(all, entries)
    })
}

#[component]
fn Scores(cohort: CohortId, all: Everyone, entries: Vec<Entry>) -> impl IntoView {
    let form = Form::provide();
    let part = RwSignal::new(ExamPart::Theory.as_str().to_owned());
    let on = RwSignal::new(clock::today().to_string());
    let sheet = Sheet::new(DraftKind::Scores, cohort, entries, &[part, on]);
    let send = Callback::new(move |()| {
        let part = part
            .with_untracked(|word| word.parse())
            .unwrap_or(ExamPart::Theory);
        let Some(day) = day_of(form, on) else { return };
        let Some((typed, sent)) = sheet.take(form) else {
            return;
        };
        let rows = typed
            .into_iter()
            .map(|(entry, score)| ScoreRow {
                application: entry.application,
                part,
                day,
                score,
                correction: entry.correction(),
            })
            .collect();
        form.send::<EnterScores>(
            &CohortPath { cohort },
            &ScoreTable { rows },
            move |answer| sheet.answered(answer.value, &sent),
        );
    });
    let parts: Vec<_> = ExamPart::ALL
        .iter()
        .map(|&part| Choice::new(part.as_str(), words::exam_part(lang(), part)))
        .collect();
    let keep = Callback::new(move |()| sheet.keep());
    view! {
        <FormFrame on_submit=send>
            <Card>
                <Chips
                    name="part"
                    legend=t!(certification_pages::exam_part)
                    choices=parts
                    value=part
                    on_change=keep
                />
                <DateField name="day" label=t!(certification_pages::day) value=on on_change=keep/>
            </Card>
            {table(all, sheet, false)}
            {save(form, sheet)}
        </FormFrame>
    }
    .into_any()
}

#[component]
fn Lessons(cohort: CohortId, all: Everyone, entries: Vec<Entry>) -> impl IntoView {
    let form = Form::provide();
    let observer = RwSignal::new(String::new());
    let on = RwSignal::new(clock::today().to_string());
    let sheet = Sheet::new(DraftKind::ObservedLessons, cohort, entries, &[observer, on]);
    let send = Callback::new(move |()| {
        let Some(day) = day_of(form, on) else { return };
        let who = observer.get_untracked();
        if who.trim().is_empty() {
            return super::empty(form, "observer");
        }
        let Some((typed, sent)) = sheet.take(form) else {
            return;
        };
        let rows = typed
            .into_iter()
            .map(|(entry, score)| LessonRow {
                application: entry.application,
                day,
                class_name: entry.class.get_untracked(),
                observer: who.clone(),
                score,
                correction: entry.correction(),
            })
            .collect();
        form.send::<EnterLessons>(
            &CohortPath { cohort },
            &LessonTable { rows },
            move |answer| sheet.answered(answer.value, &sent),
        );
    });
    let keep = Callback::new(move |()| sheet.keep());
    view! {
        <FormFrame on_submit=send>
            <Card>
                <DateField name="day" label=t!(certification_pages::day) value=on on_change=keep/>
                <TextField
                    name="observer"
                    label=t!(certification_pages::observer)
                    value=observer
                    on_change=keep
                />
            </Card>
            {table(all, sheet, true)}
            {save(form, sheet)}
        </FormFrame>
    }
    .into_any()
}

fn day_of(form: Form, on: RwSignal<String>) -> Option<Date> {
    let day = on.with_untracked(|day| day.parse()).ok();
    if day.is_none() {
        super::empty(form, "day");
    }
    day
}

fn save(form: Form, sheet: Sheet) -> AnyView {
    view! {
        <Actions sticky=true note=move || view! { <KeptNote kept=sheet.kept()/> }>
            <Button text=t!(certification_pages::scores_save) busy=form.busy submit=true/>
        </Actions>
    }
    .into_any()
}
