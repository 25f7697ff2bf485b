//! Certification from an application to 拟认定, as it travels.

mod application;
mod assessment;
mod bulk;
mod candidate;
mod cohort;
mod recommendation;
mod training;

pub use application::{
    AppealNote, AppealView, ApplicationLine, ApplicationQuery, DeclaredRelation, JudgeAppeal,
    LevelOffer, NewAppeal, NewApplication, OwnApplication, OwnApplications, Reason, Refusal,
};
pub use assessment::{
    AssessorChoice, AssessorChoices, ConflictNote, NewScore, NewSeat, OwnSeat, OwnSeatDetail,
    OwnSeats, SeatState, SeatView,
};
pub use bulk::{Applications, BulkReply, RowOutcome, RowResult};
pub use candidate::{
    CandidateCounts, CandidateDetail, CandidateFilter, CandidateLine, CandidatePage,
    CandidateQuery, ExamLine, Flag, HistoryLine, LessonLine, SignInLine,
};
pub use cohort::{CohortDetail, CohortLine, CohortList, CohortPlace, NewCohort, TrainerChoice};
pub use recommendation::{
    ConfirmPeople, DrawBatch, RecommendationState, RecommendationView, SampledFile,
};
pub use training::{
    CorrectSignIn, LessonRow, LessonTable, NewTraining, OwnTrainings, ScoreRow, ScoreTable,
    SignInCandidate, TrainingDetail, TrainingLine,
};

use crate::{
    ids::{ApplicationId, AssessmentId, CohortId, RecommendationId, TrainingId},
    path_params,
};

path_params! {
    /// An application in a path.
    pub struct ApplicationPath { application: ApplicationId }
    /// A cohort in a path.
    pub struct CohortPath { cohort: CohortId }
    /// A training in a path.
    pub struct TrainingPath { training: TrainingId }
    /// An assessor's seat in a path.
    pub struct SeatPath { assessment: AssessmentId }
    /// A batch in a path.
    pub struct RecommendationPath { recommendation: RecommendationId }
    /// A file of a batch in a path.
    pub struct BatchFilePath { recommendation: RecommendationId, application: ApplicationId }
}
