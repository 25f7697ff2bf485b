//! A typed cell as text: dates as `2015-09-01`, numbers without `.0` and without exponent.

use calamine::{Data, DataRef, DataType, ExcelDateTime};
use chrono::Timelike;

use super::grid::CellKind;

/// Spreadsheet programs keep 15 digits of a number; of a longer one the rest is zeros.
const WHOLE_DIGITS: f64 = 1e15;

/// The day after 9999-12-31, the last that spreadsheet programs know, as a serial number.
const LAST_DAY: f64 = 2_958_466.0;

/// The text and kind of a cell of an `.xls` workbook; empty text for an empty one.
pub fn of_data(data: &Data) -> (String, CellKind) {
    match data {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            (text.clone(), CellKind::Text)
        }
        other => of_scalar(other),
    }
}

/// The text and kind of a cell of an `.xlsx` workbook; empty text for an empty one.
pub fn of_data_ref(data: &DataRef<'_>) -> (String, CellKind) {
    match data {
        DataRef::SharedString(text) => ((*text).to_owned(), CellKind::Text),
        DataRef::String(text) | DataRef::DurationIso(text) => (text.clone(), CellKind::Text),
        // `2015-09-01T00:00:00` in the ISO cells of strict workbooks.
        DataRef::DateTimeIso(text) => {
            let day = text.split('T').next().unwrap_or(text);
            (day.to_owned(), CellKind::Date)
        }
        other => of_scalar(other),
    }
}

fn of_scalar(data: &impl DataType) -> (String, CellKind) {
    if let Some(moment) = data.get_datetime() {
        return of_moment(moment);
    }
    if let Some(number) = data.get_float() {
        return of_number(number);
    }
    let text = if let Some(whole) = data.get_int() {
        return (whole.to_string(), CellKind::Number);
    } else if let Some(truth) = data.get_bool() {
        if truth { "TRUE" } else { "FALSE" }.to_owned()
    } else if let Some(error) = data.get_error() {
        error.to_string()
    } else {
        String::new()
    };
    (text, CellKind::Text)
}

/// The text of a number that may be too long for a spreadsheet program.
fn of_number(number: f64) -> (String, CellKind) {
    if !number.is_finite() {
        return (String::new(), CellKind::Text);
    }
    let kind = if number.abs() >= WHOLE_DIGITS {
        CellKind::CutNumber
    } else {
        CellKind::Number
    };
    // Display never writes an exponent, and no fraction for a whole number.
    (number.to_string(), kind)
}

fn of_moment(moment: ExcelDateTime) -> (String, CellKind) {
    // A duration or a number beyond the calendar is no date, whatever the cell's format says.
    let in_calendar = (1.0..LAST_DAY).contains(&moment.as_f64()) && moment.is_datetime();
    let Some(time) = in_calendar.then(|| moment.as_datetime()).flatten() else {
        return of_number(moment.as_f64());
    };
    let midnight = time.num_seconds_from_midnight() == 0;
    let text = time
        .format(if midnight {
            "%Y-%m-%d"
        } else {
            "%Y-%m-%d %H:%M"
        })
        .to_string();
    (text, CellKind::Date)
}

/// Whether a text is a number that a spreadsheet program wrote with an exponent into a CSV file,
/// which loses its last digits: `3.70203E+18`.
pub fn is_cut_number(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim().split_once(['E', 'e']) else {
        return false;
    };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    mantissa.contains('.')
        && mantissa.parse::<f64>().is_ok()
        && exponent.parse::<u8>().is_ok_and(|power| power >= 5)
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn date(value: f64, kind: ExcelDateTimeType) -> Data {
        Data::DateTime(ExcelDateTime::new(value, kind, false))
    }

    #[test]
    fn cells_become_the_text_a_person_would_type() {
        let datetime = ExcelDateTimeType::DateTime;
        for (data, text, kind) in [
            (
                Data::String("370203201509010012".into()),
                "370203201509010012",
                CellKind::Text,
            ),
            (
                Data::Float(13_900_000_000.0),
                "13900000000",
                CellKind::Number,
            ),
            (Data::Float(3.2), "3.2", CellKind::Number),
            (Data::Float(2.0), "2", CellKind::Number),
            (Data::Int(7), "7", CellKind::Number),
            (date(42248.0, datetime), "2015-09-01", CellKind::Date),
            (date(42248.5, datetime), "2015-09-01 12:00", CellKind::Date),
            (
                date(1.5, ExcelDateTimeType::TimeDelta),
                "1.5",
                CellKind::Number,
            ),
            (date(-5.0, datetime), "-5", CellKind::Number),
            (date(1e9, datetime), "1000000000", CellKind::Number),
            (Data::Bool(true), "TRUE", CellKind::Text),
            (Data::Float(f64::NAN), "", CellKind::Text),
            (Data::Empty, "", CellKind::Text),
        ] {
            assert_eq!(of_data(&data), (text.to_owned(), kind), "{data:?}");
        }
    }

    #[test]
    fn a_long_number_is_known_to_have_lost_digits() {
        let (text, kind) = of_data(&Data::Float(370_203_201_509_010_012.0));
        assert_eq!(kind, CellKind::CutNumber);
        assert!(!text.contains(['E', 'e', '.']), "{text}");
    }

    #[test]
    fn a_number_with_exponent_in_text_has_lost_digits_too() {
        for (text, cut) in [
            ("3.70203E+17", true),
            ("3.70203e+17", true),
            ("G370203201509010012", false),
            ("1E2", false),
            ("E+17", false),
            ("3.7E+x", false),
            ("", false),
        ] {
            assert_eq!(is_cut_number(text), cut, "{text}");
        }
    }
}
