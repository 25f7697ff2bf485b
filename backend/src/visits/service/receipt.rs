//! What the phone is told once the server has a visit.

use std::collections::HashSet;

use tongyu_db::Conn;
use tongyu_shared::{ids::VisitId, time::Date, visits::types::VisitReceipt};

use super::{super::store, counts};
use crate::{
    crypto::Keys,
    feedback::{self, LinesFor},
    http::fault::{Fault, NOT_FOUND},
    org,
};

/// The receipt of a visit that its author has just submitted, or submitted before.
pub fn receipt(
    conn: &mut Conn,
    keys: &Keys,
    id: VisitId,
    today: Date,
) -> Result<VisitReceipt, Fault> {
    let visit = store::first(conn, id)?.ok_or(NOT_FOUND)?;
    let matters = store::all_matters_of(conn, id)?;
    let lines = if matters.is_empty() {
        Vec::new()
    } else {
        feedback::lines(conn, keys, &LinesFor::Matters(matters), true)?
    };
    let open = lines.iter().any(|line| line.state.is_open());
    let open: HashSet<VisitId> = open.then_some(id).into_iter().collect();
    let since = org::current_term(conn, visit.class, today)?.map(|term| term.starts_on);
    let pupils = org::students_in_classes(conn, &[visit.class], today)?;
    let contacts = store::contacts_in_classes(conn, &[visit.class], today, since)?;
    Ok(VisitReceipt {
        visit: id,
        state: counts::shown_state(visit.state, id, &open),
        matters: lines,
        coverage: counts::coverage_of(pupils.iter().map(|pupil| pupil.student), &contacts, since),
        family_is_asked: store::is_family_asked(conn, id)?,
    })
}
