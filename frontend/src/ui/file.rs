//! A file from this device.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{
    Field,
    field::{described_by, error_of},
    text_field::changed,
};
use crate::{
    form::{Form, field_id},
    t,
};

/// A file from this device; its content stays in the browser until it is sent.
#[component]
pub fn FileField(
    /// The path the server uses for it.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What helps to choose it: kinds and size.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// Kinds the picker offers: `.xlsx,.xls,.csv`.
    accept: &'static str,
    /// The file chosen.
    on_file: Callback<web_sys::File>,
) -> impl IntoView {
    let error = error_of(name.clone());
    let changed = changed(use_context::<Form>(), name.clone(), None);
    let id = field_id(&name);
    let described = described_by(&name, hint.is_some());
    view! {
        <Field name label hint=hint>
            <span class="file-box">
            <input
                class="input file"
                type="file"
                id=id
                accept=accept
                aria-describedby=described
                aria-invalid=move || error.get().is_some().then_some("true")
                on:change=move |event| {
                    let input = event
                        .target()
                        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
                    if let Some(file) = input.and_then(|i| i.files()).and_then(|f| f.get(0)) {
                        changed.run(());
                        on_file.run(file);
                    }
                }
            />
            // The browser's own words are in the language of the system.
            <span class="file-face" aria-hidden="true">{t!(ui::choose_file)}</span>
            </span>
        </Field>
    }
    .into_any()
}
