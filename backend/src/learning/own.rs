//! One's own record of learning: read by oneself, deleted by oneself, shown to nobody else.

use std::collections::{BTreeMap, BTreeSet};

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    ids::{LessonId, PersonId},
    learning::types::{OwnLearning, OwnLesson},
    time::Date,
};

use super::{store, tries};
use crate::{
    audit::{self, By},
    http::{fault::Fault, input::Stamp},
    org,
};

/// The record of a person, the lesson watched last first.
pub fn learning(conn: &mut Conn, person: PersonId, today: Date) -> Result<OwnLearning, Fault> {
    let since = term_since(conn, person, today)?;
    let watched = store::own(conn, person)?;
    let tried = tries::of_person(conn, person)?;
    let this_term = |day: Date| since.is_none_or(|first| day >= first);
    // A lesson that got a new film is one lesson still.
    let done = |row: &&store::OwnRow| row.completed_at.is_some_and(|at| this_term(at.date()));
    let lessons_done: BTreeSet<_> = watched.iter().filter(done).map(|row| row.lesson).collect();
    let finished = watched.iter().filter(|row| row.completed_at.is_some());
    let films_done = finished.map(|row| row.asset).collect();
    let lessons = lines(watched, tried);
    let seen = lessons.iter().filter(|line| this_term(line.last_on));
    Ok(OwnLearning {
        since,
        lessons_done: u32::try_from(lessons_done.len()).unwrap_or(u32::MAX),
        seen_s: seen.map(|line| line.covered_s).sum(),
        class_hour_minutes: class_hour_minutes(conn, today)?,
        films_done,
        lessons,
    })
}

/// When the term began at the school of the person's first child.
fn term_since(conn: &mut Conn, person: PersonId, today: Date) -> Result<Option<Date>, Fault> {
    let children = org::joining::children(conn, person, today)?;
    let Some(child) = children.first() else {
        return Ok(None);
    };
    let term = org::current_term(conn, child.school, today)?;
    Ok(term.map(|term| term.starts_on))
}

fn class_hour_minutes(conn: &mut Conn, today: Date) -> Result<Option<u16>, Fault> {
    let packs = org::packs_in_force(conn, today)?;
    let courses = packs.iter().find_map(|pack| pack.courses);
    Ok(courses.map(|courses| courses.class_hour_minutes))
}

/// One line a lesson, also where its film was changed since: the film watched last, and whether
/// any was finished. Lessons that were only tried come last.
fn lines(watched: Vec<store::OwnRow>, tried: Vec<tries::OwnTry>) -> Vec<OwnLesson> {
    let mut tried: BTreeMap<LessonId, tries::OwnTry> =
        tried.into_iter().map(|one| (one.lesson, one)).collect();
    let mut lines: Vec<OwnLesson> = Vec::new();
    for row in watched {
        if let Some(known) = lines.iter_mut().find(|line| line.lesson == row.lesson) {
            known.completed_at = known.completed_at.or(row.completed_at);
            continue;
        }
        let one = tried.remove(&row.lesson);
        lines.push(OwnLesson {
            lesson: row.lesson,
            title: row.title,
            duration_s: row.duration_s,
            covered_s: row.covered_s,
            position_s: row.position_s,
            completed_at: row.completed_at,
            last_on: row.last_on,
            open: row.open,
            tried_at: one.as_ref().map(|one| one.tried_at),
            helped: one.and_then(|one| one.helped),
        });
    }
    lines.extend(tried.into_values().map(|one| OwnLesson {
        lesson: one.lesson,
        title: one.title,
        duration_s: 0,
        covered_s: 0,
        position_s: 0,
        completed_at: None,
        last_on: one.tried_at.date(),
        open: one.open,
        tried_at: Some(one.tried_at),
        helped: one.helped,
    }));
    lines
}

/// Deletes everything that a person learnt and tried. That it was done stands in the log, what it
/// was does not. Under [`super::Watching::CLEARING`].
pub fn clear(tx: &mut Tx<'_>, person: PersonId, stamp: &Stamp) -> Result<(), Fault> {
    store::clear(tx, person, stamp.now)?;
    tries::delete(tx, person)?;
    let entry = audit::Entry {
        by: By::Guardian(person),
        action: "learning.clear",
        subject_kind: "person",
        subject_id: &person.to_string(),
        student: None,
    };
    audit::record(tx, stamp, &entry)
}
