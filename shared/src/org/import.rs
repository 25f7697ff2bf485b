//! The way of a sheet: upload, column match, dry run, apply. What a row can say is in `sheet`.

use serde::{Deserialize, Serialize};

use super::sheet::{ColumnMatch, RowProblem, SheetCounts, SheetKind};
use crate::{
    ids::{ImportId, NodeId},
    path_params,
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

path_params! {
    /// An import in a path.
    pub struct ImportPath { import: ImportId }
}

/// What the uploaded file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportQuery {
    /// Pupils and guardians, or staff.
    pub kind: SheetKind,
    /// The file's name, for people.
    pub name: String,
}

wire_enum! {
    /// How far an import has come.
    pub enum ImportState {
        /// Read and checked; nothing is written yet.
        Checked = "checked",
        /// The accepted rows are written.
        Applied = "applied",
    }
}

/// An import as the page shows it. `counts.read = accepted + refused + blank`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportSummary {
    /// The import.
    pub id: ImportId,
    /// The school it is for.
    pub school: NodeId,
    /// That school's name.
    pub school_name: String,
    /// Pupils and guardians, or staff.
    pub kind: SheetKind,
    /// The file's name.
    pub file_name: String,
    /// How far it has come.
    pub state: ImportState,
    /// The words of the header row, in the order of the columns.
    pub headers: Vec<String>,
    /// Which column holds what.
    pub columns: ColumnMatch,
    /// How many rows there are of each fate.
    pub counts: SheetCounts,
    /// What applying did, once it is done.
    pub report: Option<ApplyReport>,
}

/// Another column match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewColumns {
    /// Which column holds what.
    pub columns: ColumnMatch,
}

impl Validate for NewColumns {
    fn validate(&self, _: &mut Errors) {}
}

/// A problem of a row, with its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportProblem {
    /// Where and what.
    pub problem: RowProblem,
    /// The reason in the reader's language.
    pub message: String,
}

/// What applying an import wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApplyReport {
    /// Pupils (or members of staff) that were not there before.
    pub added: u32,
    /// Those that were there and changed.
    pub updated: u32,
    /// Those that were there and stayed the same.
    pub unchanged: u32,
    /// Classes (or offices) made because the sheet names them.
    pub places_added: u32,
    /// Guardians that were not there before.
    pub guardians_added: u32,
}
