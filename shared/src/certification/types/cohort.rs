//! Cohorts: 2026秋 第2批.

use serde::{Deserialize, Serialize};

use super::{
    super::pack::{FrozenRules, Level},
    candidate::CandidateCounts,
    training::TrainingLine,
};
use crate::{
    ids::{AccountId, CohortId, NodeId},
    time::Instant,
    validate::{Errors, Validate},
};

/// A new cohort, under an id that the caller made. The rules in force are frozen on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCohort {
    /// Where: a city or a district within reach.
    pub node: NodeId,
    /// For which level.
    pub level: Level,
    /// Its name: `2026秋 第2批`.
    pub name: String,
}

impl Validate for NewCohort {
    fn validate(&self, errors: &mut Errors) {
        if self.name.trim().is_empty() {
            // A person's name is asked for in other words.
            errors.add("name", "required_cohort_name", Vec::new());
        }
        errors.max_chars("name", &self.name, 40);
    }
}

/// A cohort in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CohortLine {
    /// The cohort.
    pub cohort: CohortId,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// Where it belongs.
    pub node_name: String,
    /// How many candidates it has.
    pub people: u32,
    /// When it was opened.
    pub created_at: Instant,
}

/// The cohorts within reach, the newest first, and where one can be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CohortList {
    /// The cohorts.
    pub items: Vec<CohortLine>,
    /// Where the reader can open one: node and name.
    pub places: Vec<CohortPlace>,
}

/// A city or district where the reader can open a cohort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CohortPlace {
    /// The place.
    pub node: NodeId,
    /// Its name.
    pub name: String,
}

/// Someone who can hold trainings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrainerChoice {
    /// The account.
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// As what: `市指导中心`.
    pub title: String,
}

/// A cohort with its rules, trainings and counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CohortDetail {
    /// The cohort.
    pub cohort: CohortId,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// Where it belongs.
    pub node: NodeId,
    /// That place's name.
    pub node_name: String,
    /// The rules as they were frozen.
    pub frozen: FrozenRules,
    /// The counts of the filters.
    pub counts: CandidateCounts,
    /// Its trainings, the latest first.
    pub trainings: Vec<TrainingLine>,
    /// Who can hold one, for those who run certification; else empty.
    pub trainers: Vec<TrainerChoice>,
    /// Whether the reader runs it.
    pub may_manage: bool,
    /// Whether the reader can put candidates forward.
    pub may_certify: bool,
    /// Name it in `If-Match`.
    pub version: i32,
}
