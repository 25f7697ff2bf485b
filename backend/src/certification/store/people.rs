//! Names, posts and roles of those who apply, train, assess and decide.

use std::{collections::HashMap, hash::Hash};

use chrono::NaiveDate;
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, live_on,
    schema::{account, org_closure, org_node, person, role_grant, school},
};
use tongyu_shared::{
    access::Role,
    ids::{AccountId, NodeId, PersonId},
    time::Date,
};

use crate::http::fault::Fault;

/// What a foreign key names, among the rows that were looked up for it. One that is missing is a
/// fault of ours: an empty name would pass for a name.
pub fn known<K: Copy + Eq + Hash, V>(found: &HashMap<K, V>, key: K) -> Result<&V, Fault> {
    let missing = || Fault::internal("a row that a foreign key names was not looked up");
    found.get(&key).ok_or_else(missing)
}

fn texts<T: ToString>(ids: &[T]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// The names of some people.
pub fn people(conn: &mut Conn, ids: &[PersonId]) -> Result<HashMap<PersonId, String>, Fault> {
    let rows: Vec<(Col<PersonId>, String)> = person::table
        .filter(person::id.eq_any(texts(ids)))
        .select((person::id, person::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// The person.
    pub person: PersonId,
    /// The name.
    pub name: String,
}

/// The people behind some accounts.
pub fn staff(conn: &mut Conn, ids: &[AccountId]) -> Result<HashMap<AccountId, Staff>, Fault> {
    let rows: Vec<(Col<AccountId>, Col<PersonId>, String)> = account::table
        .inner_join(person::table)
        .filter(account::id.eq_any(texts(ids)))
        .select((account::id, person::id, person::name))
        .load(conn)?;
    let staff = rows
        .into_iter()
        .map(|(id, Col(person), name)| (id.0, Staff { person, name }));
    Ok(staff.collect())
}

/// The names of some nodes.
pub fn names_of_nodes(conn: &mut Conn, ids: &[NodeId]) -> Result<HashMap<NodeId, String>, Fault> {
    let rows: Vec<(Col<NodeId>, String)> = org_node::table
        .filter(org_node::id.eq_any(texts(ids)))
        .select((org_node::id, org_node::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// A post of someone in a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldsRole {
    /// Whose.
    pub person: PersonId,
    /// The school.
    pub school: NodeId,
    /// The school's name.
    pub school_name: String,
    /// As what.
    pub title: String,
    /// Since when.
    pub since: Date,
}

/// Whose, school, its name, title, since when.
type PostRow = (Col<PersonId>, Col<NodeId>, String, String, NaiveDate);

/// The posts in schools that some people hold today, whatever part of the school they are for.
pub fn posts_of(conn: &mut Conn, ids: &[PersonId], today: Date) -> Result<Vec<HoldsRole>, Fault> {
    let rows: Vec<PostRow> = role_grant::table
        .inner_join(account::table.on(account::id.eq(role_grant::account_id)))
        .inner_join(org_closure::table.on(org_closure::descendant_id.eq(role_grant::node_id)))
        .inner_join(school::table.on(school::node_id.eq(org_closure::ancestor_id)))
        .inner_join(org_node::table.on(org_node::id.eq(school::node_id)))
        .filter(account::person_id.eq_any(texts(ids)))
        .filter(live_on!(role_grant, today.naive()))
        .order((role_grant::valid_from, role_grant::id))
        .select((
            account::person_id,
            school::node_id,
            org_node::name,
            role_grant::title,
            role_grant::valid_from,
        ))
        .load(conn)?;
    let posts = rows.into_iter().map(|row| HoldsRole {
        person: row.0.0,
        school: row.1.0,
        school_name: row.2,
        title: row.3,
        since: Date::from(row.4),
    });
    Ok(posts.collect())
}

/// Those who hold a role today somewhere below a node, on it, or above it: account and title.
pub fn holders_around(
    conn: &mut Conn,
    role: Role,
    node: NodeId,
    today: Date,
) -> Result<Vec<(AccountId, String)>, Fault> {
    let below = org_closure::table
        .filter(org_closure::ancestor_id.eq(node.to_string()))
        .select(org_closure::descendant_id);
    let above = org_closure::table
        .filter(org_closure::descendant_id.eq(node.to_string()))
        .select(org_closure::ancestor_id);
    let rows: Vec<(Col<AccountId>, String)> = role_grant::table
        .filter(role_grant::role.eq(role.as_str()))
        .filter(live_on!(role_grant, today.naive()))
        .filter(
            role_grant::node_id
                .eq_any(below)
                .or(role_grant::node_id.eq_any(above)),
        )
        .order((role_grant::account_id, role_grant::id))
        .select((role_grant::account_id, role_grant::title))
        .load(conn)?;
    let mut holders: Vec<_> = rows.into_iter().map(|(id, title)| (id.0, title)).collect();
    holders.dedup_by_key(|(id, _)| *id);
    Ok(holders)
}

/// As what some accounts hold a role today: `市教科院`.
pub fn titles_on(
    conn: &mut Conn,
    role: Role,
    ids: &[AccountId],
    today: Date,
) -> Result<HashMap<AccountId, String>, Fault> {
    let rows: Vec<(Col<AccountId>, String)> = role_grant::table
        .filter(role_grant::account_id.eq_any(texts(ids)))
        .filter(role_grant::role.eq(role.as_str()))
        .filter(live_on!(role_grant, today.naive()))
        .select((role_grant::account_id, role_grant::title))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, title)| (id.0, title)).collect())
}
