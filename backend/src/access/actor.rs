//! The signed-in person with the grants that are live today.

use diesel::prelude::*;
use tongyu_db::{Col, Conn, live_on, schema::role_grant};
use tongyu_shared::{
    access::{Action, Role},
    ids::{AccountId, NodeId, PersonId, SessionId},
    time::{Date, Instant},
};

use super::scope::Scope;
use crate::http::fault::Fault;

/// A role held on a node today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveGrant {
    /// The role.
    pub role: Role,
    /// Where it is held.
    pub node: NodeId,
    /// Whether it reaches everything under the node.
    pub covers_below: bool,
}

/// Who is asking.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account.
    pub account: AccountId,
    /// The person behind it.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
    /// The session.
    pub session: SessionId,
    /// When the session ends at the latest.
    pub ends_at: Instant,
    /// Grants that are live today.
    pub grants: Vec<LiveGrant>,
}

impl Actor {
    /// The rows on which this person may do `action`: the reach of those grants alone whose
    /// role allows it.
    pub fn scope(&self, action: Action) -> Scope {
        Scope::of(self.grants_for(action))
    }

    /// The grants whose role allows `action`, each for itself: where a thing is to lie in one place.
    pub fn grants_for(&self, action: Action) -> impl Iterator<Item = &LiveGrant> {
        self.grants
            .iter()
            .filter(move |grant| grant.role.may(action))
    }

    /// Whether some grant has this role.
    pub fn holds(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// The nodes on which this role is held.
    pub fn nodes_of(&self, role: Role) -> Vec<NodeId> {
        self.grants
            .iter()
            .filter(|grant| grant.role == role)
            .map(|grant| grant.node)
            .collect()
    }
}

/// The grants of an account that are live on `today`.
pub fn live_grants(
    conn: &mut Conn,
    account: AccountId,
    today: Date,
) -> Result<Vec<LiveGrant>, Fault> {
    let rows: Vec<(Col<Role>, Col<NodeId>, bool)> = role_grant::table
        .filter(role_grant::account_id.eq(account.to_string()))
        .filter(live_on!(role_grant, today.naive()))
        .order(role_grant::id)
        .select((
            role_grant::role,
            role_grant::node_id,
            role_grant::covers_below,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(role, node, covers_below)| LiveGrant {
            role: role.0,
            node: node.0,
            covers_below,
        })
        .collect())
}
