//! What the app needs to know about the person in front of it.

use std::collections::HashMap;

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn,
    schema::{org_closure, org_node},
};
use tongyu_shared::{
    access::Role,
    identity::types::{HeldRole, Me},
    ids::NodeId,
    org::types::NodeKind,
    time::Date,
};

use crate::{
    access::{Actor, LiveGrant, mentors},
    http::fault::Fault,
};

/// The signed-in person with the live roles and their places.
pub fn read(conn: &mut Conn, actor: &Actor, today: Date, demo: bool) -> Result<Me, Fault> {
    let mut roles = roles(conn, &actor.grants)?;
    if roles.iter().any(|held| held.role == Role::Mentor) {
        let none = !mentors::has_pupils(conn, actor.account, today)?;
        for held in &mut roles {
            held.without_pupils = none && held.role == Role::Mentor;
        }
    }
    Ok(Me {
        account: actor.account,
        name: actor.name.clone(),
        roles,
        ends_at: actor.ends_at,
        demo,
    })
}

/// Roles with the names of their places and of the schools these lie in.
pub(super) fn roles(conn: &mut Conn, grants: &[LiveGrant]) -> Result<Vec<HeldRole>, Fault> {
    let ids: Vec<_> = grants.iter().map(|grant| grant.node.to_string()).collect();
    let places = places(conn, &ids)?;
    let schools = schools(conn, &ids)?;
    let role = |grant: &LiveGrant| {
        let (node_kind, node_name) = places.get(&grant.node)?.clone();
        let school = schools.get(&grant.node).cloned();
        Some(HeldRole {
            role: grant.role,
            node: grant.node,
            node_kind,
            node_name,
            school: school.as_ref().map(|(id, _)| *id),
            school_name: school.map(|(_, name)| name),
            without_pupils: false,
        })
    };
    Ok(grants.iter().filter_map(role).collect())
}

fn places(conn: &mut Conn, ids: &[String]) -> Result<HashMap<NodeId, (NodeKind, String)>, Fault> {
    let rows: Vec<(Col<NodeId>, Col<NodeKind>, String)> = org_node::table
        .filter(org_node::id.eq_any(ids))
        .select((org_node::id, org_node::kind, org_node::name))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, kind, name)| (id.0, (kind.0, name)))
        .collect())
}

fn schools(conn: &mut Conn, ids: &[String]) -> Result<HashMap<NodeId, (NodeId, String)>, Fault> {
    let rows: Vec<(Col<NodeId>, Col<NodeId>, String)> = org_closure::table
        .inner_join(org_node::table.on(org_node::id.eq(org_closure::ancestor_id)))
        .filter(org_closure::descendant_id.eq_any(ids))
        .filter(org_node::kind.eq(NodeKind::School.as_str()))
        .select((org_closure::descendant_id, org_node::id, org_node::name))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(below, school, name)| (below.0, (school.0, name)))
        .collect())
}
