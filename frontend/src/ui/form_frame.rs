//! A form: the summary of what to change, the fields, and a submit that keeps the page.

use leptos::{ev, prelude::*};

use super::ErrorSummary;
use crate::{form::Form, scope};

/// A form element around fields, which find this form even when they are drawn after another one
/// was provided beside it. Enter in a one-line field submits, unless an input method has it.
#[component]
pub fn FormFrame(
    /// The form; without it, the one that `Form::provide()` made.
    #[prop(optional)]
    form: Option<Form>,
    /// Runs on submit.
    on_submit: Callback<()>,
    /// Fields and an `Actions` with a submit button.
    children: Children,
) -> impl IntoView {
    let form = form.unwrap_or_else(expect_context::<Form>);
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
