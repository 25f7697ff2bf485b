//! When a phone reports next: the more people watch, the more seldom, so that however many they
//! are, about the same number of reports arrives (design: learning.md, "Answer").

use super::rules::LearningRules;

/// Seconds to the next report. `chance` in 0..=1 spreads the phones, so that those that began
/// together do not report together.
pub fn next_s(viewers: u64, rules: &LearningRules, chance: f64) -> u32 {
    let (least, most) = (
        u64::from(rules.report_s_least),
        u64::from(rules.report_s_most),
    );
    let needed = viewers.div_ceil(u64::from(rules.reports_per_s.max(1)));
    let seconds = needed.clamp(least, most.max(least));
    let spread = f64::from(rules.jitter_percent) / 100.0;
    let factor = 1.0 + spread * (2.0 * chance.clamp(0.0, 1.0) - 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a bounded number of seconds"
    )]
    let spread_out = (seconds as f64 * factor).round() as u32;
    spread_out.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rules::tests::rules;

    #[test]
    fn the_interval_grows_with_the_viewers_between_its_bounds() {
        for (viewers, expected) in [
            (0, 60),
            (300_000, 60),
            (300_001, 61),
            (1_000_000, 200),
            (3_000_000, 600),
            (9_000_000, 900),
        ] {
            assert_eq!(next_s(viewers, &rules(), 0.5), expected, "{viewers}");
        }
    }

    #[test]
    fn chance_moves_it_by_a_fifth_at_the_most() {
        assert_eq!(next_s(0, &rules(), 0.0), 48);
        assert_eq!(next_s(0, &rules(), 1.0), 72);
        for step in 0..=100 {
            let found = next_s(1_000_000, &rules(), f64::from(step) / 100.0);
            assert!((160..=240).contains(&found), "{found}");
        }
    }
}
