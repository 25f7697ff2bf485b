//! What certification is called on screens, in both languages: `locales/*/certification.json`.

use super::{
    conflicts::{CertifierConflict, Conflict},
    pack::{ExamPart, Level, LevelRules},
    rules::{Evidence, RuleKind, TrainingKind, best, held_long_enough_from, lessons_at},
    state::{CertEvent, CertState},
    types::{CandidateFilter, Flag},
};
use crate::{lang::Lang, text::certification as words, time::Date};

/// `拟认定`, `公示中`.
pub fn state(lang: Lang, state: CertState) -> &'static str {
    named(lang, "state", state.as_str())
}

/// `列入拟认定`: what happened, for a history.
pub fn event(lang: Lang, event: CertEvent) -> &'static str {
    named(lang, "event", event.as_str())
}

/// `初级讲师`.
pub fn level(lang: Lang, level: Level) -> &'static str {
    named(lang, "level", level.as_str())
}

/// `笔试`.
pub fn exam_part(lang: Lang, part: ExamPart) -> &'static str {
    named(lang, "exam", part.as_str())
}

/// `培训`, `个案指导`, `督导`.
pub fn training_kind(lang: Lang, kind: TrainingKind) -> &'static str {
    named(lang, "training", kind.as_str())
}

/// `同一所学校的同事`.
pub fn conflict(lang: Lang, conflict: Conflict) -> &'static str {
    named(lang, "conflict", conflict.as_str())
}

/// `您给这位老师上过培训课，不能由您认定`.
pub fn certifier_conflict(lang: Lang, conflict: CertifierConflict) -> &'static str {
    named(lang, "certifier", conflict.as_str())
}

/// `核对齐全`.
pub fn filter(lang: Lang, filter: CandidateFilter) -> &'static str {
    named(lang, "filter", filter.as_str())
}

/// `评委分差大，要请第三位评委`.
pub fn flag(lang: Lang, flag: Flag) -> &'static str {
    named(lang, "flag", flag.as_str())
}

/// The rule in words: `培训 40 学时`, `笔试 60 分以上`.
pub fn rule_title(lang: Lang, rule: RuleKind, rules: &LevelRules, need: u32) -> String {
    match rule {
        RuleKind::InPost => words::rule_in_post(lang).to_owned(),
        RuleKind::HeldLevel => {
            let held = rules.entry.held.map(|held| level(lang, held.level));
            words::rule_held_level(lang, held.unwrap_or_default(), need)
        }
        RuleKind::Hours => words::rule_hours(lang, need),
        RuleKind::Lessons if rules.lessons.floor == 0 => words::rule_lessons_any(lang, need),
        RuleKind::Lessons => words::rule_lessons(lang, need, rules.lessons.floor),
        RuleKind::CaseHours => words::rule_case_hours(lang, need),
        RuleKind::SupervisionHours => words::rule_supervision_hours(lang, need),
        RuleKind::Theory => words::rule_theory(lang, need),
        RuleKind::CaseDefence => words::rule_case_defence(lang, need),
        RuleKind::Assessment => words::rule_assessment(lang, rules.assessment_floor),
        RuleKind::MicroLessons => words::rule_micro_lessons(lang).to_owned(),
    }
}

/// What is missing, in words: `还差 2 学时`.
pub fn missing(
    lang: Lang,
    rule: RuleKind,
    rules: &LevelRules,
    evidence: &Evidence,
    (have, need): (u32, u32),
) -> String {
    let left = need.saturating_sub(have);
    match rule {
        RuleKind::InPost => words::missing_in_post(lang).to_owned(),
        RuleKind::HeldLevel => missing_held(lang, rules, evidence, need),
        RuleKind::Hours => words::missing_hours(lang, left),
        RuleKind::CaseHours | RuleKind::SupervisionHours => words::missing_clock_hours(lang, left),
        RuleKind::Lessons => missing_lessons(lang, rules, evidence, left),
        RuleKind::Theory => missing_exam(lang, ExamPart::Theory, evidence, left),
        RuleKind::CaseDefence => missing_exam(lang, ExamPart::CaseDefence, evidence, left),
        RuleKind::Assessment if evidence.assessed.result.is_some() => {
            words::missing_points(lang, left)
        }
        // Before there is an application nobody has a seat.
        RuleKind::Assessment if evidence.assessed.seats_needed == 0 => {
            words::missing_assessment(lang).to_owned()
        }
        RuleKind::Assessment => words::missing_assessors(
            lang,
            evidence
                .assessed
                .seats_needed
                .saturating_sub(evidence.assessed.scores_in),
        ),
        RuleKind::MicroLessons => String::new(),
    }
}

/// From which day on the level was held long enough, or that it is not held at all.
fn missing_held(lang: Lang, rules: &LevelRules, evidence: &Evidence, need: u32) -> String {
    let held = rules.entry.held.map(|held| level(lang, held.level));
    let held = held.unwrap_or_default();
    match held_long_enough_from(rules, evidence) {
        Some(from) => words::missing_years(lang, held, need, day(lang, from)),
        None => words::missing_level(lang, held, need),
    }
}

fn missing_lessons(lang: Lang, rules: &LevelRules, evidence: &Evidence, left: u32) -> String {
    let below = evidence.lessons.len() > lessons_at(evidence, rules.lessons.floor) as usize;
    if below {
        words::missing_lessons_below(lang, left, rules.lessons.floor)
    } else {
        words::missing_lessons(lang, left)
    }
}

fn missing_exam(lang: Lang, part: ExamPart, evidence: &Evidence, left: u32) -> String {
    match best(evidence, part) {
        Some(_) => words::missing_points(lang, left),
        None => words::missing_exam(lang, exam_part(lang, part)),
    }
}

/// Where the evidence of a rule comes from, a line for each piece.
pub fn sources(lang: Lang, rule: RuleKind, rules: &LevelRules, evidence: &Evidence) -> Vec<String> {
    match rule {
        RuleKind::InPost => posts(lang, evidence),
        RuleKind::HeldLevel => held(lang, rules, evidence),
        RuleKind::Hours => trainings(lang, evidence, TrainingKind::Course),
        RuleKind::CaseHours => trainings(lang, evidence, TrainingKind::CaseGuidance),
        RuleKind::SupervisionHours => trainings(lang, evidence, TrainingKind::Supervision),
        RuleKind::Lessons => {
            let lessons = evidence.lessons.iter();
            let said = |lesson: &super::rules::Observed| {
                let (class, observer) = (&lesson.class_name, &lesson.observer);
                words::source_lesson(lang, day(lang, lesson.day), class, observer, lesson.score)
            };
            lessons.map(said).collect()
        }
        RuleKind::Theory => exams(lang, evidence, ExamPart::Theory),
        RuleKind::CaseDefence => exams(lang, evidence, ExamPart::CaseDefence),
        RuleKind::Assessment => assessed(lang, evidence),
        RuleKind::MicroLessons => {
            let titles = evidence.micro_lessons.iter();
            let said = |lesson: &super::rules::Published| words::source_micro(lang, &lesson.title);
            titles.map(said).collect()
        }
    }
}

fn posts(lang: Lang, evidence: &Evidence) -> Vec<String> {
    let posts = evidence.posts.iter();
    posts
        .map(|post| words::source_post(lang, &post.place, &post.title, day(lang, post.since)))
        .collect()
}

fn held(lang: Lang, rules: &LevelRules, evidence: &Evidence) -> Vec<String> {
    let wanted = rules.entry.held.map(|held| held.level);
    let held = evidence
        .held
        .iter()
        .filter(|held| Some(held.level) == wanted);
    held.map(|held| words::source_held(lang, &held.number, day(lang, held.since)))
        .collect()
}

fn trainings(lang: Lang, evidence: &Evidence, kind: TrainingKind) -> Vec<String> {
    let held = evidence.trainings.iter().filter(|held| held.kind == kind);
    held.map(|held| words::source_training(lang, day(lang, held.day), &held.topic, held.hours))
        .collect()
}

fn exams(lang: Lang, evidence: &Evidence, part: ExamPart) -> Vec<String> {
    let taken = evidence.exams.iter().filter(|exam| exam.part == part);
    taken
        .map(|exam| {
            words::source_exam(lang, day(lang, exam.day), exam_part(lang, part), exam.score)
        })
        .collect()
}

fn assessed(lang: Lang, evidence: &Evidence) -> Vec<String> {
    let done = &evidence.assessed;
    if done.scores_in == 0 {
        return Vec::new();
    }
    vec![words::source_assessors(
        lang,
        done.scores_in,
        done.seats_needed,
    )]
}

/// `2026年10月12日`: evidence is read for years.
pub fn day(lang: Lang, date: Date) -> String {
    words::day(lang, date.year(), date.month(), date.day())
}

fn named(lang: Lang, list: &str, word: &'static str) -> &'static str {
    words::by_key(lang, &format!("{list}_{word}")).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_named_in_both_languages() {
        for &lang in Lang::ALL {
            for &word in CertState::ALL {
                assert_ne!(state(lang, word), word.as_str());
            }
            for &word in CertEvent::ALL {
                assert_ne!(event(lang, word), word.as_str());
            }
            for &word in Level::ALL {
                assert_ne!(level(lang, word), word.as_str());
            }
            for &word in ExamPart::ALL {
                assert_ne!(exam_part(lang, word), word.as_str());
            }
            for &word in TrainingKind::ALL {
                assert_ne!(training_kind(lang, word), word.as_str());
            }
            for &word in Conflict::ALL {
                assert_ne!(conflict(lang, word), word.as_str());
            }
            for &word in CertifierConflict::ALL {
                assert_ne!(certifier_conflict(lang, word), word.as_str());
            }
            for &word in CandidateFilter::ALL {
                assert_ne!(filter(lang, word), word.as_str());
            }
            for &word in Flag::ALL {
                assert_ne!(flag(lang, word), word.as_str());
            }
        }
    }
}
