//! What the phone is told once the server has a visit.

use std::collections::HashSet;

use tongyu_db::Conn;
use tongyu_shared::{
    access::Action,
    ids::{StudentId, VisitId},
    visits::types::{Coverage, VisitReceipt},
};

use super::{
    super::{
        reach::Reach,
        store::{self, First},
    },
    Logged, counts,
    submit::Submitted,
};
use crate::{
    access::Actor,
    crypto::Keys,
    feedback::{self, LinesFor},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    org,
};

/// The receipt of a visit that its author has just submitted, or submitted before. Whose right to
/// read it has ended since is told that it is stored, and no more.
pub fn receipt(
    conn: &mut Conn,
    keys: &Keys,
    actor: &Actor,
    (id, submitted): (VisitId, Submitted),
    stamp: &Stamp,
) -> Result<Logged<VisitReceipt>, Fault> {
    let visit = store::first(conn, id)?.ok_or(NOT_FOUND)?;
    let reach = Reach::of(conn, actor, Action::VisitRead)?;
    let students: Vec<StudentId> = reach
        .texts(conn, id, stamp.now.date())?
        .into_iter()
        .map(|text| text.student)
        .collect();
    let matters = store::matters_of(conn, id, &students, None)?;
    let lines = if matters.is_empty() {
        Vec::new()
    } else {
        feedback::lines(conn, keys, &LinesFor::Matters(matters), true)?
    };
    let open = lines.iter().any(|line| line.state.is_open());
    let open: HashSet<VisitId> = open.then_some(id).into_iter().collect();
    let answer = VisitReceipt {
        visit: id,
        state: counts::shown_state(visit.state, id, &open),
        matters: lines,
        coverage: coverage(conn, actor, &visit, stamp)?,
        family_is_asked: store::is_family_asked(conn, id)?,
    };
    // What an author has just written is no reading; what comes back later is.
    let read = match submitted {
        Submitted::First => &[],
        Submitted::Again => students.as_slice(),
    };
    Logged::new(conn, stamp, "visit.read_receipt", Some(id), read, answer)
}

/// The class's coverage, while it is still a class of this author. What it costs does not rise with
/// the visits that were made.
fn coverage(
    conn: &mut Conn,
    actor: &Actor,
    visit: &First,
    stamp: &Stamp,
) -> Result<Option<Coverage>, Fault> {
    let today = stamp.now.date();
    let scope = actor.scope(Action::ClassRead);
    if org::class_within(conn, &scope, visit.class, today)?.is_none() {
        return Ok(None);
    }
    let since = org::current_term(conn, visit.class, today)?.map(|term| term.starts_on);
    store::count_in_class(conn, visit.class, today, since).map(Some)
}
