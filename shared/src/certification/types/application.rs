//! Applications: the candidate's own, and the list of those that wait.

use serde::{Deserialize, Serialize};

use super::{
    super::{pack::Level, rules::RuleLine, state::CertState},
    candidate::HistoryLine,
};
use crate::{
    ids::{ApplicationId, CohortId},
    time::{Date, Instant},
    validate::{Errors, Validate},
};

/// A relation to someone who may train or assess, as the candidate knows the person: by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeclaredRelation {
    /// The name.
    pub name: String,
    /// What it is: 亲属, 师徒 …
    pub relation: String,
}

impl Validate for DeclaredRelation {
    fn validate(&self, errors: &mut Errors) {
        errors.required("name", &self.name);
        errors.max_chars("name", &self.name, 40);
        errors.required("relation", &self.relation);
        errors.max_chars("relation", &self.relation, 100);
    }
}

/// An application, under an id that the candidate's device made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApplication {
    /// For which level.
    pub level: Level,
    /// Relations to those who may assess; may be empty.
    #[serde(default)]
    pub relations: Vec<DeclaredRelation>,
}

impl Validate for NewApplication {
    fn validate(&self, errors: &mut Errors) {
        errors.count("relations", self.relations.len(), 0, 20);
        errors.each("relations", &self.relations);
    }
}

/// A level that one could apply for, with what is there already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LevelOffer {
    /// The level.
    pub level: Level,
    /// Whether an application can be made now.
    pub open: bool,
    /// Why not, in words.
    pub why_not: Option<String>,
    /// The rules with the evidence there is.
    pub rules: Vec<RuleLine>,
}

/// One's own applications, the newest first, and what one could apply for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnApplications {
    /// What one could apply for.
    pub offers: Vec<LevelOffer>,
    /// One's applications.
    pub applications: Vec<OwnApplication>,
}

/// One's own application with everything that a candidate sees: never a score of an assessor's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnApplication {
    /// The application.
    pub application: ApplicationId,
    /// Its level.
    pub level: Level,
    /// Where it stands.
    pub state: CertState,
    /// The state in words.
    pub state_word: String,
    /// When it was made.
    pub applied_at: Instant,
    /// The cohort's name.
    pub cohort_name: Option<String>,
    /// The pack by which it is judged: `qingdao-2022 v1`.
    pub pack: String,
    /// Rule by rule.
    pub rules: Vec<RuleLine>,
    /// What was sent back to be completed, in words.
    pub sent_back: Option<String>,
    /// The refusal, with the way to appeal.
    pub refusal: Option<Refusal>,
    /// Relations that one declared.
    pub relations: Vec<DeclaredRelation>,
    /// What happened, the first first.
    pub history: Vec<HistoryLine>,
    /// Whether it can be taken back now.
    pub may_withdraw: bool,
    /// Grows with each change; name it in `If-Match`.
    pub version: i32,
}

/// A refusal with what can be done against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refusal {
    /// Why.
    pub reason: String,
    /// The day.
    pub on: Date,
    /// The last day on which it can be appealed.
    pub appeal_until: Date,
    /// Whether an appeal can be made now.
    pub may_appeal: bool,
    /// The appeal, once made.
    pub appeal: Option<AppealView>,
}

/// An appeal and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppealView {
    /// What the candidate says.
    pub text: String,
    /// When it was made.
    pub made_at: Instant,
    /// Whether it was upheld; absent while nobody has decided.
    pub upheld: Option<bool>,
    /// The reason of the decision.
    pub reason: Option<String>,
    /// When it was decided.
    pub decided_at: Option<Instant>,
}

/// An appeal that waits, in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppealNote {
    /// When it was made.
    pub made_at: Instant,
    /// Whether the reader may decide it: another person than who refused.
    pub may_decide: bool,
}

/// An appeal against a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAppeal {
    /// Why the decision is wrong.
    pub text: String,
}

impl Validate for NewAppeal {
    fn validate(&self, errors: &mut Errors) {
        errors.required("text", &self.text);
        errors.max_chars("text", &self.text, 1_000);
    }
}

/// The decision on an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct JudgeAppeal {
    /// Whether it is upheld.
    pub upheld: bool,
    /// Why.
    pub reason: String,
}

impl Validate for JudgeAppeal {
    fn validate(&self, errors: &mut Errors) {
        errors.required("reason", &self.reason);
        errors.max_chars("reason", &self.reason, 500);
    }
}

/// A reason: of a refusal, of what was sent back, of a freed seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// In words.
    pub reason: String,
}

impl Validate for Reason {
    fn validate(&self, errors: &mut Errors) {
        errors.required("reason", &self.reason);
        errors.max_chars("reason", &self.reason, 500);
    }
}

/// Which applications that are in no cohort yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Default)]
#[serde(deny_unknown_fields)]
pub struct ApplicationQuery {
    /// In which state; those that wait where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<CertState>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// An application in a list of those that wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApplicationLine {
    /// The application.
    pub application: ApplicationId,
    /// The full name: whoever lists may open the file.
    pub name: String,
    /// The school.
    pub school_name: String,
    /// The level.
    pub level: Level,
    /// Where it stands.
    pub state: CertState,
    /// The state in words.
    pub state_word: String,
    /// When it was made.
    pub applied_at: Instant,
    /// Whether the entry rules are met.
    pub entry_met: bool,
    /// What is missing, in words; empty where nothing is.
    pub missing: Vec<String>,
    /// An appeal that waits.
    pub appeal: Option<AppealNote>,
    /// Its cohort, of a refused one that was in one.
    pub cohort: Option<CohortId>,
    /// Name it in `If-Match`.
    pub version: i32,
}
