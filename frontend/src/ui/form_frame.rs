//! A form: the summary of what to change, the fields, and a submit that keeps the page.

use leptos::{ev, prelude::*};

use super::ErrorSummary;
use crate::{form::Form, scope};

/// A form element around fields, which find this form even when they are drawn after another one
/// was provided beside it. Needs `Form::provide()` before it. Enter in a one-line field
/// submits, unless an input method has it.
#[component]
pub fn FormFrame(
    /// Runs on submit.
    on_submit: Callback<()>,
    /// Fields and an `Actions` with a submit button.
    children: Children,
) -> impl IntoView {
    let form = expect_context::<Form>();
    scope::own(move || {
        provide_context(form);
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
    })
}
