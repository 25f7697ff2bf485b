//! More about something, behind its summary line.

use leptos::prelude::*;

/// Opens and closes by itself.
#[component]
pub fn Details(
    /// The line that is always there.
    #[prop(into)]
    summary: Signal<String>,
    /// What is behind it.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="details">
            <summary>{summary}</summary>
            {children()}
        </details>
    }
    .into_any()
}
