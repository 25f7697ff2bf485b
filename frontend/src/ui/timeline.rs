//! What happened to a matter, in order, and what comes next.

use leptos::prelude::*;

use super::{Icon, IconView};

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When, in words.
    pub at: String,
    /// What happened.
    pub what: String,
    /// What was said, in full.
    pub said: Option<String>,
    /// It happened; else it is what comes next.
    pub done: bool,
}

/// The steps in order.
#[component]
pub fn Timeline(
    /// The steps, oldest first.
    steps: Vec<Step>,
) -> impl IntoView {
    let steps = steps
        .into_iter()
        .map(|step| {
            view! {
                <li class=if step.done { "done" } else { "" }>
                    <i>{step.done.then(|| view! { <IconView icon=Icon::Check/> })}</i>
                    <div>
                        <p class="small">{step.at}</p>
                        <p>{step.what}</p>
                        {step.said.map(|said| view! { <blockquote>{said}</blockquote> })}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{steps}</ol> }.into_any()
}
