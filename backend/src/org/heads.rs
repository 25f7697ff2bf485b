//! The head teachers of classes today.

use std::collections::HashSet;

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, live_on,
    schema::{account, person, role_grant},
};
use tongyu_shared::{access::Role, ids::NodeId, time::Date};

use crate::http::fault::Fault;

/// The name of the head teacher of a class today.
pub fn head_teacher(conn: &mut Conn, class: NodeId, today: Date) -> Result<Option<String>, Fault> {
    Ok(role_grant::table
        .inner_join(account::table.on(account::id.eq(role_grant::account_id)))
        .inner_join(person::table.on(person::id.eq(account::person_id)))
        .filter(role_grant::node_id.eq(class.to_string()))
        .filter(role_grant::role.eq(Role::HeadTeacher.as_str()))
        .filter(live_on!(role_grant, today.naive()))
        .order((role_grant::valid_from.desc(), role_grant::id))
        .select(person::name)
        .first(conn)
        .optional()?)
}

/// Those of these classes that have a head teacher today.
pub fn led(conn: &mut Conn, classes: &[NodeId], today: Date) -> Result<HashSet<NodeId>, Fault> {
    let classes: Vec<_> = classes.iter().map(ToString::to_string).collect();
    let rows: Vec<Col<NodeId>> = role_grant::table
        .filter(role_grant::node_id.eq_any(classes))
        .filter(role_grant::role.eq(Role::HeadTeacher.as_str()))
        .filter(live_on!(role_grant, today.naive()))
        .select(role_grant::node_id)
        .load(conn)?;
    Ok(rows.into_iter().map(Col::into_inner).collect())
}
