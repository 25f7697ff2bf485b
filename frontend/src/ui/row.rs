//! Rows of a list: who, what about it, and one tag, which stands on its own line in large type.

use leptos::prelude::*;

use super::{Icon, IconView};

/// A list of rows.
#[component]
pub fn Rows(
    /// `Row`s, or `<li>` of one's own.
    children: Children,
) -> impl IntoView {
    view! { <ul class="rows">{children()}</ul> }.into_any()
}

/// One row; with an address all of it is the target.
#[component]
pub fn Row(
    /// Who or what it is about.
    #[prop(into)]
    who: Signal<String>,
    /// What is said beside it.
    #[prop(into, optional)]
    note: Option<Signal<String>>,
    /// The line below.
    #[prop(into, optional)]
    detail: Option<Signal<String>>,
    /// Where it leads; empty for nowhere.
    #[prop(into, optional)]
    href: Option<String>,
    /// Tags, or one action.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let body = view! {
        <span class="row-text">
            <span class="row-head">
                <span class="row-who">{who}</span>
                {note.map(|note| view! { <span class="muted">{note}</span> })}
            </span>
            {detail.map(|detail| view! { <span class="row-detail">{detail}</span> })}
        </span>
        {children.map(|children| view! { <span class="row-side">{children()}</span> })}
    };
    match href.filter(|href| !href.is_empty()) {
        Some(href) => view! {
            <li>
                <a class="row" href=href>
                    {body}
                    <IconView icon=Icon::Right/>
                </a>
            </li>
        }
        .into_any(),
        None => view! { <li class="row">{body}</li> }.into_any(),
    }
}
