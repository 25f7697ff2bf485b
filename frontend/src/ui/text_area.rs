//! Many lines of text. Large, so that the phone keyboard's own voice input is comfortable.

use leptos::prelude::*;

use super::{
    Field,
    field::{described_by, error_of},
    text_field::changed,
    typing::Typing,
};
use crate::form::{Form, field_id};

/// Many lines of text.
#[component]
pub fn TextArea(
    /// The path the server uses for it.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// Its text.
    value: RwSignal<String>,
    /// What helps to fill it in.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Runs after every change.
    #[prop(into, optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let id = field_id(&name);
    let described = described_by(&name, hint.is_some());
    let error = error_of(name.clone());
    let typing = Typing::new(
        value,
        changed(use_context::<Form>(), name.clone(), on_change),
    );
    view! {
        <Field name label hint=hint optional>
            <textarea
                class="input"
                id=id
                rows="3"
                aria-describedby=described
                aria-invalid=move || error.get().is_some().then_some("true")
                prop:value=value
                on:compositionstart=move |_| typing.start()
                on:compositionend=move |event| typing.end(event_target_value(&event))
                on:input=move |event| typing.input(event_target_value(&event))
            ></textarea>
        </Field>
    }
    .into_any()
}
