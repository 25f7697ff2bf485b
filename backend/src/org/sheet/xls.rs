//! `.xls`: the workbook's stream is taken out of its compound file, checked record by record, and
//! given to the parser in a fresh container, so that the parser meets neither circular chains nor
//! sizes that lie.

use std::io::{Cursor, Read, Write};

use calamine::{Reader, Xls, XlsError};
use cfb::{CompoundFile, Version};
use tongyu_shared::org::sheet::SheetError;

use super::{
    biff, cell_text,
    grid::{Grid, Region},
    limits::{Budget, MAX_CONTAINER},
    xlsx::{region, visible},
};

/// The names of the workbook's stream, in files of Excel 97 and of Excel 95.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// Reads the visible sheets.
///
/// # Errors
/// The [`SheetError`] that fits.
pub fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Grid>, SheetError> {
    let (name, mut stream) = workbook_stream(bytes)?;
    biff::inspect(&mut stream)?;
    let container = rewrap(name, &stream).map_err(|_| SheetError::Broken)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(container)).map_err(|error| match error {
        XlsError::Password => SheetError::Encrypted,
        _ => SheetError::Broken,
    })?;
    let names = visible(book.sheets_metadata())?;
    names
        .iter()
        .map(|name| read_sheet(&mut book, name, budget))
        .collect()
}

fn workbook_stream(bytes: &[u8]) -> Result<(&'static str, Vec<u8>), SheetError> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| SheetError::Broken)?;
    if file.exists("EncryptedPackage") {
        return Err(SheetError::Encrypted); // an .xlsx with a password
    }
    if file.exists("_VBA_PROJECT_CUR") {
        return Err(SheetError::HasMacros);
    }
    let name = STREAMS
        .into_iter()
        .find(|name| file.is_stream(name))
        .ok_or(SheetError::NotASheet)?; // a document, a presentation, an installer
    let mut content = Vec::new();
    file.open_stream(name)
        .and_then(|stream| stream.take(MAX_CONTAINER as u64).read_to_end(&mut content))
        .map_err(|_| SheetError::Broken)?;
    Ok((name, content))
}

fn rewrap(name: &str, stream: &[u8]) -> std::io::Result<Vec<u8>> {
    // Version 3 with its small sectors, as Excel writes workbooks; of version 4 the parser refuses
    // files without small streams.
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream(name)?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

fn read_sheet<R: std::io::Read + std::io::Seek>(
    book: &mut Xls<R>,
    name: &str,
    budget: &mut Budget,
) -> Result<Grid, SheetError> {
    let mut grid = Grid::new(name);
    let range = book.worksheet_range(name).map_err(|_| SheetError::Broken)?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let place = |from: u32, offset: usize| {
            u32::try_from(offset)
                .ok()
                .and_then(|offset| from.checked_add(offset))
        };
        let row = place(top, row).ok_or(SheetError::TooManyCells)?;
        let column = place(left, column).ok_or(SheetError::TooManyCells)?;
        let (text, kind) = cell_text::of_data(data);
        grid.put((row, column), text, kind, budget)?;
    }
    let merged = book
        .merge_cells_by_sheet_name(name)
        .map_err(|_| SheetError::Broken)?;
    let regions: Vec<Region> = merged.iter().map(region).collect();
    grid.fill_merged(&regions, budget)?;
    Ok(grid)
}

#[cfg(test)]
#[path = "xls_tests.rs"]
pub(super) mod tests;
