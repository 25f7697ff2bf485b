//! 学校: how a school's families were reached and what became of what they said, as counts.

mod choose;
mod coverage;
mod disputed;
mod matters;
mod overview;

use leptos::prelude::*;

use self::{choose::Schools, overview::SchoolPage};

/// The page at `path`, where it is this room's.
pub fn page(path: &[&str]) -> Option<AnyView> {
    match *path {
        ["schools"] => Some(view! { <Schools/> }.into_any()),
        ["schools", school] => {
            let school = school.parse().ok()?;
            Some(view! { <SchoolPage school/> }.into_any())
        }
        _ => None,
    }
}
