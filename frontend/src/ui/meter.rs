//! A share as a bar from zero, with its sentence.

use leptos::prelude::*;

use super::ring::share;

/// `done` of `all` as a bar. `label` is the whole sentence, for screen readers.
#[component]
pub fn Meter(
    /// How many are done.
    #[prop(into)]
    done: Signal<u32>,
    /// Of how many.
    #[prop(into)]
    all: Signal<u32>,
    /// The sentence it stands for.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let width = move || (share(done.get(), all.get()) * 100.0).to_string();
    view! {
        <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=label>
            <rect width="100" height="8"></rect>
            <rect class="meter-done" width=width height="8"></rect>
        </svg>
    }
    .into_any()
}
