//! Fields that are rarely needed, behind a line; an error in one of them opens it.

use leptos::prelude::*;

use crate::form::Form;

/// Fields behind `summary`.
#[component]
pub fn Fold(
    /// The line that is always there.
    #[prop(into)]
    summary: Signal<String>,
    /// The fields behind it.
    fields: &'static [&'static str],
    /// The fields.
    children: Children,
) -> impl IntoView {
    let form = expect_context::<Form>();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let wrong = form.errors.with(|errors| {
            errors
                .iter()
                .any(|error| fields.contains(&error.field.as_str()))
        });
        if wrong {
            open.set(true);
        }
    });
    view! {
        <details
            class="details"
            prop:open=open
            on:toggle=move |event| {
                use wasm_bindgen::JsCast;
                if let Some(details) = event
                    .target()
                    .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
                {
                    open.set(details.has_attribute("open"));
                }
            }
        >
            <summary>{summary}</summary>
            {children()}
        </details>
    }
    .into_any()
}
