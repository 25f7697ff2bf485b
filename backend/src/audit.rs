//! The audit log: append-only rows, written in the transaction of what they tell, and before
//! the answer where sensitive text is read. `jobs` seals them into a chain.

mod chain;
pub mod seal;
mod verify;

pub use chain::Checkpoint;
pub use verify::{VerifyReport, verify};

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu_db::{Col, Conn, Tx, each, schema::audit_entry};
use tongyu_shared::ids::{PersonId, StudentId};
use uuid::Uuid;

use crate::http::{fault::Fault, input::Stamp};

/// Who did it.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// The account of the stamp, or the system where it names none.
    Staff,
    /// A guardian or carer, signed in or on a link page.
    Guardian(PersonId),
    /// Someone on a page who has not proved yet who it is.
    Visitor,
}

/// What happened to which.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Who did it.
    pub by: By,
    /// What, as `room.verb`: `visit.submit`.
    pub action: &'static str,
    /// The kind of thing it happened to: the name of its table.
    pub subject_kind: &'static str,
    /// Which of them.
    pub subject_id: &'a str,
    /// The student whose data it concerns, if it concerns one.
    pub student: Option<StudentId>,
}

/// Writes an entry.
pub fn record(tx: &mut Tx<'_>, stamp: &Stamp, entry: &Entry<'_>) -> Result<(), Fault> {
    diesel::insert_into(audit_entry::table)
        .values(&row(stamp, entry))
        .execute(tx.conn())?;
    Ok(())
}

/// Reading sensitive text again within this time leaves no second entry.
const READ_WINDOW: TimeDelta = TimeDelta::minutes(10);

/// Those of these students whose reading by this account the log does not tell yet: asked before
/// the answer, so that most reads write nothing.
pub fn unlogged_reads(
    conn: &mut Conn,
    stamp: &Stamp,
    action: &'static str,
    students: &[StudentId],
) -> Result<Vec<StudentId>, Fault> {
    let Some(account) = stamp.account else {
        return Ok(students.to_vec());
    };
    let ids: Vec<_> = students.iter().map(ToString::to_string).collect();
    let since = stamp.now.plus(-READ_WINDOW).naive_utc();
    let logged: Vec<Option<Col<StudentId>>> = audit_entry::table
        .filter(audit_entry::student_id.eq_any(ids))
        .filter(audit_entry::actor_id.eq(account.to_string()))
        .filter(audit_entry::at.gt(since))
        .filter(audit_entry::action.eq(action))
        .select(audit_entry::student_id)
        .load(conn)?;
    let is_logged = |student: &StudentId| logged.contains(&Some(Col(*student)));
    Ok(students
        .iter()
        .copied()
        .filter(|student| !is_logged(student))
        .collect())
}

/// Whether the log tells already that this account read something that belongs to no student.
pub fn is_read_logged(
    conn: &mut Conn,
    stamp: &Stamp,
    action: &'static str,
    subject_id: &str,
) -> Result<bool, Fault> {
    let Some(account) = stamp.account else {
        return Ok(false);
    };
    let since = stamp.now.plus(-READ_WINDOW).naive_utc();
    let logged = audit_entry::table
        .filter(audit_entry::student_id.is_null())
        .filter(audit_entry::actor_id.eq(account.to_string()))
        .filter(audit_entry::subject_id.eq(subject_id))
        .filter(audit_entry::at.gt(since))
        .filter(audit_entry::action.eq(action))
        .count()
        .get_result::<i64>(conn)?;
    Ok(logged > 0)
}

#[derive(Insertable)]
#[diesel(table_name = audit_entry, treat_none_as_default_value = false)]
struct Row {
    id: String,
    at: chrono::NaiveDateTime,
    actor_kind: &'static str,
    actor_id: Option<String>,
    action: &'static str,
    subject_kind: &'static str,
    subject_id: String,
    student_id: Option<String>,
    request_id: Option<String>,
}

/// Writes several entries at once.
pub fn record_all(tx: &mut Tx<'_>, stamp: &Stamp, entries: &[Entry<'_>]) -> Result<(), Fault> {
    let rows: Vec<Row> = entries.iter().map(|entry| row(stamp, entry)).collect();
    for batch in rows.chunks(1_000) {
        each!(tx, |c| diesel::insert_into(audit_entry::table)
            .values(batch)
            .execute(c))?;
    }
    Ok(())
}

fn row(stamp: &Stamp, entry: &Entry<'_>) -> Row {
    let (actor_kind, actor_id) = match entry.by {
        By::Guardian(person) => ("guardian", Some(person.to_string())),
        By::Visitor => ("visitor", None),
        By::Staff => match stamp.account {
            Some(account) => ("account", Some(account.to_string())),
            None => ("system", None),
        },
    };
    Row {
        id: Uuid::now_v7().to_string(),
        at: stamp.now.naive_utc(),
        actor_kind,
        actor_id,
        action: entry.action,
        subject_kind: entry.subject_kind,
        subject_id: entry.subject_id.to_owned(),
        student_id: entry.student.map(|id| id.to_string()),
        request_id: stamp.request.map(|id| id.to_string()),
    }
}
