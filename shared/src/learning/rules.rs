//! The numbers of watching, as a rule pack states them.

use serde::{Deserialize, Serialize};

use crate::validate::{Errors, Validate};

/// How watching is counted and reported (design: learning.md; defaults of this product).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LearningRules {
    /// Share of a film, in percent, that makes it learnt.
    pub complete_percent: u8,
    /// Share of a film, in percent, that makes it learnt where its end was seen.
    pub complete_percent_with_end: u8,
    /// How many seconds are the end of a film.
    pub last_s: u16,
    /// The fastest that a film is played, in percent of its own speed.
    pub speed_percent_most: u16,
    /// Seconds that are credited beyond what the clock allows: buffers and slow answers.
    pub grace_s: u16,
    /// The shortest time between two reports of a phone, in seconds.
    pub report_s_least: u16,
    /// The longest time between two reports of a phone, in seconds.
    pub report_s_most: u16,
    /// How far the time between reports varies by chance, in percent.
    pub jitter_percent: u8,
    /// Reports a second that the server wants at the most.
    pub reports_per_s: u32,
    /// Hours that a ticket lives.
    pub ticket_hours: u16,
}

impl LearningRules {
    /// The most seconds of a film that can have been seen in `elapsed_ms` milliseconds.
    pub fn clock_bound(&self, elapsed_ms: i64) -> u32 {
        let elapsed = u64::try_from(elapsed_ms).unwrap_or(0);
        let played = elapsed.saturating_mul(u64::from(self.speed_percent_most)) / 100_000;
        u32::try_from(played)
            .unwrap_or(u32::MAX)
            .saturating_add(u32::from(self.grace_s))
    }
}

impl Validate for LearningRules {
    fn validate(&self, errors: &mut Errors) {
        for (field, number) in [
            ("complete_percent", self.complete_percent),
            ("complete_percent_with_end", self.complete_percent_with_end),
        ] {
            if !(1..=100).contains(&number) {
                errors.add(field, "percent", Vec::new());
            }
        }
        if self.jitter_percent > 50 {
            errors.in_range("jitter_percent", self.jitter_percent.into(), 0, 50);
        }
        let speed = i32::from(self.speed_percent_most);
        errors.in_range("speed_percent_most", speed, 100, 1_600);
        errors.in_range("last_s", self.last_s.into(), 0, 600);
        errors.in_range("grace_s", self.grace_s.into(), 0, 600);
        errors.in_range("report_s_least", self.report_s_least.into(), 10, 3_600);
        let least = i32::from(self.report_s_least);
        errors.in_range("report_s_most", self.report_s_most.into(), least, 7_200);
        let rate = i32::try_from(self.reports_per_s).unwrap_or(i32::MAX);
        errors.in_range("reports_per_s", rate, 1, 1_000_000);
        errors.in_range("ticket_hours", self.ticket_hours.into(), 1, 48);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::org::pack::{DOCUMENTS, RulePack};

    pub(crate) fn rules() -> LearningRules {
        let pack = RulePack::parse(DOCUMENTS[0]).expect("a pack");
        pack.learning.expect("rules of learning")
    }

    #[test]
    fn a_second_of_the_clock_allows_two_of_the_film_and_fifteen_are_let_pass() {
        for (elapsed_ms, bound) in [
            (-5_000, 15),
            (0, 15),
            (499, 15),
            (500, 16),
            (30_000, 75),
            (3_600_000, 7_215),
            (i64::MAX, u32::MAX),
        ] {
            assert_eq!(rules().clock_bound(elapsed_ms), bound, "{elapsed_ms}");
        }
    }

    #[test]
    fn numbers_that_make_no_sense_are_named() {
        let wrong = LearningRules {
            complete_percent: 0,
            report_s_most: 20,
            ticket_hours: 0,
            ..rules()
        };
        let fields: Vec<_> = Errors::of(&wrong).into_iter().map(|e| e.field).collect();
        assert_eq!(
            fields,
            ["complete_percent", "report_s_most", "ticket_hours"]
        );
        assert!(Errors::of(&rules()).is_empty());
    }
}
