//! What to change before this can be sent: takes the focus, and leads to each field.

use leptos::{html, prelude::*};
use tongyu_shared::api::problem::FieldProblem;

use super::{Button, Icon, IconView, failed::failure_words};
use crate::{api::ApiError, form::Form, session, t};

/// The summary of the form around it; nothing while nothing is wrong.
#[component]
pub fn ErrorSummary() -> impl IntoView {
    let form = expect_context::<Form>();
    let place = NodeRef::<html::Div>::new();
    session::forgive(form.failure);
    Effect::new(move |_| {
        if form.refusals.get() > 0 {
            // After the summary is drawn.
            request_animation_frame(move || {
                if let Some(place) = place.get_untracked()
                    && place.focus().is_err()
                {
                    leptos::logging::warn!("the summary takes no focus");
                }
            });
        }
    });
    (move || {
        let errors = form.errors.get();
        let body = match form.failure.get() {
            Some(error) => failure(&error, form),
            None if errors.is_empty() => return None,
            None => fields(errors, form),
        };
        Some(view! { <div class="summary" role="alert" tabindex="-1" node_ref=place>{body}</div> })
    })
    .into_any()
}

fn failure(error: &ApiError, form: Form) -> AnyView {
    let (title, advice) = failure_words(error);
    let then = if error.is_signed_out() {
        sign_in(form)
    } else {
        view! { <p>{t!(ui::text_is_kept)}</p> }.into_any()
    };
    view! {
        <p class="summary-head">
            <IconView icon=Icon::Alert/>
            <b>{title}</b>
        </p>
        <p>{advice}</p>
        {then}
    }
    .into_any()
}

/// The sign-in sheet once more, for whoever closed it: the page and its text stay below.
fn sign_in(form: Form) -> AnyView {
    let press = Callback::new(move |()| {
        session::ended();
        form.failure.set(None);
    });
    view! { <Button text=t!(ui::go_sign_in) on_press=press/> }.into_any()
}

fn fields(errors: Vec<FieldProblem>, form: Form) -> AnyView {
    let links = errors
        .into_iter()
        .map(|error| {
            let id = form.field_id(&error.field);
            let href = ["#", &id].concat();
            view! {
                <li>
                    <a
                        href=href
                        on:click=move |event| {
                            event.prevent_default();
                            focus(&id);
                        }
                    >
                        {error.message}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="summary-head">
            <IconView icon=Icon::Alert/>
            <b>{t!(ui::please_change)}</b>
        </p>
        <ul>{links}</ul>
    }
    .into_any()
}

/// Puts the focus into the field with this id.
fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    let field = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field
        && field.focus().is_err()
    {
        leptos::logging::warn!("this field takes no focus");
    }
}
