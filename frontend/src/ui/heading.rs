//! The heading of a page. When a page opens, it names the window, takes the focus and is
//! announced: the router does none of these.

use leptos::{html, prelude::*};

use crate::t;

/// What screen readers are told next; a context of the whole app.
#[derive(Clone, Copy)]
pub struct Announcer(pub RwSignal<String>);

/// The heading of a page, with a line below it and actions to its right.
#[component]
pub fn Heading(
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// A line below it.
    #[prop(into, optional)]
    sub: Option<Signal<String>>,
    /// Actions or tags beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let announcer = use_context::<Announcer>();
    Effect::new(move |opened: Option<bool>| {
        let title = title.get();
        document().set_title(&[title.as_str(), " · ", t!(ui::product)].concat());
        if opened.is_none()
            && let Some(heading) = heading.get_untracked()
        {
            if heading.focus().is_err() {
                leptos::logging::warn!("the heading takes no focus");
            }
            if let Some(Announcer(said)) = announcer {
                said.set(title);
            }
        }
        true
    });
    view! {
        <header class="heading">
            <div>
                <h1 node_ref=heading tabindex="-1">{title}</h1>
                {sub.map(|sub| view! { <p class="muted">{sub}</p> })}
            </div>
            {children.map(|children| view! { <div class="heading-side">{children()}</div> })}
        </header>
    }
    .into_any()
}
