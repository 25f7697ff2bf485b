//! The audit log: append-only rows, written in the transaction of what they tell, and before
//! the answer where sensitive text is read. `jobs` seals them into a chain.

use diesel::prelude::*;
use tongyu_db::{Tx, schema::audit_entry};
use tongyu_shared::ids::{PersonId, StudentId};
use uuid::Uuid;

use crate::http::{fault::Fault, input::Stamp};

/// Who did it.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// The account of the stamp, or the system where it names none.
    Staff,
    /// A guardian, on a link page.
    Guardian(PersonId),
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
    let (kind, actor) = match entry.by {
        By::Guardian(person) => ("guardian", Some(person.to_string())),
        By::Staff => match stamp.account {
            Some(account) => ("account", Some(account.to_string())),
            None => ("system", None),
        },
    };
    diesel::insert_into(audit_entry::table)
        .values((
            audit_entry::id.eq(Uuid::now_v7().to_string()),
            audit_entry::at.eq(stamp.now.naive_utc()),
            audit_entry::actor_kind.eq(kind),
            audit_entry::actor_id.eq(actor),
            audit_entry::action.eq(entry.action),
            audit_entry::subject_kind.eq(entry.subject_kind),
            audit_entry::subject_id.eq(entry.subject_id),
            audit_entry::student_id.eq(entry.student.map(|id| id.to_string())),
            audit_entry::request_id.eq(stamp.request.map(|id| id.to_string())),
        ))
        .execute(tx.conn())?;
    Ok(())
}
