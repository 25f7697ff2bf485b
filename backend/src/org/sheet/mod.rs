//! Rosters and staff lists from the spreadsheets that schools really have: reading the file,
//! finding the columns, checking row by row, and the workbook that goes back. Knows no database.

mod biff;
mod birth_date;
mod cell_text;
mod class_cell;
mod delimited;
mod grid;
mod guardians;
mod header;
mod limits;
mod package;
mod read;
mod relation;
mod returned;
mod roster;
mod rows;
mod school_name;
mod staff;
mod student_number;
mod synonyms;
mod tidy;
mod xls;
mod xlsx;

pub use class_cell::ClassPlace;
pub use grid::{Cell, CellKind, Grid, Row};
pub use guardians::GuardianRow;
pub use header::{find_sheet, headings, propose};
pub use limits::{MAX_CELLS, MAX_CONTAINER, MAX_INFLATED};
pub use read::read;
pub use relation::name_in as carer_name;
pub use returned::{Finding, workbook as returned_workbook};
pub use roster::{PupilKey, PupilRow, SchoolContext, check as check_roster};
pub use rows::Checked;
pub use staff::{StaffRow, check as check_staff};

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
#[path = "../../../tests/it/kit/messy/mod.rs"]
mod messy;
#[cfg(test)]
mod messy_tests;
