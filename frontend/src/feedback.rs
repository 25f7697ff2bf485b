//! 事项: what families said, on its way to an answer.

mod actions;
mod answer;
mod approve;
mod assign;
mod desk;
mod due;
mod hand_back;
mod inbox;
mod matter;
mod next;
mod proxy;
mod story;
mod tag;
mod take;

use leptos::prelude::*;

use self::{inbox::InboxPage, matter::MatterPage};
/// The page at `path`, where it is this room's.
pub fn page(path: &[&str]) -> Option<AnyView> {
    match *path {
        ["matters"] => Some(view! { <InboxPage/> }.into_any()),
        ["matters", matter] => {
            let matter = matter.parse().ok()?;
            Some(view! { <MatterPage matter/> }.into_any())
        }
        _ => None,
    }
}
