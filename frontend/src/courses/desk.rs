//! What the parts of a lesson's page share: the newest answer and its version. Each part changes
//! the lesson on its own, and the next one goes on from there.

use leptos::prelude::*;
use tongyu_shared::{
    courses::types::{LessonDetail, LessonPath},
    ids::LessonId,
};

use crate::{act::etag, load::Load};

/// The desk of one lesson.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The lesson.
    pub lesson: LessonId,
    /// As it was last read.
    pub found: Load<LessonDetail>,
    version: RwSignal<i32>,
    /// Whether text was typed that is not saved.
    pub unsaved: RwSignal<bool>,
}

impl Desk {
    /// The desk of `lesson`.
    pub fn new(lesson: LessonId, found: Load<LessonDetail>) -> Self {
        let desk = Self {
            lesson,
            found,
            version: RwSignal::new(0),
            unsaved: RwSignal::new(false),
        };
        Effect::new(move |_| {
            if let Some(found) = found.get() {
                desk.saw(&found);
            }
        });
        desk
    }

    /// Its path.
    pub const fn path(self) -> LessonPath {
        LessonPath {
            lesson: self.lesson,
        }
    }

    /// The newest version that is known, for `If-Match`.
    pub fn etag(self) -> Option<String> {
        etag(self.version.get_untracked())
    }

    /// An answer came; it may be older than another one.
    pub fn saw(self, detail: &LessonDetail) {
        if detail.version > self.version.get_untracked() {
            self.version.set(detail.version);
        }
    }
}
