//! Assessors' seats: blind to each other, and to whether there is another.

use serde::{Deserialize, Serialize};

use super::super::{
    conflicts::Conflict,
    pack::{FULL_MARKS, Level},
};
use crate::{
    ids::{AccountId, ApplicationId, AssessmentId},
    time::{Date, Instant},
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

wire_enum! {
    /// Where a seat stands.
    pub enum SeatState {
        /// Waits for the score.
        Open = "open",
        /// The score is in.
        Scored = "scored",
        /// Freed: a conflict was declared, or the seat was given to someone else.
        Freed = "freed",
    }
}

/// Gives a seat to an assessor, under an id that the caller made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSeat {
    /// Whose file.
    pub application: ApplicationId,
    /// Who.
    pub assessor: AccountId,
}

impl Validate for NewSeat {}

/// Someone who could have a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssessorChoice {
    /// The account.
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// As what: `市教科院`.
    pub title: String,
    /// Open seats now.
    pub load: u32,
    /// Why not; empty where there is nothing against it.
    pub conflicts: Vec<Conflict>,
    /// The same in words.
    pub conflict_words: Vec<String>,
}

/// Everyone who could have a seat: those without a conflict first, then by load.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssessorChoices {
    /// The assessors.
    pub items: Vec<AssessorChoice>,
}

/// A seat as those see it who run or decide certification. A score shows once all that are needed
/// are in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeatView {
    /// The seat.
    pub assessment: AssessmentId,
    /// 1, 2, and 3 after a disagreement.
    pub number: i32,
    /// The assessor's name.
    pub assessor_name: String,
    /// As what.
    pub title: String,
    /// Where it stands.
    pub state: SeatState,
    /// The last day for the score.
    pub due_on: Date,
    /// Whether that day is over and the score is not in.
    pub overdue: bool,
    /// The score; hidden while another is still to come.
    pub score: Option<i32>,
    /// The remarks; hidden likewise.
    pub remarks: Option<String>,
    /// Why it was freed.
    pub freed_because: Option<String>,
    /// Name it in `If-Match`.
    pub version: i32,
}

/// An assessor's own seats, open ones first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnSeats {
    /// The seats.
    pub items: Vec<OwnSeat>,
}

/// One's own seat in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnSeat {
    /// The seat.
    pub assessment: AssessmentId,
    /// The candidate's name in full: an assessor must know whom not to judge.
    pub name: String,
    /// The candidate's school.
    pub school_name: String,
    /// The level.
    pub level: Level,
    /// The cohort's name.
    pub cohort_name: String,
    /// Where it stands.
    pub state: SeatState,
    /// The last day for the score.
    pub due_on: Date,
    /// One's own score.
    pub score: Option<i32>,
}

/// One's own seat with what there is to judge by: nothing that anyone else has scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnSeatDetail {
    /// What the list shows.
    pub seat: OwnSeat,
    /// The lessons: day, class, observer.
    pub lessons: Vec<String>,
    /// Trainings attended: day, topic, hours.
    pub trainings: Vec<String>,
    /// Published micro-lessons.
    pub micro_lessons: Vec<String>,
    /// One's own remarks.
    pub remarks: Option<String>,
    /// When one's own score came in.
    pub scored_at: Option<Instant>,
    /// Name it in `If-Match`.
    pub version: i32,
}

/// One's score. It stands once it is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewScore {
    /// 0 to 100.
    pub score: i32,
    /// What the score rests on; sealed.
    pub remarks: String,
}

impl Validate for NewScore {
    fn validate(&self, errors: &mut Errors) {
        errors.in_range("score", self.score, 0, FULL_MARKS);
        errors.required("remarks", &self.remarks);
        errors.max_chars("remarks", &self.remarks, 1_000);
    }
}

/// Declares that one cannot judge this candidate, which frees the seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConflictNote {
    /// What the relation is.
    pub relation: String,
}

impl Validate for ConflictNote {
    fn validate(&self, errors: &mut Errors) {
        errors.required("relation", &self.relation);
        errors.max_chars("relation", &self.relation, 100);
    }
}
