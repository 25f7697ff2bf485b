//! The lesson's page, which everyone may open, and the parent's pages of learning.

mod ask;
mod catalogue;
mod clear;
mod film;
mod lesson;
mod own;
mod seen;
mod trying;

use actix_web::HttpRequest;
use actix_web::web;
use maud::{Markup, html};
use tongyu_shared::{api::endpoint::Method, ids::LessonId};

use crate::{
    http::{
        fault::{Fault, NOT_FOUND},
        mount::Mounts,
    },
    messages::files::SmallFile,
};

/// What the pages need beside the sheet of all pages.
static SHEET: SmallFile = SmallFile::css("/assets/lesson.css", include_str!("../lesson.css"));
/// Watching, for who is signed in; speed, sound and picture for everyone.
static SCRIPT: SmallFile = SmallFile::script("/assets/lesson.js", include_str!("../lesson.js"));

const LESSON: &str = "/w/{lesson}";
const TRIED: &str = "/w/{lesson}/tried";
const ASK: &str = "/w/{lesson}/ask";
const OWN: &str = "/p/learning";
const CLEAR: &str = "/p/learning/clear";
/// Everything else below the lessons leads nowhere.
const ELSEWHERE: &str = "/w/{rest:.*}";

/// Mounts the pages, their style sheet and their script.
pub fn mount(mounts: &mut Mounts) {
    SHEET.mount(mounts);
    SCRIPT.mount(mounts);
    mounts
        .route(LESSON, Method::Get, web::get().to(lesson::show))
        .route(ELSEWHERE, Method::Get, web::get().to(lesson::show))
        .route(TRIED, Method::Get, web::get().to(trying::back))
        .route(TRIED, Method::Post, web::post().to(trying::take))
        .route(ASK, Method::Get, web::get().to(ask::show))
        .route(ASK, Method::Post, web::post().to(ask::take))
        .route(OWN, Method::Get, web::get().to(own::show))
        .route(CLEAR, Method::Get, web::get().to(clear::show))
        .route(CLEAR, Method::Post, web::post().to(clear::take));
}

/// The lesson in the address; what is no id is not found.
fn lesson_of(req: &HttpRequest) -> Result<LessonId, Fault> {
    let text = req.match_info().get("lesson").ok_or(NOT_FOUND)?;
    text.parse().map_err(|_| NOT_FOUND)
}

/// The address of a lesson's page.
fn address(lesson: LessonId) -> String {
    LESSON.replace("{lesson}", &lesson.to_string())
}

/// The head of a page with the sheet of learning.
fn sheet() -> Markup {
    html! { link rel="stylesheet" href=(SHEET.address()); }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_and_script_are_small_and_stand_alone() {
        assert!(SCRIPT.content().len() < 6_000, "{}", SCRIPT.content().len());
        // A phone's clock may be hours off: nothing is asked of it.
        assert!(
            !SCRIPT.content().contains("Date"),
            "the script reads the phone's clock"
        );
        assert!(SHEET.content().len() < 4_000, "{}", SHEET.content().len());
        assert!(!SCRIPT.content().contains("import "));
        assert!(!SHEET.content().contains("url(") && !SHEET.content().contains("@import"));
    }
}
