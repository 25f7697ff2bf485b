//! Which days are working days, and when a limit ends. Holidays and 调休 (weekend days that are
//! worked) are a table that an administrator imports each year.

use std::collections::BTreeMap;

use chrono::{TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

use crate::{
    time::{Date, Instant},
    wire_enum::wire_enum,
};

wire_enum! {
    /// How a day departs from the ordinary week.
    pub enum DayKind {
        /// A public holiday or its bridge day.
        Holiday = "holiday",
        /// 调休: a Saturday or Sunday that is worked.
        Workday = "workday",
    }
}

/// The part of a working day in which working hours run, in minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficeHours {
    /// Opens at this minute.
    pub from_minute: u16,
    /// Closes at this minute; later than `from_minute`, at most 1440.
    pub to_minute: u16,
}

impl OfficeHours {
    /// Where only days are counted.
    pub const WHOLE_DAY: Self = Self {
        from_minute: 0,
        to_minute: 1440,
    };
}

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Hours by the clock, day and night: for what cannot wait.
    Hours(u16),
    /// Hours within the office hours of working days.
    WorkingHours(u16),
    /// Working days; the day of receipt is not counted, the last day counts to its end.
    WorkingDays(u16),
}

impl Limit {
    /// The number without its unit.
    pub const fn number(self) -> u16 {
        match self {
            Self::Hours(number) | Self::WorkingHours(number) | Self::WorkingDays(number) => number,
        }
    }

    /// The same unit with `percent` of the number, rounded down; working days may become 0.
    fn share(self, percent: u8) -> Self {
        let part = |number: u16| {
            u16::try_from(u32::from(number) * u32::from(percent) / 100).unwrap_or(number)
        };
        match self {
            Self::Hours(number) => Self::Hours(part(number)),
            Self::WorkingHours(number) => Self::WorkingHours(part(number)),
            Self::WorkingDays(number) => Self::WorkingDays(part(number)),
        }
    }
}

/// The working calendar of a place.
#[derive(Clone, Debug)]
pub struct WorkingCalendar {
    exceptions: BTreeMap<Date, DayKind>,
    office: OfficeHours,
}

impl WorkingCalendar {
    /// A calendar of Monday to Friday with these exceptions.
    pub fn new(exceptions: BTreeMap<Date, DayKind>, office: OfficeHours) -> Self {
        Self { exceptions, office }
    }

    /// Whether people work on this day.
    pub fn is_working_day(&self, date: Date) -> bool {
        match self.exceptions.get(&date) {
            Some(DayKind::Holiday) => false,
            Some(DayKind::Workday) => true,
            None => !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The first year among these days of which no exception is known at all: its holidays were not
    /// imported, and what is counted through it ends on a wrong day.
    pub fn unknown_year(&self, from: Date, to: Date) -> Option<i32> {
        let known = |year: i32| self.exceptions.keys().any(|day| day.year() == year);
        (from.year()..=to.year()).find(|&year| !known(year))
    }

    /// The first working day after `date`; the calendar's last day if there is none.
    fn next_working_day(&self, mut date: Date) -> Date {
        loop {
            let next = date.plus_days(1);
            if self.is_working_day(next) || next == date {
                return next;
            }
            date = next;
        }
    }

    /// The `count`-th working day after `from`, which itself is not counted.
    pub fn add_working_days(&self, from: Date, count: u16) -> Date {
        (0..count).fold(from, |date, _| self.next_working_day(date))
    }

    /// How many working days lie after `from` up to and with `to`; 0 if `to` is not later.
    pub fn working_days_between(&self, from: Date, to: Date) -> u32 {
        let mut count = 0;
        let mut date = self.next_working_day(from);
        while date <= to {
            count += 1;
            let next = self.next_working_day(date);
            if next == date {
                break;
            }
            date = next;
        }
        count
    }

    /// The moment `hours` of office time after `from`, counted in whole minutes.
    fn add_working_hours(&self, from: Instant, hours: u16) -> Instant {
        let open = i64::from(self.office.from_minute);
        let close = i64::from(self.office.to_minute).max(open + 1);
        let mut date = from.date();
        let mut minute = i64::from(from.minute_of_day()).clamp(open, close);
        if !self.is_working_day(date) {
            (date, minute) = (self.next_working_day(date), open);
        }
        let mut left = i64::from(hours) * 60;
        while left > close - minute {
            left -= close - minute;
            let next = self.next_working_day(date);
            if next == date {
                break;
            }
            (date, minute) = (next, open);
        }
        date.first_instant().plus(TimeDelta::minutes(minute + left))
    }

    /// When a limit that began at `from` ends.
    pub fn due(&self, from: Instant, limit: Limit) -> Instant {
        match limit {
            Limit::Hours(hours) => from.plus(TimeDelta::hours(hours.into())),
            Limit::WorkingHours(hours) => self.add_working_hours(from, hours),
            Limit::WorkingDays(days) => self.add_working_days(from.date(), days).last_instant(),
        }
    }

    /// When `percent` of a limit are used up, on the same calendar.
    pub fn part_used(&self, from: Instant, limit: Limit, percent: u8) -> Instant {
        match limit {
            // Whole hours are too coarse for a share of two hours.
            Limit::Hours(hours) => from.plus(TimeDelta::minutes(
                i64::from(hours) * 60 * i64::from(percent) / 100,
            )),
            Limit::WorkingHours(_) | Limit::WorkingDays(_) => self.due(from, limit.share(percent)),
        }
    }
}

#[cfg(test)]
mod tests;
