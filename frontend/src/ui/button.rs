//! Buttons and links that look like them.

use leptos::prelude::*;

use super::{Icon, IconView};
use crate::t;

/// What a button is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do here.
    #[default]
    Primary,
    /// Another way.
    Secondary,
    /// Takes something away.
    Danger,
    /// Beside text.
    Quiet,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn",
            Self::Secondary => "btn sec",
            Self::Danger => "btn danger",
            Self::Quiet => "btn quiet",
        }
    }
}

/// A button. While busy it keeps the focus, says so, and takes no second press.
#[component]
pub fn Button(
    /// What it does.
    #[prop(into)]
    text: Signal<String>,
    /// What it is for.
    #[prop(optional)]
    kind: Kind,
    /// An icon before the word.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Its work is under way.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// It cannot be pressed; the reason stands beside it.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// Submits its form.
    #[prop(optional)]
    submit: bool,
    /// Runs on a press.
    #[prop(into, optional)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <button
            class=kind.class()
            type=if submit { "submit" } else { "button" }
            disabled=disabled
            aria-busy=move || busy.get().then_some("true")
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(on_press) = on_press {
                    on_press.run(());
                }
            }
        >
            {icon.map(|icon| view! { <IconView icon/> })}
            <span>{text}</span>
            {move || busy.get().then(|| view! { <span class="sr" role="status">{t!(ui::busy)}</span> })}
        </button>
    }
    .into_any()
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// What is there.
    #[prop(into)]
    text: Signal<String>,
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What it is for.
    #[prop(optional)]
    kind: Kind,
    /// An icon before the word.
    #[prop(optional)]
    icon: Option<Icon>,
    /// A page of the server, not of the app: the router leaves it alone.
    #[prop(optional)]
    external: bool,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href rel=external.then_some("external")>
            {icon.map(|icon| view! { <IconView icon/> })}
            <span>{text}</span>
        </a>
    }
    .into_any()
}
