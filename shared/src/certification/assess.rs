//! What becomes of the assessors' scores: two, blind to each other; a third where they lie too far
//! apart.

use super::pack::{CertificationRules, ThirdResult};

/// What the scores that are in say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A score is still to come.
    Waits,
    /// Two lie too far apart, and a third assessor is asked.
    NeedsThird,
    /// The result, in whole points, rounded down.
    Result(i32),
}

/// How many assessors a candidate has before any disagreement.
pub const SEATS: usize = 2;

/// What the scores of the seats say, by the rules of the pack. Further scores than three do not
/// exist: the first three count.
pub fn outcome(scores: &[i32], rules: &CertificationRules) -> Outcome {
    match *scores {
        [] | [_] => Outcome::Waits,
        [a, b] if (a - b).abs() > rules.disagreement_points => Outcome::NeedsThird,
        [a, b] => Outcome::Result(mean(&[a, b])),
        [a, b, c, ..] => Outcome::Result(of_three([a, b, c], rules.third_result)),
    }
}

/// How many seats a candidate needs, as far as the scores tell.
pub fn seats_needed(scores: &[i32], rules: &CertificationRules) -> usize {
    match outcome(scores, rules) {
        Outcome::NeedsThird => SEATS + 1,
        _ => SEATS.max(scores.len()),
    }
}

fn of_three(mut scores: [i32; 3], rule: ThirdResult) -> i32 {
    scores.sort_unstable();
    let [low, middle, high] = scores;
    match rule {
        ThirdResult::Median => middle,
        ThirdResult::NearestTwo => match (middle - low).cmp(&(high - middle)) {
            std::cmp::Ordering::Less => mean(&[low, middle]),
            std::cmp::Ordering::Equal => mean(&scores),
            std::cmp::Ordering::Greater => mean(&[middle, high]),
        },
    }
}

fn mean(scores: &[i32]) -> i32 {
    let count = i32::try_from(scores.len()).unwrap_or(i32::MAX).max(1);
    scores.iter().sum::<i32>().div_euclid(count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::rules::tests::rules, *};

    #[test]
    fn two_scores_count_up_to_fifteen_points_apart_and_a_third_brings_the_nearest_two() {
        let rules = rules();
        for (scores, expected) in [
            (&[][..], Outcome::Waits),
            (&[80], Outcome::Waits),
            (&[80, 65], Outcome::Result(72)),
            (&[80, 64], Outcome::NeedsThird),
            (&[80, 64, 78], Outcome::Result(79)),
            (&[80, 64, 66], Outcome::Result(65)),
            (&[90, 60, 75], Outcome::Result(75)),
        ] {
            assert_eq!(outcome(scores, &rules), expected, "{scores:?}");
        }
        let median = CertificationRules {
            third_result: ThirdResult::Median,
            ..rules
        };
        assert_eq!(outcome(&[80, 64, 66], &median), Outcome::Result(66));
    }

    #[test]
    fn a_third_seat_is_needed_only_after_a_disagreement() {
        let rules = rules();
        assert_eq!(seats_needed(&[], &rules), 2);
        assert_eq!(seats_needed(&[90, 80], &rules), 2);
        assert_eq!(seats_needed(&[90, 60], &rules), 3);
        assert_eq!(seats_needed(&[90, 60, 70], &rules), 3);
    }

    proptest! {
        #[test]
        fn a_result_lies_between_the_scores_whatever_their_order(
            mut scores in prop::array::uniform3(0_i32..=100),
        ) {
            let rules = rules();
            let first = outcome(&scores, &rules);
            let (low, high) = (scores.iter().min().copied(), scores.iter().max().copied());
            scores.reverse();
            prop_assert_eq!(outcome(&scores, &rules), first);
            if let Outcome::Result(points) = first {
                prop_assert!(low <= Some(points) && Some(points) <= high);
            }
        }
    }
}
