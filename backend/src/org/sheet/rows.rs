//! The data rows of a matched sheet, and the problems and counts that come of checking them.

use tongyu_shared::org::sheet::{
    CELL_CHARS, FieldColumns, ProblemSeverity, RowProblem, RowProblemCode, SheetCounts, SheetField,
};

use super::{
    grid::{Cell, Grid, Row},
    tidy::tidy,
};

/// A sheet after its rows were checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<T> {
    /// The rows that come in, in the sheet's order.
    pub accepted: Vec<T>,
    /// What is wrong, in the sheet's order.
    pub problems: Vec<RowProblem>,
    /// How the rows divide.
    pub counts: SheetCounts,
}

/// A row being checked: its cells by field, and what is wrong with it so far.
pub struct RowCheck<'a, F: Ord> {
    /// The row's number as spreadsheet programs show it.
    pub number: u32,
    columns: &'a FieldColumns<F>,
    cells: &'a Row,
    problems: Vec<RowProblem>,
}

impl<F: SheetField> RowCheck<'_, F> {
    /// The field's cell, if it is filled.
    pub fn cell(&self, field: F) -> Option<&Cell> {
        self.cells.get(&self.columns.column(field)?)
    }

    /// The field's tidied text; empty if there is none.
    pub fn text(&self, field: F) -> String {
        self.cell(field)
            .map(|cell| tidy(&cell.text))
            .unwrap_or_default()
    }

    /// Whether the sheet has a column for the field.
    pub fn has_column(&self, field: F) -> bool {
        self.columns.column(field).is_some()
    }

    /// Notes a problem of the field's cell.
    pub fn note(&mut self, field: F, code: RowProblemCode, value: &str) {
        let column = self.columns.column(field);
        self.problems
            .push(RowProblem::new(self.number, column, code, value));
    }

    /// Notes that the field's cell collides with an earlier row.
    pub fn note_against(&mut self, field: F, code: RowProblemCode, value: &str, other: u32) {
        let column = self.columns.column(field);
        self.problems
            .push(RowProblem::new(self.number, column, code, value).against(other));
    }

    /// Whether anything so far keeps the row out.
    pub fn is_refused(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == ProblemSeverity::Refused)
    }

    fn check_lengths(&mut self) {
        for field in F::ALL {
            let length = self
                .cell(*field)
                .map_or(0, |cell| cell.text.chars().count());
            if length > CELL_CHARS {
                self.note(*field, RowProblemCode::CellTooLong, &length.to_string());
            }
        }
    }
}

/// Checks every data row. `check` gives the row's value if it can be formed at all; the row comes
/// in if it can and nothing noted keeps it out.
pub fn check_rows<F: SheetField, T>(
    grid: &Grid,
    columns: &FieldColumns<F>,
    mut check: impl FnMut(&mut RowCheck<'_, F>) -> Option<T>,
) -> Checked<T> {
    let first = columns.first_data_row.saturating_sub(1);
    let read = grid
        .last_row()
        .map_or(0, |last| (last + 1).saturating_sub(first));
    let mut checked = Checked {
        accepted: Vec::new(),
        problems: Vec::new(),
        counts: SheetCounts {
            read,
            ..SheetCounts::default()
        },
    };
    for (row, cells) in grid.rows.range(first..) {
        if is_blank(cells) || repeats_header(grid, columns, cells) {
            continue;
        }
        let mut row = RowCheck {
            number: row + 1,
            columns,
            cells,
            problems: Vec::new(),
        };
        row.check_lengths();
        let value = check(&mut row);
        checked.take(value, row);
    }
    let SheetCounts {
        accepted, refused, ..
    } = checked.counts;
    checked.counts.blank = read - accepted - refused;
    checked
}

impl<T> Checked<T> {
    fn take<F: SheetField>(&mut self, value: Option<T>, row: RowCheck<'_, F>) {
        match value.filter(|_| !row.is_refused()) {
            Some(value) => {
                self.accepted.push(value);
                self.counts.accepted += 1;
                self.counts.warned += u32::from(!row.problems.is_empty());
            }
            None => self.counts.refused += 1,
        }
        self.problems.extend(row.problems);
    }
}

/// A row in which nothing stands but what merged cells repeat, or what means "nothing".
fn is_blank(cells: &Row) -> bool {
    cells
        .values()
        .all(|cell| cell.merged || tidy(&cell.text).is_empty())
}

/// Printed lists repeat their header on every page.
fn repeats_header<F: SheetField>(grid: &Grid, columns: &FieldColumns<F>, cells: &Row) -> bool {
    let header = columns.header_row.saturating_sub(1)..columns.first_data_row.saturating_sub(1);
    grid.rows.range(header).any(|(_, names)| {
        let mut same = 0;
        let differs = columns.columns.values().any(|column| {
            let texts = [names, cells].map(|row| row.get(column).map(|cell| tidy(&cell.text)));
            same += u32::from(texts.first().is_some_and(Option::is_some));
            matches!(texts, [name, here] if name != here)
        });
        !differs && same > 1
    })
}
