//! A school's visits: coverage as counts, and what waits for its coordinator.

use serde::{Deserialize, Serialize};

use super::kinds::VisitMode;
use crate::{
    ids::{NodeId, VisitId},
    time::Instant,
};

/// How many pupils' families were reached this term. Counts pupils, not visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Pupils in the class.
    pub students: u32,
    /// Pupils whose family was reached in any way, also those who wish for another way.
    pub reached: u32,
    /// Of these, by the best way that took place: at home.
    pub home: u32,
    /// At school.
    pub school: u32,
    /// By video.
    pub online: u32,
    /// By telephone.
    pub phone: u32,
    /// In a group.
    pub group: u32,
    /// Of these, the family would rather have another way and it has not taken place yet.
    pub other_way: u32,
}

/// A school's coverage as counts, class by class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchoolCoverage {
    /// The school.
    pub school: NodeId,
    /// Its name.
    pub school_name: String,
    /// The term in words.
    pub term: Option<String>,
    /// All classes together whose counts are shown: what is hidden cannot be had by subtraction.
    pub total: Coverage,
    /// Class by class, in the order of grades; never ordered by the figures.
    pub classes: Vec<ClassCoverage>,
}

/// One class's coverage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassCoverage {
    /// The class.
    pub class: NodeId,
    /// Its name.
    pub name: String,
    /// Its counts; `None` where they are too small to be shown to this reader.
    pub coverage: Option<Coverage>,
}

/// The visits of a school that a family says never were, the one waiting longest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DisputedVisits {
    /// The school.
    pub school: NodeId,
    /// The visits. They are few: they come whole.
    pub visits: Vec<DisputedVisit>,
}

/// A visit that waits for the coordinator to find out whether it took place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DisputedVisit {
    /// The visit.
    pub visit: VisitId,
    /// When it is said to have begun.
    pub started_at: Instant,
    /// How it is said to have taken place.
    pub mode: VisitMode,
    /// The class in words.
    pub class_name: String,
    /// Who recorded it.
    pub author_name: String,
    /// The pupils, masked: coordinators are outside their class.
    pub students: Vec<String>,
    /// When the family first said that nobody came.
    pub disputed_at: Option<Instant>,
}
