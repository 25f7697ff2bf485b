//! The people one can be in the demo city. The seed names them in `site_setting` under
//! `persona.<word>`, as `account:<id>` for staff and `person:<id>` for families.

use std::{fmt, str::FromStr};

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, each, live_on,
    schema::{account, enrolment, guardianship, org_node, person, site_setting, student},
};
use tongyu_shared::{
    identity::types::{Persona, PersonaCard},
    ids::{AccountId, NodeId, NotAnId, PersonId},
    time::Date,
};

use super::me;
use crate::{access, http::fault::Fault, messages};

/// Who stands behind a persona.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A member of staff, who signs in.
    Account(AccountId),
    /// Someone of a family, who reads messages.
    Person(PersonId),
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(id) => write!(f, "account:{id}"),
            Self::Person(id) => write!(f, "person:{id}"),
        }
    }
}

impl FromStr for Holder {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match text.split_once(':') {
            Some(("account", id)) => id.parse().map(Self::Account),
            Some(("person", id)) => id.parse().map(Self::Person),
            _ => Err(NotAnId),
        }
    }
}

fn setting(persona: Persona) -> String {
    format!("persona.{persona}")
}

/// Names who stands behind a persona. For the seed.
pub fn set(tx: &mut Tx<'_>, persona: Persona, holder: Holder) -> Result<(), Fault> {
    let value = holder.to_string();
    let row = (
        site_setting::name.eq(setting(persona)),
        site_setting::value.eq(&value),
    );
    each!(tx, |c| diesel::insert_into(site_setting::table)
        .values(row)
        .on_conflict(site_setting::name)
        .do_update()
        .set(site_setting::value.eq(&value))
        .execute(c))?;
    Ok(())
}

/// Who stands behind a persona; `None` where the seed names nobody.
pub fn holder(conn: &mut Conn, persona: Persona) -> Result<Option<Holder>, Fault> {
    let value: Option<Col<Holder>> = site_setting::table
        .find(setting(persona))
        .select(site_setting::value)
        .first(conn)
        .optional()?;
    Ok(value.map(|holder| holder.0))
}

/// The cards of the personas that the seed names, in the order of their declaration.
pub fn cards(conn: &mut Conn, today: Date) -> Result<Vec<PersonaCard>, Fault> {
    let mut cards = Vec::with_capacity(Persona::ALL.len());
    for &persona in Persona::ALL {
        let card = match holder(conn, persona)? {
            Some(Holder::Account(id)) => signed_in(conn, persona, id, today)?,
            Some(Holder::Person(id)) => family(conn, persona, id, today)?,
            None => continue,
        };
        cards.push(card);
    }
    Ok(cards)
}

/// Whoever signs in: staff by their first role, a guardian by the first child.
fn signed_in(
    conn: &mut Conn,
    persona: Persona,
    id: AccountId,
    today: Date,
) -> Result<PersonaCard, Fault> {
    let (person, name): (Col<PersonId>, String) = account::table
        .inner_join(person::table)
        .filter(account::id.eq(id.to_string()))
        .select((person::id, person::name))
        .first(conn)?;
    let grants = access::live_grants(conn, id, today)?;
    let place = match me::roles(conn, &grants)?.into_iter().next() {
        Some(role) => match role.school_name {
            Some(school) if school != role.node_name => format!("{school} {}", role.node_name),
            _ => role.node_name,
        },
        None => class_of_child(conn, person.0, today)?,
    };
    Ok(PersonaCard {
        persona,
        name,
        place,
        messages_url: None,
    })
}

fn family(
    conn: &mut Conn,
    persona: Persona,
    id: PersonId,
    today: Date,
) -> Result<PersonaCard, Fault> {
    let name = person::table
        .find(id.to_string())
        .select(person::name)
        .first(conn)?;
    let place = class_of_child(conn, id, today)?;
    let big = if persona == Persona::Grandmother {
        "&big=1"
    } else {
        ""
    };
    Ok(PersonaCard {
        persona,
        name,
        place,
        messages_url: Some(format!("{}?person={id}{big}", messages::SANDBOX)),
    })
}

/// Where someone's first child goes to school.
fn class_of_child(conn: &mut Conn, id: PersonId, today: Date) -> Result<String, Fault> {
    let child: Option<(Col<NodeId>, String)> = guardianship::table
        .inner_join(student::table)
        .inner_join(enrolment::table.on(enrolment::student_id.eq(student::id)))
        .inner_join(org_node::table.on(org_node::id.eq(enrolment::class_id)))
        .filter(guardianship::person_id.eq(id.to_string()))
        .filter(live_on!(enrolment, today.naive()))
        .order(guardianship::id)
        .select((student::school_id, org_node::name))
        .first(conn)
        .optional()?;
    match child {
        Some((school, class)) => {
            let school: String = org_node::table
                .find(school.to_string())
                .select(org_node::name)
                .first(conn)?;
            Ok(format!("{school} {class}"))
        }
        None => Ok(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_is_read_as_it_was_written() {
        for holder in [
            Holder::Account(AccountId::new()),
            Holder::Person(PersonId::new()),
        ] {
            assert_eq!(holder.to_string().parse(), Ok(holder));
        }
        assert_eq!("school:1".parse::<Holder>(), Err(NotAnId));
    }
}
