//! A moment, written with China's offset: `2026-11-23T19:00:00+08:00`.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::date::read_date;
use super::digits::Digits;
use super::{CHINA_OFFSET_SECONDS, Date, TimeError};

/// A moment, cut to microseconds, because that is what both databases keep.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(NaiveDateTime);

impl Instant {
    /// The moment of a UTC wall clock, as the database holds it.
    pub fn from_naive_utc(utc: NaiveDateTime) -> Self {
        let micros = utc.nanosecond() % 1_000_000_000 / 1_000;
        Self(utc.with_nanosecond(micros * 1_000).unwrap_or(utc))
    }

    /// The moment of a wall clock in China.
    pub fn from_china(local: NaiveDateTime) -> Self {
        Self::from_naive_utc(moved(
            local,
            TimeDelta::seconds(-i64::from(CHINA_OFFSET_SECONDS)),
        ))
    }

    /// The UTC wall clock, for the database.
    pub const fn naive_utc(self) -> NaiveDateTime {
        self.0
    }

    /// The moment as chrono's type.
    pub const fn utc(self) -> DateTime<Utc> {
        self.0.and_utc()
    }

    /// What calendar and clock show in China.
    pub fn china(self) -> NaiveDateTime {
        moved(self.0, TimeDelta::seconds(i64::from(CHINA_OFFSET_SECONDS)))
    }

    /// The day in China.
    pub fn date(self) -> Date {
        Date::from(self.china().date())
    }

    /// Minutes since midnight in China.
    pub fn minute_of_day(self) -> u32 {
        let local = self.china();
        local.hour() * 60 + local.minute()
    }

    /// The moment `delta` later; stays at the calendar's ends.
    #[must_use]
    pub fn plus(self, delta: TimeDelta) -> Self {
        Self::from_naive_utc(moved(self.0, delta))
    }

    /// Time from `earlier` to this moment; negative if it is the later one.
    pub fn since(self, earlier: Self) -> TimeDelta {
        self.0.signed_duration_since(earlier.0)
    }
}

fn moved(time: NaiveDateTime, delta: TimeDelta) -> NaiveDateTime {
    let end = if delta < TimeDelta::zero() {
        NaiveDateTime::MIN
    } else {
        NaiveDateTime::MAX
    };
    time.checked_add_signed(delta).unwrap_or(end)
}

impl From<DateTime<Utc>> for Instant {
    fn from(time: DateTime<Utc>) -> Self {
        Self::from_naive_utc(time.naive_utc())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.china();
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.date())?;
        match time.nanosecond() / 1_000 {
            0 => {}
            micros => write!(f, ".{micros:06}")?,
        }
        f.write_str("+08:00")
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Instant {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let mut digits = Digits(text.as_bytes());
        let date = read_date(&mut digits)?;
        digits.one_of(b"Tt").ok_or(TimeError::Malformed)?;
        let time = read_time(&mut digits)?;
        let offset = read_offset(&mut digits)?;
        if !digits.0.is_empty() {
            return Err(TimeError::Malformed);
        }
        let utc = date.naive().and_time(time).checked_sub_signed(offset);
        utc.map(Self::from_naive_utc).ok_or(TimeError::NoSuchTime)
    }
}

/// Reads `19:00:00`, with or without a fraction. A leap second is refused: no clock here shows it.
fn read_time(digits: &mut Digits<'_>) -> Result<NaiveTime, TimeError> {
    let hour = digits.number(2)?;
    digits.skip(b':')?;
    let minute = digits.number(2)?;
    digits.skip(b':')?;
    let second = digits.number(2)?;
    let micros = match digits.one_of(b".") {
        Some(_) => digits.micros()?,
        None => 0,
    };
    NaiveTime::from_hms_micro_opt(hour, minute, second, micros).ok_or(TimeError::NoSuchTime)
}

/// Reads `Z` or `+08:00`.
fn read_offset(digits: &mut Digits<'_>) -> Result<TimeDelta, TimeError> {
    if digits.0.is_empty() {
        return Err(TimeError::OffsetMissing);
    }
    let sign = digits.one_of(b"Zz+-").ok_or(TimeError::Malformed)?;
    if sign.eq_ignore_ascii_case(&b'Z') {
        return Ok(TimeDelta::zero());
    }
    let hours = digits.number(2)?;
    digits.skip(b':')?;
    let minutes = digits.number(2)?;
    if hours > 23 || minutes > 59 {
        return Err(TimeError::NoSuchTime);
    }
    let seconds = i64::from(hours * 3600 + minutes * 60);
    Ok(TimeDelta::seconds(if sign == b'-' {
        -seconds
    } else {
        seconds
    }))
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Instant {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Instant".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time" })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn instant(text: &str) -> Instant {
        text.parse().expect(text)
    }

    proptest! {
        #[test]
        fn every_instant_survives_the_way_to_text_and_back(micros in 0_i64..4_000_000_000_000_000) {
            let time = Instant::from(DateTime::from_timestamp_micros(micros).expect("in range"));
            prop_assert_eq!(time.to_string().parse(), Ok(time));
        }

        #[test]
        fn any_text_is_parsed_or_refused_without_a_panic(text in "\\PC*") {
            prop_assert!(text.parse::<Instant>().is_err() || text.len() >= 20);
        }

        #[test]
        fn any_offset_means_the_same_moment(minutes in -1439_i32..=1439) {
            let sign = if minutes < 0 { '-' } else { '+' };
            let (hour, minute) = (minutes.abs() / 60, minutes.abs() % 60);
            let shifted = instant(&format!("2026-11-23T19:00:00{sign}{hour:02}:{minute:02}"));
            let plain = instant("2026-11-23T19:00:00Z");
            prop_assert_eq!(plain.since(shifted), TimeDelta::minutes(minutes.into()));
        }
    }

    #[test]
    fn the_same_moment_is_printed_in_china_time() {
        for text in [
            "2026-11-23T19:00:00+08:00",
            "2026-11-23T11:00:00Z",
            "2026-11-23t06:00:00-05:00",
        ] {
            assert_eq!(instant(text).to_string(), "2026-11-23T19:00:00+08:00");
        }
        assert_eq!(
            instant("2026-11-23T16:30:00Z").date().to_string(),
            "2026-11-24"
        );
    }

    #[test]
    fn finer_than_microseconds_is_cut_not_rounded() {
        let time = instant("2026-11-23T19:00:00.123456999+08:00");
        assert_eq!(time.to_string(), "2026-11-23T19:00:00.123456+08:00");
        assert_eq!(
            instant("2026-11-23T19:00:00.5+08:00")
                .naive_utc()
                .nanosecond(),
            500_000_000
        );
    }

    #[test]
    fn an_instant_without_its_offset_is_refused() {
        assert_eq!(
            "2026-11-23T19:00:00".parse::<Instant>(),
            Err(TimeError::OffsetMissing)
        );
        assert_eq!(
            "2026-11-23T19:00:00.25".parse::<Instant>(),
            Err(TimeError::OffsetMissing)
        );
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "2026-11-23",
            "2026-11-23 19:00:00+08:00",
            "2026-11-23T19:00+08:00",
            "2026-11-23T19:00:00+0800",
            "2026-11-23T19:00:00.+08:00",
            "2026-11-23T19:00:00+08:00 ",
        ] {
            assert_eq!(
                text.parse::<Instant>(),
                Err(TimeError::Malformed),
                "{text:?}"
            );
        }
        for text in [
            "2026-11-23T24:00:00Z",
            "2026-11-23T19:60:00Z",
            "2026-06-30T23:59:60Z",
            "2026-02-30T00:00:00Z",
            "2026-11-23T19:00:00+24:00",
        ] {
            assert_eq!(
                text.parse::<Instant>(),
                Err(TimeError::NoSuchTime),
                "{text:?}"
            );
        }
    }
}
