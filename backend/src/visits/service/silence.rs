//! What becomes of a record on which the family says nothing.

use chrono::TimeDelta;
use tongyu_db::Tx;
use tongyu_shared::visits::state::{VisitActor, VisitEvent, VisitNow, VisitState, next};

use super::super::store;
use crate::{
    audit::{self, By},
    http::{fault::Fault, input::Stamp},
    org,
};

/// Visits in one transaction, so that others' writes pass between.
const AT_ONCE: i64 = 200;

/// Confirms some recorded visits by silence, which is counted apart: those whose families got
/// their link as many days ago as the rule pack says. Gives how many; call it again until it
/// gives none. Without a pack in force nothing is confirmed so.
pub fn close_silences(tx: &mut Tx<'_>, stamp: &Stamp) -> Result<u32, Fault> {
    let packs = org::packs_in_force(tx, stamp.now.date())?;
    let days = packs
        .iter()
        .filter_map(|pack| pack.visits)
        .map(|visits| visits.silence_days)
        .max();
    let Some(days) = days else {
        return Ok(0);
    };
    let asked_until = stamp.now.plus(-TimeDelta::days(i64::from(days)));
    let visits = store::silent_visits(tx, asked_until, AT_ONCE)?;
    if visits.is_empty() {
        return Ok(0);
    }
    let recorded = VisitNow {
        state: Some(VisitState::Recorded),
        planned: false,
    };
    next(recorded, VisitEvent::ConfirmBySilence, VisitActor::System).map_err(Fault::internal)?;
    let confirmed = store::confirm_silent(tx, &visits, stamp.now)?;
    let ids: Vec<String> = visits.iter().map(ToString::to_string).collect();
    let entries: Vec<_> = ids
        .iter()
        .map(|id| audit::Entry {
            by: By::Staff,
            action: "visit.confirm_by_silence",
            subject_kind: "visit",
            subject_id: id,
            student: None,
        })
        .collect();
    audit::record_all(tx, stamp, &entries)?;
    u32::try_from(confirmed).map_err(Fault::internal)
}
