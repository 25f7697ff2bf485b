//! The shape of what is coming. Shown after 300 ms by css, so that quick answers do not flash.

use leptos::prelude::*;

use crate::t;

/// A card with rows that are not there yet.
#[component]
pub fn Skeleton(
    /// How many rows come closest to the final shape.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton card" role="status">
            <span class="sr">{t!(ui::loading)}</span>
            {(0..lines).map(|_| view! { <i></i> }).collect_view()}
        </div>
    }
    .into_any()
}
