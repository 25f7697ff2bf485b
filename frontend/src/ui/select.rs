//! One of many, in the browser's own list.

use leptos::prelude::*;

use super::{
    Choice, Field,
    field::{described_by, error_of},
    text_field::changed,
};
use crate::{
    form::{Form, field_id},
    t,
};

/// One of many.
#[component]
pub fn Select(
    /// The path the server uses for it.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// The choices; "please choose" stands before them while nothing is chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value chosen; empty for none.
    value: RwSignal<String>,
    /// What helps to choose.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Runs after every change.
    #[prop(into, optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let error = error_of(name.clone());
    let changed = changed(use_context::<Form>(), name.clone(), on_change);
    let id = field_id(&name);
    let described = described_by(&name, hint.is_some());
    let options = move || {
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let kept = choice.value.clone();
                view! {
                    <option value=choice.value prop:selected=move || value.with(|v| *v == kept)>
                        {choice.label}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <Field name label hint=hint optional>
            <select
                class="input"
                id=id
                aria-describedby=described
                aria-invalid=move || error.get().is_some().then_some("true")
                on:change=move |event| {
                    value.set(event_target_value(&event));
                    changed.run(());
                }
            >
                <option value="">{t!(ui::please_choose)}</option>
                {options}
            </select>
        </Field>
    }
    .into_any()
}
