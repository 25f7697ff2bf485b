//! Which office of a school owns what: the routing table, kind × theme → office.

use diesel::prelude::*;
use tongyu_db::{Tx, each, schema::routing_rule};
use tongyu_shared::{
    feedback::types::{MatterKind, Theme},
    ids::NodeId,
};

use crate::http::fault::Fault;

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// Feedback, request or suggestion.
    pub kind: MatterKind,
    /// What it is about.
    pub theme: Theme,
    /// The office that owns it.
    pub office: NodeId,
}

#[derive(Insertable)]
#[diesel(table_name = routing_rule, treat_none_as_default_value = false)]
struct RouteRow {
    school_id: String,
    kind: &'static str,
    theme: &'static str,
    office_id: String,
}

/// Replaces the routing table of a school.
pub fn replace(tx: &mut Tx<'_>, school: NodeId, routes: &[Route]) -> Result<(), Fault> {
    let school_id = school.to_string();
    diesel::delete(routing_rule::table.filter(routing_rule::school_id.eq(&school_id)))
        .execute(tx.conn())?;
    let rows: Vec<_> = routes
        .iter()
        .map(|route| RouteRow {
            school_id: school_id.clone(),
            kind: route.kind.as_str(),
            theme: route.theme.as_str(),
            office_id: route.office.to_string(),
        })
        .collect();
    each!(tx, |c| diesel::insert_into(routing_rule::table)
        .values(&rows)
        .execute(c))?;
    Ok(())
}
