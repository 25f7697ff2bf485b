//! A calendar day, written `2026-11-23`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::digits::Digits;
use super::{Instant, TimeError};

/// A day in China, without a time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The day, or nothing if the calendar has none such.
    pub const fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Some(Self(date)),
            None => None,
        }
    }

    /// The day as chrono's type, for the database.
    pub const fn naive(self) -> NaiveDate {
        self.0
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The day `days` later, or earlier if negative; stays at the calendar's ends.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let end = if days < 0 {
            NaiveDate::MIN
        } else {
            NaiveDate::MAX
        };
        let moved = TimeDelta::try_days(days).and_then(|delta| self.0.checked_add_signed(delta));
        Self(moved.unwrap_or(end))
    }

    /// Days from `earlier` to this day; negative if it is the later one.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// The Monday of this day's week.
    #[must_use]
    pub fn monday(self) -> Self {
        self.plus_days(-i64::from(self.weekday().num_days_from_monday()))
    }

    /// The first moment of the day in China.
    pub fn first_instant(self) -> Instant {
        Instant::from_china(self.0.and_time(NaiveTime::MIN))
    }

    /// The last microsecond of the day in China: a limit in days ends here.
    pub fn last_instant(self) -> Instant {
        self.plus_days(1)
            .first_instant()
            .plus(TimeDelta::microseconds(-1))
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let mut digits = Digits(text.as_bytes());
        let date = read_date(&mut digits)?;
        if digits.0.is_empty() {
            Ok(date)
        } else {
            Err(TimeError::Malformed)
        }
    }
}

/// Reads `2026-11-23` and leaves what follows.
pub(super) fn read_date(digits: &mut Digits<'_>) -> Result<Date, TimeError> {
    let year = digits.number(4)?;
    digits.skip(b'-')?;
    let month = digits.number(2)?;
    digits.skip(b'-')?;
    let day = digits.number(2)?;
    let year = i32::try_from(year).map_err(|_| TimeError::NoSuchTime)?;
    Date::new(year, month, day).ok_or(TimeError::NoSuchTime)
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_day_survives_the_way_to_text_and_back(offset in 0_i64..3_000_000) {
            let date = Date::new(1, 1, 1).expect("a day").plus_days(offset);
            prop_assert_eq!(date.to_string().parse(), Ok(date));
        }

        #[test]
        fn a_day_ends_one_microsecond_before_the_next(offset in 0_i64..100_000) {
            let date = Date::new(1970, 1, 1).expect("a day").plus_days(offset);
            prop_assert_eq!(date.last_instant().date(), date);
            prop_assert_eq!(
                date.last_instant().plus(TimeDelta::microseconds(1)).date(),
                date.plus_days(1)
            );
        }
    }

    #[test]
    fn what_is_no_iso_date_is_refused() {
        for text in [
            "",
            "2026",
            "2026-1-1",
            "2026/11/23",
            "2026-11-23 ",
            " 2026-11-23",
            "2026-11-2３",
        ] {
            assert_eq!(text.parse::<Date>(), Err(TimeError::Malformed), "{text:?}");
        }
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-11-31"] {
            assert_eq!(text.parse::<Date>(), Err(TimeError::NoSuchTime), "{text:?}");
        }
    }

    #[test]
    fn the_calendar_ends_without_a_panic() {
        let date = Date::new(2026, 11, 23).expect("a day");
        assert_eq!(date.plus_days(i64::MAX).naive(), NaiveDate::MAX);
        assert_eq!(date.plus_days(i64::MIN).naive(), NaiveDate::MIN);
    }
}
