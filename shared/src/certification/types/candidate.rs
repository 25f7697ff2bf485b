//! The candidates of a cohort (D2): lines, counts, one file.

use serde::{Deserialize, Serialize};

use super::{
    super::{
        conflicts::CertifierConflict,
        pack::{ExamPart, Level},
        rules::{RuleLine, TrainingKind},
        state::CertState,
    },
    application::{DeclaredRelation, Refusal},
    assessment::SeatView,
};
use crate::{
    ids::{ApplicationId, CohortId, TrainingId},
    time::{Date, Instant},
    wire_enum::wire_enum,
};

wire_enum! {
    /// Which candidates a list shows.
    pub enum CandidateFilter {
        /// 核对齐全: every rule met, nothing to look at.
        Complete = "complete",
        /// 待人工复核: every rule met, with a flag.
        Review = "review",
        /// 材料不全: something is missing.
        Incomplete = "incomplete",
        /// Recommended, and whatever follows; also refused and withdrawn ones.
        Decided = "decided",
    }
}

wire_enum! {
    /// Why a complete file is looked at by a person all the same.
    pub enum Flag {
        /// The assessors lay far apart, and a third is still to be asked.
        ThirdNeeded = "third_needed",
        /// The assessors lay far apart, and a third was asked.
        Disagreement = "disagreement",
        /// A sign-in or a score was corrected.
        Corrected = "corrected",
        /// It was sent back once.
        SentBack = "sent_back",
    }
}

/// Which candidates, and which page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Default)]
#[serde(deny_unknown_fields)]
pub struct CandidateQuery {
    /// Which; all where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show: Option<CandidateFilter>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// How many candidates each filter shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateCounts {
    /// 全部.
    pub all: u32,
    /// 核对齐全.
    pub complete: u32,
    /// 待人工复核.
    pub review: u32,
    /// 材料不全.
    pub incomplete: u32,
    /// Recommended, and whatever follows.
    pub decided: u32,
}

/// A candidate in the list (D2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateLine {
    /// The application.
    pub application: ApplicationId,
    /// The full name: whoever lists may open the file.
    pub name: String,
    /// The school.
    pub school_name: String,
    /// Hours there are.
    pub hours: u32,
    /// Hours that are asked for.
    pub hours_needed: u32,
    /// Observed lessons at the floor.
    pub lessons: u32,
    /// Lessons that are asked for.
    pub lessons_needed: u32,
    /// The best theory score; absent where it was not taken.
    pub theory: Option<i32>,
    /// The exam scores that stand, in words: `2026年11月14日 笔试 · 86 分`.
    pub exams: Vec<String>,
    /// The observed lessons that stand, in words.
    pub observed: Vec<String>,
    /// Where it stands.
    pub state: CertState,
    /// The state in words.
    pub state_word: String,
    /// Which filter shows it.
    pub group: CandidateFilter,
    /// What is missing, in words; empty where nothing is.
    pub missing: Vec<String>,
    /// Why a person looks at it all the same.
    pub flags: Vec<Flag>,
    /// Assessors' seats with a score.
    pub scores_in: u32,
    /// Seats that are needed.
    pub seats_needed: u32,
    /// Whether the reader can put it forward now.
    pub may_recommend: bool,
    /// Why the reader personally cannot, in words.
    pub conflict: Option<String>,
    /// The same as a code.
    pub conflict_code: Option<CertifierConflict>,
    /// Name it in `If-Match`.
    pub version: i32,
}

/// A page of candidates with the counts of all filters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidatePage {
    /// The counts.
    pub counts: CandidateCounts,
    /// The rows of this page.
    pub items: Vec<CandidateLine>,
    /// Pass it as `after` to get the next page.
    pub next: Option<String>,
}

/// One candidate's file with all evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateDetail {
    /// The application.
    pub application: ApplicationId,
    /// The name in full: whoever opens a file works on it.
    pub name: String,
    /// The school.
    pub school_name: String,
    /// The level.
    pub level: Level,
    /// The cohort.
    pub cohort: Option<CohortId>,
    /// Its name.
    pub cohort_name: Option<String>,
    /// Where it stands.
    pub state: CertState,
    /// The state in words.
    pub state_word: String,
    /// When the application was made.
    pub applied_at: Instant,
    /// The pack by which it is judged: `qingdao-2022 v1`.
    pub pack: String,
    /// Rule by rule.
    pub rules: Vec<RuleLine>,
    /// Why a person looks at a complete file all the same.
    pub flags: Vec<Flag>,
    /// Sign-ins, those taken back too.
    pub sign_ins: Vec<SignInLine>,
    /// Observed lessons.
    pub lessons: Vec<LessonLine>,
    /// Exams.
    pub exams: Vec<ExamLine>,
    /// The assessors' seats, those freed too.
    pub seats: Vec<SeatView>,
    /// The assessors' result, once it stands.
    pub result: Option<i32>,
    /// Relations that the candidate declared.
    pub relations: Vec<DeclaredRelation>,
    /// What was sent back to be completed.
    pub sent_back: Option<String>,
    /// The refusal.
    pub refusal: Option<Refusal>,
    /// Whether the reader may decide the appeal that waits.
    pub may_decide_appeal: bool,
    /// Whether the reader can put it forward now.
    pub may_recommend: bool,
    /// Why the reader personally cannot, in words.
    pub conflict: Option<String>,
    /// What happened, the first first.
    pub history: Vec<HistoryLine>,
    /// Grows with each change; name it in `If-Match`.
    pub version: i32,
}

/// A sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignInLine {
    /// The training.
    pub training: TrainingId,
    /// What its hours count as.
    pub kind: TrainingKind,
    /// The day.
    pub day: Date,
    /// What it was about.
    pub topic: String,
    /// Its hours.
    pub hours: u32,
    /// Why it was taken back; it counts where absent.
    pub taken_back: Option<String>,
}

/// An observed lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LessonLine {
    /// The day.
    pub day: Date,
    /// In which class.
    pub class_name: String,
    /// Who observed it.
    pub observer: String,
    /// 0 to 100.
    pub score: i32,
    /// Whether it reaches the floor.
    pub counts: bool,
    /// Why it was corrected.
    pub corrected: Option<String>,
}

/// An exam that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExamLine {
    /// Which part.
    pub part: ExamPart,
    /// The day.
    pub day: Date,
    /// 0 to 100.
    pub score: i32,
    /// Why it was corrected.
    pub corrected: Option<String>,
}

/// Something that happened to an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HistoryLine {
    /// In words: `列入拟认定`.
    pub what: String,
    /// When.
    pub at: Instant,
    /// By whom; absent for the rules themselves, and for all but the candidate in his own view.
    pub by: Option<String>,
    /// The reason, where one was given.
    pub reason: Option<String>,
}
