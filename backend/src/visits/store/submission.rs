//! The rows of a submitted visit: four statements, however many pupils, persons and matters.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, each,
    schema::{link, visit, visit_matter, visit_met, visit_student},
};
use tongyu_shared::{
    ids::{AccountId, MatterId, NodeId, VisitId},
    messages::LinkPurpose,
    visits::state::VisitState,
};

use crate::http::fault::Fault;

/// What came first under an id.
#[derive(Clone, Debug)]
pub struct First {
    /// Who submitted it.
    pub author: AccountId,
    /// What tells a repeat from another body.
    pub body_hash: String,
    /// Its class.
    pub class: NodeId,
    /// Where it stands.
    pub state: VisitState,
}

/// What was submitted under this id, if anything.
pub fn first(conn: &mut Conn, id: VisitId) -> Result<Option<First>, Fault> {
    type Row = (Col<AccountId>, String, Col<NodeId>, Col<VisitState>);
    let row: Option<Row> = visit::table
        .find(id.to_string())
        .select((
            visit::author_id,
            visit::body_hash,
            visit::class_id,
            visit::state,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(|(author, body_hash, class, state)| First {
        author: author.0,
        body_hash,
        class: class.0,
        state: state.0,
    }))
}

/// A visit as a row.
#[expect(clippy::struct_excessive_bools, reason = "the columns of the table")]
#[derive(Insertable)]
#[diesel(table_name = visit, treat_none_as_default_value = false)]
pub struct VisitRow<'a> {
    pub id: &'a str,
    pub school_id: String,
    pub class_id: String,
    pub author_id: String,
    pub state: &'static str,
    pub outcome: &'static str,
    pub mode: &'static str,
    pub wanted_mode: Option<String>,
    pub started_at: NaiveDateTime,
    pub minutes: i32,
    pub met_child: bool,
    pub care: bool,
    pub policy: bool,
    pub opinions_sought: bool,
    pub resources: bool,
    pub next_contact_on: Option<NaiveDate>,
    pub declared_clean: bool,
    pub body_hash: &'a str,
    pub received_at: NaiveDateTime,
    pub confirmed_at: Option<NaiveDateTime>,
    pub version: i32,
}

/// One pupil of a visit, with copies of what the count of a class asks for.
#[derive(Insertable)]
#[diesel(table_name = visit_student, treat_none_as_default_value = false)]
pub struct StudentRow<'a> {
    pub visit_id: &'a str,
    pub student_id: String,
    pub measure_sealed: Option<Vec<u8>>,
    pub circumstances_sealed: Option<Vec<u8>>,
    pub reached_by: Option<String>,
    pub school_id: String,
    pub started_at: NaiveDateTime,
}

/// One person met.
#[derive(Insertable)]
#[diesel(table_name = visit_met, treat_none_as_default_value = false)]
pub struct MetRow<'a> {
    pub visit_id: &'a str,
    pub person_id: String,
    pub relation: &'static str,
}

/// Stores a visit with its pupils and the persons met. `false` where the id is taken.
pub fn insert(
    tx: &mut Tx<'_>,
    row: &VisitRow<'_>,
    students: &[StudentRow<'_>],
    met: &[MetRow<'_>],
) -> Result<bool, Fault> {
    let inserted = each!(tx, |c| diesel::insert_into(visit::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if inserted == 0 {
        return Ok(false);
    }
    each!(tx, |c| diesel::insert_into(visit_student::table)
        .values(students)
        .execute(c))?;
    if !met.is_empty() {
        each!(tx, |c| diesel::insert_into(visit_met::table)
            .values(met)
            .execute(c))?;
    }
    Ok(true)
}

#[derive(Insertable)]
#[diesel(table_name = visit_matter, treat_none_as_default_value = false)]
struct MatterRow<'a> {
    matter_id: String,
    visit_id: &'a str,
}

/// Ties matters to the visit that brought them back.
pub fn insert_matters(tx: &mut Tx<'_>, visit_id: &str, matters: &[MatterId]) -> Result<(), Fault> {
    let rows: Vec<_> = matters
        .iter()
        .map(|matter| MatterRow {
            matter_id: matter.to_string(),
            visit_id,
        })
        .collect();
    if !rows.is_empty() {
        each!(tx, |c| diesel::insert_into(visit_matter::table)
            .values(&rows)
            .execute(c))?;
    }
    Ok(())
}

/// Whether someone of the family has a link to confirm the visit.
pub fn is_family_asked(conn: &mut Conn, id: VisitId) -> Result<bool, Fault> {
    let found: Option<String> = link::table
        .filter(link::purpose.eq(LinkPurpose::VisitConfirm.as_str()))
        .filter(link::subject_id.eq(id.to_string()))
        .select(link::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}
