//! How much of an uploaded file is read before it is refused. The type is judged by content and
//! every limit is counted while reading, so that no header is believed.

use tongyu_shared::org::sheet::SheetError;

/// The file as uploaded, in bytes.
pub const MAX_CONTAINER: usize = 5 * 1024 * 1024;
/// Everything inside it unpacked, and likewise all cell texts together, in bytes.
pub const MAX_INFLATED: u64 = 50 * 1024 * 1024;
/// Filled cells in all sheets together, those that a merge fills among them.
pub const MAX_CELLS: u32 = 200_000;
/// Rows of a sheet; what the spreadsheet programs allow.
pub const MAX_ROWS: u32 = 1_048_576;
/// Columns of a sheet; no roster has more, and it bounds what a stray cell can cost.
pub const MAX_COLUMNS: u32 = 256;
/// Sheets of a workbook.
pub const MAX_SHEETS: usize = 200;

/// What may still be read of a file.
#[derive(Debug)]
pub struct Budget {
    cells: u32,
    text: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            cells: MAX_CELLS,
            text: MAX_INFLATED,
        }
    }
}

impl Budget {
    /// Takes one cell at this place (both counted from 0) with a text of so many bytes.
    ///
    /// # Errors
    /// [`SheetError::TooManyCells`] when it lies too far out or one too many,
    /// [`SheetError::InflatesTooMuch`] when the texts together grow too long.
    pub fn take(&mut self, row: u32, column: u32, bytes: usize) -> Result<(), SheetError> {
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Err(SheetError::TooManyCells);
        }
        self.cells = self.cells.checked_sub(1).ok_or(SheetError::TooManyCells)?;
        self.text = u64::try_from(bytes)
            .ok()
            .and_then(|bytes| self.text.checked_sub(bytes))
            .ok_or(SheetError::InflatesTooMuch)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cell_after_the_last_allowed_is_refused() {
        let mut budget = Budget::default();
        for _ in 0..MAX_CELLS {
            budget.take(0, 0, 1).expect("within the limit");
        }
        assert_eq!(budget.take(0, 0, 1), Err(SheetError::TooManyCells));
    }

    #[test]
    fn cells_too_far_out_are_refused() {
        let mut budget = Budget::default();
        assert_eq!(budget.take(MAX_ROWS, 0, 1), Err(SheetError::TooManyCells));
        assert_eq!(
            budget.take(0, MAX_COLUMNS, 1),
            Err(SheetError::TooManyCells)
        );
        assert_eq!(budget.take(MAX_ROWS - 1, MAX_COLUMNS - 1, 1), Ok(()));
    }

    #[test]
    fn one_long_text_repeated_in_many_cells_is_refused() {
        let mut budget = Budget::default();
        let megabyte = 1024 * 1024;
        for _ in 0..50 {
            budget.take(0, 0, megabyte).expect("within the limit");
        }
        assert_eq!(budget.take(0, 0, 1), Err(SheetError::InflatesTooMuch));
    }
}
