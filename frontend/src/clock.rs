//! The server's clock as the moments and days of the product: this device's own, set right by what
//! the server told last. Without a network it goes on from there.

use std::cell::Cell;

use chrono::DateTime;
use tongyu_shared::time::{Date, Instant, words};

use crate::prefs::{keep, kept};

/// Under which name this device keeps it: the app may be opened where there is no network.
const KEPT_AHEAD: &str = "ahead";

thread_local! {
    /// How far the server is ahead of this device, in milliseconds.
    static AHEAD_MS: Cell<i64> = Cell::new(read(kept(KEPT_AHEAD)));
}

/// What was kept; a clock of which nothing is known is right.
fn read(kept: Option<String>) -> i64 {
    kept.and_then(|ms| ms.parse().ok()).unwrap_or(0)
}

/// Less than this is the way of the answer, not a wrong clock.
const NEAR_MS: i64 = 60_000;

/// The server dated an answer: `Mon, 23 Nov 2026 11:00:00 GMT`.
pub fn heard(date: &str) {
    let told = js_sys::Date::parse(date);
    if told.is_finite() {
        let ahead = ahead(whole(told), own_ms());
        // Of a wrong clock each answer finds another millisecond; only a clock that moved is news.
        if (ahead - AHEAD_MS.get()).abs() >= NEAR_MS {
            AHEAD_MS.set(ahead);
            keep(KEPT_AHEAD, &ahead.to_string());
        }
    }
}

/// How far the server is ahead, where that is more than an answer's way.
const fn ahead(told_ms: i64, own_ms: i64) -> i64 {
    let ahead = told_ms - own_ms;
    if ahead.abs() < NEAR_MS { 0 } else { ahead }
}

/// Now.
pub fn now() -> Instant {
    at(own_ms() + AHEAD_MS.get())
}

fn own_ms() -> i64 {
    whole(js_sys::Date::now())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds since 1970 fit an i64"
)]
const fn whole(ms: f64) -> i64 {
    ms as i64
}

/// Today, in China.
pub fn today() -> Date {
    now().date()
}

/// The time of day now: `19:42`.
pub fn time_now() -> String {
    words::clock(now())
}

fn at(utc_ms: i64) -> Instant {
    Instant::from_naive_utc(
        DateTime::from_timestamp_millis(utc_ms)
            .unwrap_or_default()
            .naive_utc(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_clock_is_set_right_and_a_slow_answer_changes_nothing() {
        for (told, own, by) in [
            (100_000, 100_000, 0),
            (100_000, 159_000, 0),
            (100_000, 160_000, -60_000),
            (86_400_000, 0, 86_400_000),
        ] {
            assert_eq!(ahead(told, own), by, "{told} {own}");
        }
    }

    #[test]
    fn what_was_told_before_holds_and_what_is_no_number_does_not() {
        for (kept, ms) in [
            (Some("-86400000"), -86_400_000),
            (Some("soon"), 0),
            (None, 0),
        ] {
            assert_eq!(read(kept.map(str::to_owned)), ms, "{kept:?}");
        }
    }

    #[test]
    fn the_day_turns_at_midnight_in_china() {
        // 2026-11-23T16:05:00Z is five past midnight on the 24th.
        let at = at(1_795_449_900_000);
        assert_eq!((at.date().day(), words::clock(at).as_str()), (24, "00:05"));
    }
}
