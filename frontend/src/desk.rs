//! The part for work at a desk: lists that come in, the school's sheet, lessons. Its pages stand
//! below `/desk`.

use leptos::prelude::*;

use crate::{
    app::Start,
    courses, org,
    part::{DESK, Part, PartName},
};

/// The desk.
pub const PART: Part = Part {
    name: PartName::Desk,
    open: |_| None,
    pages,
};

fn pages(path: &[&str]) -> Option<AnyView> {
    match path {
        [DESK] => Some(view! { <Start/> }.into_any()),
        [DESK, below @ ..] => org::page(below).or_else(|| courses::page(below)),
        _ => None,
    }
}
