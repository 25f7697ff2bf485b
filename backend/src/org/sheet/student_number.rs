//! The student number in a cell: 学籍号, of the form G + 18 characters (L for a temporary one), or
//! a school's own.

use super::{
    cell_text::is_cut_number,
    grid::{Cell, CellKind},
    tidy::tidy,
};

/// Shorter numbers are seat numbers within a class.
const MIN_CHARS: usize = 5;
/// Digits of the usual forms, beside the letter in front.
const USUAL_DIGITS: std::ops::RangeInclusive<usize> = 8..=19;

/// What a cell says of the student number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberReading {
    /// A number of a usual form.
    Usual(String),
    /// A number of another form.
    Odd(String),
    /// A number that says of itself that it is temporary.
    Temporary(String),
    /// No number.
    Missing,
    /// A number that lost its last digits in the spreadsheet program.
    Cut,
    /// A seat number.
    TooShort,
}

/// Reads the cell of a student number, if there is one.
pub fn read(cell: Option<&Cell>) -> NumberReading {
    let Some(cell) = cell else {
        return NumberReading::Missing;
    };
    if cell.kind == CellKind::CutNumber || is_cut_number(&cell.text) {
        return NumberReading::Cut;
    }
    let number: String = tidy(&cell.text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_uppercase();
    if number.is_empty() {
        return NumberReading::Missing;
    }
    if number.starts_with('L') || number.contains('临') {
        return NumberReading::Temporary(number);
    }
    if number.chars().count() < MIN_CHARS {
        return NumberReading::TooShort;
    }
    let body = number
        .strip_prefix(|c: char| c.is_ascii_uppercase())
        .unwrap_or(&number);
    let digits = body.strip_suffix('X').unwrap_or(body);
    let usual = USUAL_DIGITS.contains(&body.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if usual {
        NumberReading::Usual(number)
    } else {
        NumberReading::Odd(number)
    }
}

#[cfg(test)]
mod tests {
    use super::{NumberReading as N, *};

    #[test]
    fn numbers_are_kept_as_written_and_judged_by_their_form() {
        let text = CellKind::Text;
        for (written, kind, reading) in [
            (
                "G370203201509010012",
                text,
                N::Usual("G370203201509010012".into()),
            ),
            (
                "'g37020320150901001x",
                text,
                N::Usual("G37020320150901001X".into()),
            ),
            (
                "3702032015090100121",
                text,
                N::Usual("3702032015090100121".into()),
            ),
            ("2024 0201 05", text, N::Usual("2024020105".into())),
            ("20240201", CellKind::Number, N::Usual("20240201".into())),
            (
                "L370203201509010012",
                text,
                N::Temporary("L370203201509010012".into()),
            ),
            ("临时0012", text, N::Temporary("临时0012".into())),
            ("海2024-17", text, N::Odd("海2024-17".into())),
            ("12345", text, N::Odd("12345".into())),
            ("7", CellKind::Number, N::TooShort),
            ("0012", text, N::TooShort),
            ("370203201509010000", CellKind::CutNumber, N::Cut),
            ("3.70203E+17", text, N::Cut),
            ("无", text, N::Missing),
        ] {
            let cell = Cell {
                text: written.to_owned(),
                kind,
                merged: false,
            };
            assert_eq!(read(Some(&cell)), reading, "{written}");
        }
        assert_eq!(read(None), N::Missing);
    }
}
