//! When families were reached: one row per pupil and visit, the basis of lists and coverage.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn,
    schema::{enrolment, matter, student, visit, visit_matter, visit_student},
};
use tongyu_shared::{
    feedback::state::MatterState,
    ids::{AccountId, MatterId, NodeId, StudentId, VisitId},
    time::{Date, Instant},
    visits::{
        state::VisitState,
        types::{Outcome, VisitMode},
    },
};

use super::{instant, texts};
use crate::http::fault::Fault;

/// One visit of one pupil, without anything that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The pupil.
    pub student: StudentId,
    /// The pupil's class today.
    pub class: NodeId,
    /// The visit.
    pub visit: VisitId,
    /// When it began.
    pub started_at: Instant,
    /// How it took place, or was tried.
    pub mode: VisitMode,
    /// The way the family would rather have.
    pub wanted_mode: Option<VisitMode>,
    /// What became of it.
    pub outcome: Outcome,
    /// Where it stands.
    pub state: VisitState,
    /// When to be in touch again.
    pub next_on: Option<Date>,
}

type Row = (
    Col<StudentId>,
    Col<NodeId>,
    Col<VisitId>,
    NaiveDateTime,
    Col<VisitMode>,
    Option<Col<VisitMode>>,
    Col<Outcome>,
    Col<VisitState>,
    Option<NaiveDate>,
    bool,
);

/// Whose visits.
#[derive(Clone, Copy, Debug)]
pub enum ContactsOf<'a> {
    /// All visits of the pupils who are in these classes today.
    Classes(&'a [NodeId]),
    /// The visits of these pupils that this account recorded.
    Author(AccountId, &'a [StudentId]),
}

/// Visits by the pupils' present school, the first one first; since `since` only, where it is
/// given. Voided ones are left out.
pub fn contacts(
    conn: &mut Conn,
    of: ContactsOf<'_>,
    today: Date,
    since: Option<Date>,
) -> Result<Vec<Contact>, Fault> {
    let today = today.naive();
    let mut query = visit_student::table
        .inner_join(visit::table)
        .inner_join(student::table.inner_join(enrolment::table))
        .filter(enrolment::from_on.le(today))
        .filter(enrolment::to_on.is_null().or(enrolment::to_on.ge(today)))
        .filter(visit::state.ne(VisitState::Voided.as_str()))
        .order((visit::started_at, visit::id))
        .select((
            visit_student::student_id,
            enrolment::class_id,
            visit::id,
            visit::started_at,
            visit::mode,
            visit::wanted_mode,
            visit::outcome,
            visit::state,
            visit::next_contact_on,
            // Not a condition: it would lead the planner to all visits of the school.
            visit::school_id.eq(student::school_id),
        ))
        .into_boxed();
    query = match of {
        ContactsOf::Classes(classes) => query.filter(enrolment::class_id.eq_any(texts(classes))),
        ContactsOf::Author(author, students) => query
            .filter(visit::author_id.eq(author.to_string()))
            .filter(visit_student::student_id.eq_any(texts(students))),
    };
    if let Some(since) = since {
        query = query.filter(visit::started_at.ge(since.first_instant().naive_utc()));
    }
    let rows: Vec<Row> = query.load(conn)?;
    Ok(rows.into_iter().filter_map(contact).collect())
}

/// The contact, unless it was by a school that the pupil has left.
fn contact(row: Row) -> Option<Contact> {
    let (student, class, visit, started_at, mode, wanted_mode, outcome, state, next, same_school) =
        row;
    same_school.then_some(Contact {
        student: student.0,
        class: class.0,
        visit: visit.0,
        started_at: instant(started_at),
        mode: mode.0,
        wanted_mode: wanted_mode.map(|mode| mode.0),
        outcome: outcome.0,
        state: state.0,
        next_on: next.map(Date::from),
    })
}

/// The pupils whom these matters are about.
pub fn pupils_of_matters(conn: &mut Conn, matters: &[MatterId]) -> Result<Vec<StudentId>, Fault> {
    if matters.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Col<StudentId>> = matter::table
        .filter(matter::id.eq_any(texts(matters)))
        .select(matter::student_id)
        .distinct()
        .load(conn)?;
    Ok(rows.into_iter().map(Col::into_inner).collect())
}

/// How many matters are open, by pupil, of those that these visits brought back.
pub fn open_matters_of_visits(
    conn: &mut Conn,
    visits: &[VisitId],
) -> Result<HashMap<StudentId, u32>, Fault> {
    if visits.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<Col<StudentId>> = visit_matter::table
        .inner_join(matter::table)
        .filter(visit_matter::visit_id.eq_any(texts(visits)))
        .filter(matter::state.eq_any(open_states()))
        .select(matter::student_id)
        .load(conn)?;
    let mut counts = HashMap::new();
    for student in rows {
        *counts.entry(student.0).or_insert(0) += 1;
    }
    Ok(counts)
}

fn open_states() -> Vec<&'static str> {
    MatterState::ALL
        .iter()
        .filter(|state| state.is_open())
        .map(|state| state.as_str())
        .collect()
}

/// Those of these visits of which a matter is open: a confirmed visit is complete without any.
pub fn visits_with_open_matters(
    conn: &mut Conn,
    visits: &[VisitId],
) -> Result<HashSet<VisitId>, Fault> {
    if visits.is_empty() {
        return Ok(HashSet::new());
    }
    let rows: Vec<Col<VisitId>> = visit_matter::table
        .inner_join(matter::table)
        .filter(visit_matter::visit_id.eq_any(texts(visits)))
        .filter(matter::state.eq_any(open_states()))
        .select(visit_matter::visit_id)
        .load(conn)?;
    Ok(rows.into_iter().map(Col::into_inner).collect())
}
