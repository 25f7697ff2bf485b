//! The next rows of a long list.

use leptos::prelude::*;

use super::{Button, Kind};
use crate::t;

/// Asks for the next page while there is one.
#[component]
pub fn More(
    /// Whether there is more.
    #[prop(into)]
    has_more: Signal<bool>,
    /// It is on its way.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// Brings it.
    on_more: Callback<()>,
) -> impl IntoView {
    (move || {
        has_more.get().then(|| {
            view! {
                <div class="actions">
                    <Button text=t!(ui::more) kind=Kind::Secondary busy on_press=on_more/>
                </div>
            }
        })
    })
    .into_any()
}
