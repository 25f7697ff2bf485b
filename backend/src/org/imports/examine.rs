//! A file from its bytes to checked rows, without the database; and the faults that say why not.

use tongyu_shared::{
    Lang,
    api::problem::ProblemCode,
    org::sheet::{ColumnMatch, RowProblem, SheetCounts, SheetError, SheetKind},
};

use super::school::ImportSchool;
use crate::{
    http::fault::Fault,
    org::sheet::{
        Checked, Finding, Grid, PupilRow, StaffRow, check_roster, check_staff, find_sheet,
        headings, propose, read, returned_workbook,
    },
};

/// The rows of a sheet after the check.
#[derive(Clone, Debug)]
pub enum Rows {
    /// Pupils and guardians.
    Roster(Checked<PupilRow>),
    /// Staff.
    Staff(Checked<StaffRow>),
    /// A required column is not matched, so nothing is known about any row.
    Unmatched,
}

impl Rows {
    /// How the rows divide.
    pub fn counts(&self) -> SheetCounts {
        match self {
            Self::Roster(checked) => checked.counts,
            Self::Staff(checked) => checked.counts,
            Self::Unmatched => SheetCounts::default(),
        }
    }

    /// What is wrong, in the sheet's order.
    pub fn problems(&self) -> &[RowProblem] {
        match self {
            Self::Roster(checked) => &checked.problems,
            Self::Staff(checked) => &checked.problems,
            Self::Unmatched => &[],
        }
    }
}

/// A file that was read and checked.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The words of the header row, in the order of the columns.
    pub headers: Vec<String>,
    /// Which column holds what.
    pub columns: ColumnMatch,
    /// The rows.
    pub rows: Rows,
    sheets: Vec<Grid>,
}

/// What a file is to be read with.
#[derive(Clone, Debug)]
pub enum How {
    /// Columns are proposed from the headings.
    Proposed(SheetKind),
    /// Columns as the user has them.
    Matched(ColumnMatch),
}

/// Reads a file, proposes its columns and checks its rows.
///
/// # Errors
/// A [`SheetError`] that says why the file is not taken.
pub fn examine(
    bytes: &[u8],
    file_name: &str,
    how: How,
    school: &ImportSchool,
) -> Result<Examined, SheetError> {
    let sheets = read(bytes, file_name)?;
    let columns = match how {
        How::Proposed(kind) => propose(kind, &sheets)?,
        How::Matched(columns) => columns,
    };
    let rows = check(&sheets, &columns, school)?;
    Ok(Examined {
        headers: headings(&columns, &sheets)?,
        columns,
        rows,
        sheets,
    })
}

fn check(
    sheets: &[Grid],
    columns: &ColumnMatch,
    school: &ImportSchool,
) -> Result<Rows, SheetError> {
    Ok(match columns {
        ColumnMatch::Roster(fields) if fields.missing().is_empty() => {
            Rows::Roster(check_roster(sheets, fields, school.context())?)
        }
        ColumnMatch::Staff(fields) if fields.missing().is_empty() => {
            Rows::Staff(check_staff(sheets, fields, school.context())?)
        }
        _ => Rows::Unmatched,
    })
}

impl Examined {
    /// The workbook that goes back to the school, with reasons in the reader's language.
    pub fn returned(&self, file_name: &str, lang: Lang) -> Result<Vec<u8>, Fault> {
        let (sheet, header_row) = match &self.columns {
            ColumnMatch::Roster(fields) => (&fields.sheet, fields.header_row),
            ColumnMatch::Staff(fields) => (&fields.sheet, fields.header_row),
        };
        let finding = Finding {
            grid: find_sheet(&self.sheets, sheet).map_err(Fault::internal)?,
            header_row,
            file_name,
            counts: self.rows.counts(),
            problems: self.rows.problems(),
        };
        returned_workbook(finding, lang).map_err(Fault::internal)
    }
}

/// The fault that tells why a file is not taken.
pub fn reason(error: SheetError, lang: Lang) -> Fault {
    let code = match error {
        SheetError::TooLarge | SheetError::InflatesTooMuch | SheetError::TooManyCells => {
            ProblemCode::TooLarge
        }
        SheetError::HasMacros
        | SheetError::Encrypted
        | SheetError::NotASheet
        | SheetError::OtherFormat => ProblemCode::UnsupportedType,
        SheetError::Empty
        | SheetError::Broken
        | SheetError::UnknownEncoding
        | SheetError::NoHeader
        | SheetError::PupilList
        | SheetError::StaffList
        | SheetError::MatchDoesNotFit => ProblemCode::UnreadableSheet,
    };
    Fault::Explained(code, error.text(lang).to_owned())
}
