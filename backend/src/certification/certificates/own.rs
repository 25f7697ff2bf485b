//! One's own certificates: what they say, their files, giving one back.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    Lang,
    api::problem::ProblemCode,
    certification::{
        certificates::{
            revocation::{Refused, may_surrender},
            types::{OwnCertificate, OwnCertificates},
        },
        state::{CertActor, CertEvent, CertState},
        words::{level, state as state_words},
    },
    ids::CertificateId,
    text::certificates as words,
    time::Date,
};

use super::{
    super::caller::Caller,
    manage::{self, Act},
    office,
    rows::CertificateRow,
    store, token,
};
use crate::http::fault::{Fault, NOT_FOUND};

/// One's own certificates, the newest first.
pub fn list(conn: &mut Conn, caller: &Caller, origin: &str) -> Result<OwnCertificates, Fault> {
    let rows = store::of_person(conn, caller.actor.person)?;
    let items: Result<Vec<_>, Fault> = rows
        .iter()
        .map(|row| view(conn, caller, origin, row))
        .collect();
    Ok(OwnCertificates { items: items? })
}

fn view(
    conn: &mut Conn,
    caller: &Caller,
    origin: &str,
    row: &CertificateRow,
) -> Result<OwnCertificate, Fault> {
    let lang = caller.lang;
    let days = office::renewal_due_days(conn, caller.today())?;
    let state = row.shown(caller.today(), days);
    let city = office::city(conn, row.node_id.0)?;
    let surrender = may_surrender(state, row.proposed_by.is_some());
    Ok(OwnCertificate {
        id: row.id.0,
        title: words::title(lang, city, level(lang, row.level.0)),
        number: row.number.clone(),
        name: row.name.clone(),
        level: row.level.0,
        state,
        state_words: shown_words(lang, state).to_owned(),
        document_number: row.document_number.clone(),
        issued_on: row.issued_on.into(),
        valid_to: row.valid_to.map(Date::from),
        check_url: token::address(&caller.keys, origin, row.id.0),
        may_surrender: surrender.is_ok(),
        why_not: (surrender == Err(Refused::ProposalOpen))
            .then(|| words::proposal_open(lang).to_owned()),
        version: row.version,
    })
}

/// `有效`, but `待续期` for the holder, who can do something about it.
fn shown_words(lang: Lang, state: CertState) -> &'static str {
    match state {
        CertState::RenewalDue => state_words(lang, state),
        _ => words::by_key(lang, &format!("shown_{state}")).unwrap_or_default(),
    }
}

/// One's own certificate; 404 for anyone else's.
pub fn find(conn: &mut Conn, caller: &Caller, id: CertificateId) -> Result<CertificateRow, Fault> {
    let row = store::find(conn, id)?.ok_or(NOT_FOUND)?;
    if row.person_id.map(|person| person.0) == Some(caller.actor.person) {
        Ok(row)
    } else {
        Err(NOT_FOUND)
    }
}

/// The same, where its file may still be given: nobody gets a fresh copy of what was taken away.
pub fn to_be_shown(
    conn: &mut Conn,
    caller: &Caller,
    id: CertificateId,
) -> Result<CertificateRow, Fault> {
    let row = find(conn, caller, id)?;
    match row.state.0 {
        CertState::Revoked | CertState::Surrendered => Err(ProblemCode::NotInThisState.into()),
        _ => Ok(row),
    }
}

/// Gives one's own certificate back; 409 while a proposal to revoke it is open.
pub fn surrender(
    tx: &mut Tx<'_>,
    caller: &Caller,
    origin: &str,
    id: CertificateId,
    reason: &str,
) -> Result<OwnCertificate, Fault> {
    let row = find(tx, caller, id)?;
    let act = Act {
        event: CertEvent::Surrender,
        by: CertActor::Candidate,
        reason,
    };
    manage::change(tx, caller, &row, &act)?;
    let row = find(tx, caller, id)?;
    view(tx, caller, origin, &row)
}
