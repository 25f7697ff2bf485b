//! Where this page is, on the desktop; the way up, on a phone.

use leptos::prelude::*;

use super::{Icon, IconView};
use crate::t;

/// The pages above this one, uppermost first: address and name.
#[component]
pub fn Crumbs(
    /// Address and name of each page above.
    above: Vec<(String, String)>,
) -> impl IntoView {
    let links = above
        .into_iter()
        .map(|(href, name)| view! { <li><IconView icon=Icon::Left/><a href=href>{name}</a></li> })
        .collect_view();
    view! {
        <nav class="crumbs no-print" aria-label=t!(ui::where_this_is)>
            <ol>{links}</ol>
        </nav>
    }
    .into_any()
}
