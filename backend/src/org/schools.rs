//! The two doors to what belongs to a school. Classes, offices and towns lie within reach too, but
//! no school's sheet or figures are theirs.

use tongyu_db::Conn;
use tongyu_shared::{access::Action, ids::NodeId};

use super::store::{self, School};
use crate::{
    access::{Actor, authorize},
    http::fault::{Fault, NOT_FOUND},
};

/// The school, where `action` reaches all of it; 404 elsewhere, and for what is no school.
pub fn school_within(
    conn: &mut Conn,
    actor: &Actor,
    action: Action,
    school: NodeId,
) -> Result<School, Fault> {
    authorize(conn, actor, action, school)?;
    store::school(conn, school)
}

/// The school, where `action` reaches something of it, as a head teacher's does; 404 elsewhere,
/// and for what is no school.
pub fn school_worked_in(
    conn: &mut Conn,
    actor: &Actor,
    action: Action,
    school: NodeId,
) -> Result<School, Fault> {
    if store::works_within(conn, &actor.scope(action), school)? {
        store::school(conn, school)
    } else {
        Err(NOT_FOUND)
    }
}
