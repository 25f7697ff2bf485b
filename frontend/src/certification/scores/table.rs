//! The rows of a table that is typed: a number each, a class where it is of lessons, and what
//! became of the row.

use leptos::{ev, prelude::*};
use tongyu_shared::{
    api::problem::FieldProblem,
    certification::types::{BulkReply, CandidateLine, RowOutcome},
    ids::ApplicationId,
};

use crate::{
    certification::{bulk::counts, cohort::focus},
    form::Form,
    t,
    ui::{Notice, Table, Tag, Tone},
};

/// A candidate's row.
#[derive(Clone)]
pub struct Entry {
    /// Whose.
    pub application: ApplicationId,
    /// The class of an observed lesson.
    pub class: RwSignal<String>,
    name: String,
    school: String,
    score: RwSignal<String>,
    why: RwSignal<String>,
}

impl Entry {
    /// Why another score than the one that stands is right; nothing where nothing was typed.
    pub fn correction(&self) -> Option<String> {
        Some(self.why.get_untracked()).filter(|why| !why.trim().is_empty())
    }
}

/// A row for each candidate who still collects evidence.
pub fn entries(lines: &[CandidateLine]) -> Vec<Entry> {
    let open = lines.iter().filter(|line| line.state.collects_evidence());
    open.map(|line| Entry {
        application: line.application,
        class: RwSignal::new(String::new()),
        name: line.name.clone(),
        school: line.school_name.clone(),
        score: RwSignal::new(String::new()),
        why: RwSignal::new(String::new()),
    })
    .collect()
}

fn field_of(row: usize) -> String {
    ["rows.", &row.to_string(), ".score"].concat()
}

/// The rows that were typed, with their numbers; says at the field what is no number.
pub fn take(form: Form, entries: &[Entry]) -> Option<Vec<(Entry, i32)>> {
    let mut typed = Vec::new();
    let mut wrong = Vec::new();
    for (row, entry) in entries.iter().enumerate() {
        let text = entry.score.get_untracked();
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        match text.parse() {
            Ok(score) => typed.push((entry.clone(), score)),
            Err(_) => wrong.push(FieldProblem {
                field: field_of(row),
                code: "number".to_owned(),
                message: t!(certification_pages::not_a_number, &entry.name),
            }),
        }
    }
    if typed.is_empty() && wrong.is_empty() {
        wrong.push(FieldProblem {
            field: field_of(0),
            code: "required".to_owned(),
            message: t!(certification_pages::nothing_typed).to_owned(),
        });
    }
    form.show(wrong).then_some(typed)
}

/// The table. Enter goes to the next row, and submits from the last one.
pub fn table(entries: Vec<Entry>, reply: RwSignal<Option<BulkReply>>, lessons: bool) -> AnyView {
    let mut heads = vec![t!(certification_pages::candidate).to_owned()];
    if lessons {
        heads.push(t!(certification_pages::class).to_owned());
    }
    heads.push(t!(certification_pages::score).to_owned());
    heads.push(t!(certification_pages::row_result).to_owned());
    let last = entries.len().saturating_sub(1);
    let rows = entries
        .into_iter()
        .enumerate()
        .map(|(row, entry)| line(row, row == last, entry, reply, lessons))
        .collect_view();
    let sum = move || {
        reply.get().map(|reply| {
            let (done, unchanged, refused) = counts(&reply);
            let tone = if refused > 0 { Tone::Warn } else { Tone::Ok };
            view! {
                <Notice tone text=t!(certification_pages::bulk_sum, done, unchanged, refused)/>
            }
        })
    };
    view! {
        {sum}
        <p class="small">{t!(certification_pages::scores_how)}</p>
        <Table caption=t!(certification_pages::scores) heads>
            {rows}
        </Table>
    }
    .into_any()
}

fn line(
    row: usize,
    last: bool,
    entry: Entry,
    reply: RwSignal<Option<BulkReply>>,
    lessons: bool,
) -> AnyView {
    let form = expect_context::<Form>();
    let name = field_of(row);
    let (invalid, touched) = (name.clone(), name.clone());
    let invalid = move || form.error(&invalid).is_some().then_some("true");
    let score = entry.score;
    let label = [&entry.name, " ", t!(certification_pages::score)].concat();
    let class = lessons.then(|| {
        let label = [&entry.name, " ", t!(certification_pages::class)].concat();
        cell(entry.class, label, "cell-class")
    });
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !last && !event.is_composing() {
            event.prevent_default();
            focus(&form.field_id(&field_of(row + 1)));
        }
    };
    view! {
        <tr>
            <th scope="row">
                {entry.name.clone()}
                <span class="small cell-school">{entry.school.clone()}</span>
            </th>
            {class.map(|class| view! { <td>{class}</td> })}
            <td>
                <input
                    class="input cell"
                    id=form.field_id(&name)
                    inputmode="numeric"
                    autocomplete="off"
                    aria-label=label
                    aria-invalid=invalid
                    prop:value=score
                    on:input=move |event| {
                        score.set(event_target_value(&event));
                        form.touched(&touched);
                    }
                    on:keydown=on_key
                />
            </td>
            <td>{result(entry, reply)}</td>
        </tr>
    }
    .into_any()
}

fn cell(value: RwSignal<String>, label: String, class: &'static str) -> AnyView {
    view! {
        <input
            class=["input ", class].concat()
            autocomplete="off"
            aria-label=label
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        />
    }
    .into_any()
}

/// What became of the row; a refused one asks for the reason of a correction.
fn result(entry: Entry, reply: RwSignal<Option<BulkReply>>) -> AnyView {
    (move || {
        let outcome = reply.get().and_then(|reply| {
            let mut rows = reply.rows.into_iter();
            rows.find(|row| row.application == entry.application)
        })?;
        let body = match outcome.outcome {
            RowOutcome::Done => {
                view! { <Tag text=t!(certification_pages::row_done) tone=Tone::Ok/> }.into_any()
            }
            RowOutcome::Unchanged => {
                view! { <Tag text=t!(certification_pages::row_same)/> }.into_any()
            }
            RowOutcome::Refused => {
                let label = [&entry.name, " ", t!(certification_pages::correction)].concat();
                view! {
                    <p class="rule-missing">{outcome.message}</p>
                    <p class="small">{t!(certification_pages::correction)}</p>
                    {cell(entry.why, label, "cell-why")}
                }
                .into_any()
            }
        };
        Some(body)
    })
    .into_any()
}
