//! 问问班主任: what a parent asks from the page of a lesson.

use serde::{Deserialize, Serialize};

use crate::{
    ids::LessonId,
    time::Date,
    validate::{Errors, Validate},
};

/// The most characters of a question.
pub const TEXT_MAX: usize = 500;

/// The words of a question.
#[derive(Clone, Copy, Debug)]
pub struct QuestionText<'a>(pub &'a str);

impl Validate for QuestionText<'_> {
    fn validate(&self, errors: &mut Errors) {
        errors.required("text", self.0);
        errors.max_chars("text", self.0, TEXT_MAX);
    }
}

/// What a parent asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskedAbout {
    /// The lesson.
    pub lesson: LessonId,
    /// Its title when it was asked about.
    pub title: String,
    /// 只告诉班主任: nobody but the head teacher of the class reads it.
    pub class_only: bool,
}

/// A lesson that parents of a class asked about. Nothing tells who watched it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskedLesson {
    /// The lesson.
    pub lesson: LessonId,
    /// Its title when it was asked about last.
    pub title: String,
    /// Questions since the term began.
    pub questions: u32,
    /// Those of them that wait for an answer.
    pub waiting: u32,
    /// The day of the latest.
    pub latest_on: Date,
}
