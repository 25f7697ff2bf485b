//! Candidates of the demo city on their way to a certificate, through the same services that people
//! use: a cohort whose last sign-in list is still to be kept, with one lesson, two exams and some
//! scores still to come; and two who wait to join.

use chrono::TimeDelta;
use tongyu_shared::{
    Lang,
    access::Role,
    certification::{
        pack::{ExamPart, Level},
        rules::TrainingKind,
        types::{
            ApplicationPath, Applications, CohortPath, DeclaredRelation, LessonRow, LessonTable,
            NewApplication, NewCohort, NewScore, NewSeat, NewTraining, ScoreRow, ScoreTable,
            SeatPath, TrainingPath,
        },
    },
    ids::{ApplicationId, SessionId},
    time::Instant,
};

use super::{
    builder::Builder,
    demo::{CITY, OTHER_SCHOOL, SCHOOL},
    label,
};
use crate::{
    access::{Actor, live_grants},
    certification::{Caller, cohorts, judging, own, scoring, seats, tables, trainings},
    http::{fault::Fault, input::Stamp},
};

/// Who runs certification.
pub const MANAGER: &str = "沈洁";
/// Who certifies.
pub const CERTIFIER: &str = "方毅";
/// Who holds the trainings.
pub const TRAINER: &str = "罗娜";
/// An assessor from outside the schools.
pub const ASSESSOR: &str = "邹平";
/// Another one; has one candidate left to score.
pub const SECOND_ASSESSOR: &str = "江涛";
/// The candidate whom the demo follows.
pub const CANDIDATE: &str = "赵晴";
/// The cohort.
pub const COHORT: &str = "2026秋 第2批";
/// The training whose sign-in list is still to be kept.
pub const LAST_TRAINING: &str = "结业研讨";

/// The candidates of the cohort: name, school, post, theory score (none: still to be taken).
pub const CANDIDATES: [(&str, &str, &str, Option<i32>); 12] = [
    (CANDIDATE, SCHOOL, "语文教师", Some(86)),
    ("陈䶮", SCHOOL, "数学教师", Some(78)),
    ("李㛃", SCHOOL, "英语教师", Some(91)),
    ("王海峰", SCHOOL, "体育教师", Some(83)),
    ("孙悦", SCHOOL, "音乐教师", None),
    ("刘雅琴", SCHOOL, "语文教师", Some(74)),
    ("高𬭎", OTHER_SCHOOL, "物理教师", Some(88)),
    ("欧阳静", OTHER_SCHOOL, "心理教师", Some(95)),
    ("许诺", OTHER_SCHOOL, "英语教师", Some(69)),
    ("周文", OTHER_SCHOOL, "历史教师", Some(80)),
    ("何晓雪", OTHER_SCHOOL, "生物教师", None),
    ("冯立", OTHER_SCHOOL, "数学教师", Some(77)),
];
/// Those who wait: the first was found eligible, the second is still to be judged.
pub const WAITING: [(&str, &str, &str); 2] = [
    ("郭宁", SCHOOL, "美术教师"),
    ("沈冰", OTHER_SCHOOL, "语文教师"),
];
/// Has held three lessons of four.
const ONE_LESSON_SHORT: &str = "周文";
/// Whose assessors lay far apart, so that a third was asked.
const DISAGREED: &str = "冯立";
/// Has one score and an open seat.
const ONE_SCORE: &str = "何晓雪";
/// Has no assessor yet.
const NO_SEATS: &str = "孙悦";
/// The first phone of the candidates.
const PHONES: u16 = 71;

/// Plants candidates, cohort and evidence.
pub fn plant(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    staff(builder)?;
    applications(builder)?;
    cohort(builder)?;
    held_trainings(builder)?;
    lessons(builder)?;
    exams(builder)?;
    assessments(builder)
}

fn staff(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    let candidates = CANDIDATES.iter().map(|one| (one.0, one.1, one.2));
    for (nth, (name, school, post)) in (PHONES..).zip(candidates.chain(WAITING)) {
        builder.staff(name, nth, Role::Mentor, label::node(school), post)?;
    }
    Ok(())
}

/// So many days ago at ten in the morning, but never before the school year.
fn at(builder: &Builder<'_, '_>, days_ago: i64) -> Instant {
    let day = builder.now.date().plus_days(-days_ago).max(builder.since);
    let ten = day.first_instant().plus(TimeDelta::hours(10));
    ten.min(builder.now)
}

pub(super) fn caller(
    builder: &mut Builder<'_, '_>,
    name: &str,
    now: Instant,
) -> Result<Caller, Fault> {
    let account = label::account(name);
    Ok(Caller {
        keys: builder.keys.clone(),
        actor: Actor {
            account,
            person: label::person(name),
            name: name.to_owned(),
            session: SessionId::from_u128(0),
            ends_at: now,
            grants: live_grants(builder.tx, account, now.date())?,
        },
        stamp: Stamp {
            now,
            request: None,
            account: Some(account),
        },
        lang: Lang::ZhCn,
        base: Some(1),
    })
}

fn applications(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    let names = CANDIDATES.iter().map(|one| one.0);
    let mut ids = Vec::new();
    for (nth, name) in (0_i64..).zip(names.chain(WAITING.iter().map(|one| one.0))) {
        let when = at(builder, 80)
            .plus(TimeDelta::minutes(nth))
            .min(builder.now);
        let caller = caller(builder, name, when)?;
        let application = label::application(name);
        let relations = if name == CANDIDATE {
            vec![DeclaredRelation {
                name: "丁兰".to_owned(),
                relation: "大学同学".to_owned(),
            }]
        } else {
            Vec::new()
        };
        let level = Level::JuniorLecturer;
        let body = NewApplication { level, relations };
        own::apply(&caller, builder.tx, ApplicationPath { application }, &body)?;
        ids.push(application);
    }
    // The last one is still to be judged.
    ids.pop();
    let caller = caller(builder, MANAGER, at(builder, 77))?;
    let applications = ids;
    judging::find_eligible(&caller, builder.tx, &Applications { applications })?;
    Ok(())
}

fn everyone() -> Vec<ApplicationId> {
    CANDIDATES
        .iter()
        .map(|one| label::application(one.0))
        .collect()
}

fn cohort(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    let caller = caller(builder, MANAGER, at(builder, 70))?;
    let path = CohortPath {
        cohort: label::cohort(COHORT),
    };
    let body = NewCohort {
        node: label::node(CITY),
        level: Level::JuniorLecturer,
        name: COHORT.to_owned(),
    };
    cohorts::create(&caller, builder.tx, path, &body)?;
    let applications = everyone();
    cohorts::add(&caller, builder.tx, path, &Applications { applications })?;
    Ok(())
}

/// 38 hours with sign-in lists, and two more whose list is still to be kept.
fn held_trainings(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    for (days_ago, hours, topic, kept) in [
        (63, 8, "家庭教育促进法与家校社协同", true),
        (49, 8, "儿童发展与家庭沟通", true),
        (35, 8, "五步教学法", true),
        (21, 8, "特殊需要家庭的支持", true),
        (14, 6, "个案工作入门", true),
        (0, 2, LAST_TRAINING, false),
    ] {
        let when = at(builder, days_ago);
        let path = TrainingPath {
            training: label::training(topic),
        };
        let body = NewTraining {
            cohort: label::cohort(COHORT),
            kind: TrainingKind::Course,
            day: when.date(),
            hours,
            topic: topic.to_owned(),
            trainer: label::account(TRAINER),
        };
        let manager = caller(builder, MANAGER, when)?;
        trainings::add(&manager, builder.tx, path, &body)?;
        if kept {
            let trainer = caller(builder, TRAINER, when)?;
            let applications = everyone();
            trainings::sign_in(&trainer, builder.tx, path, &Applications { applications })?;
        }
    }
    Ok(())
}

fn lessons(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    let mut rows = Vec::new();
    for (nth, (name, ..)) in (0_i32..).zip(CANDIDATES) {
        let held = if name == ONE_LESSON_SHORT { 3 } else { 4 };
        for (lesson, days_ago) in (0_i32..held).zip([30, 24, 18, 11]) {
            rows.push(LessonRow {
                application: label::application(name),
                day: at(builder, days_ago).date(),
                class_name: format!("家长课堂第{}次", lesson + 1),
                observer: "白露".to_owned(),
                score: 82 + (nth * 3 + lesson * 5) % 15,
                correction: None,
            });
        }
    }
    let caller = caller(builder, MANAGER, at(builder, 10))?;
    tables::enter_lessons(&caller, builder.tx, path(), &LessonTable { rows })?;
    Ok(())
}

fn path() -> CohortPath {
    CohortPath {
        cohort: label::cohort(COHORT),
    }
}

fn exams(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    let day = at(builder, 9).date();
    let row = |(name, score): (&str, i32)| ScoreRow {
        application: label::application(name),
        part: ExamPart::Theory,
        day,
        score,
        correction: None,
    };
    let taken = CANDIDATES
        .iter()
        .filter_map(|one| one.3.map(|score| (one.0, score)));
    let rows = taken.map(row).collect();
    let caller = caller(builder, MANAGER, at(builder, 8))?;
    tables::enter_scores(&caller, builder.tx, path(), &ScoreTable { rows })?;
    Ok(())
}

/// Scores of most candidates; 马霞 works at the first school, and 丁兰 studied with one candidate.
fn assessments(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    for (nth, (name, ..)) in (0_i32..).zip(CANDIDATES) {
        if name == NO_SEATS {
            continue;
        }
        let first = 80 + nth % 7;
        seat(builder, name, ASSESSOR, Some(first))?;
        if name == ONE_SCORE {
            seat(builder, name, SECOND_ASSESSOR, None)?;
        } else if name == DISAGREED {
            seat(builder, name, SECOND_ASSESSOR, Some(first - 20))?;
            seat(builder, name, "马霞", Some(first - 4))?;
        } else {
            seat(builder, name, SECOND_ASSESSOR, Some(first + 3))?;
        }
    }
    Ok(())
}

fn seat(
    builder: &mut Builder<'_, '_>,
    candidate: &str,
    assessor: &str,
    score: Option<i32>,
) -> Result<(), Fault> {
    let path = SeatPath {
        assessment: label::assessment(&format!("{candidate}/{assessor}")),
    };
    let manager = caller(builder, MANAGER, at(builder, 7))?;
    let body = NewSeat {
        application: label::application(candidate),
        assessor: label::account(assessor),
    };
    seats::give(&manager, builder.tx, path, &body)?;
    let Some(score) = score else {
        return Ok(());
    };
    let caller = caller(builder, assessor, at(builder, 4))?;
    let remarks = "五步完整，和家长的对话自然；课后跟进可以再细一些。".to_owned();
    let body = NewScore { score, remarks };
    scoring::score(&caller, builder.tx, path, &body)?;
    Ok(())
}
