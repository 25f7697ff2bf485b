//! A box to tick: a consent, a declaration.

use leptos::prelude::*;

use super::{
    field::{FieldError, described_by, error_of},
    text_field::changed,
};
use crate::form::{Form, field_id};

/// A box to tick.
#[component]
pub fn Check(
    /// The path the server uses for it.
    #[prop(into)]
    name: String,
    /// What ticking it says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    value: RwSignal<bool>,
    /// Runs after every change.
    #[prop(into, optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let error = error_of(name.clone());
    let changed = changed(use_context::<Form>(), name.clone(), on_change);
    view! {
        <div class="field">
            <label class="check">
                <input
                    type="checkbox"
                    id=field_id(&name)
                    aria-describedby=described_by(&name, false)
                    aria-invalid=move || error.get().is_some().then_some("true")
                    prop:checked=value
                    on:change=move |event| {
                        value.set(event_target_checked(&event));
                        changed.run(());
                    }
                />
                <i></i>
                <span>{label}</span>
            </label>
            <FieldError name/>
        </div>
    }
    .into_any()
}
