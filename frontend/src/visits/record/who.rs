//! Who said a thing, and about which child: asked only where there is a choice.

use std::sync::Arc;

use leptos::prelude::*;
use tongyu_shared::{
    names::mask_name,
    visits::{types::FamilyCard, words},
};

use super::{
    super::view::matter_field,
    fields::{Entry, Fields},
};
use crate::{
    i18n::lang,
    t,
    ui::{Chips, Choice, Masked},
};

/// Those met whom an answer can reach: id and relation, in the order of the family card.
fn reachable(card: &FamilyCard, fields: Fields) -> Vec<Choice> {
    let reachable = card.guardians.iter().filter(|guardian| guardian.reachable);
    fields.all().met.with(|met| {
        reachable
            .map(|guardian| (guardian.person.to_string(), guardian.relation))
            .filter(|(person, _)| met.contains(person))
            .map(|(person, relation)| Choice::new(person, words::relation(lang(), relation)))
            .collect()
    })
}

/// Whoever an answer can reach first said it, until someone else is chosen.
pub fn follow_raiser(card: &Arc<FamilyCard>, fields: Fields, entry: Entry) {
    let card = Arc::clone(card);
    Effect::new(move |_| {
        let people = reachable(&card, fields);
        let chosen = entry.raiser.get_untracked();
        if !people.iter().any(|choice| choice.value == chosen) {
            let first = people.into_iter().next();
            entry
                .raiser
                .set(first.map(|choice| choice.value).unwrap_or_default());
        }
    });
}

/// Who said it, where an answer can reach several.
pub fn raiser(card: &Arc<FamilyCard>, fields: Fields, entry: Entry) -> AnyView {
    let card = Arc::clone(card);
    let people = Memo::new(move |_| reachable(&card, fields));
    (move || {
        (people.with(Vec::len) > 1).then(|| {
            view! {
                <Chips
                    name=matter_field(entry.id, "raiser")
                    legend=t!(visits::raiser)
                    choices=people
                    value=entry.raiser
                />
            }
        })
    })
    .into_any()
}

/// About which child, where the visit is about several.
pub fn about(card: &Arc<FamilyCard>, fields: Fields, entry: Entry) -> AnyView {
    let card = Arc::clone(card);
    let own = card.student.to_string();
    if entry.student.with_untracked(String::is_empty) {
        entry.student.set(own);
    }
    let children = Memo::new(move |_| {
        let Masked(covered) = expect_context();
        let covered = covered.get();
        let named = |id: String, name: &str| {
            let shown = if covered {
                mask_name(name)
            } else {
                name.to_owned()
            };
            Choice::new(id, shown)
        };
        let chosen = fields.all().siblings.get();
        let siblings = card.siblings.iter().filter_map(|sibling| {
            let id = sibling.student.to_string();
            chosen.contains(&id).then(|| named(id, &sibling.name))
        });
        std::iter::once(named(card.student.to_string(), &card.name))
            .chain(siblings)
            .collect::<Vec<_>>()
    });
    (move || {
        (children.with(Vec::len) > 1).then(|| {
            view! {
                <Chips
                    name=matter_field(entry.id, "student")
                    legend=t!(visits::about_child)
                    choices=children
                    value=entry.student
                />
            }
        })
    })
    .into_any()
}
