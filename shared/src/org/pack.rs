//! Rule packs: every number and switch of the product as one typed, dated document. A bureau
//! replaces the numbers, never the code. Nothing binding runs on a draft outside the demo.

mod check;
mod strictest;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
pub use strictest::strictest_matters;

use super::calendar::OfficeHours;
use crate::{
    certification::{certificates::rules::CertificateRules, pack::CertificationRules},
    feedback::{
        clocks::{LimitClass, MatterLimits},
        state::MatterCycles,
    },
    learning::rules::LearningRules,
    time::Date,
    wire_enum::wire_enum,
};

wire_enum! {
    /// Whether a pack may bind anyone.
    pub enum PackStatus {
        /// Not yet approved.
        Draft = "draft",
        /// Approved by two persons with a document number.
        Approved = "approved",
    }
}

wire_enum! {
    /// Where a rule comes from.
    pub enum Basis {
        /// The city's plan.
        Plan = "plan",
        /// A notice of the city.
        City = "city",
        /// A notice of the province.
        Province = "province",
        /// A notice of the nation.
        Nation = "nation",
        /// A default of this product, which a bureau replaces.
        Ours = "ours",
    }
}

wire_enum! {
    /// Whom a frequency rule speaks of.
    pub enum Audience {
        /// Every pupil.
        EachPupil = "each_pupil",
        /// Pupils who belong to a special group that is switched on.
        SpecialGroups = "special_groups",
    }
}

wire_enum! {
    /// What kind of contact satisfies a frequency rule.
    pub enum Contact {
        /// 入户, or another way that the family preferred and that took place.
        Household = "household",
        /// Any contact with a guardian.
        AnyWay = "any_way",
    }
}

wire_enum! {
    /// Within which span one contact is due; the strictest first.
    pub enum Span {
        /// 每学期.
        Term = "term",
        /// 每学年.
        SchoolYear = "school_year",
        /// 每两学年.
        TwoSchoolYears = "two_school_years",
    }
}

wire_enum! {
    /// The eight special groups (city); which are in force is a switch of the pack.
    pub enum SpecialGroup {
        /// 生活特殊困难.
        Hardship = "hardship",
        /// 学习困难.
        LearningDifficulty = "learning_difficulty",
        /// 留守儿童.
        LeftBehind = "left_behind",
        /// 随迁子女.
        Migrant = "migrant",
        /// 单亲.
        SingleParent = "single_parent",
        /// 行为偏差.
        Behaviour = "behaviour",
        /// 随班就读残疾.
        Disability = "disability",
        /// 重大变化.
        MajorChange = "major_change",
    }
}

/// One frequency rule: one contact of this kind with each family of the audience in every span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FrequencyRule {
    /// Whom it speaks of.
    pub audience: Audience,
    /// What satisfies it.
    pub contact: Contact,
    /// How often.
    pub every: Span,
    /// Where it comes from.
    pub basis: Basis,
}

/// How visits run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitProcess {
    /// Minutes in which the author may edit silently, while nobody has read the record.
    pub silent_edit_minutes: u16,
    /// Days of silence after which a record counts as confirmed, apart from those confirmed.
    pub silence_days: u16,
    /// Hours after which an unanswered proposal goes back to the plan.
    pub proposal_hours: u16,
    /// Whether a visit by one person asks for a reason; it is never blocked.
    pub warn_if_alone: bool,
}

/// How matters run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MatterProcess {
    /// The limits of each class, frozen on a matter when it is created.
    pub limits: BTreeMap<LimitClass, MatterLimits>,
    /// Cycles, returns and reopening.
    pub cycles: MatterCycles,
    /// Days after which a question to the family is dropped, and the most that pauses add in all.
    pub question_days: u16,
    /// Days of silence after which an answered matter is closed.
    pub silence_days: u16,
    /// Share of a limit at which the unit is warned, in percent.
    pub warn_percent: u8,
    /// When working hours run.
    pub office_hours: OfficeHours,
}

/// Courses for parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CourseRules {
    /// Minutes of a class hour (课时).
    pub class_hour_minutes: u16,
    /// Core sessions of a class in a school year.
    pub sessions_per_year: u16,
    /// Class hours of a class in a school year.
    pub class_hours_per_year: u16,
    /// The largest film of a micro-lesson, in megabytes.
    pub film_max_mb: u16,
    /// The longest film of a micro-lesson, in minutes.
    pub film_max_minutes: u16,
}

/// Who approved a pack and under which number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// 文号.
    pub number: String,
    /// The first person.
    pub by_first: String,
    /// The second person, another one.
    pub by_second: String,
    /// The day.
    pub on: Date,
}

/// One version of a rule pack. A part that it does not speak of is left to the other packs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RulePack {
    /// `qingdao-2022`.
    pub code: String,
    /// Grows with each change of the document.
    pub version: u32,
    /// Its name in Chinese.
    pub title: String,
    /// Draft or approved.
    pub status: PackStatus,
    /// The approval; of an approved pack only.
    pub approval: Option<Approval>,
    /// The first day it is in force.
    pub effective_from: Date,
    /// The last day; open if absent.
    pub effective_to: Option<Date>,
    /// How often families are visited.
    pub frequency: Vec<FrequencyRule>,
    /// The special groups that are switched on.
    pub special_groups: Vec<SpecialGroup>,
    /// How visits run.
    pub visits: Option<VisitProcess>,
    /// How matters run.
    pub matters: Option<MatterProcess>,
    /// Courses for parents.
    pub courses: Option<CourseRules>,
    /// How watching is counted and reported.
    pub learning: Option<LearningRules>,
    /// How instructors are certified.
    pub certification: Option<CertificationRules>,
    /// Whose certificates are and how they are numbered.
    pub certificates: Option<CertificateRules>,
    /// The smallest basis of an aggregate that is shown to those who may not open its rows.
    pub smallest_aggregate: Option<u32>,
}

/// The documents that come with the product, as drafts.
pub const DOCUMENTS: [&str; 3] = [
    include_str!("../../packs/qingdao-2022.json"),
    include_str!("../../packs/shandong-2020.json"),
    include_str!("../../packs/nation-2023.json"),
];

impl RulePack {
    /// Reads a document; unknown fields and words are errors, broken rules are found by
    /// [`crate::validate::Errors::of`].
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// Whether it is in force on `day`. Drafts bind in the demo only.
    pub fn in_force(&self, day: Date, drafts_bind: bool) -> bool {
        (drafts_bind || self.status == PackStatus::Approved)
            && self.effective_from <= day
            && self.effective_to.is_none_or(|last| day <= last)
    }
}

/// A frequency rule with the pack that says so, which the due list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleInForce {
    /// The pack's code.
    pub pack: String,
    /// The rule.
    pub rule: FrequencyRule,
    /// For a rule about special groups: those that the pack has switched on.
    pub groups: Vec<SpecialGroup>,
}

/// The rules that decide among `packs`, which must all be in force. A rule drops out where another
/// one asks at least as much of everyone it speaks of: the same or a wider audience, as often or
/// oftener, by the same contact or a household visit. Of equal rules the first pack's stays.
pub fn strictest(packs: &[RulePack]) -> Vec<RuleInForce> {
    let all: Vec<RuleInForce> = packs
        .iter()
        .flat_map(|pack| {
            pack.frequency.iter().map(|rule| RuleInForce {
                pack: pack.code.clone(),
                rule: *rule,
                groups: match rule.audience {
                    Audience::EachPupil => Vec::new(),
                    Audience::SpecialGroups => pack.special_groups.clone(),
                },
            })
        })
        .collect();
    let decides = |(index, rule): (usize, &RuleInForce)| {
        let beaten = all.iter().enumerate().any(|(other_index, other)| {
            other_index != index
                && other.covers(rule)
                && (!rule.covers(other) || other_index < index)
        });
        (!beaten).then(|| rule.clone())
    };
    all.iter().enumerate().filter_map(decides).collect()
}

impl RuleInForce {
    /// Whether a family that satisfies this rule cannot fail the other.
    fn covers(&self, other: &Self) -> bool {
        let audience = match (self.rule.audience, other.rule.audience) {
            (Audience::EachPupil, _) => true,
            (Audience::SpecialGroups, Audience::EachPupil) => false,
            (Audience::SpecialGroups, Audience::SpecialGroups) => {
                other.groups.iter().all(|group| self.groups.contains(group))
            }
        };
        let contact =
            self.rule.contact == other.rule.contact || self.rule.contact == Contact::Household;
        audience && contact && self.rule.every <= other.rule.every
    }
}

#[cfg(test)]
mod tests;
