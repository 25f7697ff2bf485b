//! Nothing here: why, and one thing to do. Never a picture alone.

use leptos::prelude::*;

/// An empty list.
#[component]
pub fn Empty(
    /// Why there is nothing.
    #[prop(into)]
    reason: Signal<String>,
    /// The one thing to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{reason}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
