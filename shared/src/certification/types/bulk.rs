//! Doing one thing to many: a result for each row, and every row stands for itself.

use serde::{Deserialize, Serialize};

use crate::{
    ids::ApplicationId,
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

/// Rows of one request.
pub(super) const ROWS_MAX: usize = 500;

/// Some applications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Applications {
    /// Which.
    pub applications: Vec<ApplicationId>,
}

impl Validate for Applications {
    fn validate(&self, errors: &mut Errors) {
        errors.count("applications", self.applications.len(), 1, ROWS_MAX);
    }
}

wire_enum! {
    /// What became of a row.
    pub enum RowOutcome {
        /// Done now.
        Done = "done",
        /// It was so already.
        Unchanged = "unchanged",
        /// Not done; the sentence says why.
        Refused = "refused",
    }
}

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowResult {
    /// The row in the request, from 0.
    pub row: u32,
    /// The application.
    pub application: ApplicationId,
    /// What became of it.
    pub outcome: RowOutcome,
    /// Why it was refused and what to do, in the reader's language.
    pub message: Option<String>,
}

/// What became of every row, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BulkReply {
    /// The rows.
    pub rows: Vec<RowResult>,
}
