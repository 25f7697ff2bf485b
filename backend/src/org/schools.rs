//! The one door to what belongs to a whole school.

use tongyu_db::Conn;
use tongyu_shared::{access::Action, ids::NodeId, org::types::NodeKind};

use super::store::{self, Place};
use crate::{
    access::{Actor, authorize},
    http::fault::{Fault, NOT_FOUND},
};

/// The school, where `action` reaches it. 404 where it does not, and where the node is a class, an
/// office or a town: those lie within reach too, but no school's figures are theirs.
pub fn school_within(
    conn: &mut Conn,
    actor: &Actor,
    action: Action,
    school: NodeId,
) -> Result<Place, Fault> {
    authorize(conn, actor, action, school)?;
    let place = store::place(conn, school)?;
    if place.kind == NodeKind::School {
        Ok(place)
    } else {
        Err(NOT_FOUND)
    }
}
