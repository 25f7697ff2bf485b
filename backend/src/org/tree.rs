//! The organisation tree: the one place where nodes are added and the closure is kept.

use diesel::prelude::*;
use tongyu_db::{
    Tx, each,
    schema::{org_closure, org_node},
};
use tongyu_shared::{ids::NodeId, org::types::NodeKind, time::Date};

use crate::http::fault::Fault;

/// A node to be added.
#[derive(Clone, Debug)]
pub struct NewNode<'a> {
    /// Its id.
    pub id: NodeId,
    /// What it is.
    pub kind: NodeKind,
    /// What it hangs under; nothing for the city.
    pub parent: Option<NodeId>,
    /// Its name.
    pub name: &'a str,
    /// Its place among its siblings.
    pub sort: i32,
    /// From when it exists.
    pub valid_from: Date,
}

#[derive(Insertable)]
#[diesel(table_name = org_closure, treat_none_as_default_value = false)]
struct Pair {
    ancestor_id: String,
    descendant_id: String,
    depth: i32,
}

/// Adds a node and its pairs with everything above it.
pub fn add(tx: &mut Tx<'_>, node: &NewNode<'_>) -> Result<(), Fault> {
    let id = node.id.to_string();
    diesel::insert_into(org_node::table)
        .values((
            org_node::id.eq(&id),
            org_node::kind.eq(node.kind.as_str()),
            org_node::parent_id.eq(node.parent.map(|parent| parent.to_string())),
            org_node::name.eq(node.name),
            org_node::sort.eq(node.sort),
            org_node::valid_from.eq(node.valid_from.naive()),
        ))
        .execute(tx.conn())?;
    let above: Vec<(String, i32)> = match node.parent {
        Some(parent) => org_closure::table
            .filter(org_closure::descendant_id.eq(parent.to_string()))
            .select((org_closure::ancestor_id, org_closure::depth))
            .load(tx.conn())?,
        None => Vec::new(),
    };
    let mut pairs = vec![Pair {
        ancestor_id: id.clone(),
        descendant_id: id.clone(),
        depth: 0,
    }];
    pairs.extend(above.into_iter().map(|(ancestor_id, depth)| Pair {
        ancestor_id,
        descendant_id: id.clone(),
        depth: depth + 1,
    }));
    each!(tx, |c| diesel::insert_into(org_closure::table)
        .values(&pairs)
        .execute(c))?;
    Ok(())
}
