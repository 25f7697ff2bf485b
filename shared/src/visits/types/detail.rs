//! A visit with all that its reader may see of it.

use serde::{Deserialize, Serialize};

use super::{
    super::state::{ConfirmedBy, VisitState},
    family::Sibling,
    kinds::{ConfirmAnswer, Delivered, Outcome, Relation, VisitMode},
};
use crate::{
    feedback::types::MatterLine,
    ids::VisitId,
    time::{Date, Instant},
};

/// A visit with all that the reader may see of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VisitDetail {
    /// The visit.
    pub visit: VisitId,
    /// Where it stands.
    pub state: VisitState,
    /// Whose word confirmed it; also after a dispute, where one had come before.
    pub confirmed_by: Option<ConfirmedBy>,
    /// When it began.
    pub started_at: Instant,
    /// Minutes it took.
    pub minutes: i32,
    /// How it took place.
    pub mode: VisitMode,
    /// What became of it.
    pub outcome: Outcome,
    /// The way the family would rather have.
    pub wanted_mode: Option<VisitMode>,
    /// The class in words.
    pub class_name: String,
    /// Who recorded it.
    pub author_name: String,
    /// The pupils it was about, by name.
    pub students: Vec<Sibling>,
    /// Who was met, in words: relation and name.
    pub met: Vec<MetPerson>,
    /// Whether the child was there.
    pub met_child: bool,
    /// What of the four was done.
    pub delivered: Vec<Delivered>,
    /// What was brought back.
    pub matters: Vec<MatterLine>,
    /// The one small thing agreed on.
    pub agreed_measure: String,
    /// When to be in touch again.
    pub next_contact: Option<Date>,
    /// Family circumstances (S2); absent where the reader's role does not include them.
    pub circumstances: Option<String>,
    /// What the family said about the record.
    pub family_answer: Option<FamilyAnswer>,
}

/// Someone who was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MetPerson {
    /// Name, masked outside the reader's own class.
    pub name: String,
    /// Relation to the pupil.
    pub relation: Relation,
}

/// What the family answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FamilyAnswer {
    /// The tap.
    pub answer: ConfirmAnswer,
    /// What else was said.
    pub note: String,
    /// When.
    pub at: Instant,
}
