//! What a database says of the site as a whole: whether it is a demo's, and whether it is empty.

use diesel::{dsl::count_star, prelude::*};
use tongyu_db::{
    Conn, Tx,
    schema::{account, org_node, person, site_setting},
};
use tongyu_shared::org::types::NodeKind;

use crate::http::fault::Fault;

/// The row that marks a demo's database.
const DEMO: &str = "demo";

/// Whether the database belongs to a demo.
pub fn is_demo(conn: &mut Conn) -> Result<bool, Fault> {
    let value: Option<String> = site_setting::table
        .find(DEMO)
        .select(site_setting::value)
        .first(conn)
        .optional()?;
    Ok(value.as_deref() == Some("true"))
}

/// Marks an empty database as a demo's. Once marked, it stays one.
pub fn mark_demo(tx: &mut Tx<'_>) -> Result<(), Fault> {
    diesel::insert_into(site_setting::table)
        .values((site_setting::name.eq(DEMO), site_setting::value.eq("true")))
        .execute(tx.conn())?;
    Ok(())
}

/// The city's name; empty before the site is set up.
pub fn city(conn: &mut Conn) -> Result<String, Fault> {
    let name = org_node::table
        .filter(org_node::kind.eq(NodeKind::City.as_str()))
        .select(org_node::name)
        .order(org_node::sort)
        .first(conn)
        .optional()?;
    Ok(name.unwrap_or_default())
}

/// Whether nothing has been set up yet: no place, no person, no account.
pub fn is_empty(conn: &mut Conn) -> Result<bool, Fault> {
    let places: i64 = org_node::table.select(count_star()).first(conn)?;
    let people: i64 = person::table.select(count_star()).first(conn)?;
    let accounts: i64 = account::table.select(count_star()).first(conn)?;
    Ok(places + people + accounts == 0)
}
