//! `.xls` workbooks, built record by record as Excel 97 lays them out.

use std::io::{Cursor, Write};

use super::*;
use crate::org::sheet::grid::CellKind;

fn rec(kind: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), content].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A text with wide characters, as the table of shared texts holds it.
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(units.len()).expect("a short text");
    [&length.to_le_bytes()[..], &[1], &words(&units)].concat()
}

/// A sheet: 姓名, 出生日期, 手机 under a merged title, with a date, a number and a shared text.
pub(in crate::org::sheet) fn stream() -> Vec<u8> {
    stream_with(&[])
}

/// The same with more records in the sheet.
fn stream_with(more: &[u8]) -> Vec<u8> {
    let texts = ["名册", "姓名", "王明"];
    let table = [
        &3_u32.to_le_bytes()[..],
        &3_u32.to_le_bytes(),
        &texts.iter().flat_map(|text| wide(text)).collect::<Vec<_>>(),
    ]
    .concat();
    let plain = rec(0x00E0, &[0; 20]);
    let date = rec(0x00E0, &[&[0, 0, 14, 0][..], &[0; 16]].concat());
    let begin = rec(0x0809, &words(&[0x0600, 5, 0, 0, 0, 0, 0, 0]));
    let end = rec(0x000A, &[]);
    let formats = [plain, date, rec(0x00FC, &table)].concat();
    let name = [&[2, 1][..], &words(&[0x540D, 0x518C])].concat();
    let start = begin.len() + 4 + 6 + name.len() + formats.len() + end.len();
    let start = u32::try_from(start)
        .expect("a small workbook")
        .to_le_bytes();
    let bound = rec(0x0085, &[&start[..], &[0, 0], &name].concat());
    let label = |row, column, text: u32| {
        rec(
            0x00FD,
            &[words(&[row, column, 0]), text.to_le_bytes().to_vec()].concat(),
        )
    };
    let number = |row, column, format, value: f64| {
        rec(
            0x0203,
            &[words(&[row, column, format]), value.to_le_bytes().to_vec()].concat(),
        )
    };
    let size = [0_u32, 3].map(u32::to_le_bytes).concat();
    let sheet = [
        rec(0x0200, &[size, words(&[0, 3, 0])].concat()),
        label(0, 0, 0),
        label(1, 0, 1),
        label(2, 0, 2),
        number(2, 1, 1, 42_248.0),
        number(2, 2, 0, 19_900_000_001.0),
        rec(0x00E5, &words(&[1, 0, 0, 0, 2])),
        more.to_vec(),
    ]
    .concat();
    [
        begin.clone(),
        bound,
        formats,
        end.clone(),
        begin,
        sheet,
        end,
    ]
    .concat()
}

/// The same with some 400 rows.
pub(in crate::org::sheet) fn long_stream() -> Vec<u8> {
    let row = |row: u16| {
        rec(
            0x00FD,
            &[words(&[row, 0, 0]), 2_u32.to_le_bytes().to_vec()].concat(),
        )
    };
    stream_with(&(3..400).flat_map(row).collect::<Vec<_>>())
}

/// A compound file with these streams.
pub(in crate::org::sheet) fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file =
        CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new())).expect("memory");
    for (name, content) in streams {
        file.create_stream(name)
            .and_then(|mut stream| stream.write_all(content))
            .expect("memory");
    }
    file.flush().expect("memory");
    file.into_inner().into_inner()
}

#[test]
fn texts_dates_numbers_and_merged_cells_are_read() {
    let bytes = container(&[("Workbook", &stream())]);
    let sheets = read(&bytes, &mut Budget::default()).expect("a workbook");
    let [sheet] = sheets.as_slice() else {
        panic!("one sheet")
    };
    assert_eq!(sheet.name, "名册");
    let cell = |row, column| {
        sheet
            .cell(row, column)
            .map(|c| (c.text.as_str(), c.kind, c.merged))
    };
    assert_eq!(cell(0, 0), Some(("名册", CellKind::Text, false)));
    assert_eq!(cell(0, 2), Some(("名册", CellKind::Text, true)));
    assert_eq!(cell(2, 0), Some(("王明", CellKind::Text, false)));
    assert_eq!(cell(2, 1), Some(("2015-09-01", CellKind::Date, false)));
    assert_eq!(cell(2, 2), Some(("19900000001", CellKind::Number, false)));
}

#[test]
fn a_workbook_too_large_for_the_small_sectors_is_read_too() {
    let bytes = container(&[("Workbook", &long_stream())]);
    let sheets = read(&bytes, &mut Budget::default()).expect("a workbook");
    assert_eq!(sheets.first().map(|sheet| sheet.rows.len()), Some(400));
}

#[test]
fn compound_files_that_are_no_plain_workbooks_are_told_apart() {
    let book = stream();
    for (streams, error) in [
        (
            &[("EncryptedPackage", &b"x"[..])][..],
            SheetError::Encrypted,
        ),
        (&[("WordDocument", b"x")], SheetError::NotASheet),
        (
            &[("Workbook", &book), ("_VBA_PROJECT_CUR", b"x")],
            SheetError::HasMacros,
        ),
        (&[("Workbook", b"x")], SheetError::Broken),
        (
            &[("Workbook", &rec(0x002F, &[1, 0]))],
            SheetError::Encrypted,
        ),
    ] {
        let found = read(&container(streams), &mut Budget::default());
        assert_eq!(
            found,
            Err(error),
            "{:?}",
            streams.first().map(|(name, _)| name)
        );
    }
}
