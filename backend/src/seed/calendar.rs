//! The demo's terms, holidays and 调休 of a school year.

use tongyu_shared::{
    org::{
        calendar::DayKind,
        grades::{Half, SchoolYear},
    },
    time::Date,
};

use super::demo::TermDays;
use crate::{http::fault::Fault, org::terms::SpecialDay};

fn day(year: i32, month: u32, day: u32) -> Result<Date, Fault> {
    Date::new(year, month, day).ok_or_else(|| Fault::internal("no such day"))
}

/// Both terms of a school year.
pub fn terms(year: SchoolYear) -> Result<[TermDays; 2], Fault> {
    let (first, second) = (year.0, year.0 + 1);
    Ok([
        (Half::First, (day(first, 9, 1)?, day(second, 1, 22)?)),
        (Half::Second, (day(second, 2, 22)?, day(second, 7, 9)?)),
    ])
}

/// Days that do not follow the week. An administrator imports the real table every year.
pub fn special_days(year: SchoolYear) -> Result<Vec<SpecialDay>, Fault> {
    let (first, second) = (year.0, year.0 + 1);
    let mut days = Vec::new();
    let spans = [
        ("中秋节", day(first, 9, 25)?, day(first, 9, 27)?),
        ("国庆节", day(first, 10, 1)?, day(first, 10, 7)?),
        ("元旦", day(second, 1, 1)?, day(second, 1, 3)?),
        ("春节", day(second, 2, 5)?, day(second, 2, 12)?),
        ("劳动节", day(second, 5, 1)?, day(second, 5, 5)?),
    ];
    for (name, from, to) in spans {
        for offset in 0..=to.days_since(from) {
            let kind = DayKind::Holiday;
            days.push(SpecialDay {
                day: from.plus_days(offset),
                kind,
                name: name.to_owned(),
            });
        }
    }
    for (name, on) in [
        ("国庆节调休", day(first, 9, 20)?),
        ("国庆节调休", day(first, 10, 10)?),
    ] {
        days.push(SpecialDay {
            day: on,
            kind: DayKind::Workday,
            name: name.to_owned(),
        });
    }
    Ok(days)
}
