//! A switch: done or not, with what was prepared for it as its second line.

use leptos::prelude::*;

use crate::t;

/// A switch that says its state in a word.
#[component]
pub fn Switch(
    /// What it is about.
    #[prop(into)]
    label: Signal<String>,
    /// What was prepared for it.
    #[prop(into, optional)]
    detail: Option<Signal<String>>,
    /// Whether it is on.
    value: RwSignal<bool>,
    /// The words for on and off; 是 / 否 by default.
    #[prop(optional)]
    words: Option<(&'static str, &'static str)>,
    /// Runs after every change.
    #[prop(into, optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let (on, off) = words.unwrap_or((t!(ui::yes), t!(ui::no)));
    view! {
        <label class="switch">
            <input
                type="checkbox"
                role="switch"
                prop:checked=value
                on:change=move |event| {
                    value.set(event_target_checked(&event));
                    if let Some(on_change) = on_change {
                        on_change.run(());
                    }
                }
            />
            <span class="switch-text">
                <b>{label}</b>
                {detail.map(|detail| view! { <span class="small">{detail}</span> })}
            </span>
            <span class="small" aria-hidden="true">{move || if value.get() { on } else { off }}</span>
            <i></i>
        </label>
    }
    .into_any()
}
