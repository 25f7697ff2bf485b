//! Trainings with their sign-in lists, and the tables of lessons and scores.

use serde::{Deserialize, Serialize};

use super::{
    super::{
        pack::{ExamPart, FULL_MARKS},
        rules::TrainingKind,
    },
    bulk::ROWS_MAX,
};
use crate::{
    ids::{AccountId, ApplicationId, CohortId, TrainingId},
    time::Date,
    validate::{Errors, Validate},
};

/// Hours that one training can have.
const HOURS_MAX: i32 = 12;

/// A new training of a cohort, under an id that the caller made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTraining {
    /// The cohort.
    pub cohort: CohortId,
    /// What its hours count as.
    pub kind: TrainingKind,
    /// The day.
    pub day: Date,
    /// 学时.
    pub hours: i32,
    /// What it is about.
    pub topic: String,
    /// Who holds it.
    pub trainer: AccountId,
}

impl Validate for NewTraining {
    fn validate(&self, errors: &mut Errors) {
        errors.in_range("hours", self.hours, 1, HOURS_MAX);
        errors.required("topic", &self.topic);
        errors.max_chars("topic", &self.topic, 60);
    }
}

/// A training in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrainingLine {
    /// The training.
    pub training: TrainingId,
    /// What its hours count as.
    pub kind: TrainingKind,
    /// The day.
    pub day: Date,
    /// 学时.
    pub hours: u32,
    /// What it is about.
    pub topic: String,
    /// Who holds it.
    pub trainer_name: String,
    /// The cohort's name.
    pub cohort_name: String,
    /// How many signed in.
    pub signed_in: u32,
}

/// The trainings that one holds, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnTrainings {
    /// The trainings.
    pub items: Vec<TrainingLine>,
}

/// A training with its sign-in list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrainingDetail {
    /// What a list shows of it.
    pub line: TrainingLine,
    /// Every candidate of the cohort who still collects evidence, or signed in. Names are in full:
    /// a sign-in list is called out.
    pub candidates: Vec<SignInCandidate>,
}

/// A candidate on a sign-in list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignInCandidate {
    /// The application.
    pub application: ApplicationId,
    /// The name in full.
    pub name: String,
    /// The school.
    pub school_name: String,
    /// Whether signed in.
    pub signed_in: bool,
}

/// Takes one sign-in back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectSignIn {
    /// Whose.
    pub application: ApplicationId,
    /// Why.
    pub reason: String,
}

impl Validate for CorrectSignIn {
    fn validate(&self, errors: &mut Errors) {
        errors.required("reason", &self.reason);
        errors.max_chars("reason", &self.reason, 200);
    }
}

/// An observed lesson as it is entered. One of the same day and class is the same lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LessonRow {
    /// Whose.
    pub application: ApplicationId,
    /// The day.
    pub day: Date,
    /// In which class.
    pub class_name: String,
    /// Who observed it.
    pub observer: String,
    /// 0 to 100; checked row by row.
    pub score: i32,
    /// Why another score than the one that stands is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
}

/// Observed lessons of a cohort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LessonTable {
    /// The rows.
    pub rows: Vec<LessonRow>,
}

impl Validate for LessonTable {
    fn validate(&self, errors: &mut Errors) {
        errors.count("rows", self.rows.len(), 1, ROWS_MAX);
    }
}

impl Validate for LessonRow {
    fn validate(&self, errors: &mut Errors) {
        errors.in_range("score", self.score, 0, FULL_MARKS);
        errors.required("class_name", &self.class_name);
        errors.max_chars("class_name", &self.class_name, 40);
        errors.required("observer", &self.observer);
        errors.max_chars("observer", &self.observer, 40);
        check_correction(self.correction.as_deref(), errors);
    }
}

/// An exam score as it is entered. One of the same part and day is the same exam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScoreRow {
    /// Whose.
    pub application: ApplicationId,
    /// Which part.
    pub part: ExamPart,
    /// The day.
    pub day: Date,
    /// 0 to 100; checked row by row.
    pub score: i32,
    /// Why another score than the one that stands is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
}

/// Exam scores of a cohort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScoreTable {
    /// The rows.
    pub rows: Vec<ScoreRow>,
}

impl Validate for ScoreTable {
    fn validate(&self, errors: &mut Errors) {
        errors.count("rows", self.rows.len(), 1, ROWS_MAX);
    }
}

impl Validate for ScoreRow {
    fn validate(&self, errors: &mut Errors) {
        errors.in_range("score", self.score, 0, FULL_MARKS);
        check_correction(self.correction.as_deref(), errors);
    }
}

fn check_correction(reason: Option<&str>, errors: &mut Errors) {
    if let Some(reason) = reason {
        errors.required("correction", reason);
        errors.max_chars("correction", reason, 200);
    }
}
