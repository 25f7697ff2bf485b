//! Certification as the tables hold it.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use tongyu_db::{
    Col,
    schema::{
        appeal, application, application_event, assessment, cohort, declared_relation, exam_score,
        observed_lesson, recommendation, recommendation_file, sign_in, training,
    },
};
use tongyu_shared::{
    certification::{
        pack::{ExamPart, FrozenRules, Level, LevelRules},
        rules::TrainingKind,
        state::{CertEvent, CertNow, CertState},
        types::{RecommendationState, SeatState},
    },
    ids::{
        AccountId, ApplicationId, AssessmentId, CohortId, NodeId, PersonId, RecommendationId,
        TrainingId,
    },
};

use crate::http::fault::Fault;

/// An application.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = application)]
pub struct ApplicationRow {
    pub id: Col<ApplicationId>,
    pub person_id: Col<PersonId>,
    pub school_id: Col<NodeId>,
    pub level: Col<Level>,
    pub state: Col<CertState>,
    pub refused_from: Option<Col<CertState>>,
    pub suspended_from: Option<Col<CertState>>,
    pub cohort_id: Option<Col<CohortId>>,
    pub rules: String,
    pub body_hash: String,
    pub applied_at: NaiveDateTime,
    pub version: i32,
}

impl ApplicationRow {
    /// Where it stands, for the shared table.
    pub fn now(&self) -> CertNow {
        CertNow {
            state: self.state.0,
            refused_from: self.refused_from.map(Col::into_inner),
            suspended_from: self.suspended_from.map(Col::into_inner),
        }
    }

    /// The cohort it is in.
    pub fn cohort(&self) -> Option<CohortId> {
        self.cohort_id.map(Col::into_inner)
    }
}

/// What is set while an application is under way: one of each person and level.
pub fn open_key(state: CertState, person: PersonId, level: Level) -> Option<String> {
    state.is_open().then(|| format!("{person}/{level}"))
}

/// Reads rules as they were frozen.
pub fn frozen(json: &str) -> Result<FrozenRules, Fault> {
    serde_json::from_str(json).map_err(Fault::internal)
}

/// The rules of a level in a frozen pack.
pub fn level_rules(frozen: &FrozenRules, level: Level) -> Result<&LevelRules, Fault> {
    let rules = frozen.rules.levels.get(&level);
    rules.ok_or_else(|| Fault::internal("the frozen rules lack their level"))
}

/// A new application.
#[derive(Insertable)]
#[diesel(table_name = application, treat_none_as_default_value = false)]
pub struct NewApplicationRow {
    pub id: String,
    pub person_id: String,
    pub school_id: String,
    pub level: &'static str,
    pub state: &'static str,
    pub rules: String,
    pub open_key: Option<String>,
    pub body_hash: String,
    pub applied_at: NaiveDateTime,
    pub version: i32,
}

/// What a step changes of an application.
#[derive(AsChangeset)]
#[diesel(table_name = application, treat_none_as_null = true)]
pub struct ApplicationChanges {
    pub state: &'static str,
    pub refused_from: Option<String>,
    pub suspended_from: Option<String>,
    pub open_key: Option<String>,
}

/// An event.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = application_event)]
pub struct EventRow {
    pub application_id: Col<ApplicationId>,
    pub seq: i32,
    pub kind: Col<CertEvent>,
    pub at: NaiveDateTime,
    pub account_id: Option<Col<AccountId>>,
    pub reason_sealed: Option<Vec<u8>>,
}

/// A new event.
#[derive(Insertable)]
#[diesel(table_name = application_event, treat_none_as_default_value = false)]
pub struct NewEventRow {
    pub application_id: String,
    pub seq: i32,
    pub kind: &'static str,
    pub from_state: &'static str,
    pub to_state: &'static str,
    pub at: NaiveDateTime,
    pub account_id: Option<String>,
    pub reason_sealed: Option<Vec<u8>>,
}

/// An appeal.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = appeal)]
pub struct AppealRow {
    pub application_id: Col<ApplicationId>,
    pub refusal_seq: i32,
    pub text_sealed: Vec<u8>,
    pub made_at: NaiveDateTime,
    pub upheld: Option<bool>,
    pub reason_sealed: Option<Vec<u8>>,
    pub decided_at: Option<NaiveDateTime>,
}

/// A relation that someone declared.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = declared_relation)]
pub struct RelationRow {
    pub id: String,
    pub application_id: Col<ApplicationId>,
    pub account_id: Option<Col<AccountId>>,
    pub name: Option<String>,
    pub relation_sealed: Vec<u8>,
}

/// A new declared relation.
#[derive(Insertable)]
#[diesel(table_name = declared_relation, treat_none_as_default_value = false)]
pub struct NewRelationRow {
    pub id: String,
    pub application_id: String,
    pub account_id: Option<String>,
    pub name: Option<String>,
    pub relation_sealed: Vec<u8>,
    pub declared_at: NaiveDateTime,
}

/// A cohort.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = cohort)]
pub struct CohortRow {
    pub id: Col<CohortId>,
    pub node_id: Col<NodeId>,
    pub level: Col<Level>,
    pub name: String,
    pub rules: String,
    pub created_at: NaiveDateTime,
    pub version: i32,
}

/// A training.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = training)]
pub struct TrainingRow {
    pub id: Col<TrainingId>,
    pub cohort_id: Col<CohortId>,
    pub kind: Col<TrainingKind>,
    pub day: NaiveDate,
    pub hours: i32,
    pub topic: String,
    pub trainer_id: Col<AccountId>,
}

/// A new training.
#[derive(Insertable)]
#[diesel(table_name = training, treat_none_as_default_value = false)]
pub struct NewTrainingRow {
    pub id: String,
    pub cohort_id: String,
    pub kind: &'static str,
    pub day: NaiveDate,
    pub hours: i32,
    pub topic: String,
    pub trainer_id: String,
    pub created_at: NaiveDateTime,
}

/// A sign-in.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = sign_in)]
pub struct SignInRow {
    pub training_id: Col<TrainingId>,
    pub application_id: Col<ApplicationId>,
    pub taken_back_at: Option<NaiveDateTime>,
    pub reason_sealed: Option<Vec<u8>>,
}

/// A new sign-in.
#[derive(Insertable)]
#[diesel(table_name = sign_in, treat_none_as_default_value = false)]
pub struct NewSignInRow {
    pub training_id: String,
    pub application_id: String,
    pub signed_by: String,
    pub signed_at: NaiveDateTime,
}

/// An observed lesson.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = observed_lesson)]
pub struct LessonRowDb {
    pub id: String,
    pub application_id: Col<ApplicationId>,
    pub day: NaiveDate,
    pub class_name: String,
    pub observer: String,
    pub score: i32,
    pub correction_sealed: Option<Vec<u8>>,
}

/// A new observed lesson.
#[derive(Insertable)]
#[diesel(table_name = observed_lesson, treat_none_as_default_value = false)]
pub struct NewLessonRow {
    pub id: String,
    pub application_id: String,
    pub day: NaiveDate,
    pub class_name: String,
    pub observer: String,
    pub score: i32,
    pub entered_by: String,
    pub entered_at: NaiveDateTime,
}

/// An exam that was taken.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = exam_score)]
pub struct ExamRow {
    pub id: String,
    pub application_id: Col<ApplicationId>,
    pub part: Col<ExamPart>,
    pub day: NaiveDate,
    pub score: i32,
    pub correction_sealed: Option<Vec<u8>>,
}

/// A new exam score.
#[derive(Insertable)]
#[diesel(table_name = exam_score, treat_none_as_default_value = false)]
pub struct NewExamRow {
    pub id: String,
    pub application_id: String,
    pub part: &'static str,
    pub day: NaiveDate,
    pub score: i32,
    pub entered_by: String,
    pub entered_at: NaiveDateTime,
}

/// An assessor's seat.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = assessment)]
pub struct SeatRow {
    pub id: Col<AssessmentId>,
    pub application_id: Col<ApplicationId>,
    pub number: i32,
    pub assessor_id: Col<AccountId>,
    pub state: Col<SeatState>,
    pub due_on: NaiveDate,
    pub score: Option<i32>,
    pub remarks_sealed: Option<Vec<u8>>,
    pub scored_at: Option<NaiveDateTime>,
    pub freed_sealed: Option<Vec<u8>>,
    pub version: i32,
}

/// A new seat.
#[derive(Insertable)]
#[diesel(table_name = assessment, treat_none_as_default_value = false)]
pub struct NewSeatRow {
    pub id: String,
    pub application_id: String,
    pub number: i32,
    pub assessor_id: String,
    pub state: &'static str,
    pub live_key: Option<String>,
    pub due_on: NaiveDate,
    pub given_by: String,
    pub given_at: NaiveDateTime,
    pub version: i32,
}

/// A batch.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = recommendation)]
pub struct BatchRow {
    pub id: Col<RecommendationId>,
    pub cohort_id: Col<CohortId>,
    pub state: Col<RecommendationState>,
    pub created_by: Col<AccountId>,
    pub confirmed_at: Option<NaiveDateTime>,
}

/// A file of a batch.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = recommendation_file)]
pub struct BatchFileRow {
    pub application_id: Col<ApplicationId>,
    pub by_chance: bool,
    pub flagged: bool,
    pub opened_at: Option<NaiveDateTime>,
    pub opened_version: Option<i32>,
}

/// A new file of a batch.
#[derive(Insertable)]
#[diesel(table_name = recommendation_file, treat_none_as_default_value = false)]
pub struct NewBatchFileRow {
    pub recommendation_id: String,
    pub application_id: String,
    pub by_chance: bool,
    pub flagged: bool,
}
