//! Roles held on nodes for a time.

use diesel::prelude::*;
use tongyu_db::{Col, Conn, Tx, each, schema::role_grant};
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

/// A grant with its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The grant.
    pub id: GrantId,
    /// Its first day.
    pub from: Date,
    /// Its last day; open where absent.
    pub to: Option<Date>,
}

impl Standing {
    /// Its first and its last day.
    pub const fn days(&self) -> (Date, Option<Date>) {
        (self.from, self.to)
    }

    /// Whether it holds on all of these days.
    fn covers(&self, from: Date, to: Option<Date>) -> bool {
        let lasts = self
            .to
            .is_none_or(|last| to.is_some_and(|wanted| wanted <= last));
        self.from <= from && lasts
    }

    /// Whether it holds on one of these days. What was ended before it began holds on none.
    fn meets(&self, from: Date, to: Option<Date>) -> bool {
        let begins = to.is_none_or(|wanted| self.from <= wanted);
        let lasts = self.to.is_none_or(|last| from <= last && self.from <= last);
        begins && lasts
    }
}

/// What came of a grant that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// It was made.
    Added,
    /// One like it holds on all of its days; nothing was added.
    Already(Standing),
    /// One like it holds on some of its days; nothing was added.
    Crosses(Standing),
}

/// Makes a grant, unless the same one holds on some of its days.
pub fn give(tx: &mut Tx<'_>, new: &NewGrant<'_>) -> Result<Given, Fault> {
    let known = standing(tx, (new.account, new.role, new.node))?;
    let (from, to) = (new.valid_from, new.valid_to);
    let same = known.iter().find(|one| one.covers(from, to));
    let crossing = known.iter().find(|one| one.meets(from, to));
    match (same, crossing) {
        (Some(one), _) => Ok(Given::Already(*one)),
        (None, Some(one)) => Ok(Given::Crosses(*one)),
        (None, None) => {
            add(tx, std::slice::from_ref(new))?;
            Ok(Given::Added)
        }
    }
}

/// Ends someone's grants of a role on a node with `last` as their last day, those too that would
/// begin later; gives the grants that it ended. What ends before stays as it is.
pub fn end(
    tx: &mut Tx<'_>,
    whose: (AccountId, Role, NodeId),
    last: Date,
) -> Result<Vec<GrantId>, Fault> {
    let mut known = standing(tx, whose)?;
    known.retain(|one| one.to.is_none_or(|to| to > last && to >= one.from));
    let ids: Vec<_> = known.iter().map(|one| one.id).collect();
    let texts: Vec<_> = ids.iter().map(ToString::to_string).collect();
    diesel::update(role_grant::table.filter(role_grant::id.eq_any(texts)))
        .set(role_grant::valid_to.eq(last.naive()))
        .execute(tx.conn())?;
    Ok(ids)
}

/// Someone's grants of a role on a node, the first first, ended ones too.
fn standing(
    conn: &mut Conn,
    (account, role, node): (AccountId, Role, NodeId),
) -> Result<Vec<Standing>, Fault> {
    type Row = (Col<GrantId>, chrono::NaiveDate, Option<chrono::NaiveDate>);
    let rows: Vec<Row> = role_grant::table
        .filter(role_grant::account_id.eq(account.to_string()))
        .filter(role_grant::role.eq(role.as_str()))
        .filter(role_grant::node_id.eq(node.to_string()))
        .order((role_grant::valid_from, role_grant::id))
        .select((role_grant::id, role_grant::valid_from, role_grant::valid_to))
        .load(conn)?;
    let one = |(id, from, to): Row| Standing {
        id: id.0,
        from: from.into(),
        to: to.map(Date::from),
    };
    Ok(rows.into_iter().map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_covered_whole_met_in_part_or_not_at_all() {
        for (held, wanted, covered, met) in [
            (("2026-09-01", ""), ("2026-11-23", ""), true, true),
            (("2026-09-01", ""), ("2026-08-31", ""), false, true),
            (
                ("2026-09-01", ""),
                ("2026-08-01", "2026-08-31"),
                false,
                false,
            ),
            (
                ("2026-09-01", "2027-08-31"),
                ("2026-11-23", ""),
                false,
                true,
            ),
            (
                ("2026-09-01", "2027-08-31"),
                ("2027-08-31", "2027-08-31"),
                true,
                true,
            ),
            (
                ("2026-09-01", "2027-08-31"),
                ("2027-09-01", ""),
                false,
                false,
            ),
            (
                ("2026-09-01", "2026-08-31"),
                ("2026-08-01", ""),
                false,
                false,
            ),
        ] {
            let last = |text: &str| (!text.is_empty()).then(|| day(text));
            let one = Standing {
                id: GrantId::from_u128(1),
                from: day(held.0),
                to: last(held.1),
            };
            let (from, to) = (day(wanted.0), last(wanted.1));
            assert_eq!(one.covers(from, to), covered, "{held:?} {wanted:?}");
            assert_eq!(one.meets(from, to), met, "{held:?} {wanted:?}");
        }
    }
}
