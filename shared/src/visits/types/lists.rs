//! The lists of head teachers and mentors: today, and the families of a class.

use serde::{Deserialize, Serialize};

use super::{
    super::state::VisitState,
    kinds::{Outcome, Relation, VisitMode},
    plan::PlanLine,
    school::Coverage,
};
use crate::{
    feedback::types::MatterLine,
    ids::{NodeId, StudentId, VisitId},
    time::{Date, Instant},
};

/// The first page of a head teacher, a mentor, or someone who is both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Today {
    /// Server time, which screens show dates by.
    pub now: Instant,
    /// The teaching week, where a term is running.
    pub week: Option<u32>,
    /// The term in words.
    pub term: Option<String>,
    /// The visits that the reader means to make in the next days, the first one first; also those
    /// whose time has passed.
    pub plans: Vec<PlanLine>,
    /// Each class of this head teacher.
    pub classes: Vec<ClassToday>,
    /// The pupils on this mentor's list: agreed dates first, then the longest not visited.
    pub pupils: Vec<MentorPupil>,
    /// Matters of these classes that are on their way, the most urgent first.
    pub matters: Vec<MatterLine>,
}

/// One class on the first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassToday {
    /// The class.
    pub class: NodeId,
    /// Its name.
    pub name: String,
    /// The school's name.
    pub school_name: String,
    /// Whom it has reached.
    pub coverage: Coverage,
    /// Families to be in touch with next: agreed dates that have come, then the longest not visited.
    pub next: Vec<FamilyLine>,
}

/// A pupil on a mentor's list. What is told of visits and matters are the mentor's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MentorPupil {
    /// The class in words.
    pub class_name: String,
    /// The family.
    pub family: FamilyLine,
}

/// A pupil's family in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FamilyLine {
    /// The pupil.
    pub student: StudentId,
    /// Name in full.
    pub name: String,
    /// Who mainly looks after the child.
    pub carer: Option<Relation>,
    /// The last visit that took place, or was tried.
    pub last: Option<LastVisit>,
    /// Whether the family was reached this term: met in any way, or heard to wish for another.
    pub reached: bool,
    /// When to be in touch again, as agreed last time.
    pub next_contact: Option<Date>,
    /// Matters of this pupil that are open.
    pub open_matters: u32,
}

/// The last time one was in touch with a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LastVisit {
    /// Which visit.
    pub visit: VisitId,
    /// When.
    pub started_at: Instant,
    /// How.
    pub mode: VisitMode,
    /// With what outcome.
    pub outcome: Outcome,
    /// Where it stands now.
    pub state: VisitState,
}

/// A class with its families, the longest not visited first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassFamilies {
    /// The class.
    pub class: NodeId,
    /// Its name.
    pub name: String,
    /// The school's name.
    pub school_name: String,
    /// Whom it has reached.
    pub coverage: Coverage,
    /// Its families. A class is small: it comes whole.
    pub families: Vec<FamilyLine>,
}
