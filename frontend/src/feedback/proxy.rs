//! 转告: an answer that reached nobody, which the head teacher passes on; the family's word is
//! written down as hers to tell.

use leptos::prelude::*;
use tongyu_shared::feedback::{
    endpoints::RecordProxyAnswer,
    types::{Delivery, MatterDetail, ProxyAnswer, Rating},
    words,
};

use super::desk::Desk;
use crate::{
    i18n::lang,
    offline::{DraftKind, texts::Texts},
    t,
    ui::{Actions, Button, Card, Chips, Choice, FormFrame, KeptNote, Notice, TextArea, Tone},
};

/// What is said of an answer that has not reached the family.
pub fn undelivered(detail: &MatterDetail) -> Option<AnyView> {
    let text = match detail.delivery? {
        Delivery::Waiting => return None,
        Delivery::Failed => t!(matter_pages::not_delivered),
        Delivery::Nobody => t!(matter_pages::nobody_to_reach),
    };
    Some(view! { <Notice tone=Tone::Warn text/> }.into_any())
}

/// The form: what the family said, and how it was reached.
#[component]
pub fn Proxy(
    /// The matter's desk.
    desk: Desk,
    /// A parent asked it herself.
    asked: bool,
) -> impl IntoView {
    let form = desk.form();
    let rating = RwSignal::new(String::new());
    let note = RwSignal::new(String::new());
    let texts = Texts::new(DraftKind::ProxyWord, &desk.matter(), &[note, rating]);
    let keep = texts.keep();
    let choices: Vec<_> = Rating::choices(asked)
        .iter()
        .map(|rating| Choice::new(rating.as_str(), words::rating(lang(), *rating)))
        .collect();
    let send = Callback::new(move |()| {
        // Without a choice the button is off.
        if let Ok(rating) = rating.get_untracked().parse() {
            let body = ProxyAnswer {
                rating,
                note: note.get_untracked(),
            };
            desk.send::<RecordProxyAnswer>(form, Some(texts.keeper), &body, move |_| {
                desk.say(t!(matter_pages::done_proxy).to_owned());
            });
        }
    });
    view! {
        <Card title=t!(matter_pages::pass_on_answer)>
            <FormFrame on_submit=send>
                <p class="muted">{t!(matter_pages::proxy_hint)}</p>
                <Chips
                    name="rating"
                    legend=t!(matter_pages::family_said)
                    choices
                    value=rating
                    on_change=keep
                />
                <TextArea
                    name="note"
                    label=t!(matter_pages::proxy_note)
                    value=note
                    on_change=keep
                />
                <Actions note=move || view! { <KeptNote kept=texts.keeper.kept/> }>
                    <Button
                        text=t!(matter_pages::record_word)
                        submit=true
                        busy=form.busy
                        disabled=Signal::derive(move || rating.with(String::is_empty))
                    />
                </Actions>
            </FormFrame>
        </Card>
    }
    .into_any()
}
