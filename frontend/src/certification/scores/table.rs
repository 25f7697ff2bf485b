//! The rows of a table that is typed: a number each, a class where it is of lessons, and what
//! became of the row.

use leptos::{ev, prelude::*};
use tongyu_shared::{certification::types::RowOutcome, ids::ApplicationId};

use super::sheet::{Entry, Sheet, field_of};
use crate::{
    certification::{bulk::counts, cohort::focus, everyone::Everyone},
    form::Form,
    t,
    ui::{Details, Notice, Table, Tag, Tone},
};

/// So many scores that stand are shown below the name; more are folded.
const SHOWN: usize = 2;

/// The table. Enter goes to the next row, and submits from the last one.
pub fn table(all: Everyone, sheet: Sheet, lessons: bool) -> AnyView {
    let (entries, reply) = (sheet.entries(), sheet.reply);
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
        .map(|(row, entry)| line(row, row == last, entry, (all, sheet), lessons))
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
    (all, sheet): (Everyone, Sheet),
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
        cell(sheet, entry.class, label, "cell-class")
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
                {stands(all, entry.application, lessons)}
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
                        sheet.keep();
                    }
                    on:keydown=on_key
                />
            </td>
            <td>{result(entry, sheet)}</td>
        </tr>
    }
    .into_any()
}

/// The scores that stand already, so that nobody enters one twice or corrects one unawares.
fn stands(all: Everyone, application: ApplicationId, lessons: bool) -> AnyView {
    let found = Memo::new(move |_| {
        let mut lines = all.lines().into_iter();
        let line = lines.find(|line| line.application == application);
        line.map_or_else(
            Vec::new,
            |line| {
                if lessons { line.observed } else { line.exams }
            },
        )
    });
    (move || {
        let lines = found.get();
        let count = lines.len();
        let lines = lines
            .into_iter()
            .map(|line| view! { <span class="small cell-school">{line}</span> })
            .collect_view();
        if count > SHOWN {
            let summary = t!(certification_pages::stands, count);
            view! { <Details summary>{lines}</Details> }.into_any()
        } else {
            lines.into_any()
        }
    })
    .into_any()
}

fn cell(sheet: Sheet, value: RwSignal<String>, label: String, class: &'static str) -> AnyView {
    view! {
        <input
            class=["input ", class].concat()
            autocomplete="off"
            aria-label=label
            prop:value=value
            on:input=move |event| {
                value.set(event_target_value(&event));
                sheet.keep();
            }
        />
    }
    .into_any()
}

/// What became of the row; a refused one asks for the reason of a correction.
fn result(entry: Entry, sheet: Sheet) -> AnyView {
    (move || {
        let outcome = sheet.reply.get().and_then(|reply| {
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
                    {cell(sheet, entry.why, label, "cell-why")}
                }
                .into_any()
            }
        };
        Some(body)
    })
    .into_any()
}
