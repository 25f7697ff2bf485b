//! A birthday as class lists write it: a date cell, a serial number, `20150901`, `2015年9月1日`,
//! `2015.9.1`.

use tongyu_shared::time::Date;

use super::grid::{Cell, CellKind};
use super::tidy::tidy;

/// The youngest and the oldest a pupil can be, in years; kindergarten to vocational school.
const AGES: std::ops::RangeInclusive<i32> = 2..=24;
/// Serial numbers of spreadsheet dates between 1954 and 2064: what a date cell holds when its
/// format was lost.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=60_000;

/// The day in the cell, if it is one on which somebody who goes to school `today` can be born.
pub fn read(cell: &Cell, today: Date) -> Option<Date> {
    let text = tidy(&cell.text);
    let day = match cell.kind {
        CellKind::Number => serial(&text).or_else(|| compact(&text)),
        _ => compact(&text).or_else(|| in_parts(&text)),
    }?;
    AGES.contains(&(today.year() - day.year())).then_some(day)
}

fn serial(text: &str) -> Option<Date> {
    let days = text
        .split('.')
        .next()?
        .parse()
        .ok()
        .filter(|days| SERIALS.contains(days))?;
    Date::new(1899, 12, 30).map(|start| start.plus_days(days))
}

fn compact(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| text.get(range);
    date(part(0..4)?, part(4..6)?, part(6..8)?)
}

fn in_parts(text: &str) -> Option<Date> {
    let day_only = text.split([' ', 'T']).next()?;
    let mut parts = day_only.split(['-', '/', '.', '年', '月', '。', '、']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let complete = year.len() == 4 && parts.all(str::is_empty);
    complete.then(|| date(year, month, day.trim_end_matches(['日', '号'])))?
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str, kind: CellKind) -> Option<String> {
        let today = Date::new(2026, 11, 23).expect("a day");
        let cell = Cell {
            text: text.to_owned(),
            kind,
            merged: false,
        };
        read(&cell, today).map(|date| date.to_string())
    }

    #[test]
    fn every_usual_shape_of_a_date_is_read() {
        for (text, kind) in [
            ("2015-09-01", CellKind::Date),
            ("2015-09-01 08:00", CellKind::Date),
            ("42248", CellKind::Number),
            ("20150901", CellKind::Number),
            ("20150901", CellKind::Text),
            ("2015-9-1", CellKind::Text),
            ("2015/9/1", CellKind::Text),
            ("2015.9.1", CellKind::Text),
            ("2015.09.01", CellKind::Text),
            ("２０１５年９月１日", CellKind::Text),
            ("2015年09月01号", CellKind::Text),
            ("2015-09-01T00:00:00", CellKind::Text),
        ] {
            assert_eq!(
                read_text(text, kind).as_deref(),
                Some("2015-09-01"),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_birthday_of_a_pupil_is_left_open() {
        for (text, kind) in [
            ("", CellKind::Text),
            ("2015年9月", CellKind::Text),
            ("15-9-1", CellKind::Text),
            ("2015-13-01", CellKind::Text),
            ("2015-02-30", CellKind::Text),
            ("1975-09-01", CellKind::Date),
            ("2026-09-01", CellKind::Date),
            ("3025-09-01", CellKind::Date),
            ("9", CellKind::Number),
            ("99999999999", CellKind::Number),
            ("2015-9-1-2", CellKind::Text),
            ("年月日", CellKind::Text),
        ] {
            assert_eq!(read_text(text, kind), None, "{text}");
        }
    }
}
