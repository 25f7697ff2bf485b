//! A form: the summary of what to change, the fields, and a submit that keeps the page.

use leptos::{ev, prelude::*};

use super::ErrorSummary;

/// A form element around fields. Needs `Form::provide()` before it. Enter in a one-line field
/// submits, unless an input method has it.
#[component]
pub fn FormFrame(
    /// Runs on submit.
    on_submit: Callback<()>,
    /// Fields and an `Actions` with a submit button.
    children: Children,
) -> impl IntoView {
    view! {
        <form
            class="form-frame"
            novalidate
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                on_submit.run(());
            }
        >
            <ErrorSummary/>
            {children()}
        </form>
    }
    .into_any()
}
