use proptest::prelude::*;

use super::*;
use crate::{
    certification::pack::{CertificationRules, Level},
    org::pack::RulePack,
};

/// The rules of the pack that comes with the product.
pub(crate) fn rules() -> CertificationRules {
    let pack = RulePack::parse(include_str!("../../../packs/qingdao-2022.json")).expect("a pack");
    pack.certification.expect("its certification part")
}

fn level(level: Level) -> LevelRules {
    rules().levels.remove(&level).expect("the level")
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn today() -> Date {
    day("2026-11-23")
}

fn training(kind: TrainingKind, hours: u32) -> Attended {
    Attended {
        kind,
        day: day("2026-10-12"),
        hours,
        topic: "家庭教育促进法".to_owned(),
    }
}

fn lesson(score: i32) -> Observed {
    Observed {
        day: day("2026-11-02"),
        class_name: "三年级(2)班".to_owned(),
        observer: "白露".to_owned(),
        score,
    }
}

fn exam(part: ExamPart, score: i32) -> ExamTaken {
    ExamTaken {
        part,
        day: day("2026-11-10"),
        score,
    }
}

/// Everything that the first level asks for, and nothing more.
fn complete() -> Evidence {
    Evidence {
        posts: vec![Post {
            place: "海棠路小学".to_owned(),
            title: "语文教师".to_owned(),
            since: day("2026-09-01"),
        }],
        trainings: vec![training(TrainingKind::Course, 40)],
        lessons: vec![lesson(80); 4],
        exams: vec![exam(ExamPart::Theory, 60)],
        assessed: Assessed {
            seats_needed: 2,
            scores_in: 2,
            result: Some(60),
        },
        ..Evidence::default()
    }
}

fn missing(evidence: &Evidence) -> Vec<(RuleKind, String)> {
    let lines = explain(&level(Level::JuniorLecturer), evidence, today(), Lang::ZhCn);
    lines
        .into_iter()
        .filter_map(|line| line.missing.map(|missing| (line.rule, missing)))
        .collect()
}

#[test]
fn what_is_exactly_enough_is_enough() {
    assert_eq!(missing(&complete()), []);
}

#[test]
fn each_rule_says_what_is_missing_in_words() {
    let change = |change: &dyn Fn(&mut Evidence)| {
        let mut evidence = complete();
        change(&mut evidence);
        missing(&evidence)
    };
    for (found, rule, said) in [
        (
            change(&|e| e.posts.clear()),
            RuleKind::InPost,
            "没有查到在校任职",
        ),
        (
            change(&|e| e.trainings = vec![training(TrainingKind::Course, 38)]),
            RuleKind::Hours,
            "还差 2 学时",
        ),
        (
            change(&|e| {
                e.lessons.pop();
            }),
            RuleKind::Lessons,
            "还差 1 节",
        ),
        (
            change(&|e| e.lessons[0].score = 79),
            RuleKind::Lessons,
            "还差 1 节，有的课不到 80 分",
        ),
        (change(&|e| e.exams.clear()), RuleKind::Theory, "笔试还没考"),
        (
            change(&|e| e.exams[0].score = 48),
            RuleKind::Theory,
            "还差 12 分",
        ),
        (
            change(&|e| {
                e.assessed = Assessed {
                    seats_needed: 2,
                    scores_in: 1,
                    result: None,
                };
            }),
            RuleKind::Assessment,
            "还差 1 位评委评分",
        ),
        (
            change(&|e| e.assessed.result = Some(55)),
            RuleKind::Assessment,
            "还差 5 分",
        ),
    ] {
        assert_eq!(found, [(rule, said.to_owned())]);
    }
}

#[test]
fn evidence_names_its_source() {
    let lines = explain(
        &level(Level::JuniorLecturer),
        &complete(),
        today(),
        Lang::ZhCn,
    );
    let of = |rule| {
        let line = lines.iter().find(|line| line.rule == rule).expect("a line");
        line.sources.clone()
    };
    assert_eq!(
        of(RuleKind::InPost),
        ["海棠路小学 语文教师，2026年9月1日起"]
    );
    assert_eq!(
        of(RuleKind::Hours),
        ["2026年10月12日签到表 · 家庭教育促进法 · 40 学时"]
    );
    assert_eq!(of(RuleKind::Theory), ["2026年11月10日 笔试 · 60 分"]);
}

#[test]
fn the_second_level_asks_for_a_year_with_the_first_and_for_hours_of_each_kind() {
    let rules = level(Level::SeniorInstructor);
    let mut evidence = Evidence {
        held: vec![Held {
            level: Level::JuniorLecturer,
            since: day("2025-11-24"),
            number: "X1".to_owned(),
        }],
        trainings: vec![
            training(TrainingKind::Course, 80),
            training(TrainingKind::CaseGuidance, 50),
            training(TrainingKind::Supervision, 9),
        ],
        lessons: vec![lesson(0); 20],
        exams: vec![exam(ExamPart::Theory, 60), exam(ExamPart::CaseDefence, 69)],
        ..complete()
    };
    let missing = |evidence: &Evidence| {
        let lines = explain(&rules, evidence, today(), Lang::ZhCn);
        let missing = lines.into_iter().filter(|line| !line.met);
        missing.map(|line| line.rule).collect::<Vec<_>>()
    };
    assert_eq!(
        missing(&evidence),
        [
            RuleKind::HeldLevel,
            RuleKind::SupervisionHours,
            RuleKind::CaseDefence
        ]
    );
    let said = |evidence: &Evidence| {
        let lines = explain(&rules, evidence, today(), Lang::ZhCn);
        entry_unmet(&lines).and_then(|line| line.missing.clone())
    };
    for (since, from) in [
        (
            "2025-11-24",
            "持初级讲师证书还不满 1 年，2026年11月24日起可以申请",
        ),
        (
            "2026-02-28",
            "持初级讲师证书还不满 1 年，2027年2月28日起可以申请",
        ),
    ] {
        evidence.held[0].since = day(since);
        assert_eq!(said(&evidence).as_deref(), Some(from));
    }
    let never = Evidence {
        held: Vec::new(),
        ..evidence.clone()
    };
    assert_eq!(
        said(&never).as_deref(),
        Some("还没有初级讲师证书，持证满 1 年才能申请")
    );
    evidence.held[0].since = day("2025-11-23");
    assert_eq!(said(&evidence), None);
    evidence
        .trainings
        .push(training(TrainingKind::Supervision, 1));
    evidence.exams.push(exam(ExamPart::CaseDefence, 70));
    assert_eq!(missing(&evidence), []);
}

#[test]
fn micro_lessons_inform_and_are_never_missing() {
    let mut evidence = complete();
    let lines =
        |evidence: &Evidence| explain(&level(Level::JuniorLecturer), evidence, today(), Lang::ZhCn);
    assert!(
        !lines(&evidence)
            .iter()
            .any(|line| line.rule == RuleKind::MicroLessons)
    );
    evidence.micro_lessons.push(Published {
        title: "先做这一件事".to_owned(),
    });
    let shown = lines(&evidence);
    let line = shown.last().expect("a line");
    assert_eq!((line.rule, line.met), (RuleKind::MicroLessons, true));
}

proptest! {
    /// Floors, not ceilings: more evidence never makes a rule fail that was met.
    #[test]
    fn more_is_never_worse(
        hours in prop::collection::vec(1_u32..=12, 0..12),
        scores in prop::collection::vec(0_i32..=100, 0..8),
        marks in prop::collection::vec(0_i32..=100, 0..4),
        more_hours in 1_u32..=12, more_score in 0_i32..=100, more_mark in 0_i32..=100,
    ) {
        let rules = level(Level::JuniorLecturer);
        let before = Evidence {
            trainings: hours.iter().map(|&h| training(TrainingKind::Course, h)).collect(),
            lessons: scores.iter().map(|&score| lesson(score)).collect(),
            exams: marks.iter().map(|&score| exam(ExamPart::Theory, score)).collect(),
            ..complete()
        };
        let mut after = before.clone();
        after.trainings.push(training(TrainingKind::Course, more_hours));
        after.lessons.push(lesson(more_score));
        after.exams.push(exam(ExamPart::Theory, more_mark));
        let lines = |evidence| explain(&rules, evidence, today(), Lang::ZhCn);
        for (one, other) in lines(&before).iter().zip(lines(&after)) {
            prop_assert_eq!(one.rule, other.rule);
            prop_assert!(!one.met || other.met);
            prop_assert!(one.have <= other.have);
        }
    }

    /// A line is met exactly where it says that nothing is missing.
    #[test]
    fn a_line_says_what_is_missing_exactly_where_it_is_not_met(
        hours in 0_u32..60, score in 0_i32..=100, mark in 0_i32..=100, result in 0_i32..=100,
    ) {
        let evidence = Evidence {
            trainings: vec![training(TrainingKind::Course, hours)],
            lessons: vec![lesson(score); 4],
            exams: vec![exam(ExamPart::Theory, mark)],
            assessed: Assessed { seats_needed: 2, scores_in: 2, result: Some(result) },
            ..complete()
        };
        for line in explain(&level(Level::JuniorLecturer), &evidence, today(), Lang::En) {
            prop_assert_eq!(line.met, line.have >= line.need);
            prop_assert_eq!(line.met, line.missing.is_none());
        }
    }
}
