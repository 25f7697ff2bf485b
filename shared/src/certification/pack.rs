//! What a rule pack says of certification (domain.md §5): every number is data that a bureau
//! replaces. Frozen on an application when it is made, and on a cohort when it is opened.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

wire_enum! {
    /// The levels of an instructor (家庭教育指导师).
    pub enum Level {
        /// 初级讲师: can teach the course.
        JuniorLecturer = "junior_lecturer",
        /// 高级指导师: can guide families and pupils.
        SeniorInstructor = "senior_instructor",
    }
}

wire_enum! {
    /// The parts of the exam.
    pub enum ExamPart {
        /// 笔试.
        Theory = "theory",
        /// 案例答辩.
        CaseDefence = "case_defence",
    }
}

wire_enum! {
    /// How three assessors' scores become one result.
    pub enum ThirdResult {
        /// The mean of the two that lie nearest to each other; of all three where both gaps are
        /// the same.
        NearestTwo = "nearest_two",
        /// The one in the middle.
        Median = "median",
    }
}

/// The highest mark of every scale.
pub const FULL_MARKS: i32 = 100;

/// What it takes to enter a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EntryRules {
    /// A teacher in post: a live post in a school.
    pub in_post: bool,
    /// Another level held for some time.
    pub held: Option<HeldRule>,
}

/// A level that must have been held for some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HeldRule {
    /// The level.
    pub level: Level,
    /// Whole years.
    pub years: u16,
}

/// Observed five-step lessons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LessonRule {
    /// How many.
    pub count: u16,
    /// The score from which one counts.
    pub floor: i32,
}

/// How a certificate is renewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RenewalRules {
    /// 学时 since the certificate.
    pub hours: u16,
    /// Within so many years.
    pub within_years: u16,
    /// Days before the end at which the holder is reminded.
    pub reminder_days: Vec<u16>,
}

/// What one level asks for: floors, never ceilings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LevelRules {
    /// What it takes to enter.
    pub entry: EntryRules,
    /// 学时 of trainings.
    pub hours: u16,
    /// Observed lessons.
    pub lessons: LessonRule,
    /// Hours of case guidance.
    pub case_hours: u16,
    /// Hours under supervision.
    pub supervision_hours: u16,
    /// The parts of the exam with their floors.
    pub exam: BTreeMap<ExamPart, i32>,
    /// The floor of the assessors' result.
    pub assessment_floor: i32,
    /// For how many years the certificate holds; long-term (长期) where absent.
    pub validity_years: Option<u16>,
    /// Renewal; off where absent.
    pub renewal: Option<RenewalRules>,
}

/// How many files of a batch are opened before it is recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SampleRule {
    /// At least so many, or all where the batch is smaller.
    pub at_least: u16,
    /// At least this share, in percent, rounded up.
    pub percent: u8,
}

impl SampleRule {
    /// How many files of a batch of this size: `max(at_least, percent)`, at most all.
    pub fn size(self, batch: usize) -> usize {
        let share = batch.saturating_mul(self.percent.into()).div_ceil(100);
        share.max(self.at_least.into()).min(batch)
    }
}

/// The certification part of a rule pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CertificationRules {
    /// What each level asks for.
    pub levels: BTreeMap<Level, LevelRules>,
    /// Working days of the public notice.
    pub notice_working_days: u16,
    /// Working days within which a refusal can be appealed.
    pub appeal_working_days: u16,
    /// Working days that an assessor has for a seat.
    pub assessment_working_days: u16,
    /// Points by which two scores may lie apart; further apart a third assessor is asked.
    pub disagreement_points: i32,
    /// How three scores become one.
    pub third_result: ThirdResult,
    /// How many files of a batch are opened first.
    pub sample: SampleRule,
}

/// The certification part of a pack as it is frozen, with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FrozenRules {
    /// The pack's code.
    pub code: String,
    /// Its version.
    pub version: u32,
    /// Its name, for people; empty where it was frozen before names were kept.
    #[serde(default)]
    pub title: String,
    /// The rules.
    pub rules: CertificationRules,
}

impl Validate for CertificationRules {
    fn validate(&self, errors: &mut Errors) {
        errors.in_range(
            "notice_working_days",
            self.notice_working_days.into(),
            1,
            60,
        );
        errors.in_range(
            "appeal_working_days",
            self.appeal_working_days.into(),
            1,
            60,
        );
        let days = self.assessment_working_days.into();
        errors.in_range("assessment_working_days", days, 1, 60);
        errors.in_range(
            "disagreement_points",
            self.disagreement_points,
            0,
            FULL_MARKS,
        );
        errors.in_range("sample.percent", self.sample.percent.into(), 0, 100);
        errors.count("levels", self.levels.len(), 1, Level::ALL.len());
        for (level, rules) in &self.levels {
            errors.within(&format!("levels.{level}"), rules);
        }
    }
}

impl Validate for LevelRules {
    fn validate(&self, errors: &mut Errors) {
        errors.in_range("lessons.floor", self.lessons.floor, 0, FULL_MARKS);
        errors.in_range("assessment_floor", self.assessment_floor, 0, FULL_MARKS);
        for (part, floor) in &self.exam {
            errors.in_range(&format!("exam.{part}"), *floor, 0, FULL_MARKS);
        }
        if let Some(years) = self.validity_years {
            errors.in_range("validity_years", years.into(), 1, 50);
        }
        if let Some(renewal) = &self.renewal {
            let years = renewal.within_years.into();
            errors.in_range("renewal.within_years", years, 1, 50);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SAMPLE: SampleRule = SampleRule {
        at_least: 5,
        percent: 10,
    };

    #[test]
    fn a_sample_is_five_files_or_a_tenth_whichever_is_more() {
        for (batch, size) in [
            (0, 0),
            (1, 1),
            (4, 4),
            (5, 5),
            (38, 5),
            (50, 5),
            (51, 6),
            (400, 40),
        ] {
            assert_eq!(SAMPLE.size(batch), size, "{batch}");
        }
    }

    proptest! {
        #[test]
        fn a_sample_is_never_larger_than_its_batch(
            batch in 0_usize..5_000, at_least in 0_u16..100, percent in 0_u8..=100,
        ) {
            let size = SampleRule { at_least, percent }.size(batch);
            prop_assert!(size <= batch);
            prop_assert!(size >= batch.min(at_least.into()));
        }
    }
}
