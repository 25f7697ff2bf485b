//! How a certificate stands on a day. What time alone brings about (待续期, 到期) is derived and
//! never stored, so that no job can be late with it.

use super::super::state::CertState;
use crate::time::Date;

/// The state that is shown on `today` of a certificate whose stored state and last day these are.
/// A last day of `None` is long-term (长期).
pub fn shown(
    stored: CertState,
    valid_to: Option<Date>,
    today: Date,
    renewal_due_days: u16,
) -> CertState {
    let Some(last) = valid_to else { return stored };
    match stored {
        CertState::Certified | CertState::RenewalDue | CertState::Suspended if today > last => {
            CertState::Expired
        }
        CertState::Certified if last.days_since(today) <= i64::from(renewal_due_days) => {
            CertState::RenewalDue
        }
        _ => stored,
    }
}

/// The last day of a certificate that holds for so many years; none is long-term (长期).
pub fn last_day(issued_on: Date, years: Option<u16>) -> Option<Date> {
    let year = issued_on.year() + i32::from(years?);
    let (month, day) = (issued_on.month(), issued_on.day());
    // Of a 29 February the last day is the 28th.
    let same_day = Date::new(year, month, day).map(|date| date.plus_days(-1));
    same_day.or_else(|| Date::new(year, month, day.saturating_sub(1)))
}

/// Whether whoever shows this certificate may call themselves an instructor today.
pub const fn counts(state: CertState) -> bool {
    matches!(state, CertState::Certified | CertState::RenewalDue)
}

/// Whether a certificate still runs, suspended or not: until it ends or is given back, its holder
/// gets no second one of the level.
pub const fn runs(state: CertState) -> bool {
    counts(state) || matches!(state, CertState::Suspended)
}

#[cfg(test)]
mod tests {
    use CertState as S;

    use super::*;

    #[test]
    fn time_alone_makes_a_certificate_due_and_ends_it() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let last = Some(day("2029-11-22"));
        for (stored, today, state) in [
            (S::Certified, "2026-11-23", S::Certified),
            (S::Certified, "2029-05-25", S::Certified),
            (S::Certified, "2029-05-26", S::RenewalDue),
            (S::Certified, "2029-11-22", S::RenewalDue),
            (S::Certified, "2029-11-23", S::Expired),
            (S::Suspended, "2029-11-22", S::Suspended),
            (S::Suspended, "2029-11-23", S::Expired),
            (S::Revoked, "2030-01-01", S::Revoked),
            (S::Renewed, "2030-01-01", S::Renewed),
            (S::Surrendered, "2030-01-01", S::Surrendered),
        ] {
            assert_eq!(
                shown(stored, last, day(today), 180),
                state,
                "{stored} {today}"
            );
        }
        assert_eq!(
            shown(S::Certified, None, day("2099-01-01"), 180),
            S::Certified
        );
    }

    #[test]
    fn three_years_end_on_the_day_before() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (issued, last) in [
            ("2026-11-23", "2029-11-22"),
            ("2027-01-01", "2029-12-31"),
            ("2028-02-29", "2031-02-28"),
            ("2025-03-01", "2028-02-29"),
        ] {
            assert_eq!(last_day(day(issued), Some(3)), Some(day(last)), "{issued}");
        }
        assert_eq!(last_day(day("2026-11-23"), None), None);
    }

    #[test]
    fn only_a_valid_certificate_counts() {
        for &state in S::ALL {
            let valid = matches!(state, S::Certified | S::RenewalDue);
            assert_eq!(counts(state), valid, "{state}");
        }
    }
}
