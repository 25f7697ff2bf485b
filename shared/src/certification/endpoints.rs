//! Certification up to 拟认定: for candidates, managers, trainers, assessors and certifiers.

use super::types::{
    ApplicationLine, ApplicationPath, ApplicationQuery, Applications, AssessorChoices,
    BatchFilePath, BulkReply, CandidateDetail, CandidatePage, CandidateQuery, CohortDetail,
    CohortList, CohortPath, ConfirmPeople, ConflictNote, CorrectSignIn, DrawBatch, JudgeAppeal,
    LessonTable, NewAppeal, NewApplication, NewCohort, NewScore, NewSeat, NewTraining,
    OwnApplication, OwnApplications, OwnSeatDetail, OwnSeats, OwnTrainings, Reason,
    RecommendationPath, RecommendationView, ScoreTable, SeatPath, TrainingDetail, TrainingPath,
};
use crate::{
    access::Action,
    api::{endpoint::Access, page::Page},
    endpoints,
};

endpoints! {
    /// Lists one's own applications and the levels that one could apply for.
    ListOwnApplications = Get "/api/v1/certification/own", Access::SignedIn => OwnApplications;
    /// Reads one's own application, rule by rule.
    ReadOwnApplication = Get "/api/v1/certification/own/{application}", Access::SignedIn,
        path: ApplicationPath => OwnApplication;
    /// Applies for a level under an id that the device made; the same again changes nothing.
    Apply = Put "/api/v1/certification/own/{application}", Access::SignedIn,
        path: ApplicationPath, body: NewApplication => OwnApplication;
    /// Takes one's own application back.
    WithdrawApplication = Post "/api/v1/certification/own/{application}/withdraw",
        Access::SignedIn, path: ApplicationPath => OwnApplication;
    /// Appeals against a refusal, once for each.
    AppealRefusal = Post "/api/v1/certification/own/{application}/appeal", Access::SignedIn,
        path: ApplicationPath, body: NewAppeal => OwnApplication;

    /// Lists applications that wait to be judged, to join a cohort or for an appeal; or one state.
    ListApplications = Get "/api/v1/certification/applications",
        Access::Can(Action::CertificationRead), query: ApplicationQuery => Page<ApplicationLine>;
    /// Reads one candidate's file with all evidence.
    ReadApplication = Get "/api/v1/certification/applications/{application}",
        Access::Can(Action::CertificationRead), path: ApplicationPath => CandidateDetail;
    /// Finds applications eligible, row by row.
    FindEligible = Post "/api/v1/certification/eligible",
        Access::Can(Action::CertificationManage), body: Applications => BulkReply;
    /// Refuses an application with a reason.
    RefuseApplication = Post "/api/v1/certification/applications/{application}/refuse",
        Access::Can(Action::CertificationManage), path: ApplicationPath, body: Reason
        => CandidateDetail;
    /// Sends a file back with what is missing.
    SendBackApplication = Post "/api/v1/certification/applications/{application}/send-back",
        Access::Can(Action::CertificationRead), path: ApplicationPath, body: Reason
        => CandidateDetail;
    /// Decides an appeal; another person than who refused.
    DecideAppeal = Post "/api/v1/certification/applications/{application}/appeal",
        Access::Can(Action::CertificationManage), path: ApplicationPath, body: JudgeAppeal
        => CandidateDetail;
    /// Lists who could assess a candidate, with what speaks against each.
    ListAssessors = Get "/api/v1/certification/applications/{application}/assessors",
        Access::Can(Action::CertificationManage), path: ApplicationPath => AssessorChoices;

    /// Lists the cohorts within reach.
    ListCohorts = Get "/api/v1/certification/cohorts", Access::Can(Action::CertificationRead)
        => CohortList;
    /// Opens a cohort; the rules in force are frozen on it.
    CreateCohort = Put "/api/v1/certification/cohorts/{cohort}",
        Access::Can(Action::CertificationManage), path: CohortPath, body: NewCohort
        => CohortDetail;
    /// Reads a cohort with its rules and trainings.
    ReadCohort = Get "/api/v1/certification/cohorts/{cohort}",
        Access::Can(Action::CertificationRead), path: CohortPath => CohortDetail;
    /// Lists the candidates of a cohort with what is missing (D2).
    ListCandidates = Get "/api/v1/certification/cohorts/{cohort}/candidates",
        Access::Can(Action::CertificationRead), path: CohortPath, query: CandidateQuery
        => CandidatePage;
    /// Adds eligible applications to a cohort, row by row.
    AddCandidates = Post "/api/v1/certification/cohorts/{cohort}/candidates",
        Access::Can(Action::CertificationManage), path: CohortPath, body: Applications
        => BulkReply;
    /// Enters observed lessons, row by row; the same again changes nothing.
    EnterLessons = Post "/api/v1/certification/cohorts/{cohort}/lessons",
        Access::Can(Action::CertificationManage), path: CohortPath, body: LessonTable
        => BulkReply;
    /// Enters exam scores, row by row; the same again changes nothing.
    EnterScores = Post "/api/v1/certification/cohorts/{cohort}/scores",
        Access::Can(Action::CertificationManage), path: CohortPath, body: ScoreTable
        => BulkReply;
    /// Gives every empty seat of these candidates to the assessor without conflict who has least.
    FillSeats = Post "/api/v1/certification/cohorts/{cohort}/seats",
        Access::Can(Action::CertificationManage), path: CohortPath, body: Applications
        => BulkReply;

    /// Lists the trainings that one holds.
    ListOwnTrainings = Get "/api/v1/certification/trainings",
        Access::Can(Action::CertificationTrain) => OwnTrainings;
    /// Adds a training to a cohort.
    AddTraining = Put "/api/v1/certification/trainings/{training}",
        Access::Can(Action::CertificationManage), path: TrainingPath, body: NewTraining
        => TrainingDetail;
    /// Reads a training with its sign-in list.
    ReadTraining = Get "/api/v1/certification/trainings/{training}",
        Access::Can(Action::CertificationTrain), path: TrainingPath => TrainingDetail;
    /// Signs candidates in, row by row; hours are never counted twice.
    SignIn = Post "/api/v1/certification/trainings/{training}/sign-ins",
        Access::Can(Action::CertificationTrain), path: TrainingPath, body: Applications
        => BulkReply;
    /// Takes one sign-in back with a reason.
    TakeBackSignIn = Post "/api/v1/certification/trainings/{training}/corrections",
        Access::Can(Action::CertificationTrain), path: TrainingPath, body: CorrectSignIn
        => TrainingDetail;

    /// Lists one's own seats as an assessor.
    ListOwnSeats = Get "/api/v1/certification/seats", Access::Can(Action::CertificationAssess)
        => OwnSeats;
    /// Reads one's own seat with what there is to judge by.
    ReadOwnSeat = Get "/api/v1/certification/seats/{assessment}",
        Access::Can(Action::CertificationAssess), path: SeatPath => OwnSeatDetail;
    /// Gives a seat to an assessor who has no conflict.
    GiveSeat = Put "/api/v1/certification/seats/{assessment}",
        Access::Can(Action::CertificationManage), path: SeatPath, body: NewSeat
        => CandidateDetail;
    /// Frees a seat, overdue or not, so that someone else can have it.
    FreeSeat = Post "/api/v1/certification/seats/{assessment}/free",
        Access::Can(Action::CertificationManage), path: SeatPath, body: Reason
        => CandidateDetail;
    /// Scores the candidate of one's own seat; the score stands.
    ScoreSeat = Put "/api/v1/certification/seats/{assessment}/score",
        Access::Can(Action::CertificationAssess), path: SeatPath, body: NewScore
        => OwnSeatDetail;
    /// Declares a conflict, which frees one's own seat.
    DeclareConflict = Post "/api/v1/certification/seats/{assessment}/conflict",
        Access::Can(Action::CertificationAssess), path: SeatPath, body: ConflictNote => OwnSeats;

    /// Draws the sample of a batch, once; a batch with a row that cannot be put forward is refused.
    DrawRecommendation = Put "/api/v1/certification/recommendations/{recommendation}",
        Access::Can(Action::CertificationCertify), path: RecommendationPath, body: DrawBatch
        => RecommendationView;
    /// Reads a batch with what is still to be opened.
    ReadRecommendation = Get "/api/v1/certification/recommendations/{recommendation}",
        Access::Can(Action::CertificationCertify), path: RecommendationPath
        => RecommendationView;
    /// Opens the evidence of a file of a batch; logged, and counted for the sample.
    OpenEvidence = Post
        "/api/v1/certification/recommendations/{recommendation}/files/{application}",
        Access::Can(Action::CertificationCertify), path: BatchFilePath => CandidateDetail;
    /// Puts a batch forward once its files were opened and its number was typed.
    ConfirmRecommendation = Post
        "/api/v1/certification/recommendations/{recommendation}/confirm",
        Access::Can(Action::CertificationCertify), path: RecommendationPath, body: ConfirmPeople
        => RecommendationView;
}
