//! Workbooks that lie about themselves, and the same ones telling the truth.

use super::*;

fn rec(kind: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), content].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A workbook with these records in its globals and in its one sheet.
fn workbook(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let begin = rec(kind::BEGIN, &words(&[0x0600, 5, 0, 0]));
    let end = rec(kind::END, &[]);
    let before = globals.concat();
    let bound = 4 + 4 + 2 + 1;
    let start = begin.len() + bound + before.len() + end.len();
    let start = u32::try_from(start)
        .expect("a small workbook")
        .to_le_bytes();
    let bound = rec(kind::BOUND_SHEET, &[&start[..], &[0, 0, 0]].concat());
    [
        begin.clone(),
        bound,
        before,
        end.clone(),
        begin,
        sheet.concat(),
        end,
    ]
    .concat()
}

fn label(row: u16, column: u16, text: u32) -> Vec<u8> {
    let content = [words(&[row, column, 0]), text.to_le_bytes().to_vec()].concat();
    rec(kind::SHARED_LABEL, &content)
}

/// A table with one text of so many narrow characters.
fn one_text(length: u16) -> Vec<u8> {
    let head = [&1_u32.to_le_bytes()[..], &1_u32.to_le_bytes()].concat();
    let text = vec![b'x'; usize::from(length)];
    let mut cut = text.chunks(8_000);
    let first = cut.next().unwrap_or_default();
    let mut table = rec(
        kind::SHARED_STRINGS,
        &[&head[..], &length.to_le_bytes(), &[0], first].concat(),
    );
    for part in cut {
        table.extend(rec(kind::CONTINUE, &[&[0], part].concat()));
    }
    table
}

#[test]
fn an_honest_workbook_passes() {
    let mut book = workbook(&[one_text(20_000)], &[label(0, 0, 0), label(3, 2, 0)]);
    assert_eq!(inspect(&mut book), Ok(()));
}

#[test]
fn what_asks_for_too_much_or_is_not_wanted_is_refused() {
    let dimensions = [0_u32, 0xFFFF_FFF0].map(u32::to_le_bytes).concat();
    let huge = rec(
        kind::DIMENSIONS,
        &[dimensions, words(&[0, 256, 0])].concat(),
    );
    let turned = [9_u32, 3].map(u32::to_le_bytes).concat();
    let turned = rec(kind::DIMENSIONS, &[turned, words(&[0, 256, 0])].concat());
    let bombs: Vec<_> = (0..2_000).map(|row| label(row, 0, 0)).collect();
    let far = [label(0, 0, 0), label(65_535, 255, 0)];
    let outside = [label(0, 256, 0)];
    for (name, mut book, error) in [
        (
            "password",
            workbook(&[rec(kind::FILE_PASS, &[1, 0])], &[]),
            SheetError::Encrypted,
        ),
        (
            "huge size",
            workbook(&[], &[huge]),
            SheetError::TooManyCells,
        ),
        ("turned size", workbook(&[], &[turned]), SheetError::Broken),
        (
            "text bomb",
            workbook(&[one_text(20_000)], &bombs),
            SheetError::InflatesTooMuch,
        ),
        (
            "far corner",
            workbook(&[one_text(1)], &far),
            SheetError::TooManyCells,
        ),
        (
            "outside",
            workbook(&[one_text(1)], &outside),
            SheetError::TooManyCells,
        ),
        (
            "cut text",
            workbook(&[one_text(9_000)[..8_100].to_vec()], &[]),
            SheetError::Broken,
        ),
    ] {
        assert_eq!(inspect(&mut book), Err(error), "{name}");
    }
}

#[test]
fn a_macro_sheet_and_two_names_for_one_sheet_are_refused() {
    let at = |kind| [&0_u32.to_le_bytes()[..], &[0, kind, 0]].concat();
    let mut book = rec(kind::BOUND_SHEET, &at(1));
    assert_eq!(inspect(&mut book), Err(SheetError::HasMacros));
    let bound = rec(kind::BOUND_SHEET, &at(0));
    let mut book = [bound.clone(), bound, rec(kind::END, &[])].concat();
    assert_eq!(inspect(&mut book), Err(SheetError::Broken));
}

#[test]
fn formulas_are_emptied_and_their_values_kept() {
    let cell = [words(&[1, 1, 0]), vec![7; 14], vec![9; 12]].concat();
    let mut book = workbook(&[], &[rec(kind::FORMULA, &cell)]);
    assert_eq!(inspect(&mut book), Ok(()));
    assert!(
        book.windows(14).any(|bytes| bytes == [7; 14]),
        "the value stays"
    );
    assert!(
        !book.windows(12).any(|bytes| bytes == [9; 12]),
        "the formula is gone"
    );
}

#[test]
fn cells_of_a_nested_chart_do_not_count() {
    let chart = [
        rec(kind::BEGIN, &[0; 8]),
        label(65_535, 255, 0),
        rec(kind::END, &[]),
    ]
    .concat();
    let mut book = workbook(&[one_text(1)], &[label(0, 0, 0), chart, label(1, 0, 0)]);
    assert_eq!(inspect(&mut book), Ok(()));
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(mut bytes: Vec<u8>, at: usize, value: u8) {
        // Any verdict will do; a panic fails the test.
        assert!(matches!(inspect(&mut bytes), Ok(()) | Err(_)));
        let mut book = workbook(&[one_text(30)], &[label(0, 0, 0)]);
        let at = at % book.len();
        book[at] = value;
        assert!(matches!(inspect(&mut book), Ok(()) | Err(_)));
    }
}
