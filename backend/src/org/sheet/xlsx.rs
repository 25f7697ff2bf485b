//! `.xlsx`: cells are streamed and counted one by one, so that a sheet that claims to be large
//! costs nothing.

use std::io::Cursor;

use calamine::{Dimensions, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use tongyu_shared::org::sheet::SheetError;

use super::{
    cell_text,
    grid::{Grid, Region},
    limits::{Budget, MAX_SHEETS},
    package,
};

/// Reads the visible sheets.
///
/// # Errors
/// The [`SheetError`] that fits.
pub fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Grid>, SheetError> {
    package::inspect(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let names = visible(book.sheets_metadata())?;
    names
        .iter()
        .map(|name| read_sheet(&mut book, name, budget))
        .collect()
}

/// The names of the sheets that a person sees as tables.
pub fn visible(sheets: &[Sheet]) -> Result<Vec<String>, SheetError> {
    if sheets.len() > MAX_SHEETS {
        return Err(SheetError::TooManyCells);
    }
    let shown = |sheet: &&Sheet| {
        sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
    };
    Ok(sheets
        .iter()
        .filter(shown)
        .map(|sheet| sheet.name.clone())
        .collect())
}

/// A merged region in the parser's words.
pub fn region(dimensions: &Dimensions) -> Region {
    Region {
        start: dimensions.start,
        end: dimensions.end,
    }
}

fn read_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    budget: &mut Budget,
) -> Result<Grid, SheetError> {
    let mut grid = Grid::new(name);
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|error| fault(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| fault(&error))? {
        let (text, kind) = cell_text::of_data_ref(cell.get_value());
        grid.put(cell.get_position(), text, kind, budget)?;
    }
    drop(cells); // It borrows the workbook.
    let merged = book
        .merge_cells_by_sheet_name(name)
        .map_err(|error| fault(&error))?;
    let regions: Vec<Region> = merged.iter().map(region).collect();
    grid.fill_merged(&regions, budget)?;
    Ok(grid)
}

/// What the parser complains about is of no use to a school; that the file is damaged is.
fn fault(error: &XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Encrypted,
        _ => SheetError::Broken,
    }
}
