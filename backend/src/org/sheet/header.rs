//! Finding the row that names the columns, below titles and notes, and what each column holds.

use std::collections::BTreeMap;

use tongyu_shared::org::sheet::{
    ColumnMatch, FieldColumns, RosterField, SheetError, SheetKind, StaffField,
};

use super::{
    grid::{Grid, Row},
    limits::{MAX_COLUMNS, MAX_ROWS},
    synonyms::Headed,
};

/// How many filled rows at the top are looked at.
const SEARCHED_ROWS: usize = 30;
/// Fewer known columns are no header but a coincidence.
const MIN_COLUMNS: usize = 2;

/// Which columns of which sheet hold what, as far as the headings say.
///
/// # Errors
/// [`SheetError::NoHeader`] if no row of any sheet names two known columns;
/// [`SheetError::PupilList`] or [`SheetError::StaffList`] if one does for the other kind of list.
pub fn propose(kind: SheetKind, sheets: &[Grid]) -> Result<ColumnMatch, SheetError> {
    match kind {
        SheetKind::Roster => best::<RosterField>(sheets)
            .map(ColumnMatch::Roster)
            .map_err(|error| mistaken::<StaffField>(sheets, SheetError::StaffList, error)),
        SheetKind::Staff => best::<StaffField>(sheets)
            .map(ColumnMatch::Staff)
            .map_err(|error| mistaken::<RosterField>(sheets, SheetError::PupilList, error)),
    }
}

/// `other` where the sheets hold a list of the other kind, whose fields are `F`; else `error`.
fn mistaken<F: Headed>(sheets: &[Grid], other: SheetError, error: SheetError) -> SheetError {
    if best::<F>(sheets).is_ok() {
        other
    } else {
        error
    }
}

/// The headings of the matched sheet by column, both rows joined where there are two; an empty
/// text for a column without one.
///
/// # Errors
/// [`SheetError::MatchDoesNotFit`] if the file has no such sheet.
pub fn headings(matched: &ColumnMatch, sheets: &[Grid]) -> Result<Vec<String>, SheetError> {
    let (sheet, header, data) = match matched {
        ColumnMatch::Roster(m) => (&m.sheet, m.header_row, m.first_data_row),
        ColumnMatch::Staff(m) => (&m.sheet, m.header_row, m.first_data_row),
    };
    let grid = find_sheet(sheets, sheet)?;
    let empty = Row::new();
    let row = |number: u32| grid.rows.get(&number).unwrap_or(&empty);
    let top = row(header.saturating_sub(1));
    let below = if data > header.saturating_add(1) {
        row(header)
    } else {
        &empty
    };
    let joined = join(top, below);
    let width = joined
        .keys()
        .chain(grid.rows.values().filter_map(widest))
        .max();
    Ok((0..=width.copied().unwrap_or_default())
        .map(|column| joined.get(&column).cloned().unwrap_or_default())
        .collect())
}

fn widest(row: &Row) -> Option<&u32> {
    row.last_key_value().map(|(column, _)| column)
}

/// The sheet of this name.
///
/// # Errors
/// [`SheetError::MatchDoesNotFit`] if there is none.
pub fn find_sheet<'a>(sheets: &'a [Grid], name: &str) -> Result<&'a Grid, SheetError> {
    sheets
        .iter()
        .find(|sheet| sheet.name == name)
        .ok_or(SheetError::MatchDoesNotFit)
}

/// Whether a match, which a user may have changed, can be used with these sheets.
///
/// # Errors
/// [`SheetError::MatchDoesNotFit`] if not.
pub fn check<'a, F: Headed>(
    matched: &FieldColumns<F>,
    sheets: &'a [Grid],
) -> Result<&'a Grid, SheetError> {
    let rows = 1..=MAX_ROWS;
    let fits = rows.contains(&matched.header_row)
        && rows.contains(&matched.first_data_row)
        && matched.header_row < matched.first_data_row
        && matched.columns.values().all(|column| *column < MAX_COLUMNS)
        && matched.missing().is_empty();
    if !fits {
        return Err(SheetError::MatchDoesNotFit);
    }
    find_sheet(sheets, &matched.sheet)
}

/// A row, or two, that may be the header.
struct Candidate<F: Headed> {
    matched: FieldColumns<F>,
    /// How many of its columns are certain.
    certain: usize,
}

impl<F: Headed> Candidate<F> {
    fn worth(&self) -> (usize, usize) {
        (self.matched.columns.len(), self.certain)
    }
}

/// The match with the most columns, then with the most certain ones; of equals the one with a
/// single header row, then the one further up, then the one in the earlier sheet.
fn best<F: Headed>(sheets: &[Grid]) -> Result<FieldColumns<F>, SheetError> {
    let mut best: Option<Candidate<F>> = None;
    for found in sheets.iter().flat_map(candidates::<F>) {
        if best
            .as_ref()
            .is_none_or(|best| found.worth() > best.worth())
        {
            best = Some(found);
        }
    }
    best.map(|best| best.matched)
        .filter(|matched| matched.columns.len() >= MIN_COLUMNS)
        .ok_or(SheetError::NoHeader)
}

fn candidates<F: Headed>(grid: &Grid) -> Vec<Candidate<F>> {
    let rows = || grid.rows.iter().take(SEARCHED_ROWS);
    let found = |row: u32, height: u32, headings: &BTreeMap<u32, String>| {
        let (columns, certain) = place(headings);
        let matched = FieldColumns {
            sheet: grid.name.clone(),
            header_row: row + 1,
            first_data_row: row + 1 + height,
            columns,
        };
        Candidate { matched, certain }
    };
    let single = rows().map(|(row, cells)| found(*row, 1, &join(cells, &Row::new())));
    let double = rows()
        .zip(rows().skip(1))
        .filter(|((row, _), (next, _))| **row + 1 == **next)
        .map(|((row, cells), (_, below))| found(*row, 2, &join(cells, below)));
    single.chain(double).collect()
}

/// Headings of one or two rows. Merged cells repeat their text, so `监护人1` over `姓名` becomes
/// `监护人1姓名`, and a heading that spans both rows stays itself.
fn join(top: &Row, below: &Row) -> BTreeMap<u32, String> {
    let mut headings: BTreeMap<u32, String> = top
        .iter()
        .map(|(column, cell)| (*column, cell.text.clone()))
        .collect();
    for (column, cell) in below {
        let heading = headings.entry(*column).or_default();
        if *heading != cell.text {
            heading.push_str(&cell.text);
        }
    }
    headings
}

/// First the columns that are certain, whose number is given too, then those that may mean several
/// things.
fn place<F: Headed>(headings: &BTreeMap<u32, String>) -> (BTreeMap<F, u32>, usize) {
    let mut placed = BTreeMap::new();
    let guesses: Vec<_> = headings
        .iter()
        .map(|(column, heading)| (*column, F::guesses(heading)))
        .collect();
    for (column, guess) in &guesses {
        if let [field] = guess {
            placed.entry(*field).or_insert(*column);
        }
    }
    let certain = placed.len();
    for (column, guess) in guesses.iter().filter(|(_, guess)| guess.len() > 1) {
        if let Some(field) = guess.iter().find(|field| !placed.contains_key(*field)) {
            placed.insert(*field, *column);
        }
    }
    (placed, certain)
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
