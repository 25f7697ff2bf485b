//! What happened in the demo city before today: visits of the last weeks and what families
//! said, through the same services that people use. Tests begin without it.

use chrono::TimeDelta;
use tongyu_db::{Db, Tx};
use tongyu_shared::{
    Lang,
    feedback::types::{AnswerMatter, MatterKind, Theme},
    ids::{MatterId, PersonId, PlanId, SessionId, StudentId},
    org::grades::SchoolYear,
    time::{Date, Instant},
    visits::types::{
        BroughtBack, Delivered, FeedbackWish, NewMatter, NewPlan, NewVisit, Outcome, VisitMode,
    },
};

use super::{demo::CLASS, families, joining, label, mentors::MENTOR};
use crate::{
    access::{Actor, live_grants},
    crypto::Keys,
    feedback::Hands,
    http::{fault::Fault, input::Stamp},
    visits,
};

const TEACHER: &str = "陈雨";

/// A visit of the past.
struct Past {
    by: &'static str,
    pupil: String,
    met: PersonId,
    days_ago: i64,
    hour: i64,
    mode: VisitMode,
    said: Option<Said>,
    measure: &'static str,
}

/// Something a family said.
#[derive(Clone, Copy)]
struct Said {
    kind: MatterKind,
    theme: Theme,
    text: &'static str,
    after: After,
}

/// What became of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// Nothing yet: it lies with the office.
    Waits,
    /// Someone took it on.
    Accepted(&'static str),
    /// It was answered.
    Answered(&'static str, &'static str),
}

/// Plants the history, one transaction a visit, the oldest first. What would lie before the
/// school year is left out.
pub fn plant(db: &Db, keys: &Keys, now: Instant) -> Result<(), Fault> {
    let since: Option<Date> = SchoolYear::of(now.date()).first_day();
    let mut visits = told();
    visits.extend(filled());
    visits.push(mentored());
    visits.sort_by_key(|visit| std::cmp::Reverse(visit.days_ago));
    for past in visits {
        let started_at = at(now, past.days_ago, past.hour);
        if since.is_none_or(|since| started_at.date() < since) {
            continue;
        }
        let keys = keys.clone();
        db.write_blocking(move |tx| plant_one(tx, &keys, &past, started_at, now))?;
    }
    let keys = keys.clone();
    db.write_blocking(move |tx| plan_one(tx, &keys, now))?;
    db.write_blocking(move |tx| joining::invite(tx, now))
}

/// The mentor's next visit, within the hour.
fn plan_one(tx: &mut Tx<'_>, keys: &Keys, now: Instant) -> Result<(), Fault> {
    let mentor = actor(tx, MENTOR, now)?;
    let stamp = Stamp {
        now,
        request: None,
        account: Some(mentor.account),
    };
    let body = NewPlan {
        student: label::student("张弛"),
        planned_for: next_half_hour(now),
        mode: VisitMode::Home,
    };
    visits::plan(tx, keys, &mentor, PlanId::new(), &body, &stamp).map(drop)
}

fn next_half_hour(now: Instant) -> Instant {
    let begun = i64::from(now.minute_of_day() / 30);
    let minutes = TimeDelta::minutes((begun + 1) * 30);
    now.date().first_instant().plus(minutes)
}

/// `hour` o'clock in China, so many days ago.
fn at(now: Instant, days_ago: i64, hour: i64) -> Instant {
    now.date()
        .plus_days(-days_ago)
        .first_instant()
        .plus(TimeDelta::hours(hour))
}

fn plant_one(
    tx: &mut Tx<'_>,
    keys: &Keys,
    past: &Past,
    started_at: Instant,
    now: Instant,
) -> Result<(), Fault> {
    let stamp = |at: Instant, name: &str| Stamp {
        now: at,
        request: None,
        account: Some(label::account(name)),
    };
    let written = started_at.plus(TimeDelta::minutes(40));
    let author = actor(tx, past.by, written)?;
    let matter = MatterId::new();
    let body = visit(past, matter, started_at);
    let id = label::visit(&past.pupil);
    visits::submit(tx, keys, &author, id, &body, &stamp(written, past.by))?;
    let Some(said) = past.said else {
        return Ok(());
    };
    let (who, answer) = match said.after {
        After::Waits => return Ok(()),
        After::Accepted(who) => (who, None),
        After::Answered(who, answer) => (who, Some(answer)),
    };
    let hands = |tx: &mut Tx<'_>, at: Instant| -> Result<Hands, Fault> {
        Ok(Hands {
            keys: keys.clone(),
            actor: actor(tx, who, at)?,
            matter,
            base: None,
            stamp: stamp(at, who),
            lang: Lang::ZhCn,
        })
    };
    let next_day = written.plus(TimeDelta::hours(15)).min(now);
    hands(tx, next_day)?.accept(tx)?;
    if let Some(text) = answer {
        let later = next_day.plus(TimeDelta::hours(26)).min(now);
        hands(tx, later)?.answer(
            tx,
            &AnswerMatter {
                text: text.to_owned(),
            },
        )?;
    }
    Ok(())
}

/// A member of staff with the grants of that day.
pub(super) fn actor(tx: &mut Tx<'_>, name: &str, at: Instant) -> Result<Actor, Fault> {
    let account = label::account(name);
    Ok(Actor {
        account,
        person: label::person(name),
        name: name.to_owned(),
        session: SessionId::new(),
        ends_at: at,
        grants: live_grants(tx, account, at.date())?,
    })
}

fn visit(past: &Past, matter: MatterId, started_at: Instant) -> NewVisit {
    let student = label::student(&past.pupil);
    let said = past
        .said
        .map(|said| new_matter(matter, student, past.met, said));
    let nothing_of = MatterKind::ALL
        .iter()
        .copied()
        .filter(|kind| said.as_ref().is_none_or(|said| said.kind != *kind))
        .collect();
    NewVisit {
        students: vec![student],
        started_at,
        minutes: 30,
        mode: past.mode,
        outcome: Outcome::Recorded,
        wanted_mode: None,
        met: vec![past.met],
        met_child: past.mode == VisitMode::Home,
        delivered: vec![
            Delivered::Care,
            Delivered::Policy,
            Delivered::OpinionsSought,
        ],
        brought_back: Some(BroughtBack {
            matters: said.into_iter().collect(),
            nothing_of,
        }),
        circumstances: String::new(),
        agreed_measure: past.measure.to_owned(),
        next_contact: None,
        declared_clean: true,
    }
}

fn new_matter(id: MatterId, student: StudentId, raiser: PersonId, said: Said) -> NewMatter {
    let wish = (said.kind == MatterKind::Feedback).then_some(FeedbackWish::ForInformation);
    NewMatter {
        id,
        kind: said.kind,
        wish,
        theme: said.theme,
        student,
        raiser: Some(raiser),
        text: said.text.to_owned(),
    }
}

/// Visits with something to tell.
fn told() -> Vec<Past> {
    let past = |pupil: &str, guardian: &str, days_ago, mode, said, measure| Past {
        by: TEACHER,
        pupil: pupil.to_owned(),
        met: label::person(&format!("{pupil}/{guardian}")),
        days_ago,
        hour: 18,
        mode,
        said: Some(said),
        measure,
    };
    let said = |kind, theme, text, after| Said {
        kind,
        theme,
        text,
        after,
    };
    vec![
        past(
            "李一涵",
            "mother",
            4,
            VisitMode::Home,
            said(
                MatterKind::Suggestion,
                Theme::Learning,
                "希望有一份分年龄的阅读书单",
                After::Answered(
                    "刘建国",
                    "书单已经按年级整理好，今天发到班级里，图书馆每周三下午可以借。",
                ),
            ),
            "周末一起去一次图书馆",
        ),
        past(
            "张弛",
            "father",
            2,
            VisitMode::School,
            said(
                MatterKind::Suggestion,
                Theme::Safety,
                "放学时校门口车多，建议分年级错开时间",
                After::Waits,
            ),
            "放学在东门等",
        ),
        past(
            "郑安然",
            "mother",
            9,
            VisitMode::Phone,
            said(
                MatterKind::Feedback,
                Theme::Learning,
                "孩子这学期愿意自己读绘本了",
                After::Waits,
            ),
            "每天读 10 分钟",
        ),
    ]
}

/// A visit of the mentor's to a pupil of another class.
fn mentored() -> Past {
    Past {
        by: MENTOR,
        pupil: "李一诺".to_owned(),
        // The mother of both children.
        met: label::person("李一涵/mother"),
        days_ago: 12,
        hour: 19,
        mode: VisitMode::Home,
        said: None,
        measure: "每天自己整理书包",
    }
}

/// Visits to the families that fill the class: most at home, some at school or by telephone.
fn filled() -> Vec<Past> {
    let facilities = Said {
        kind: MatterKind::Suggestion,
        theme: Theme::Facilities,
        text: "教室后排的灯有点暗，请看看",
        after: After::Accepted("高勇"),
    };
    let homework = Said {
        kind: MatterKind::Request,
        theme: Theme::Learning,
        text: "作业常写到晚上十点，希望各科商量着布置",
        after: After::Waits,
    };
    (0_i64..)
        .zip(families::pupils_of(CLASS))
        .take(28)
        .map(|(nth, pupil)| Past {
            by: TEACHER,
            met: label::person(&format!("{pupil}/mother")),
            // Within the 40 days that the families' links live.
            days_ago: 3 + nth * 4 / 3,
            hour: 17 + nth % 3,
            mode: match nth % 7 {
                2 => VisitMode::School,
                5 => VisitMode::Phone,
                _ => VisitMode::Home,
            },
            said: match nth {
                1 => Some(facilities),
                0 => Some(homework),
                _ => None,
            },
            measure: if nth % 2 == 0 {
                "每天读 10 分钟"
            } else {
                "作业分两段做"
            },
            pupil,
        })
        .collect()
}
