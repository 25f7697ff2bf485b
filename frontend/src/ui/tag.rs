//! A state in one word. Its colour never stands alone: each tone has a shape of its own.

use leptos::prelude::*;

use super::{Icon, IconView};

/// How something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Says what is, no more.
    #[default]
    Plain,
    /// Worth knowing.
    Info,
    /// Done or well.
    Ok,
    /// Wants attention.
    Warn,
    /// Went wrong.
    Bad,
}

impl Tone {
    /// Its class.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    /// Its shape.
    pub const fn icon(self) -> Option<Icon> {
        match self {
            Self::Plain => None,
            Self::Info => Some(Icon::Info),
            Self::Ok => Some(Icon::Check),
            Self::Warn => Some(Icon::Alert),
            Self::Bad => Some(Icon::Close),
        }
    }
}

/// A tag.
#[component]
pub fn Tag(
    /// The word.
    #[prop(into)]
    text: Signal<String>,
    /// How it stands.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! {
        <span class=["tag ", tone.class()].concat()>
            {tone.icon().map(|icon| view! { <IconView icon/> })}
            {text}
        </span>
    }
    .into_any()
}
