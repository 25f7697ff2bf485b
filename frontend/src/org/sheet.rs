//! 四到家: what this term's visits bring to the homes. Who works in the school reads it; who may
//! write it has a form.

use leptos::prelude::*;
use tongyu_shared::{
    access::Action,
    ids::NodeId,
    org::{
        endpoints::ReadSheet,
        types::{SchoolPath, SchoolSheet, SheetText},
    },
};

use super::{schools::name_of, sheet_form::SheetForm};
use crate::{
    load::load_once,
    t,
    ui::{Card, Empty, Fact, Facts, Heading, Notice, Tone},
};

/// The page `/desk/schools/{id}/sheet`.
#[component]
pub fn SheetPage(school: NodeId) -> impl IntoView {
    let found = load_once::<ReadSheet>(move || (SchoolPath { school }, ()));
    let may_write = name_of(school, Action::SheetWrite).is_some();
    found.view(4, move |sheet| {
        page(&sheet, found.etag().unwrap_or_default(), may_write)
    })
}

fn page(sheet: &SchoolSheet, etag: String, may_write: bool) -> AnyView {
    let body = if sheet.term.is_empty() {
        view! { <Notice tone=Tone::Warn text=t!(import_pages::sheet_no_term)/> }.into_any()
    } else if may_write {
        let sheet = sheet.clone();
        view! { <SheetForm sheet etag/> }.into_any()
    } else if sheet.version == 0 {
        view! { <Empty reason=t!(import_pages::sheet_empty)/> }.into_any()
    } else {
        let lines = lines(&sheet.text);
        view! { <Card>{lines}</Card> }.into_any()
    };
    let sub = if sheet.term.is_empty() {
        sheet.school_name.clone()
    } else {
        t!(import_pages::sheet_sub, &sheet.school_name, &sheet.term)
    };
    view! {
        <div class="narrow">
            <Heading title=t!(import_pages::sheet_title) sub=sub/>
            <p class="muted import-lead">{t!(import_pages::sheet_what)}</p>
            {body}
        </div>
    }
    .into_any()
}

/// The four lines to read.
pub fn lines(text: &SheetText) -> AnyView {
    let lines = [
        (t!(import_pages::sheet_care), &text.care),
        (t!(import_pages::sheet_policy), &text.policy),
        (t!(import_pages::sheet_opinions), &text.opinions_sought),
        (t!(import_pages::sheet_resources), &text.resources),
    ]
    .into_iter()
    .map(|(label, text)| {
        let said = if text.is_empty() {
            t!(import_pages::sheet_nothing)
        } else {
            text.as_str()
        };
        let said = said.to_owned();
        view! { <Fact label>{said}</Fact> }
    })
    .collect_view();
    view! { <Facts>{lines}</Facts> }.into_any()
}
