//! `.csv` in UTF-8 or in GB18030, as Excel writes it in China; separated by comma, semicolon or
//! tab.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use tongyu_shared::org::sheet::SheetError;

use super::{
    cell_text::is_cut_number,
    grid::{CellKind, Grid},
    limits::Budget,
};

/// How many records the choice of the separator looks at.
const SAMPLE: usize = 50;

/// Reads the file as one sheet that bears the file's name.
///
/// # Errors
/// [`SheetError::UnknownEncoding`], [`SheetError::Broken`], or what [`Budget::take`] refuses.
pub fn read(bytes: &[u8], file_name: &str, budget: &mut Budget) -> Result<Grid, SheetError> {
    let text = decode(bytes)?;
    let text = text.trim_end_matches('\u{1A}');
    let mut grid = Grid::new(file_name);
    let mut reader = reader(text, separator(text));
    let mut record = csv::StringRecord::new();
    let mut row = 0_u32;
    loop {
        let start = usize::try_from(reader.position().byte()).map_err(|_| SheetError::Broken)?;
        row = row.saturating_add(blank_lines(text, start));
        if !reader
            .read_record(&mut record)
            .map_err(|_| SheetError::Broken)?
        {
            return Ok(grid);
        }
        for (column, field) in (0_u32..).zip(&record) {
            let field = unwrap_formula(field);
            let kind = if is_cut_number(field) {
                CellKind::CutNumber
            } else {
                CellKind::Text
            };
            grid.put((row, column), field.to_owned(), kind, budget)?;
        }
        row = row.saturating_add(1);
    }
}

/// Whether the file begins with the mark of UTF-16, as "Unicode text" of Excel does.
pub fn has_wide_mark(bytes: &[u8]) -> bool {
    matches!(Encoding::for_bom(bytes), Some((encoding, _))
        if encoding == UTF_16LE || encoding == UTF_16BE)
}

/// By its mark if there is one, else UTF-8 if it is valid, else GB18030, which contains GBK and
/// GB2312. No guess is made beyond that: on short lists statistics are wrong too often.
fn decode(bytes: &[u8]) -> Result<String, SheetError> {
    let candidates = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => vec![encoding],
        None => vec![UTF_8, GB18030],
    };
    candidates
        .into_iter()
        .map(|encoding| encoding.decode_with_bom_removal(bytes))
        .find(|(_, malformed)| !malformed)
        .map(|(text, _)| text.into_owned())
        .ok_or(SheetError::UnknownEncoding)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
}

/// The separator that divides the most fields evenly: an address has commas, but not as many in
/// every row.
fn separator(text: &str) -> u8 {
    let even_fields = |separator: &u8| {
        let mut rows_of_width: BTreeMap<usize, usize> = BTreeMap::new();
        for record in reader(text, *separator)
            .into_records()
            .take(SAMPLE)
            .flatten()
        {
            *rows_of_width.entry(record.len()).or_default() += 1;
        }
        rows_of_width
            .into_iter()
            .map(|(width, rows)| (width - 1) * rows)
            .max()
    };
    // Of equals `max_by_key` takes the last: the comma.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(even_fields)
        .unwrap_or(b',')
}

/// How many blank lines stand before the next record, which the reader would skip uncounted.
fn blank_lines(text: &str, start: usize) -> u32 {
    let bytes = text.as_bytes();
    let mut at = start;
    let before = start.checked_sub(1).and_then(|index| bytes.get(index));
    if before == Some(&b'\r') && bytes.get(at) == Some(&b'\n') {
        at += 1; // the second half of the last record's end
    }
    let mut lines = 0_u32;
    while let Some(b'\r' | b'\n') = bytes.get(at) {
        let pair = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
        at += if pair { 2 } else { 1 };
        lines = lines.saturating_add(1);
    }
    lines
}

/// `="370203…"` is how some systems keep a spreadsheet program from cutting a long number.
fn unwrap_formula(field: &str) -> &str {
    field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|inner| !inner.contains('"'))
        .unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let grid = read(bytes, "f.csv", &mut Budget::default()).expect("a sheet");
        let row = |(number, row): (&u32, &super::super::grid::Row)| {
            (
                *number,
                row.values().map(|cell| cell.text.clone()).collect(),
            )
        };
        grid.rows.iter().map(row).collect()
    }

    fn rows(expected: &[(u32, &[&str])]) -> Vec<(u32, Vec<String>)> {
        let row = |(number, cells): &(u32, &[&str])| {
            (
                *number,
                cells.iter().map(|cell| (*cell).to_owned()).collect(),
            )
        };
        expected.iter().map(row).collect()
    }

    #[test]
    fn every_encoding_and_separator_gives_the_same_cells() {
        let expected = rows(&[(0, &["姓名", "班级"]), (1, &["王𠮷明", "三(2)班"])]);
        for separator in [",", ";", "\t"] {
            let text = format!("姓名{separator}班级\r\n王𠮷明{separator}三(2)班\r\n");
            let (gb, _, _) = GB18030.encode(&text);
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for bytes in [
                text.as_bytes().to_vec(),
                [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
                gb.into_owned(),
                [b"\xFF\xFE".to_vec(), wide].concat(),
            ] {
                assert_eq!(
                    texts(&bytes),
                    expected,
                    "{separator:?} {:?}",
                    bytes.get(..4)
                );
            }
        }
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_program_shows_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = [
                "名册",
                "",
                "姓名,班级",
                "",
                "",
                "\"王\n小明\",三2",
                "李,三2",
                "",
            ]
            .join(end);
            assert_eq!(
                texts(text.as_bytes()),
                rows(&[
                    (0, &["名册"]),
                    (2, &["姓名", "班级"]),
                    (5, &["王\n小明", "三2"]),
                    (6, &["李", "三2"]),
                ]),
                "{end:?}"
            );
        }
    }

    #[test]
    fn a_comma_in_an_address_does_not_win_over_tabs() {
        let text = "姓名\t班级\t住址\n王明\t三2\t海河路1号,2单元,3室\n李红\t三2\t海河路2号\n";
        assert_eq!(
            texts(text.as_bytes()).first().map(|(_, row)| row.len()),
            Some(3)
        );
    }

    #[test]
    fn tricks_around_long_numbers_are_undone_and_losses_noticed() {
        let text = "=\"370203201509010012\",3.70203E+17\n";
        let grid = read(text.as_bytes(), "f.csv", &mut Budget::default()).expect("a sheet");
        let cell = |column| grid.cell(0, column).expect("filled");
        assert_eq!(cell(0).text, "370203201509010012");
        assert_eq!(cell(1).kind, CellKind::CutNumber);
    }

    #[test]
    fn more_cells_than_allowed_are_refused() {
        let text = "a,".repeat(300);
        let error = read(text.as_bytes(), "f.csv", &mut Budget::default());
        assert_eq!(error, Err(SheetError::TooManyCells));
        let text = "a,b,c\n".repeat(70_000);
        let error = read(text.as_bytes(), "f.csv", &mut Budget::default());
        assert_eq!(error, Err(SheetError::TooManyCells));
    }
}
