//! An uploaded file as sheets of text. The type is judged by the content, never by the name.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tongyu_shared::org::sheet::SheetError;

use super::{
    delimited,
    grid::Grid,
    limits::{Budget, MAX_CONTAINER},
    xls, xlsx,
};

/// What the first bytes of a file say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileType {
    /// A zip package, as `.xlsx` is.
    Package,
    /// A compound file, as `.xls` and encrypted workbooks are.
    Compound,
    /// A web page, which some school systems name `.xls`.
    Markup,
    /// Text, as `.csv` is.
    Text,
    /// Anything else.
    Other,
}

/// Reads the visible sheets of a file that hold anything, in the file's order.
///
/// # Errors
/// A [`SheetError`] that says why the file is not taken. No content makes this panic, loop or
/// allocate beyond the limits.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Vec<Grid>, SheetError> {
    if bytes.is_empty() {
        return Err(SheetError::Empty);
    }
    if bytes.len() > MAX_CONTAINER {
        return Err(SheetError::TooLarge);
    }
    // The readers check what they know to be dangerous before they parse. A panic that is left in
    // a library costs this one upload, not the worker thread.
    let mut sheets = catch_unwind(AssertUnwindSafe(|| read_by_type(bytes, file_name)))
        .unwrap_or(Err(SheetError::Broken))?;
    sheets.retain(|sheet| !sheet.is_empty());
    if sheets.is_empty() {
        Err(SheetError::Empty)
    } else {
        Ok(sheets)
    }
}

fn read_by_type(bytes: &[u8], file_name: &str) -> Result<Vec<Grid>, SheetError> {
    let mut budget = Budget::default();
    match file_type(bytes) {
        FileType::Package => xlsx::read(bytes, &mut budget),
        FileType::Compound => xls::read(bytes, &mut budget),
        FileType::Text => Ok(vec![delimited::read(bytes, file_name, &mut budget)?]),
        FileType::Markup => Err(SheetError::OtherFormat),
        FileType::Other => Err(SheetError::NotASheet),
    }
}

fn file_type(bytes: &[u8]) -> FileType {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return FileType::Package;
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return FileType::Compound;
    }
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"{\\rtf") {
        return FileType::Other;
    }
    if delimited::has_wide_mark(bytes) {
        return FileType::Text;
    }
    let mut start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).iter();
    if start.find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<') {
        return FileType::Markup;
    }
    // Text of either encoding has no control characters but white space; 1A ends old DOS files.
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r' | 0x1A);
    if bytes.iter().any(is_control) {
        FileType::Other
    } else {
        FileType::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_sheets_are_told_apart() {
        for (bytes, error) in [
            (&b""[..], SheetError::Empty),
            (b" \r\n \n", SheetError::Empty),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", SheetError::NotASheet),
            (b"%PDF-1.7\n1 0 obj", SheetError::NotASheet),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", SheetError::NotASheet),
            (
                b"<html><table><tr><td>x</td></tr></table>",
                SheetError::OtherFormat,
            ),
            (
                b"\xEF\xBB\xBF\n<?xml version=\"1.0\"?><Workbook/>",
                SheetError::OtherFormat,
            ),
            (b"PK\x03\x04 cut short", SheetError::Broken),
            (
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 cut short",
                SheetError::Broken,
            ),
            (b"\xFF\xFF\xFF,\xFF", SheetError::UnknownEncoding),
        ] {
            assert_eq!(
                read(bytes, "名册.xlsx"),
                Err(error),
                "{:?}",
                bytes.escape_ascii()
            );
        }
    }

    #[test]
    fn a_file_over_the_limit_is_not_even_looked_at() {
        let bytes = vec![b'a'; MAX_CONTAINER + 1];
        assert_eq!(read(&bytes, "a.csv"), Err(SheetError::TooLarge));
    }
}
