//! The visits that a family says never were.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn,
    schema::{account, org_node, person, student, visit, visit_answer, visit_student},
};
use tongyu_shared::{
    ids::{NodeId, VisitId},
    time::Instant,
    visits::{
        state::VisitState,
        types::{ConfirmAnswer, VisitMode},
    },
};

use super::{instant, texts};
use crate::{access::Scope, http::fault::Fault};

/// A disputed visit, without anything that was said.
#[derive(Clone, Debug)]
pub struct Disputed {
    /// The visit.
    pub visit: VisitId,
    /// When it is said to have begun.
    pub started_at: Instant,
    /// How it is said to have taken place.
    pub mode: VisitMode,
    /// The class in words.
    pub class_name: String,
    /// Who recorded it.
    pub author_name: String,
}

type Row = (Col<VisitId>, NaiveDateTime, Col<VisitMode>, String, String);

/// The disputed visits of a school to classes of the scope, the first one first.
pub fn disputed_within(
    conn: &mut Conn,
    school: NodeId,
    scope: &Scope,
) -> Result<Vec<Disputed>, Fault> {
    let rows: Vec<Row> = visit::table
        .inner_join(account::table.inner_join(person::table))
        .inner_join(org_node::table.on(org_node::id.eq(visit::class_id)))
        .filter(visit::school_id.eq(school.to_string()))
        .filter(visit::class_id.eq_any(scope.nodes()))
        .filter(visit::state.eq(VisitState::Disputed.as_str()))
        .order((visit::started_at, visit::id))
        .select((
            visit::id,
            visit::started_at,
            visit::mode,
            org_node::name,
            person::name,
        ))
        .load(conn)?;
    let disputed = |(visit, started_at, mode, class_name, author_name): Row| Disputed {
        visit: visit.0,
        started_at: instant(started_at),
        mode: mode.0,
        class_name,
        author_name,
    };
    Ok(rows.into_iter().map(disputed).collect())
}

/// The pupils of each of these visits, by name.
pub fn names_of_pupils(
    conn: &mut Conn,
    visits: &[VisitId],
) -> Result<HashMap<VisitId, Vec<String>>, Fault> {
    let rows: Vec<(Col<VisitId>, String)> = visit_student::table
        .inner_join(student::table)
        .filter(visit_student::visit_id.eq_any(texts(visits)))
        .order((student::name, student::id))
        .select((visit_student::visit_id, student::name))
        .load(conn)?;
    let mut names: HashMap<VisitId, Vec<String>> = HashMap::new();
    for (visit, name) in rows {
        names.entry(visit.0).or_default().push(name);
    }
    Ok(names)
}

/// When someone of the family first said of each of these visits that nobody came.
pub fn denied_at(conn: &mut Conn, visits: &[VisitId]) -> Result<HashMap<VisitId, Instant>, Fault> {
    let rows: Vec<(Col<VisitId>, NaiveDateTime)> = visit_answer::table
        .filter(visit_answer::visit_id.eq_any(texts(visits)))
        .filter(visit_answer::answer.eq(ConfirmAnswer::NotCome.as_str()))
        .order(visit_answer::at)
        .select((visit_answer::visit_id, visit_answer::at))
        .load(conn)?;
    let mut first = HashMap::new();
    for (visit, at) in rows {
        first.entry(visit.0).or_insert_with(|| instant(at));
    }
    Ok(first)
}
