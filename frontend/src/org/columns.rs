//! Which column holds what: one choice a field, with the words of the file's own header.

use leptos::prelude::*;
use tongyu_shared::{
    api::problem::FieldProblem,
    org::{
        endpoints::MatchColumns,
        import::{ImportPath, ImportSummary, NewColumns},
    },
};

use super::view::{Slot, letters, missing, place, repeated, slots, with_picks};
use crate::{
    form::Form,
    i18n::lang,
    t,
    ui::{Actions, Button, Card, Choice, Details, FormFrame, Kind, Select},
};

/// Chosen where a field that may be missing is missing.
const NONE: &str = "-";

/// The card; folded away while everything needed was found.
#[component]
pub fn Columns(import: ImportSummary, etag: Option<String>) -> impl IntoView {
    let open = !missing(&import.columns, lang()).is_empty();
    let (sheet, row) = place(&import.columns);
    let place = t!(import_pages::columns_where, sheet, row);
    let form = view! { <ColumnForm import etag/> };
    let body = view! {
        <p class="muted">{t!(import_pages::columns_what)}</p>
        <p class="small">{place}</p>
        {form}
    };
    if open {
        view! { <Card title=t!(import_pages::columns)>{body}</Card> }.into_any()
    } else {
        view! {
            <Card>
                <Details summary=t!(import_pages::columns)>{body}</Details>
            </Card>
        }
        .into_any()
    }
}

#[component]
fn ColumnForm(import: ImportSummary, etag: Option<String>) -> impl IntoView {
    let form = Form::provide();
    let slots = slots(&import.columns, lang());
    let picks: Vec<RwSignal<String>> = slots
        .iter()
        .map(|slot| RwSignal::new(value_of(slot)))
        .collect();
    let headings = choices(&import.headers);
    let (mut present, mut absent) = (Vec::new(), Vec::new());
    for (at, (slot, value)) in slots.iter().zip(&picks).enumerate() {
        let shown = slot.required || slot.column.is_some();
        let list = if shown { &mut present } else { &mut absent };
        list.push(field(at, slot, *value, &headings));
    }
    let count = absent.len();
    let path = ImportPath { import: import.id };
    let matched = import.columns;
    let send = Callback::new(move |()| {
        let picked: Vec<Option<u32>> = picks
            .iter()
            .map(|pick| pick.with_untracked(|pick| pick.parse().ok()))
            .collect();
        if !form.show(objections(&slots, &picked)) {
            return;
        }
        let columns = with_picks(&matched, &picked);
        // What comes back is drawn by the page, which follows writes.
        form.send_if_match::<MatchColumns>(&path, &NewColumns { columns }, etag.clone(), drop);
    });
    view! {
        <FormFrame on_submit=send>
            <div class="import-columns">{present}</div>
            <Details summary=t!(import_pages::columns_absent, count)>
                <div class="import-columns">{absent}</div>
            </Details>
            <Actions>
                <Button
                    text=t!(import_pages::recheck)
                    kind=Kind::Secondary
                    busy=form.busy
                    submit=true
                />
            </Actions>
        </FormFrame>
    }
    .into_any()
}

fn value_of(slot: &Slot) -> String {
    match slot.column {
        Some(column) => column.to_string(),
        None if slot.required => String::new(),
        None => NONE.to_owned(),
    }
}

fn name_of(at: usize) -> String {
    ["column.", &at.to_string()].concat()
}

fn field(at: usize, slot: &Slot, value: RwSignal<String>, headings: &[Choice]) -> AnyView {
    let label = if slot.required {
        t!(import_pages::required, slot.label)
    } else {
        slot.label.to_owned()
    };
    let none = (!slot.required).then(|| Choice::new(NONE, t!(import_pages::no_column)));
    let choices: Vec<Choice> = none.into_iter().chain(headings.iter().cloned()).collect();
    view! { <Select name=name_of(at) label choices value/> }.into_any()
}

fn choices(headers: &[String]) -> Vec<Choice> {
    (0..)
        .zip(headers)
        .map(|(column, heading)| {
            let letter = letters(column);
            let label = if heading.trim().is_empty() {
                t!(import_pages::column_bare, letter)
            } else {
                t!(
                    import_pages::column,
                    letter,
                    heading.split_whitespace().collect::<String>()
                )
            };
            Choice::new(column.to_string(), label)
        })
        .collect()
}

/// What must be chosen otherwise before it can be sent.
fn objections(slots: &[Slot], picked: &[Option<u32>]) -> Vec<FieldProblem> {
    let twice = repeated(picked);
    let problem = |at: usize, code: &str, message: String| FieldProblem {
        field: name_of(at),
        code: code.to_owned(),
        message,
    };
    let mut found = Vec::new();
    for (at, (slot, pick)) in slots.iter().zip(picked).enumerate() {
        if slot.required && pick.is_none() {
            let message = t!(import_pages::columns_missing, slot.label);
            found.push(problem(at, "required", message));
        } else if twice.contains(&at) {
            let message = t!(import_pages::column_twice, slot.label);
            found.push(problem(at, "repeated", message));
        }
    }
    found
}
