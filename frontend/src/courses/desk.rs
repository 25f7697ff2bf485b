//! What the parts of a lesson's page share: the newest answer and its version. Each part changes
//! the lesson on its own, and the next one goes on from there.

use leptos::prelude::*;
use tongyu_shared::{
    courses::types::{LessonDetail, LessonPath},
    ids::LessonId,
};

use crate::{act::etag, form::Form, load::Load};

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

    /// Reads the lesson again where `form` was refused because the lesson was changed meanwhile.
    pub fn look_again(self, form: Form) {
        Effect::new(move |_| {
            let failure = form.failure.get();
            if failure.is_some_and(|error| error.status() == 412) {
                self.found.reload();
            }
        });
    }

    /// An answer came; it may be older than another one, and the page may be gone.
    pub fn saw(self, detail: &LessonDetail) {
        let known = self.version.try_get_untracked();
        if known.is_some_and(|known| detail.version > known) {
            self.version.set(detail.version);
        }
    }
}
