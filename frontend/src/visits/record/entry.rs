//! One thing that was said: the words, whether an answer is wanted, and where it goes.

use std::sync::Arc;

use leptos::prelude::*;
use tongyu_shared::{
    feedback::types::{MatterKind, Theme},
    text::feedback as feedback_words,
    visits::types::{FamilyCard, FeedbackWish},
};

use super::{
    super::view::{kind_field, matter_field},
    fields::{Entry, Fields, Said},
    who::{about, follow_raiser, raiser},
};
use crate::{
    form::Form,
    i18n::lang,
    t,
    ui::{Chips, Choice, Select, TextArea},
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
        !feedback
            || entry
                .wish
                .with(|wish| wish == FeedbackWish::ReplyWanted.as_str())
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
        Choice::new(
            FeedbackWish::ReplyWanted.as_str(),
            t!(visits::wish_reply_wanted),
        ),
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
