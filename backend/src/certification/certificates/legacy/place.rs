//! The place that a sheet belongs to, and its schools there: nobody brings certificates into a place
//! where someone else runs certification.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    iter::once,
};

use tongyu_db::Conn;
use tongyu_shared::{access::Action, api::problem::ProblemCode, ids::NodeId};

use super::{super::super::caller::Caller, sheet::SheetHolder};
use crate::{access::Scope, http::fault::Fault, org::imports::schools_named};

/// The place of a sheet.
#[derive(Debug)]
pub struct Place {
    /// Where.
    pub node: NodeId,
    /// The schools below it, by name; a name that two schools bear is none.
    schools: BTreeMap<String, NodeId>,
    /// Names that only schools elsewhere bear.
    elsewhere: HashSet<String>,
}

impl Place {
    /// Of the places that the caller runs certification for, the one with most schools of the
    /// sheet. 403 where there is none.
    pub fn of(conn: &mut Conn, caller: &Caller, holders: &[SheetHolder]) -> Result<Self, Fault> {
        let names: BTreeSet<_> = holders.iter().map(|one| one.row.school.as_str()).collect();
        let names: Vec<_> = names.into_iter().collect();
        let mut best: Option<(NodeId, Vec<(String, NodeId)>)> = None;
        for grant in caller.actor.grants_for(Action::CertificationManage) {
            let scope = Scope::of(once(grant));
            let found = schools_named(conn, &names, Some(&scope))?;
            if best
                .as_ref()
                .is_none_or(|(_, most)| found.len() > most.len())
            {
                best = Some((grant.node, found));
            }
        }
        let (node, inside) = best.ok_or(ProblemCode::Forbidden)?;
        let mut elsewhere: HashSet<_> = schools_named(conn, &names, None)?
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        elsewhere.retain(|name| inside.iter().all(|(known, _)| known != name));
        Ok(Self {
            node,
            schools: only(inside),
            elsewhere,
        })
    }

    /// The school of this name.
    pub fn school(&self, name: &str) -> Option<NodeId> {
        self.schools.get(name).copied()
    }

    /// Whether the name is that of a school elsewhere.
    pub fn is_elsewhere(&self, name: &str) -> bool {
        self.elsewhere.contains(name)
    }
}

/// Those whose name no other bears.
fn only(found: Vec<(String, NodeId)>) -> BTreeMap<String, NodeId> {
    let mut named: BTreeMap<String, Vec<NodeId>> = BTreeMap::new();
    for (name, id) in found {
        named.entry(name).or_default().push(id);
    }
    let single = |(name, ids): (String, Vec<NodeId>)| match ids.as_slice() {
        [only] => Some((name, *only)),
        _ => None,
    };
    named.into_iter().filter_map(single).collect()
}
