//! 拟认定 in bulk: a batch, its random sample, and the typed number of people.

use serde::{Deserialize, Serialize};

use super::{bulk::ROWS_MAX, candidate::Flag};
use crate::{
    ids::{ApplicationId, CohortId, RecommendationId},
    time::Instant,
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

/// A batch to be put forward, under an id that the caller made. The server draws the sample, which
/// is the same for the same people whoever asks and under whatever id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DrawBatch {
    /// The cohort.
    pub cohort: CohortId,
    /// Who.
    pub applications: Vec<ApplicationId>,
}

impl Validate for DrawBatch {
    fn validate(&self, errors: &mut Errors) {
        errors.count("applications", self.applications.len(), 1, ROWS_MAX);
        for (index, id) in self.applications.iter().enumerate() {
            if self
                .applications
                .iter()
                .take(index)
                .any(|earlier| earlier == id)
            {
                let args = vec![("actual", id.to_string())];
                errors.add(&format!("applications.{index}"), "repeated", args);
            }
        }
    }
}

wire_enum! {
    /// Where a batch stands.
    pub enum RecommendationState {
        /// Drawn; files are being opened.
        Drawn = "drawn",
        /// 已列入拟认定.
        Confirmed = "confirmed",
    }
}

/// A file that has to be opened before the batch is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SampledFile {
    /// The application.
    pub application: ApplicationId,
    /// The full name.
    pub name: String,
    /// The school.
    pub school_name: String,
    /// Whether it was drawn by chance; else it is there for its flags.
    pub by_chance: bool,
    /// Why a person has to look at it.
    pub flags: Vec<Flag>,
    /// When its evidence was opened as it stands now; absent before that, and again once it
    /// changed.
    pub opened_at: Option<Instant>,
    /// Whether it changed after it was opened, or got a flag after the batch was drawn.
    pub changed: bool,
}

/// A batch with what is still to be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecommendationView {
    /// The batch.
    pub recommendation: RecommendationId,
    /// The cohort.
    pub cohort: CohortId,
    /// Where it stands.
    pub state: RecommendationState,
    /// How many people it puts forward: the number to be typed.
    pub people: u32,
    /// The files that have to be opened: the sample and those with a flag.
    pub files: Vec<SampledFile>,
    /// How many of these are opened.
    pub opened: u32,
    /// When it was confirmed.
    pub confirmed_at: Option<Instant>,
}

/// Confirms a batch by the number of people in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmPeople {
    /// The number, typed.
    pub people: u32,
}

impl Validate for ConfirmPeople {}
