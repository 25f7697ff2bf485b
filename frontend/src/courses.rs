//! 微课: made by an author, reviewed by a second person.

mod at_work;
mod captions;
mod desk;
mod editor;
mod film;
mod lesson;
mod lessons;
mod look;
mod new;
mod steps;

use leptos::prelude::*;

/// The page at `path` below the desk, where it is this room's.
pub fn page(path: &[&str]) -> Option<AnyView> {
    Some(match *path {
        ["lessons"] => view! { <lessons::LessonsPage/> }.into_any(),
        ["lessons", "new"] => view! { <new::NewLessonPage/> }.into_any(),
        ["lessons", lesson] => {
            view! { <lesson::LessonPage lesson=lesson.parse().ok()?/> }.into_any()
        }
        _ => return None,
    })
}
