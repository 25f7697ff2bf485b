//! The part of the organisation tree that someone reaches with an action, as it goes into the
//! WHERE of every query on people's data.

use diesel::prelude::*;
use tongyu_db::{
    Conn,
    schema::{org_closure, org_node},
};
use tongyu_shared::{access::Action, ids::NodeId};

use super::actor::{Actor, LiveGrant};
use crate::http::fault::{Fault, NOT_FOUND};

/// Nodes within reach: some with everything under them, some alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    below: Vec<String>,
    exact: Vec<String>,
}

// An alias, so that queries on the closure itself can be held against a scope.
diesel::alias!(org_closure as reach: Reach);

/// A sub-query of the nodes under `below` and of those in `exact`.
#[diesel::dsl::auto_type]
pub fn nodes_within(below: Vec<String>, exact: Vec<String>) -> _ {
    let under = reach.field(org_closure::ancestor_id).eq_any(below);
    let itself = reach
        .field(org_closure::ancestor_id)
        .eq_any(exact)
        .and(reach.field(org_closure::depth).eq(0_i32));
    reach
        .filter(under.or(itself))
        .select(reach.field(org_closure::descendant_id))
}

impl Scope {
    /// The reach of some grants together.
    pub fn of<'a>(grants: impl Iterator<Item = &'a LiveGrant>) -> Self {
        let mut scope = Self::default();
        for grant in grants {
            let list = if grant.covers_below {
                &mut scope.below
            } else {
                &mut scope.exact
            };
            list.push(grant.node.to_string());
        }
        scope
    }

    /// A sub-query of the nodes in this scope: `column.eq_any(scope.nodes())`.
    pub fn nodes(&self) -> nodes_within {
        nodes_within(self.below.clone(), self.exact.clone())
    }

    /// Whether `node` lies in this scope.
    pub fn covers(&self, conn: &mut Conn, node: NodeId) -> Result<bool, Fault> {
        let found: Option<String> = org_node::table
            .find(node.to_string())
            .filter(org_node::id.eq_any(self.nodes()))
            .select(org_node::id)
            .first(conn)
            .optional()?;
        Ok(found.is_some())
    }
}

/// The one door for a single node: 404 where it lies outside the reach of this action, as if it
/// did not exist.
pub fn authorize(
    conn: &mut Conn,
    actor: &Actor,
    action: Action,
    node: NodeId,
) -> Result<(), Fault> {
    if actor.scope(action).covers(conn, node)? {
        Ok(())
    } else {
        Err(NOT_FOUND)
    }
}
