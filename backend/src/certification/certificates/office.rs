//! What every act on certificates needs: the rules in force, the issuer's city, who is told.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    Lang,
    api::problem::ProblemCode,
    certification::certificates::rules::CertificateRules,
    ids::{NodeId, PersonId},
    messages::Template,
    org::types::NodeKind,
    text::certificates as words,
    time::Date,
};

use crate::{
    http::{fault::Fault, input::Stamp},
    messages::{NewMessage, send},
    org,
};

/// The rules on certificates that bind on a day, if any pack in force has them.
pub fn rules_on(conn: &mut Conn, day: Date) -> Result<Option<CertificateRules>, Fault> {
    let packs = org::packs_in_force(conn, day)?;
    Ok(packs.into_iter().find_map(|pack| pack.certificates))
}

/// The same; a fault in words where no pack has them.
pub fn rules(conn: &mut Conn, day: Date, lang: Lang) -> Result<CertificateRules, Fault> {
    rules_on(conn, day)?.ok_or_else(|| {
        let advice = words::no_certificate_rules(lang).to_owned();
        Fault::Explained(ProblemCode::NoRulePack, advice)
    })
}

/// Days before the end from which a certificate is due for renewal; none without rules.
pub fn renewal_due_days(conn: &mut Conn, day: Date) -> Result<u16, Fault> {
    Ok(rules_on(conn, day)?.map_or(0, |rules| rules.renewal_due_days))
}

/// The city that a place lies in; empty where none stands above it, and titles begin without one.
pub fn city(conn: &mut Conn, node: NodeId) -> Result<String, Fault> {
    name_above(conn, node, NodeKind::City).map(Option::unwrap_or_default)
}

/// The district that a place lies in.
pub fn district(conn: &mut Conn, node: NodeId) -> Result<Option<String>, Fault> {
    name_above(conn, node, NodeKind::District)
}

fn name_above(conn: &mut Conn, node: NodeId, kind: NodeKind) -> Result<Option<String>, Fault> {
    Ok(org::place_above(conn, node, kind)?.map(|place| place.name))
}

/// Tells a holder that there is a certificate.
pub fn tell_holder(tx: &mut Tx<'_>, person: PersonId, stamp: &Stamp) -> Result<(), Fault> {
    let new = NewMessage {
        template: Template::CertificateIssued,
        person,
        link: None,
        code: None,
    };
    send(tx, &new, stamp).map(drop)
}
