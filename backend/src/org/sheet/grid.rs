//! A sheet as text in places: what every kind of file is read into. Only filled cells are held,
//! so a stray cell far out costs nothing.

use std::collections::{BTreeMap, btree_map::Entry};

use tongyu_shared::org::sheet::SheetError;

use super::limits::{Budget, MAX_CELLS, MAX_COLUMNS};

/// What a cell was before it became text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Text.
    Text,
    /// A number, written without exponent.
    Number,
    /// A number of more than 15 digits: the last ones are lost.
    CutNumber,
    /// A date, written `2015-09-01`.
    Date,
}

/// A filled cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The content as text, as it stands; never empty.
    pub text: String,
    /// What it was.
    pub kind: CellKind,
    /// Whether it lies inside a merged region and repeats the region's first cell.
    pub merged: bool,
}

/// Filled cells of a row by column, counted from 0.
pub type Row = BTreeMap<u32, Cell>;

/// A region of merged cells, first and last row and column, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// First row and column.
    pub start: (u32, u32),
    /// Last row and column.
    pub end: (u32, u32),
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The sheet's name; the file's own name for a CSV file.
    pub name: String,
    /// Rows that hold anything, counted from 0.
    pub rows: BTreeMap<u32, Row>,
}

impl Grid {
    /// An empty sheet.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            rows: BTreeMap::new(),
        }
    }

    /// Puts a text into a place, unless it is blank.
    ///
    /// # Errors
    /// What [`Budget::take`] refuses.
    pub fn put(
        &mut self,
        (row, column): (u32, u32),
        text: String,
        kind: CellKind,
        budget: &mut Budget,
    ) -> Result<(), SheetError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        budget.take(row, column, text.len())?;
        let cell = Cell {
            text,
            kind,
            merged: false,
        };
        self.rows.entry(row).or_default().insert(column, cell);
        Ok(())
    }

    /// Repeats the first cell of each region in the region's other cells. Rows without content of
    /// their own stay blank.
    ///
    /// # Errors
    /// [`SheetError::TooManyCells`] for more or larger regions than any roster has, and what
    /// [`Budget::take`] refuses.
    pub fn fill_merged(
        &mut self,
        regions: &[Region],
        budget: &mut Budget,
    ) -> Result<(), SheetError> {
        // Regions that overlap are dishonest and would be walked again and again.
        let mut places_left = MAX_CELLS;
        for region in regions {
            self.fill_region(*region, &mut places_left, budget)?;
        }
        Ok(())
    }

    fn fill_region(
        &mut self,
        region: Region,
        places_left: &mut u32,
        budget: &mut Budget,
    ) -> Result<(), SheetError> {
        let (start, end) = (region.start, region.end);
        *places_left = places_left.checked_sub(1).ok_or(SheetError::TooManyCells)?;
        if end.0 < start.0 || end.1 < start.1 {
            return Ok(());
        }
        let Some(first) = self.cell(start.0, start.1).filter(|first| !first.merged) else {
            return Ok(());
        };
        let copy = Cell {
            merged: true,
            ..first.clone()
        };
        for (number, row) in self.rows.range_mut(start.0..=end.0) {
            for column in start.1..=end.1.min(MAX_COLUMNS - 1) {
                *places_left = places_left.checked_sub(1).ok_or(SheetError::TooManyCells)?;
                if let Entry::Vacant(place) = row.entry(column) {
                    budget.take(*number, column, copy.text.len())?;
                    place.insert(copy.clone());
                }
            }
        }
        Ok(())
    }

    /// The cell in this place (both counted from 0), if it is filled.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.rows.get(&row)?.get(&column)
    }

    /// Whether nothing stands in the sheet.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The last row that holds anything, counted from 0.
    pub fn last_row(&self) -> Option<u32> {
        self.rows.last_key_value().map(|(row, _)| *row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cells: &[((u32, u32), &str)]) -> (Grid, Budget) {
        let mut budget = Budget::default();
        let mut grid = Grid::new("s");
        for (place, text) in cells {
            grid.put(*place, (*text).to_owned(), CellKind::Text, &mut budget)
                .expect("few cells");
        }
        (grid, budget)
    }

    #[test]
    fn a_merged_class_reaches_every_row_of_its_region_but_makes_no_new_rows() {
        let (mut grid, mut budget) = sheet(&[
            ((1, 0), "三年级2班"),
            ((1, 1), "甲"),
            ((2, 1), "乙"),
            ((4, 1), "丙"),
        ]);
        let region = Region {
            start: (1, 0),
            end: (4, 0),
        };
        grid.fill_merged(&[region], &mut budget)
            .expect("one region");
        assert_eq!(grid.cell(4, 0).map(|c| c.text.as_str()), Some("三年级2班"));
        assert!(grid.cell(2, 0).is_some_and(|c| c.merged));
        assert!(grid.cell(1, 0).is_some_and(|c| !c.merged));
        assert!(!grid.rows.contains_key(&3), "the gap stays a blank row");
    }

    #[test]
    fn a_region_over_filled_cells_or_turned_round_changes_nothing() {
        let (mut grid, mut budget) = sheet(&[((0, 0), "甲"), ((0, 1), "乙")]);
        let before = grid.clone();
        let regions = [
            Region {
                start: (0, 0),
                end: (0, 1),
            },
            Region {
                start: (5, 5),
                end: (0, 0),
            },
            Region {
                start: (0, 1),
                end: (9, 0),
            },
        ];
        grid.fill_merged(&regions, &mut budget).expect("harmless");
        assert_eq!(grid, before);
    }

    #[test]
    fn blank_text_is_no_cell() {
        let (grid, _) = sheet(&[((0, 0), " \u{3000}\n")]);
        assert!(grid.is_empty());
        assert_eq!(grid.last_row(), None);
    }
}
