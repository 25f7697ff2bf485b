//! A step that wants a reason: the text with its button, kept on this device until the server has
//! it.

use leptos::prelude::*;
use tongyu_shared::api::endpoint::Endpoint;

use super::{Actions, Button, FormFrame, KeptNote, Kind, TextArea, TextField};
use crate::{
    api::Reply,
    form::Form,
    offline::{DraftKind, texts::Texts},
};

/// The reason of one step, in a form of its own.
#[derive(Clone, Copy)]
pub struct KeptReason {
    /// Its form.
    pub form: Form,
    text: RwSignal<String>,
    texts: Texts,
}

impl KeptReason {
    /// A reason with what was kept of it before.
    pub fn new(kind: DraftKind, id: &str) -> Self {
        Self::beside(kind, id, &[])
    }

    /// As `new`, and `others` are kept with it: what was chosen beside it.
    pub fn beside(kind: DraftKind, id: &str, others: &[RwSignal<String>]) -> Self {
        let text = RwSignal::new(String::new());
        Self {
            form: Form::unplaced(),
            text,
            texts: Texts::new(kind, id, &[&[text], others].concat()),
        }
    }

    /// What is written.
    pub fn text(self) -> String {
        self.text.get_untracked()
    }

    /// Whether it was begun on this device before: what it is folded into opens.
    pub fn found(self) -> RwSignal<bool> {
        self.texts.found
    }

    /// Keeps it, for what is chosen beside it.
    pub fn keep(self) -> Callback<()> {
        self.texts.keep()
    }

    /// Checks `body` and sends it for the version named by `etag`. The draft goes with the
    /// server's receipt, even where the page is gone by then.
    pub fn send<E>(
        self,
        path: &E::Path,
        body: &E::Body,
        etag: Option<String>,
        done: impl FnOnce(Reply<E>) + 'static,
    ) where
        E: Endpoint<Query = ()>,
    {
        let sent = self.texts.keeper.sent();
        self.form
            .send_if_match::<E>(path, body, etag, move |reply| {
                sent.received();
                done(reply);
            });
    }
}

/// The form of a reason.
#[component]
pub fn ReasonForm(
    /// The reason.
    reason: KeptReason,
    /// The path the server uses for it.
    #[prop(default = "reason")]
    name: &'static str,
    /// Its label.
    label: &'static str,
    /// What helps to write it.
    #[prop(into, optional)]
    hint: String,
    /// One line is enough.
    #[prop(optional)]
    short: bool,
    /// What the button does.
    button: &'static str,
    /// What the button is for.
    #[prop(optional)]
    kind: Kind,
    /// Runs on submit.
    on_submit: Callback<()>,
    /// What stands before the reason.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let KeptReason { form, text, .. } = reason;
    let kept = reason.texts.keeper.kept;
    let hint = Some(hint).filter(|hint| !hint.is_empty());
    view! {
        <FormFrame form on_submit>
            {children.map(|children| children())}
            {field(name, label, hint, short, text, reason.keep())}
            <Actions note=move || view! { <KeptNote kept/> }>
                <Button text=button kind busy=form.busy submit=true/>
            </Actions>
        </FormFrame>
    }
    .into_any()
}

fn field(
    name: &'static str,
    label: &'static str,
    hint: Option<String>,
    short: bool,
    value: RwSignal<String>,
    on_change: Callback<()>,
) -> AnyView {
    let hint = hint.map(Signal::stored);
    match (short, hint) {
        (true, Some(hint)) => view! { <TextField name label hint value on_change/> }.into_any(),
        (true, None) => view! { <TextField name label value on_change/> }.into_any(),
        (false, Some(hint)) => view! { <TextArea name label hint value on_change/> }.into_any(),
        (false, None) => view! { <TextArea name label value on_change/> }.into_any(),
    }
}
