//! The slim bar of the demo: who one is, the messages, and a fresh start. Filled by the room
//! that knows them; not drawn outside the demo.

use leptos::prelude::*;

use crate::t;

/// The bar of the demo.
#[component]
pub fn DemoBar(
    /// Who one is right now.
    #[prop(into)]
    who: Signal<String>,
    /// Links and buttons: change the person, messages, fresh start.
    children: Children,
) -> impl IntoView {
    view! {
        <aside class="demo no-print" aria-label=t!(ui::demo)>
            <b>{t!(ui::demo)}</b>
            <span>{who}</span>
            <span class="demo-side">{children()}</span>
        </aside>
    }
    .into_any()
}
