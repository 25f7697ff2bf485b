//! More about something, behind its summary line.

use leptos::prelude::*;

/// Opens and closes by itself.
#[component]
pub fn Details(
    /// The line that is always there.
    #[prop(into)]
    summary: Signal<String>,
    /// Opens when this turns true; whoever reads it opens and closes it all the same.
    #[prop(into, optional)]
    open: Signal<bool>,
    /// What is behind it.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="details" prop:open=open>
            <summary>{summary}</summary>
            {children()}
        </details>
    }
    .into_any()
}
