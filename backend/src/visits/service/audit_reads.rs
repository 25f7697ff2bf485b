//! Reading what families said leaves a trace, written before the answer goes out.

use tongyu_db::{Conn, Tx};
use tongyu_shared::ids::StudentId;

use crate::{
    audit::{self, By},
    http::{fault::Fault, input::Stamp},
};

/// An answer with what the log has to tell before it may go out.
#[derive(Debug)]
pub struct Logged<T> {
    /// The answer.
    pub answer: T,
    /// What was done, as the log names it.
    pub action: &'static str,
    /// The kind of thing that was read: the name of its table.
    pub subject_kind: &'static str,
    /// Which of them.
    pub subject_id: String,
    /// The students whose text was read and is not in the log yet.
    pub students: Vec<StudentId>,
}

impl<T> Logged<T> {
    /// An answer with sensitive text about `students`.
    pub fn new(
        conn: &mut Conn,
        stamp: &Stamp,
        action: &'static str,
        (subject_kind, subject_id): (&'static str, String),
        students: &[StudentId],
        answer: T,
    ) -> Result<Self, Fault> {
        let students = audit::unlogged_reads(conn, stamp, action, students)?;
        Ok(Self {
            answer,
            action,
            subject_kind,
            subject_id,
            students,
        })
    }
}

/// Writes the entries.
pub fn record(
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    action: &'static str,
    (subject_kind, subject_id): (&'static str, &str),
    students: &[StudentId],
) -> Result<(), Fault> {
    let entries: Vec<_> = students
        .iter()
        .map(|student| audit::Entry {
            by: By::Staff,
            action,
            subject_kind,
            subject_id,
            student: Some(*student),
        })
        .collect();
    audit::record_all(tx, stamp, &entries)
}
