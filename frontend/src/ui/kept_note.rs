//! Says where the text of a form is, or that this browser cannot keep it.

use leptos::prelude::*;

use crate::{offline::draft::Kept, t};

/// The line about the draft; nothing before the first keystroke.
#[component]
pub fn KeptNote(
    /// Where the text is.
    #[prop(into)]
    kept: Signal<Kept>,
) -> impl IntoView {
    (move || match kept.get() {
        Kept::Nothing => ().into_any(),
        Kept::Here(at) => t!(ui::draft_kept, at).into_any(),
        Kept::Saved(at) => t!(ui::draft_saved, at).into_any(),
        Kept::Nowhere => view! { <b role="status">{t!(ui::draft_not_kept)}</b> }.into_any(),
    })
    .into_any()
}
