//! One thing that was said: the words, where it goes, who said it, and about which child.

use std::sync::Arc;

use leptos::prelude::*;
use tongyu_shared::{
    feedback::types::{MatterKind, Theme},
    names::mask_name,
    text::feedback as feedback_words,
    visits::{
        types::{FamilyCard, FeedbackWish},
        words,
    },
};

use super::{
    super::view::{kind_field, matter_field},
    fields::{Entry, Fields, Said},
};
use crate::{
    form::Form,
    i18n::lang,
    t,
    ui::{Chips, Choice, Masked, Select, TextArea},
};

/// The fields of one thing.
#[component]
pub fn EntryFields(
    /// The family.
    card: Arc<FamilyCard>,
    /// All controls.
    fields: Fields,
    /// The kind it belongs to.
    said: Said,
    /// Its controls.
    entry: Entry,
) -> impl IntoView {
    let form = expect_context::<Form>();
    let typed = Callback::new(move |()| {
        entry.guess();
        form.touched(&kind_field(said.kind));
    });
    let written = Memo::new(move |_| entry.text.with(|text| !text.trim().is_empty()));
    follow_raiser(&card, fields, entry);
    view! {
        <TextArea
            name=matter_field(entry.id, "text")
            label=t!(visits::say_or_write)
            value=entry.text
            on_change=typed
        />
        {move || written.get().then(|| more(&card, fields, said, entry))}
    }
    .into_any()
}

/// What is asked once there are words.
fn more(card: &Arc<FamilyCard>, fields: Fields, said: Said, entry: Entry) -> AnyView {
    let feedback = said.kind == MatterKind::Feedback;
    let answered = Memo::new(move |_| {
        !feedback || entry.wish.with(|wish| wish == FeedbackWish::ReplyWanted.as_str())
    });
    let goes = move || answered.get().then(|| theme(entry));
    view! {
        {feedback.then(|| wish(entry))}
        {goes}
        {raiser(card, fields, entry)}
        {about(card, fields, entry)}
    }
    .into_any()
}

fn wish(entry: Entry) -> AnyView {
    let choices = vec![
        Choice::new(
            FeedbackWish::ForInformation.as_str(),
            t!(visits::wish_for_information),
        ),
        Choice::new(FeedbackWish::ReplyWanted.as_str(), t!(visits::wish_reply_wanted)),
    ];
    view! {
        <Chips
            name=matter_field(entry.id, "wish")
            legend=t!(visit_pages::wish)
            choices
            value=entry.wish
        />
    }
    .into_any()
}

/// The name of a theme.
fn theme_words(theme: Theme) -> &'static str {
    let key = ["theme_", theme.as_str()].concat();
    feedback_words::by_key(lang(), &key).unwrap_or(theme.as_str())
}

fn theme(entry: Entry) -> AnyView {
    let choices: Vec<Choice> = Theme::ALL
        .iter()
        .map(|&theme| Choice::new(theme.as_str(), theme_words(theme)))
        .collect();
    view! {
        <Select
            name=matter_field(entry.id, "theme")
            label=t!(visit_pages::theme_label)
            hint=t!(visit_pages::theme_hint)
            choices
            value=entry.theme
            on_change=Callback::new(move |()| entry.by_hand.set(true))
        />
    }
    .into_any()
}

/// Those met whom an answer can reach: id and relation, in the order of the family card.
fn reachable(card: &FamilyCard, fields: Fields) -> Vec<Choice> {
    let with_phone = card
        .guardians
        .iter()
        .filter(|guardian| guardian.phone_masked.is_some());
    fields.met.with(|met| {
        with_phone
            .map(|guardian| (guardian.person.to_string(), guardian.relation))
            .filter(|(person, _)| met.contains(person))
            .map(|(person, relation)| Choice::new(person, words::relation(lang(), relation)))
            .collect()
    })
}

/// Whoever an answer can reach first said it, until someone else is chosen.
fn follow_raiser(card: &Arc<FamilyCard>, fields: Fields, entry: Entry) {
    let card = Arc::clone(card);
    Effect::new(move |_| {
        let people = reachable(&card, fields);
        let chosen = entry.raiser.get_untracked();
        if !people.iter().any(|choice| choice.value == chosen) {
            let first = people.into_iter().next();
            entry.raiser.set(first.map(|choice| choice.value).unwrap_or_default());
        }
    });
}

fn raiser(card: &Arc<FamilyCard>, fields: Fields, entry: Entry) -> AnyView {
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
fn about(card: &Arc<FamilyCard>, fields: Fields, entry: Entry) -> AnyView {
    let card = Arc::clone(card);
    let own = card.student.to_string();
    if entry.student.with_untracked(String::is_empty) {
        entry.student.set(own);
    }
    let children = Memo::new(move |_| {
        let Masked(covered) = expect_context();
        let covered = covered.get();
        let named = |id: String, name: &str| {
            let shown = if covered { mask_name(name) } else { name.to_owned() };
            Choice::new(id, shown)
        };
        let chosen = fields.siblings.get();
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
