//! The actions of a page or form. On a phone they stay in reach at the lower edge.

use leptos::prelude::*;

/// A bar of buttons; the main one first.
#[component]
pub fn Actions(
    /// Stays at the lower edge of a phone's screen.
    #[prop(optional)]
    sticky: bool,
    /// A line above the buttons, such as where the text is kept.
    #[prop(into, optional)]
    note: Option<ViewFn>,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=if sticky { "actions sticky" } else { "actions" }>
            {note.map(|note| view! { <p class="small">{note.run()}</p> })}
            {children()}
        </div>
    }
    .into_any()
}
