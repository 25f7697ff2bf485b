//! The pages of head teachers and mentors: today, class, family card, record, saved, and a visit as it stands.

mod asked;
mod card;
mod class;
mod detail;
mod parts;
mod record;
mod saved;
mod today;
mod view;

use leptos::prelude::*;

/// The page of this room at these parts of a path.
pub fn page(segments: &[&str]) -> Option<AnyView> {
    Some(match segments {
        ["today"] => view! { <today::TodayPage/> }.into_any(),
        ["classes"] => view! { <class::ClassesPage/> }.into_any(),
        ["classes", class] => view! { <class::ClassPage class=class.parse().ok()?/> }.into_any(),
        ["students", student] => {
            view! { <card::CardPage student=student.parse().ok()?/> }.into_any()
        }
        ["students", student, "record"] => {
            view! { <record::RecordPage student=student.parse().ok()?/> }.into_any()
        }
        ["visits", visit] => view! { <detail::VisitPage visit=visit.parse().ok()?/> }.into_any(),
        ["visits", visit, "saved"] => {
            view! { <saved::SavedPage visit=visit.parse().ok()?/> }.into_any()
        }
        _ => return None,
    })
}
