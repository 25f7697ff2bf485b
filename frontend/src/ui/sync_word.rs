//! Where what was written is. Four words only, and "delivered" only after the server's receipt.

use leptos::prelude::*;

use super::{Tag, Tone};
use crate::t;

/// Where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sync {
    /// 已存本机.
    Kept,
    /// 正在上传.
    Sending,
    /// 已送达.
    Delivered,
    /// 没送成, and why.
    Stuck(String),
}

/// The word for it.
#[component]
pub fn SyncWord(
    /// Where it is.
    #[prop(into)]
    state: Signal<Sync>,
) -> impl IntoView {
    (move || {
        let (text, tone) = match state.get() {
            Sync::Kept => (t!(ui::kept_here).to_owned(), Tone::Warn),
            Sync::Sending => (t!(ui::sending).to_owned(), Tone::Info),
            Sync::Delivered => (t!(ui::delivered).to_owned(), Tone::Ok),
            Sync::Stuck(reason) => (t!(ui::not_sent, reason), Tone::Bad),
        };
        view! { <Tag text tone/> }
    })
    .into_any()
}
