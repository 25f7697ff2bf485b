//! A visit that its author means to make.

use serde::{Deserialize, Serialize};

use super::{super::plan::PlanState, kinds::VisitMode};
use crate::{
    ids::{PlanId, StudentId},
    time::Instant,
    validate::Validate,
};

/// A plan as the phone makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPlan {
    /// The pupil.
    pub student: StudentId,
    /// When.
    pub planned_for: Instant,
    /// How.
    pub mode: VisitMode,
}

impl Validate for NewPlan {}

/// Another time for a plan, or another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanChange {
    /// When.
    pub planned_for: Instant,
    /// How.
    pub mode: VisitMode,
}

impl Validate for PlanChange {}

/// A plan in a list and on the family card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanLine {
    /// The plan.
    pub plan: PlanId,
    /// The pupil.
    pub student: StudentId,
    /// Name in full.
    pub name: String,
    /// The class in words.
    pub class_name: String,
    /// When.
    pub planned_for: Instant,
    /// How.
    pub mode: VisitMode,
    /// Where it stands.
    pub state: PlanState,
    /// What a change is based on.
    pub version: i32,
}
