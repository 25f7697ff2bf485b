//! 三带回: each of the three is "nothing" or what the family said, in its words.

use std::sync::Arc;

use leptos::prelude::*;
use tongyu_shared::visits::{types::FamilyCard, words};

use super::{
    super::view::kind_field,
    entry::EntryFields,
    fields::{Entry, Fields, NOTHING, Said},
};
use crate::{
    form::Form,
    i18n::lang,
    t,
    ui::{Button, Card, Choice, Icon, Kind, MultiChips, toast_undo},
};

/// The section.
pub fn brought_back(card: &Arc<FamilyCard>, fields: Fields) -> AnyView {
    let kinds = fields
        .all()
        .said
        .map(|said| kind(card, fields, said))
        .into_iter()
        .collect_view();
    view! { <Card title=t!(visits::three_brought_back)>{kinds}</Card> }.into_any()
}

fn kind(card: &Arc<FamilyCard>, fields: Fields, said: Said) -> AnyView {
    let title = words::brought_back(lang(), said.kind);
    let id = ["kind-", said.kind.as_str()].concat();
    let choices = vec![Choice::new(NOTHING, t!(visits::nothing))];
    let labelled = id.clone();
    let card = Arc::clone(card);
    let silent = Memo::new(move |_| said.is_nothing());
    view! {
        <div class="visits-kind" role="group" aria-labelledby=labelled>
            <div class="split">
                <h3 id=id>{title}</h3>
                <MultiChips name=kind_field(said.kind) legend=title quiet=true choices value=said.nothing/>
            </div>
            {move || (!silent.get()).then(|| entries(&card, fields, said))}
        </div>
    }
    .into_any()
}

fn entries(card: &Arc<FamilyCard>, fields: Fields, said: Said) -> AnyView {
    let all = said
        .entries()
        .into_iter()
        .enumerate()
        .map(|(index, entry)| {
            let card = Arc::clone(card);
            let first = index == 0;
            // Outside the entry, which is gone when it is asked for.
            let undo = Callback::new(move |()| entry.shown.set(true));
            move || {
                (first || entry.shown.get()).then(|| {
                    let card = Arc::clone(&card);
                    view! {
                        <div class="visits-entry">
                            <EntryFields card fields said entry/>
                            {(!first).then(|| remove(entry, undo))}
                        </div>
                    }
                })
            }
        })
        .collect_view();
    view! {
        {all}
        {another(said)}
    }
    .into_any()
}

fn remove(entry: Entry, undo: Callback<()>) -> AnyView {
    let press = Callback::new(move |()| {
        entry.shown.set(false);
        toast_undo(t!(visit_pages::removed), undo);
    });
    view! { <Button text=t!(visits::remove) icon=Icon::Close kind=Kind::Quiet on_press=press/> }
        .into_any()
}

/// One more, once the first says something and there is room.
fn another(said: Said) -> AnyView {
    let form = expect_context::<Form>();
    let [first, more @ ..] = said.entries();
    let free = move || more.into_iter().find(|entry| !entry.shown.get());
    let begun =
        Memo::new(move |_| first.text.with(|text| !text.trim().is_empty()) && free().is_some());
    let press = Callback::new(move |()| {
        if let Some(entry) = untrack(free) {
            entry.open();
            form.dirty.set(true);
        }
    });
    (move || {
        begun.get().then(|| {
            view! {
                <Button text=t!(visits::add_another) icon=Icon::Plus kind=Kind::Quiet on_press=press/>
            }
        })
    })
    .into_any()
}
