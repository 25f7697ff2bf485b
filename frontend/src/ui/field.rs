//! What every field has around it: label, hint, the sentence that says what to change.

use leptos::prelude::*;

use super::{Icon, IconView};
use crate::{
    form::{Form, field_id},
    t,
};

/// A field's label, hint and error around its control. The control takes `id` from
/// `form::field_id(name)` and `aria-describedby` from `described_by(name)`.
#[component]
pub fn Field(
    /// The path the server uses for it: `matters.0.text`.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What helps to fill it in.
    #[prop(optional_no_strip)]
    hint: Option<Signal<String>>,
    /// It may stay empty; said after the label.
    #[prop(optional)]
    optional: bool,
    /// Its control.
    children: Children,
) -> impl IntoView {
    let id = field_id(&name);
    view! {
        <div class="field">
            <label for=id.clone()>
                {label}
                {optional.then(|| view! { <span class="small">{t!(ui::optional)}</span> })}
            </label>
            {hint.map(|hint| view! { <p class="small" id=[&id, "-hint"].concat()>{hint}</p> })}
            {children()}
            <FieldError name/>
        </div>
    }
    .into_any()
}

/// The sentence that says what to change at `name`.
#[component]
pub fn FieldError(
    /// The path the server uses for the field.
    name: String,
) -> impl IntoView {
    let id = [&field_id(&name), "-error"].concat();
    let error = error_of(name);
    view! {
        <p class="field-error" id=id hidden=move || error.get().is_none()>
            <IconView icon=Icon::Alert/>
            <span>{error}</span>
        </p>
    }
    .into_any()
}

/// The sentence at `name` in the form around it; never one outside a form.
pub fn error_of(name: String) -> Signal<Option<String>> {
    match use_context::<Form>() {
        Some(form) => Signal::derive(move || form.error(&name)),
        None => Signal::stored(None),
    }
}

/// The ids of the hint, where there is one, and of the error of `name`, for `aria-describedby`.
pub fn described_by(name: &str, hint: bool) -> String {
    let id = field_id(name);
    let error = [&id, "-error"].concat();
    if hint {
        [&id, "-hint ", &error].concat()
    } else {
        error
    }
}
