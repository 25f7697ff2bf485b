//! The part that a first visit loads: the teacher's and the school's day.

use leptos::prelude::*;

use crate::{
    app::Start,
    feedback,
    identity::{link::LinkPage, personas::PersonasPage},
    me::MePage,
    part::{Part, PartName},
    school, visits,
};

/// The day's work.
pub const PART: Part = Part {
    name: PartName::Daily,
    open,
    pages,
};

fn open(path: &[&str]) -> Option<AnyView> {
    match *path {
        ["sign-in"] => Some(view! { <LinkPage/> }.into_any()),
        ["me"] => Some(view! { <MePage/> }.into_any()),
        #[cfg(feature = "gallery")]
        ["gallery"] => Some(view! { <crate::gallery::GalleryPage/> }.into_any()),
        _ => None,
    }
}

fn pages(path: &[&str]) -> Option<AnyView> {
    match *path {
        [] => Some(view! { <Start/> }.into_any()),
        ["personas"] => Some(view! { <PersonasPage/> }.into_any()),
        _ => visits::page(path)
            .or_else(|| feedback::page(path))
            .or_else(|| school::page(path)),
    }
}
