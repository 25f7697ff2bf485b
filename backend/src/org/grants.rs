//! Roles held on nodes for a time.

use diesel::prelude::*;
use tongyu_db::{Tx, each, schema::role_grant};
use tongyu_shared::{
    access::Role,
    ids::{AccountId, GrantId, NodeId},
    time::Date,
};

use crate::http::fault::Fault;

/// A grant to be made. It reaches everything under its node, if its role does.
#[derive(Clone, Debug)]
pub struct NewGrant<'a> {
    /// Its id.
    pub id: GrantId,
    /// Who gets it.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// Where.
    pub node: NodeId,
    /// 职务, as people say it: `教务处主任`. May be empty.
    pub title: &'a str,
    /// Since when.
    pub valid_from: Date,
    /// The last day; open where absent.
    pub valid_to: Option<Date>,
    /// Who granted it; absent for seeds and the command line.
    pub granted_by: Option<AccountId>,
}

#[derive(Insertable)]
#[diesel(table_name = role_grant, treat_none_as_default_value = false)]
struct GrantRow<'a> {
    id: String,
    account_id: String,
    role: &'static str,
    node_id: String,
    covers_below: bool,
    title: &'a str,
    valid_from: chrono::NaiveDate,
    valid_to: Option<chrono::NaiveDate>,
    granted_by: Option<String>,
}

/// Makes grants.
pub fn add(tx: &mut Tx<'_>, new: &[NewGrant<'_>]) -> Result<(), Fault> {
    for batch in new.chunks(1_000) {
        let rows: Vec<_> = batch.iter().map(row).collect();
        each!(tx, |c| diesel::insert_into(role_grant::table)
            .values(&rows)
            .execute(c))?;
    }
    Ok(())
}

fn row<'a>(new: &NewGrant<'a>) -> GrantRow<'a> {
    GrantRow {
        id: new.id.to_string(),
        account_id: new.account.to_string(),
        role: new.role.as_str(),
        node_id: new.node.to_string(),
        covers_below: new.role.covers_below(),
        title: new.title,
        valid_from: new.valid_from.naive(),
        valid_to: new.valid_to.map(Date::naive),
        granted_by: new.granted_by.map(|id| id.to_string()),
    }
}
