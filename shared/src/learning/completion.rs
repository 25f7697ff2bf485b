//! When a lesson counts as learnt (design: learning.md, "Completion").

use super::{covered::Covered, rules::LearningRules};

/// Whether so much of a film of `duration_s` seconds makes it learnt: the greater part of it, or
/// a smaller part with its end.
pub fn completed(covered: &Covered, duration_s: u32, rules: &LearningRules) -> bool {
    let reached = |percent: u8| {
        u64::from(covered.seconds()) * 100 >= u64::from(duration_s) * u64::from(percent)
    };
    let end_seen = covered.end() > duration_s.saturating_sub(u32::from(rules.last_s));
    duration_s > 0
        && (reached(rules.complete_percent)
            || (end_seen && reached(rules.complete_percent_with_end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rules::tests::rules;

    #[test]
    fn nine_tenths_or_the_end_with_eight_tenths_complete_a_lesson() {
        for (ranges, done) in [
            (vec![], false),
            (vec![[0, 179]], false),
            (vec![[0, 180]], true),
            (vec![[20, 200]], true),
            (vec![[0, 159], [195, 196]], true),
            (vec![[0, 159], [194, 195]], false),
            (vec![[0, 158], [199, 200]], false),
            (vec![[199, 200]], false),
        ] {
            let covered = Covered::of(&ranges);
            assert_eq!(completed(&covered, 200, &rules()), done, "{ranges:?}");
        }
    }

    #[test]
    fn a_film_without_length_is_never_complete() {
        assert!(!completed(&Covered::default(), 0, &rules()));
    }
}
