//! Not shown, and why: no network, a fault of ours, not allowed, not there. Four pictures, and
//! none of them looks like an empty list.

use leptos::prelude::*;

use super::{Button, Heading, Icon, IconView, Kind, LinkButton};
use crate::{api::ApiError, t};

/// The picture for a failed read.
#[component]
pub fn Failed(
    /// What went wrong.
    #[prop(into)]
    error: Signal<ApiError>,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    let error = error.get_untracked();
    match error.status() {
        403 => view! { <Forbidden/> }.into_any(),
        404 => view! { <NotFound/> }.into_any(),
        _ => {
            let (title, advice) = failure_words(&error);
            view! {
                <section class="picture card" role="alert">
                    <IconView icon=Icon::Alert/>
                    <h2>{title}</h2>
                    <p>{advice}</p>
                    <Button text=t!(ui::try_again) icon=Icon::Reload kind=Kind::Secondary on_press=retry/>
                    {reference(&error)}
                </section>
            }
            .into_any()
        }
    }
}

/// What happened and what to do about it.
pub fn failure_words(error: &ApiError) -> (String, String) {
    match error {
        ApiError::Offline => (
            t!(ui::offline).to_owned(),
            t!(ui::offline_advice).to_owned(),
        ),
        ApiError::Unreadable => (
            t!(ui::unreadable).to_owned(),
            t!(ui::unreadable_advice).to_owned(),
        ),
        ApiError::Problem(problem) => (problem.title.clone(), problem.detail.clone()),
    }
}

/// The request id of a fault of ours, so that it can be told to whoever looks after the server.
fn reference(error: &ApiError) -> Option<AnyView> {
    match error {
        ApiError::Problem(problem) if problem.status >= 500 => {
            Some(view! { <p class="small">{t!(ui::reference, &problem.instance)}</p> }.into_any())
        }
        _ => None,
    }
}

/// Visible to others, not to this role.
#[component]
pub fn Forbidden() -> impl IntoView {
    view! {
        <Heading title=t!(ui::forbidden)/>
        <section class="picture card">
            <IconView icon=Icon::Lock/>
            <p>{t!(ui::forbidden_advice)}</p>
            <LinkButton text=t!(ui::to_start) href="/" kind=Kind::Secondary/>
        </section>
    }
    .into_any()
}

/// Not there, or not for this person; the two look the same.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <Heading title=t!(ui::not_found)/>
        <section class="picture card">
            <IconView icon=Icon::Search/>
            <p>{t!(ui::not_found_advice)}</p>
            <LinkButton text=t!(ui::to_start) href="/" kind=Kind::Secondary/>
        </section>
    }
    .into_any()
}
