//! Reading what families said leaves a trace, written before the answer goes out.

use tongyu_db::{Conn, Tx};
use tongyu_shared::ids::{StudentId, VisitId};

use crate::{
    audit::{self, By},
    http::{fault::Fault, input::Stamp},
};

/// An answer with what the log has to tell before it may go out.
#[derive(Debug)]
pub struct Logged<T> {
    /// The answer.
    pub answer: T,
    /// What the log does not tell yet.
    pub reads: Vec<Read>,
}

/// That someone's text was read.
#[derive(Clone, Debug)]
pub struct Read {
    action: &'static str,
    student: StudentId,
    /// The visit; without one the pupil is what was looked at.
    visit: Option<VisitId>,
}

impl<T> Logged<T> {
    /// An answer with what these students' families said, in one visit or in several.
    pub fn new(
        conn: &mut Conn,
        stamp: &Stamp,
        action: &'static str,
        visit: Option<VisitId>,
        students: &[StudentId],
        answer: T,
    ) -> Result<Self, Fault> {
        let reads = audit::unlogged_reads(conn, stamp, action, students)?
            .into_iter()
            .map(|student| Read {
                action,
                student,
                visit,
            })
            .collect();
        Ok(Self { answer, reads })
    }
}

/// Writes the entries.
pub fn record(tx: &mut Tx<'_>, stamp: &Stamp, reads: &[Read]) -> Result<(), Fault> {
    let subject = |read: &Read| match read.visit {
        Some(visit) => ("visit", visit.to_string()),
        None => ("student", read.student.to_string()),
    };
    let subjects: Vec<_> = reads.iter().map(subject).collect();
    let entries: Vec<_> = reads
        .iter()
        .zip(&subjects)
        .map(|(read, (subject_kind, subject_id))| audit::Entry {
            by: By::Staff,
            action: read.action,
            subject_kind,
            subject_id,
            student: Some(read.student),
        })
        .collect();
    audit::record_all(tx, stamp, &entries)
}
