//! Exam scores and observed lessons, typed as tables: down the column with Enter, one answer for
//! each row.

mod table;

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        endpoints::{EnterLessons, EnterScores, ListCandidates, ReadCohort},
        pack::ExamPart,
        types::{
            BulkReply, CandidatePage, CandidateQuery, CohortPath, LessonRow, LessonTable, ScoreRow,
            ScoreTable,
        },
        words,
    },
    ids::CohortId,
    time::Date,
};

use self::table::{Entry, entries, table, take};
use super::view::crumbs;
use crate::{
    clock,
    form::Form,
    i18n::lang,
    load::{Load, load, load_once},
    t,
    ui::{
        Actions, Button, Card, Chips, Choice, Crumbs, DateField, Empty, FormFrame, Heading,
        TextField,
    },
};

/// The page `/desk/certification/cohorts/{id}/scores`.
#[component]
pub fn ScoresPage(cohort: CohortId) -> impl IntoView {
    let heading = heading(cohort, t!(certification_pages::scores));
    let body = with_candidates(cohort, move |entries| {
        view! { <Scores cohort entries/> }.into_any()
    });
    view! { {heading} {body} }.into_any()
}

/// The page `/desk/certification/cohorts/{id}/lessons`.
#[component]
pub fn LessonsPage(cohort: CohortId) -> impl IntoView {
    let heading = heading(cohort, t!(certification_pages::lessons));
    let body = with_candidates(cohort, move |entries| {
        view! { <Lessons cohort entries/> }.into_any()
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

/// The candidates who still collect evidence. What is typed stays whatever is written elsewhere.
fn with_candidates(cohort: CohortId, draw: impl Fn(Vec<Entry>) -> AnyView + 'static) -> AnyView {
    let query = CandidateQuery {
        show: None,
        after: None,
    };
    let found: Load<CandidatePage> =
        load_once::<ListCandidates>(move || (CohortPath { cohort }, query.clone()));
    found.view(8, move |page| {
        let entries = entries(&page.items);
        if entries.is_empty() {
            return view! { <Empty reason=t!(certification_pages::scores_nobody)/> }.into_any();
        }
        draw(entries)
    })
}

#[component]
fn Scores(cohort: CohortId, entries: Vec<Entry>) -> impl IntoView {
    let form = Form::provide();
    let part = RwSignal::new(ExamPart::Theory.as_str().to_owned());
    let on = RwSignal::new(clock::today().to_string());
    let reply = RwSignal::new(None::<BulkReply>);
    let kept = StoredValue::new(entries.clone());
    let send = Callback::new(move |()| {
        let part = part
            .with_untracked(|word| word.parse())
            .unwrap_or(ExamPart::Theory);
        let Some(day) = day_of(form, on) else { return };
        let typed = kept.with_value(|entries| take(form, entries));
        let Some(typed) = typed else { return };
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
            move |answer| {
                reply.set(Some(answer.value));
            },
        );
    });
    let parts: Vec<_> = ExamPart::ALL
        .iter()
        .map(|&part| Choice::new(part.as_str(), words::exam_part(lang(), part)))
        .collect();
    view! {
        <FormFrame on_submit=send>
            <Card>
                <Chips name="part" legend=t!(certification_pages::exam_part) choices=parts value=part/>
                <DateField name="day" label=t!(certification_pages::day) value=on/>
            </Card>
            {table(entries, reply, false)}
            {save(form)}
        </FormFrame>
    }
    .into_any()
}

#[component]
fn Lessons(cohort: CohortId, entries: Vec<Entry>) -> impl IntoView {
    let form = Form::provide();
    let observer = RwSignal::new(String::new());
    let on = RwSignal::new(clock::today().to_string());
    let reply = RwSignal::new(None::<BulkReply>);
    let kept = StoredValue::new(entries.clone());
    let send = Callback::new(move |()| {
        let Some(day) = day_of(form, on) else { return };
        let who = observer.get_untracked();
        if who.trim().is_empty() {
            return super::wrong(form, "observer", t!(certification_pages::missing_field));
        }
        let typed = kept.with_value(|entries| take(form, entries));
        let Some(typed) = typed else { return };
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
            move |answer| reply.set(Some(answer.value)),
        );
    });
    view! {
        <FormFrame on_submit=send>
            <Card>
                <DateField name="day" label=t!(certification_pages::day) value=on/>
                <TextField name="observer" label=t!(certification_pages::observer) value=observer/>
            </Card>
            {table(entries, reply, true)}
            {save(form)}
        </FormFrame>
    }
    .into_any()
}

fn day_of(form: Form, on: RwSignal<String>) -> Option<Date> {
    let day = on.with_untracked(|day| day.parse()).ok();
    if day.is_none() {
        super::wrong(form, "day", t!(certification_pages::missing_field));
    }
    day
}

fn save(form: Form) -> AnyView {
    view! {
        <Actions sticky=true>
            <Button text=t!(certification_pages::scores_save) busy=form.busy submit=true/>
        </Actions>
    }
    .into_any()
}
