//! What may be done with a school's sheet and offices.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    Lang,
    access::Action,
    api::problem::ProblemCode,
    ids::NodeId,
    org::types::{Office, SchoolSheet, SheetText},
    time::Date,
};

use super::{
    schools::{school_within, school_worked_in},
    store::{self, School},
};
use crate::{
    access::Actor,
    audit::{self, By},
    http::{fault::Fault, input::Stamp},
};

/// The sheet of this term. Whoever works within the school reads it: a head teacher's grant lies
/// below the school, so the reach is asked of the school's nodes and not of the school alone.
pub fn read_sheet(
    conn: &mut Conn,
    actor: &Actor,
    school: NodeId,
    today: Date,
    lang: Lang,
) -> Result<SchoolSheet, Fault> {
    let school = school_worked_in(conn, actor, Action::SheetRead, school)?;
    sheet(conn, school, today, lang)
}

fn sheet(conn: &mut Conn, school: School, today: Date, lang: Lang) -> Result<SchoolSheet, Fault> {
    let term = store::current_term(conn, school.id, today)?;
    let (text, version) = match &term {
        Some(term) => store::sheet(conn, school.id, &term.id)?.unwrap_or_default(),
        None => (SheetText::default(), 0),
    };
    let term = term.map(|term| term.words(lang)).unwrap_or_default();
    Ok(SchoolSheet {
        school: school.id,
        school_name: school.name,
        term,
        text,
        version,
    })
}

/// Writes the sheet of this term; 412 where someone changed it since `base`.
pub fn write_sheet(
    tx: &mut Tx<'_>,
    actor: &Actor,
    school: NodeId,
    text: &SheetText,
    base: i32,
    stamp: &Stamp,
    lang: Lang,
) -> Result<SchoolSheet, Fault> {
    let place = school_within(tx, actor, Action::SheetWrite, school)?;
    let today = stamp.now.date();
    let term = store::current_term(tx, school, today)?.ok_or(ProblemCode::NotInThisState)?;
    if !store::write_sheet(tx, school, &term.id, text, base)? {
        let now = store::sheet(tx, school, &term.id)?;
        return Err(Fault::Stale(now.map_or(0, |(_, version)| version)));
    }
    audit::record(
        tx,
        stamp,
        &audit::Entry {
            by: By::Staff,
            action: "org.write_sheet",
            subject_kind: "school_sheet",
            subject_id: &school.to_string(),
            student: None,
        },
    )?;
    sheet(tx, place, today, lang)
}

/// The offices of a school with their members.
pub fn list_offices(
    conn: &mut Conn,
    actor: &Actor,
    school: NodeId,
    today: Date,
) -> Result<Vec<Office>, Fault> {
    let school = school_worked_in(conn, actor, Action::MatterRead, school)?;
    store::offices(conn, school.id, today)
}
