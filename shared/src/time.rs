//! Days and moments. The whole product lives in one time zone; the wire carries the offset.
//!
//! `Date` and `Instant` wrap chrono's types so that the browser does not carry chrono's format
//! machinery. For working days see `org::calendar`, for school years `org::grades`.

mod date;
mod digits;
mod instant;
pub mod words;

pub use date::Date;
pub use instant::Instant;

/// Seconds that China time is ahead of UTC, all year round.
pub const CHINA_OFFSET_SECONDS: i32 = 8 * 3600;

/// Why a text is no date or instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeError {
    /// Not in the form that the type asks for.
    Malformed,
    /// In the right form, but the calendar has no such day or the clock no such time.
    NoSuchTime,
    /// An instant without its offset from UTC: nobody may guess it.
    OffsetMissing,
}

impl std::fmt::Display for TimeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Malformed => "not an ISO 8601 date or RFC 3339 instant",
            Self::NoSuchTime => "no such day or time",
            Self::OffsetMissing => "an instant needs its offset, such as +08:00",
        })
    }
}

impl std::error::Error for TimeError {}
