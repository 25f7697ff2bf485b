//! The three rates of a unit and period: 响应率, 解决率, 满意率; always with their basis. A family's
//! silence is in no numerator, feedback for information in no rate.

use super::state::Resolution;
use crate::small_numbers;

/// How one matter that wanted a reply ended; withdrawn and merged ones are left out before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatterOutcome {
    /// Whether the first answer was delivered within its limit.
    pub answered_in_time: bool,
    /// How it was closed.
    pub resolution: Resolution,
    /// Whether the parent was content with the way it was dealt with; nothing if not said.
    pub content: Option<bool>,
    /// Whether the parent's word was taken down by a teacher.
    pub by_proxy: bool,
    /// Whether the answer was 暂时办不到.
    pub cannot_do: bool,
    /// Days from capture until the answer that stood was delivered.
    pub days: u32,
}

/// Counts of a unit and period. A rate is its count of `n`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// Matters that were closed.
    pub n: u32,
    /// 响应: answered in time.
    pub answered_in_time: u32,
    /// 解决: the parent says it is solved.
    pub solved: u32,
    /// 满意: the parent says so.
    pub content: u32,
    /// 未回复: closed by silence.
    pub silent: u32,
    /// Closed on a parent's word that a teacher took down.
    pub by_proxy: u32,
    /// Answered with 暂时办不到.
    pub cannot_do: u32,
    /// The median of the days; the lower of the two in the middle.
    pub median_days: Option<u32>,
}

impl Rates {
    /// Counts outcomes.
    pub fn of(outcomes: &[MatterOutcome]) -> Self {
        let count = |holds: fn(&MatterOutcome) -> bool| {
            let found = outcomes.iter().filter(|outcome| holds(outcome)).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        Self {
            n: count(|_| true),
            answered_in_time: count(|o| o.answered_in_time),
            solved: count(|o| o.resolution == Resolution::Solved),
            content: count(|o| o.resolution != Resolution::Silent && o.content == Some(true)),
            silent: count(|o| o.resolution == Resolution::Silent),
            by_proxy: count(|o| o.resolution != Resolution::Silent && o.by_proxy),
            cannot_do: count(|o| o.cannot_do),
            median_days: median(outcomes.iter().map(|o| o.days).collect()),
        }
    }

    /// The same, or nothing where the basis is too small for this viewer.
    pub fn shown(self, may_open_rows: bool, smallest: u32) -> Option<Self> {
        small_numbers::shown(self.n, may_open_rows, smallest).then_some(self)
    }
}

/// A count as a share of `n` in tenths of a percent, rounded; nothing of nothing.
pub fn share(count: u32, n: u32) -> Option<u32> {
    let (count, n) = (u64::from(count), u64::from(n));
    let tenths = (count * 2000).checked_add(n)?.checked_div(n * 2)?;
    u32::try_from(tenths).ok()
}

fn median(mut days: Vec<u32>) -> Option<u32> {
    days.sort_unstable();
    days.get(days.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn outcome(resolution: Resolution) -> MatterOutcome {
        MatterOutcome {
            answered_in_time: true,
            resolution,
            content: None,
            by_proxy: false,
            cannot_do: false,
            days: 5,
        }
    }

    #[test]
    fn each_outcome_counts_where_it_belongs() {
        let outcomes = [
            MatterOutcome {
                content: Some(true),
                days: 2,
                ..outcome(Resolution::Solved)
            },
            MatterOutcome {
                by_proxy: true,
                days: 9,
                ..outcome(Resolution::Solved)
            },
            MatterOutcome {
                content: Some(false),
                answered_in_time: false,
                ..outcome(Resolution::Partly)
            },
            MatterOutcome {
                cannot_do: true,
                ..outcome(Resolution::Unsolved)
            },
            MatterOutcome {
                content: Some(true),
                by_proxy: true,
                ..outcome(Resolution::Silent)
            },
        ];
        let expected = Rates {
            n: 5,
            answered_in_time: 4,
            solved: 2,
            content: 1,
            silent: 1,
            by_proxy: 1,
            cannot_do: 1,
            median_days: Some(5),
        };
        assert_eq!(Rates::of(&outcomes), expected);
        assert_eq!(Rates::of(&[]), Rates::default());
    }

    #[test]
    fn shares_are_rounded_to_tenths_of_a_percent() {
        for (count, n, tenths) in [
            (0, 10, Some(0)),
            (10, 10, Some(1000)),
            (1, 3, Some(333)),
            (2, 3, Some(667)),
            (1, 2000, Some(1)),
            (0, 0, None),
            (u32::MAX, u32::MAX, Some(1000)),
        ] {
            assert_eq!(share(count, n), tenths, "{count} of {n}");
        }
    }

    #[test]
    fn the_median_is_a_value_that_occurred() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![7]), Some(7));
        assert_eq!(median(vec![9, 1]), Some(1));
        assert_eq!(median(vec![3, 1, 2]), Some(2));
    }

    #[test]
    fn rates_of_few_matters_are_shown_to_those_who_may_open_them() {
        let few = Rates::of(&[outcome(Resolution::Solved); 9]);
        assert_eq!(few.shown(false, 10), None);
        assert_eq!(few.shown(true, 10), Some(few));
        let enough = Rates::of(&[outcome(Resolution::Solved); 10]);
        assert_eq!(enough.shown(false, 10), Some(enough));
    }

    fn any_outcome() -> impl Strategy<Value = MatterOutcome> {
        let resolution = proptest::sample::select(Resolution::ALL);
        let flags = (
            any::<bool>(),
            any::<Option<bool>>(),
            any::<bool>(),
            any::<bool>(),
        );
        (resolution, flags, 0_u32..100).prop_map(|(resolution, flags, days)| MatterOutcome {
            answered_in_time: flags.0,
            resolution,
            content: flags.1,
            by_proxy: flags.2,
            cannot_do: flags.3,
            days,
        })
    }

    proptest! {
        #[test]
        fn silence_is_in_no_numerator(outcomes in prop::collection::vec(any_outcome(), 0..40)) {
            let spoken: Vec<_> = outcomes
                .iter()
                .copied()
                .filter(|o| o.resolution != Resolution::Silent)
                .collect();
            let (all, spoken) = (Rates::of(&outcomes), Rates::of(&spoken));
            prop_assert_eq!(all.n, spoken.n + all.silent);
            prop_assert_eq!((all.solved, all.content), (spoken.solved, spoken.content));
            prop_assert_eq!(all.by_proxy, spoken.by_proxy);
        }

        #[test]
        fn no_count_exceeds_the_basis(outcomes in prop::collection::vec(any_outcome(), 0..40)) {
            let rates = Rates::of(&outcomes);
            for count in [rates.answered_in_time, rates.solved, rates.content, rates.silent,
                rates.by_proxy, rates.cannot_do] {
                prop_assert!(count <= rates.n);
                prop_assert!(share(count, rates.n).is_none_or(|tenths| tenths <= 1000));
            }
        }
    }
}
