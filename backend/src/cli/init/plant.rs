//! Puts a checked site file into an empty database.

use std::collections::HashMap;

use tongyu_db::Tx;
use tongyu_shared::{
    access::Role,
    ids::{AccountId, GrantId, NodeId, PersonId},
    org::{grades::SchoolYear, types::NodeKind},
    time::{Date, Instant},
};

use super::file::{Administrator, Checked, District, School, special};
use crate::{
    crypto::Keys,
    feedback::routing::{self, Route},
    http::fault::Fault,
    identity::people::{NewAccount, NewPerson, add_accounts, add_people},
    org::{
        grants::{self, NewGrant},
        places::{NewSchool, add_office, add_school},
        terms::{add_days, add_term},
        tree::{self, NewNode},
    },
};

/// Ids by name: `district`, or `district` with its town.
type Places<'a> = HashMap<(&'a str, Option<&'a str>), NodeId>;

/// Plants everything; it exists since the school year began.
pub fn plant(tx: &mut Tx<'_>, keys: &Keys, site: &Checked, now: Instant) -> Result<(), Fault> {
    let since = SchoolYear::of(now.date()).first_day().unwrap_or(now.date());
    let file = &site.file;
    let city = node(tx, NodeKind::City, None, file.city.get_ref(), 0, since)?;
    let mut places = Places::new();
    for (sort, each) in (0..).zip(&file.districts) {
        district(tx, &mut places, city, each, (sort, since))?;
    }
    let mut schools = HashMap::new();
    for each in &file.schools {
        let key = (
            each.district.get_ref().as_str(),
            each.town.as_ref().map(|t| t.get_ref().as_str()),
        );
        let parent = places
            .get(&key)
            .copied()
            .ok_or_else(|| missing(each.district.get_ref()))?;
        schools.insert(
            each.name.get_ref().as_str(),
            school(tx, parent, each, since)?,
        );
    }
    let days = special(&file.days);
    if !days.is_empty() {
        add_days(tx, &days)?;
    }
    let name = file.administrator.school.get_ref().as_str();
    let school = schools.get(name).copied().ok_or_else(|| missing(name))?;
    administrator(tx, keys, site, &file.administrator, school, now)
}

/// The check has found every name; this is a fault of ours.
fn missing(name: &str) -> Fault {
    Fault::internal(format!("{name} was checked and is missing"))
}

fn node(
    tx: &mut Tx<'_>,
    kind: NodeKind,
    parent: Option<NodeId>,
    name: &str,
    sort: i32,
    valid_from: Date,
) -> Result<NodeId, Fault> {
    let id = NodeId::new();
    tree::add(
        tx,
        &NewNode {
            id,
            kind,
            parent,
            name: name.trim(),
            sort,
            valid_from,
        },
    )?;
    Ok(id)
}

fn district<'a>(
    tx: &mut Tx<'_>,
    places: &mut Places<'a>,
    city: NodeId,
    district: &'a District,
    (sort, since): (i32, Date),
) -> Result<(), Fault> {
    let name = district.name.get_ref().as_str();
    let id = node(tx, NodeKind::District, Some(city), name, sort, since)?;
    places.insert((name, None), id);
    for (sort, town) in (0..).zip(&district.towns) {
        let town = town.get_ref().as_str();
        let town_id = node(tx, NodeKind::Town, Some(id), town, sort, since)?;
        places.insert((name, Some(town)), town_id);
    }
    for term in &district.terms {
        add_term(
            tx,
            id,
            SchoolYear(*term.year.get_ref()),
            term.half,
            (term.from, term.to),
        )?;
    }
    Ok(())
}

fn school(tx: &mut Tx<'_>, parent: NodeId, school: &School, since: Date) -> Result<NodeId, Fault> {
    let id = NodeId::new();
    let new = NewSchool {
        id,
        parent,
        name: school.name.get_ref().trim(),
        kind: school.kind,
        system: school.system,
        valid_from: since,
    };
    add_school(tx, &new)?;
    let mut offices = HashMap::new();
    for (sort, name) in (0..).zip(&school.offices) {
        let office = NodeId::new();
        add_office(tx, office, id, name.get_ref().trim(), sort, since)?;
        offices.insert(name.get_ref().as_str(), office);
    }
    let mut routes = Vec::new();
    for line in &school.routes {
        let name = line.office.get_ref().as_str();
        let office = offices.get(name).copied().ok_or_else(|| missing(name))?;
        for &kind in &line.kinds {
            routes.extend(line.themes.iter().map(|&theme| Route {
                kind,
                theme,
                office,
            }));
        }
    }
    if !routes.is_empty() {
        routing::replace(tx, id, &routes)?;
    }
    Ok(id)
}

fn administrator(
    tx: &mut Tx<'_>,
    keys: &Keys,
    site: &Checked,
    who: &Administrator,
    school: NodeId,
    now: Instant,
) -> Result<(), Fault> {
    let (person, account) = (PersonId::new(), AccountId::new());
    let phone = Some(site.phone.clone());
    let name = who.name.get_ref().trim().to_owned();
    add_people(
        tx,
        keys,
        &[NewPerson {
            id: person,
            name,
            phone: phone.clone(),
        }],
        now,
    )?;
    add_accounts(
        tx,
        keys,
        &[NewAccount {
            id: account,
            person,
            phone,
        }],
        now,
    )?;
    let grant = NewGrant {
        id: GrantId::new(),
        account,
        role: Role::SchoolAdmin,
        node: school,
        title: "学校管理员",
        valid_from: now.date(),
        valid_to: None,
        granted_by: None,
    };
    grants::add(tx, &[grant])
}
