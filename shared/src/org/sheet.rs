//! What travels about an uploaded roster or staff list: which column holds what, what is wrong
//! with which row, and the counts that must add up.

mod columns;
mod errors;
mod problems;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::wire_enum::wire_enum;

pub use columns::{ColumnMatch, FieldColumns, RosterField, SheetField, SheetKind, StaffField};
pub use errors::SheetError;
pub use problems::{CELL_CHARS, ProblemSeverity, RowProblem, RowProblemCode};

/// How the rows of a sheet divide. They add up: read = accepted + refused + blank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SheetCounts {
    /// Rows below the header, down to the last that holds anything.
    pub read: u32,
    /// Rows that come in.
    pub accepted: u32,
    /// Of these, rows with a warning.
    pub warned: u32,
    /// Rows that stay out.
    pub refused: u32,
    /// Rows without content, repeated header rows among them.
    pub blank: u32,
}

impl SheetCounts {
    /// Whether every row read is accounted for.
    pub const fn add_up(&self) -> bool {
        self.read == self.accepted + self.refused + self.blank
    }
}

wire_enum! {
    /// 性别 as the register has it.
    pub enum Sex {
        /// 男
        Male = "male",
        /// 女
        Female = "female",
    }
}
