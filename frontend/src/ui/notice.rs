//! A notice in the page: what is so, and what to do about it.

use leptos::prelude::*;

use super::{Icon, IconView, Tone};

/// A notice. Good and neutral ones wait their turn in a screen reader, bad ones do not.
#[component]
pub fn Notice(
    /// What is so.
    #[prop(into)]
    text: Signal<String>,
    /// How it stands.
    #[prop(optional)]
    tone: Tone,
    /// What to do about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div
            class=["notice ", tone.class()].concat()
            role=if tone == Tone::Bad { "alert" } else { "status" }
        >
            <IconView icon=tone.icon().unwrap_or(Icon::Info)/>
            <div class="notice-text">{text}</div>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
