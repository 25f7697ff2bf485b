//! Schools, terms, sheets and offices in the database.

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, each, live_on,
    schema::{account, org_closure, org_node, person, role_grant, school_sheet, term},
};
use tongyu_shared::{
    Lang,
    access::Role,
    ids::NodeId,
    org::{
        grades::{Half, SchoolYear},
        types::{NodeKind, Office, SheetText},
    },
    time::{Date, words},
};

use crate::{
    access::Scope,
    http::fault::{Fault, NOT_FOUND},
};

/// A node with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The node.
    pub id: NodeId,
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub name: String,
}

/// A node that is a school.
pub type School = Place;

/// A term of a district.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// The school year it belongs to.
    pub year: SchoolYear,
    /// Which half of the year.
    pub half: Half,
    /// The first school day.
    pub starts_on: Date,
    /// The last day.
    pub ends_on: Date,
}

impl Term {
    /// `2026—2027学年 第一学期`.
    pub fn words(&self, lang: Lang) -> String {
        words::term(lang, self.year, self.half)
    }
}

/// A node by id; 404 where there is none.
pub fn place(conn: &mut Conn, node: NodeId) -> Result<Place, Fault> {
    let (kind, name): (Col<NodeKind>, String) = org_node::table
        .find(node.to_string())
        .select((org_node::kind, org_node::name))
        .first(conn)
        .optional()?
        .ok_or(NOT_FOUND)?;
    Ok(Place {
        id: node,
        kind: kind.0,
        name,
    })
}

/// The places with this name or this id that exist on a day.
pub fn places_called(conn: &mut Conn, wanted: &str, day: Date) -> Result<Vec<Place>, Fault> {
    // However it is written, an id is kept in one form.
    let id = wanted.parse::<NodeId>().map(|id| id.to_string());
    let id = id.as_deref().unwrap_or(wanted);
    let rows: Vec<(Col<NodeId>, Col<NodeKind>, String)> = org_node::table
        .filter(org_node::name.eq(wanted).or(org_node::id.eq(id)))
        .filter(live_on!(org_node, day.naive()))
        .order(org_node::id)
        .select((org_node::id, org_node::kind, org_node::name))
        .load(conn)?;
    let place = |(id, kind, name): (Col<NodeId>, Col<NodeKind>, String)| Place {
        id: id.0,
        kind: kind.0,
        name,
    };
    Ok(rows.into_iter().map(place).collect())
}

/// A school by id; 404 where there is none, or another kind of node.
pub fn school(conn: &mut Conn, id: NodeId) -> Result<School, Fault> {
    let place = place(conn, id)?;
    if place.kind == NodeKind::School {
        Ok(place)
    } else {
        Err(NOT_FOUND)
    }
}

/// The school that `node` is or lies in.
pub fn school_of(conn: &mut Conn, node: NodeId) -> Result<Option<School>, Fault> {
    ancestor(conn, node, NodeKind::School)
}

/// The place of this kind that `node` is or lies in.
pub fn place_above(conn: &mut Conn, node: NodeId, kind: NodeKind) -> Result<Option<Place>, Fault> {
    ancestor(conn, node, kind)
}

fn ancestor(conn: &mut Conn, node: NodeId, kind: NodeKind) -> Result<Option<Place>, Fault> {
    let row: Option<(Col<NodeId>, String)> = org_closure::table
        .inner_join(org_node::table.on(org_node::id.eq(org_closure::ancestor_id)))
        .filter(org_closure::descendant_id.eq(node.to_string()))
        .filter(org_node::kind.eq(kind.as_str()))
        .select((org_node::id, org_node::name))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, name)| Place {
        id: id.0,
        kind,
        name,
    }))
}

/// The term that runs on `day` in the district of `node`; in the holidays the one before.
pub fn current_term(conn: &mut Conn, node: NodeId, day: Date) -> Result<Option<Term>, Fault> {
    type Row = (String, i32, i32, chrono::NaiveDate, chrono::NaiveDate);
    let Some(district) = ancestor(conn, node, NodeKind::District)? else {
        return Ok(None);
    };
    let row: Option<Row> = term::table
        .filter(term::district_id.eq(district.id.to_string()))
        .filter(term::starts_on.le(day.naive()))
        .order(term::starts_on.desc())
        .select((
            term::id,
            term::school_year,
            term::number,
            term::starts_on,
            term::ends_on,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, year, number, starts_on, ends_on)| Term {
        id,
        year: SchoolYear(year),
        half: if number == 1 {
            Half::First
        } else {
            Half::Second
        },
        starts_on: starts_on.into(),
        ends_on: ends_on.into(),
    }))
}

/// Whether something in this scope lies within the school, or above it.
pub fn works_within(conn: &mut Conn, scope: &Scope, school: NodeId) -> Result<bool, Fault> {
    let found: Option<String> = org_closure::table
        .filter(org_closure::ancestor_id.eq(school.to_string()))
        .filter(org_closure::descendant_id.eq_any(scope.nodes()))
        .select(org_closure::descendant_id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// A school's sheet of a term with its version.
pub fn sheet(
    conn: &mut Conn,
    school: NodeId,
    term_id: &str,
) -> Result<Option<(SheetText, i32)>, Fault> {
    type Row = (String, String, String, String, i32);
    let row: Option<Row> = school_sheet::table
        .find((school.to_string(), term_id))
        .select((
            school_sheet::care,
            school_sheet::policy,
            school_sheet::opinions_sought,
            school_sheet::resources,
            school_sheet::version,
        ))
        .first(conn)
        .optional()?;
    Ok(
        row.map(|(care, policy, opinions_sought, resources, version)| {
            (
                SheetText {
                    care,
                    policy,
                    opinions_sought,
                    resources,
                },
                version,
            )
        }),
    )
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = school_sheet, treat_none_as_default_value = false)]
struct SheetRow<'a> {
    school_id: String,
    term_id: &'a str,
    care: &'a str,
    policy: &'a str,
    opinions_sought: &'a str,
    resources: &'a str,
    version: i32,
}

/// Writes a sheet that has version `base`, 0 for none yet. `false` where it has another.
pub fn write_sheet(
    tx: &mut Tx<'_>,
    school: NodeId,
    term_id: &str,
    text: &SheetText,
    base: i32,
) -> Result<bool, Fault> {
    let row = SheetRow {
        school_id: school.to_string(),
        term_id,
        care: text.care.trim(),
        policy: text.policy.trim(),
        opinions_sought: text.opinions_sought.trim(),
        resources: text.resources.trim(),
        version: base + 1,
    };
    let written = if base == 0 {
        each!(tx, |c| diesel::insert_into(school_sheet::table)
            .values(&row)
            .on_conflict_do_nothing()
            .execute(c))?
    } else {
        diesel::update(
            school_sheet::table
                .find((&row.school_id, term_id))
                .filter(school_sheet::version.eq(base)),
        )
        .set(&row)
        .execute(tx.conn())?
    };
    Ok(written == 1)
}

/// The offices of a school in their order, with who works there today.
pub fn offices(conn: &mut Conn, school: NodeId, today: Date) -> Result<Vec<Office>, Fault> {
    let rows: Vec<(Col<NodeId>, String)> = org_node::table
        .filter(org_node::parent_id.eq(school.to_string()))
        .filter(org_node::kind.eq(NodeKind::Office.as_str()))
        .filter(live_on!(org_node, today.naive()))
        .order((org_node::sort, org_node::id))
        .select((org_node::id, org_node::name))
        .load(conn)?;
    let ids: Vec<_> = rows.iter().map(|(id, _)| id.to_string()).collect();
    let members: Vec<(Col<NodeId>, String)> = role_grant::table
        .inner_join(
            account::table
                .on(account::id.eq(role_grant::account_id))
                .inner_join(person::table),
        )
        .filter(role_grant::role.eq(Role::OfficeMember.as_str()))
        .filter(role_grant::node_id.eq_any(ids))
        .filter(live_on!(role_grant, today.naive()))
        .order(role_grant::id)
        .select((role_grant::node_id, person::name))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| Office {
            id: id.0,
            name,
            members: members
                .iter()
                .filter(|(office, _)| *office == id)
                .map(|(_, name)| name.clone())
                .collect(),
        })
        .collect())
}
