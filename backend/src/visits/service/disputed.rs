//! What waits for the coordinator: visits that a family says never were.

use tongyu_db::Conn;
use tongyu_shared::{
    access::Action,
    ids::{NodeId, VisitId},
    names::mask_name,
    visits::types::{DisputedVisit, DisputedVisits},
};

use super::super::store;
use crate::{access::Actor, http::fault::Fault, org};

/// The disputed visits of a school, the one waiting longest first. What was said stays behind the
/// visit's own page, whose readers are logged.
pub fn of_school(conn: &mut Conn, actor: &Actor, school: NodeId) -> Result<DisputedVisits, Fault> {
    org::school_within(conn, actor, Action::MatterCoordinate, school)?;
    let found = store::disputed_within(conn, school, &actor.scope(Action::VisitRead))?;
    let ids: Vec<VisitId> = found.iter().map(|visit| visit.visit).collect();
    let mut names = store::names_of_pupils(conn, &ids)?;
    let denied = store::denied_at(conn, &ids)?;
    let mut visits: Vec<DisputedVisit> = found
        .into_iter()
        .map(|visit| DisputedVisit {
            students: names
                .remove(&visit.visit)
                .unwrap_or_default()
                .iter()
                .map(|name| mask_name(name))
                .collect(),
            disputed_at: denied.get(&visit.visit).copied(),
            visit: visit.visit,
            started_at: visit.started_at,
            mode: visit.mode,
            class_name: visit.class_name,
            author_name: visit.author_name,
        })
        .collect();
    visits.sort_by_key(|visit| visit.disputed_at);
    Ok(DisputedVisits { school, visits })
}
