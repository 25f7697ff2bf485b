//! The clock of this device, as the moments and days of the product.

use chrono::DateTime;
use tongyu_shared::time::{Date, Instant, words};

/// Now.
pub fn now() -> Instant {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit an i64"
    )]
    at(js_sys::Date::now() as i64)
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
    fn the_day_turns_at_midnight_in_china() {
        // 2026-11-23T16:05:00Z is five past midnight on the 24th.
        let at = at(1_795_449_900_000);
        assert_eq!((at.date().day(), words::clock(at).as_str()), (24, "00:05"));
    }
}
