//! What one wants to know of a family at its door.

use serde::{Deserialize, Serialize};

use super::{
    super::state::VisitState,
    kinds::{Outcome, Relation, VisitMode},
    plan::PlanLine,
};
use crate::{
    feedback::types::MatterLine,
    ids::{NodeId, PersonId, StudentId, VisitId},
    org::types::SheetText,
    time::Instant,
};

/// P2: what one wants to know at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FamilyCard {
    /// The pupil.
    pub student: StudentId,
    /// Name in full.
    pub name: String,
    /// The class.
    pub class: NodeId,
    /// Its name.
    pub class_name: String,
    /// Whether the reader is the class's head teacher. A mentor sees of visits and matters the
    /// own ones.
    pub own_class: bool,
    /// The visit that the reader means to make.
    pub plan: Option<PlanLine>,
    /// Guardians and carers; barred ones are left out.
    pub guardians: Vec<GuardianLine>,
    /// Whether an address is kept; it is shown by a press, which is logged.
    pub has_address: bool,
    /// Brothers and sisters whom the reader reaches too.
    pub siblings: Vec<Sibling>,
    /// What the school prepared to take along.
    pub sheet: SheetText,
    /// Visits, the latest first.
    pub visits: Vec<VisitLine>,
    /// What was left open, and what was answered.
    pub matters: Vec<MatterLine>,
}

/// A guardian on the family card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GuardianLine {
    /// The person.
    pub person: PersonId,
    /// Name in full.
    pub name: String,
    /// Relation to the pupil.
    pub relation: Relation,
    /// Whether this is who mainly looks after the child.
    pub primary_carer: bool,
    /// The phone with its middle covered; absent where none is known.
    pub phone_masked: Option<String>,
    /// Whether an answer can be sent: there is a phone, and no guardian ended this carer's view.
    pub reachable: bool,
}

/// A brother or sister.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sibling {
    /// The pupil.
    pub student: StudentId,
    /// Name, masked outside the reader's own class.
    pub name: String,
    /// The class in words.
    pub class_name: String,
}

/// A visit in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VisitLine {
    /// The visit.
    pub visit: VisitId,
    /// When.
    pub started_at: Instant,
    /// How.
    pub mode: VisitMode,
    /// With what outcome.
    pub outcome: Outcome,
    /// Where it stands.
    pub state: VisitState,
    /// What was agreed on.
    pub agreed_measure: String,
}

/// A phone number or an address, uncovered by a press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Revealed {
    /// In full.
    pub value: String,
}
