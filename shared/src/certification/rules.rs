//! Eligibility explained rule by rule: what the frozen pack asks for, what evidence there is and
//! where it comes from, and what is missing in words. Floors, not ceilings: more is never worse.

use serde::{Deserialize, Serialize};

use super::{
    certificates::standing::last_day,
    pack::{ExamPart, Level, LevelRules},
    words,
};
use crate::{lang::Lang, time::Date, wire_enum::wire_enum};

wire_enum! {
    /// The rules that a candidate is held against.
    pub enum RuleKind {
        /// 在任教师.
        InPost = "in_post",
        /// Another level held for some time.
        HeldLevel = "held_level",
        /// 培训学时.
        Hours = "hours",
        /// 五步课实践.
        Lessons = "lessons",
        /// 个案指导.
        CaseHours = "case_hours",
        /// 督导.
        SupervisionHours = "supervision_hours",
        /// 笔试.
        Theory = "theory",
        /// 案例答辩.
        CaseDefence = "case_defence",
        /// 评委评审.
        Assessment = "assessment",
        /// Published micro-lessons: for information, never missing.
        MicroLessons = "micro_lessons",
    }
}

impl RuleKind {
    /// Whether it decides on entering the level; the others are met on the way.
    pub const fn is_entry(self) -> bool {
        matches!(self, Self::InPost | Self::HeldLevel)
    }
}

wire_enum! {
    /// What a training's hours count as.
    pub enum TrainingKind {
        /// 培训学时.
        Course = "course",
        /// 个案指导.
        CaseGuidance = "case_guidance",
        /// 督导.
        Supervision = "supervision",
    }
}

/// A live post in a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Where: `海棠路小学`.
    pub place: String,
    /// As what: `语文教师`. May be empty.
    pub title: String,
    /// Since when.
    pub since: Date,
}

/// A certificate of the candidate's that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its level.
    pub level: Level,
    /// Its first day.
    pub since: Date,
    /// Its number.
    pub number: String,
}

/// A training that the candidate signed in to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attended {
    /// What its hours count as.
    pub kind: TrainingKind,
    /// The day of the sign-in list.
    pub day: Date,
    /// Its hours.
    pub hours: u32,
    /// What it was about.
    pub topic: String,
}

/// An observed lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The day.
    pub day: Date,
    /// In which class: `三年级(2)班`.
    pub class_name: String,
    /// Who observed it.
    pub observer: String,
    /// 0 to 100.
    pub score: i32,
}

/// A part of the exam that was taken; a part can be taken again, and the best counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExamTaken {
    /// Which part.
    pub part: ExamPart,
    /// The day.
    pub day: Date,
    /// 0 to 100.
    pub score: i32,
}

/// The assessors' work on a candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessed {
    /// How many seats are needed.
    pub seats_needed: u32,
    /// How many scores are in.
    pub scores_in: u32,
    /// The result, once it stands.
    pub result: Option<i32>,
}

/// A published micro-lesson of the candidate's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its title.
    pub title: String,
}

/// All that the system holds on a candidate. Nothing of it is typed a second time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Live posts in schools, from the grants.
    pub posts: Vec<Post>,
    /// Certificates that hold.
    pub held: Vec<Held>,
    /// Trainings, from the sign-in lists.
    pub trainings: Vec<Attended>,
    /// Observed lessons.
    pub lessons: Vec<Observed>,
    /// Exams.
    pub exams: Vec<ExamTaken>,
    /// The assessors' work.
    pub assessed: Assessed,
    /// Micro-lessons.
    pub micro_lessons: Vec<Published>,
}

/// One rule with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleLine {
    /// Which rule.
    pub rule: RuleKind,
    /// The rule in words: `培训 40 学时`.
    pub title: String,
    /// How much there is, in the rule's own unit.
    pub have: u32,
    /// How much the rule asks for; 0 where it only informs.
    pub need: u32,
    /// Whether the floor is reached.
    pub met: bool,
    /// What is missing, in words: `还差 2 学时`.
    pub missing: Option<String>,
    /// Where the evidence comes from: `10月12日签到表 · 家庭教育促进法 · 8 学时`.
    pub sources: Vec<String>,
}

/// The hours of one kind.
pub fn hours_of(evidence: &Evidence, kind: TrainingKind) -> u32 {
    let of_kind = evidence.trainings.iter().filter(|held| held.kind == kind);
    of_kind.map(|held| held.hours).sum()
}

/// How many observed lessons reach the floor.
pub fn lessons_at(evidence: &Evidence, floor: i32) -> u32 {
    let counted = evidence.lessons.iter().filter(|held| held.score >= floor);
    count(counted.count())
}

/// The best score of a part of the exam.
pub fn best(evidence: &Evidence, part: ExamPart) -> Option<i32> {
    let taken = evidence.exams.iter().filter(|exam| exam.part == part);
    taken.map(|exam| exam.score).max()
}

/// Whether every part of the exam is at its floor.
pub fn exam_done(rules: &LevelRules, evidence: &Evidence) -> bool {
    let mut parts = rules.exam.iter();
    parts.all(|(&part, &floor)| best(evidence, part).is_some_and(|score| score >= floor))
}

/// Whether every rule of these lines is met.
pub fn all_met(lines: &[RuleLine]) -> bool {
    lines.iter().all(|line| line.met)
}

/// Whether the rules on entering the level are met.
pub fn entry_met(lines: &[RuleLine]) -> bool {
    entry_unmet(lines).is_none()
}

/// The first rule on entering the level that is not met: nobody applies before it is (domain.md §5).
pub fn entry_unmet(lines: &[RuleLine]) -> Option<&RuleLine> {
    let mut entry = lines.iter().filter(|line| line.rule.is_entry());
    entry.find(|line| !line.met)
}

/// Holds the evidence against the rules of a level, line by line in the order of the table.
pub fn explain(rules: &LevelRules, evidence: &Evidence, today: Date, lang: Lang) -> Vec<RuleLine> {
    let asked = |rule: &&RuleKind| match rule {
        RuleKind::InPost => rules.entry.in_post,
        RuleKind::HeldLevel => rules.entry.held.is_some(),
        RuleKind::Hours => rules.hours > 0,
        RuleKind::Lessons => rules.lessons.count > 0,
        RuleKind::CaseHours => rules.case_hours > 0,
        RuleKind::SupervisionHours => rules.supervision_hours > 0,
        RuleKind::Theory => rules.exam.contains_key(&ExamPart::Theory),
        RuleKind::CaseDefence => rules.exam.contains_key(&ExamPart::CaseDefence),
        RuleKind::Assessment => true,
        RuleKind::MicroLessons => !evidence.micro_lessons.is_empty(),
    };
    let kinds = RuleKind::ALL.iter().filter(asked);
    kinds
        .map(|&rule| line(rule, rules, evidence, today, lang))
        .collect()
}

fn line(
    rule: RuleKind,
    rules: &LevelRules,
    evidence: &Evidence,
    today: Date,
    lang: Lang,
) -> RuleLine {
    let (have, need) = amounts(rule, rules, evidence, today);
    let met = have >= need;
    RuleLine {
        rule,
        title: words::rule_title(lang, rule, rules, need),
        have,
        need,
        met,
        missing: (!met).then(|| words::missing(lang, rule, rules, evidence, (have, need))),
        sources: words::sources(lang, rule, rules, evidence),
    }
}

/// How much there is and how much the rule asks for, in the rule's own unit: a yes is 1.
fn amounts(rule: RuleKind, rules: &LevelRules, evidence: &Evidence, today: Date) -> (u32, u32) {
    match rule {
        RuleKind::InPost => (u32::from(!evidence.posts.is_empty()), 1),
        RuleKind::HeldLevel => rules.entry.held.map_or((0, 0), |held| {
            (years_held(evidence, held.level, today), held.years.into())
        }),
        RuleKind::Hours => (hours_of(evidence, TrainingKind::Course), rules.hours.into()),
        RuleKind::Lessons => (
            lessons_at(evidence, rules.lessons.floor),
            rules.lessons.count.into(),
        ),
        RuleKind::CaseHours => (
            hours_of(evidence, TrainingKind::CaseGuidance),
            rules.case_hours.into(),
        ),
        RuleKind::SupervisionHours => (
            hours_of(evidence, TrainingKind::Supervision),
            rules.supervision_hours.into(),
        ),
        RuleKind::Theory => exam_amounts(ExamPart::Theory, rules, evidence),
        RuleKind::CaseDefence => exam_amounts(ExamPart::CaseDefence, rules, evidence),
        RuleKind::Assessment => assessment_amounts(rules, &evidence.assessed),
        RuleKind::MicroLessons => (count(evidence.micro_lessons.len()), 0),
    }
}

fn exam_amounts(part: ExamPart, rules: &LevelRules, evidence: &Evidence) -> (u32, u32) {
    let floor = rules.exam.get(&part).copied().unwrap_or_default();
    match best(evidence, part) {
        Some(score) => (points(score), points(floor)),
        // A part that was never taken is missing even where its floor is nought.
        None => (0, points(floor).max(1)),
    }
}

fn assessment_amounts(rules: &LevelRules, assessed: &Assessed) -> (u32, u32) {
    let floor = points(rules.assessment_floor);
    match assessed.result {
        Some(result) => (points(result), floor),
        None => (0, floor.max(1)),
    }
}

/// Whole years for which a certificate of this level has been held.
fn years_held(evidence: &Evidence, level: Level, today: Date) -> u32 {
    let of_level = evidence.held.iter().filter(|held| held.level == level);
    let years = of_level.map(|held| whole_years(held.since, today));
    years.max().unwrap_or(0)
}

/// The first day on which the level that one has to hold first was held long enough; nothing where
/// none is asked for, or none is held.
pub fn held_long_enough_from(rules: &LevelRules, evidence: &Evidence) -> Option<Date> {
    let rule = rules.entry.held?;
    let of_level = evidence.held.iter().filter(|held| held.level == rule.level);
    let since = of_level.map(|held| held.since).min()?;
    last_day(since, Some(rule.years)).map(|last| last.plus_days(1))
}

/// Whole years from `since` to `today`; a year from 29 February is over on 1 March.
fn whole_years(since: Date, today: Date) -> u32 {
    let years = today.year() - since.year();
    let before = (today.month(), today.day()) < (since.month(), since.day());
    u32::try_from(years - i32::from(before)).unwrap_or(0)
}

fn points(score: i32) -> u32 {
    u32::try_from(score).unwrap_or(0)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(crate) mod tests;
