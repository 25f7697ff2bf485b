//! Accounts by phone, offices and the roles on a node.

use std::collections::HashMap;

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, live_on,
    schema::{account, org_node, person, role_grant},
};
use tongyu_shared::{
    access::Role,
    ids::{AccountId, NodeId},
    org::types::NodeKind,
    time::Date,
};

use crate::http::fault::Fault;

/// Who signs in with a phone.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The account.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
}

/// Who signs in with the phone that has this hash.
pub fn holder(conn: &mut Conn, phone_hash: &str) -> Result<Option<Holder>, Fault> {
    let row: Option<(Col<AccountId>, String)> = account::table
        .inner_join(person::table)
        .filter(account::phone_hash.eq(phone_hash))
        .select((account::id, person::name))
        .first(conn)
        .optional()?;
    Ok(row.map(|(account, name)| Holder {
        account: account.0,
        name,
    }))
}

/// The offices of a school by name.
pub fn offices(conn: &mut Conn, school: NodeId) -> Result<HashMap<String, NodeId>, Fault> {
    let rows: Vec<(String, Col<NodeId>)> = org_node::table
        .filter(org_node::parent_id.eq(school.to_string()))
        .filter(org_node::kind.eq(NodeKind::Office.as_str()))
        .filter(org_node::valid_to.is_null())
        .order(org_node::id.desc())
        .select((org_node::name, org_node::id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(name, id)| (name, id.0)).collect())
}

/// A role that someone holds.
#[derive(Clone, Debug)]
pub struct Held {
    /// The grant.
    pub id: String,
    /// Who holds it.
    pub account: AccountId,
    /// 职务.
    pub title: String,
}

/// Who holds a role on a node today.
pub fn grants_on(
    conn: &mut Conn,
    node: NodeId,
    role: Role,
    today: Date,
) -> Result<Vec<Held>, Fault> {
    let rows: Vec<(String, Col<AccountId>, String)> = role_grant::table
        .filter(role_grant::node_id.eq(node.to_string()))
        .filter(role_grant::role.eq(role.as_str()))
        .filter(live_on!(role_grant, today.naive()))
        .order(role_grant::id)
        .select((role_grant::id, role_grant::account_id, role_grant::title))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, account, title)| Held {
            id,
            account: account.0,
            title,
        })
        .collect())
}

/// Whether anybody has or had a role on a node.
pub fn was_ever_held(conn: &mut Conn, node: NodeId, role: Role) -> Result<bool, Fault> {
    let found: Option<String> = role_grant::table
        .filter(role_grant::node_id.eq(node.to_string()))
        .filter(role_grant::role.eq(role.as_str()))
        .select(role_grant::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Ends a grant with its last day.
pub fn end(tx: &mut Tx<'_>, grant: &str, last_day: Date) -> Result<(), Fault> {
    diesel::update(role_grant::table.find(grant))
        .set(role_grant::valid_to.eq(last_day.naive()))
        .execute(tx.conn())?;
    Ok(())
}

/// Another 职务.
pub fn set_title(tx: &mut Tx<'_>, grant: &str, title: &str) -> Result<(), Fault> {
    diesel::update(role_grant::table.find(grant))
        .set(role_grant::title.eq(title))
        .execute(tx.conn())?;
    Ok(())
}
