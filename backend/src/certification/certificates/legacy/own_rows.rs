//! Rows of a sheet that mean whoever uploads or confirms it: nobody makes themselves a holder.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    certification::certificates::legacy::LegacyFault,
    ids::{NodeId, PersonId},
};

use super::{
    super::super::caller::Caller,
    holders::People,
    store::{self, HolderRow},
};
use crate::http::fault::Fault;

/// Why a row that means this person is refused, where the asking person is the one.
pub fn fault(caller: &Caller, who: Option<PersonId>) -> Option<LegacyFault> {
    let own = who.is_some_and(|who| caller.not_in_own_cause(who).is_err());
    own.then_some(LegacyFault::OwnCause)
}

/// Marks the good rows of a sheet of this place that mean the asking person.
pub fn mark(
    conn: &mut Conn,
    caller: &Caller,
    place: NodeId,
    rows: &mut [HolderRow],
) -> Result<(), Fault> {
    let people = People::of(conn, place, rows)?;
    for row in rows.iter_mut().filter(|row| row.faults.is_empty()) {
        if let Some(fault) = fault(caller, people.link(row).1) {
            fault.as_str().clone_into(&mut row.faults);
        }
    }
    Ok(())
}

/// Notes them as refused, and takes them out.
pub fn refuse(
    tx: &mut Tx<'_>,
    caller: &Caller,
    place: NodeId,
    good: &mut Vec<HolderRow>,
) -> Result<(), Fault> {
    mark(tx, caller, place, good)?;
    for row in good.iter().filter(|row| !row.faults.is_empty()) {
        store::refuse(tx, row, &row.faults)?;
    }
    good.retain(|row| row.faults.is_empty());
    Ok(())
}
