//! How people sign in and out. Every try leaves an entry in the audit log.

use tongyu_db::Tx;
use tongyu_shared::{
    api::problem::ProblemCode,
    identity::types::Persona,
    ids::{AccountId, CodeId, PersonId, SessionId},
    messages::Template,
};

use super::{
    codes::{self, Tried},
    personas::{self, Holder},
    sign_in_link::{self, Opened},
    store,
};
use crate::{
    access::session::{self, Begun},
    audit::{self, By, Entry},
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    messages::{self, NewMessage},
};

/// Sends a code to the account of a phone. An unknown phone costs the same: one committed write.
pub fn request_code(tx: &mut Tx<'_>, phone_hash: &str, stamp: &Stamp) -> Result<(), Fault> {
    let Some((account, person)) = store::account_of_phone(tx, phone_hash)? else {
        return log(tx, stamp, "identity.unknown_phone", ("phone", phone_hash));
    };
    send_code(tx, person, Some(account), stamp)?;
    log(
        tx,
        stamp,
        "identity.request_code",
        ("account", &account.to_string()),
    )
}

/// Sends a code to a person's phone: for the account, or, before there is one, for proving the
/// phone with [`codes::redeem_one`].
pub fn send_code(
    tx: &mut Tx<'_>,
    person: PersonId,
    account: Option<AccountId>,
    stamp: &Stamp,
) -> Result<CodeId, Fault> {
    let code = codes::make(tx, account, stamp.now)?;
    let message = NewMessage {
        template: Template::SignInCode,
        person,
        link: None,
        code: Some(code),
    };
    messages::send(tx, &message, stamp)?;
    Ok(code)
}

/// Signs in with a code. `None` where it is wrong: no fault, because the try must be counted.
pub fn sign_in_with_code(
    tx: &mut Tx<'_>,
    keys: &Keys,
    phone_hash: &str,
    code: &str,
    stamp: &Stamp,
) -> Result<Option<Begun>, Fault> {
    let Some((account, _)) = store::account_of_phone(tx, phone_hash)? else {
        log(tx, stamp, "identity.unknown_phone", ("phone", phone_hash))?;
        return Ok(None);
    };
    match codes::redeem(tx, keys, account, code, stamp.now)? {
        Tried::Right => begin(tx, account, stamp).map(Some),
        Tried::Wrong => {
            log(
                tx,
                stamp,
                "identity.wrong_code",
                ("account", &account.to_string()),
            )?;
            Ok(None)
        }
    }
}

/// The session that began, or the one answer to every failed try.
pub fn signed_in(begun: Option<Begun>) -> Result<Begun, Fault> {
    begun.ok_or(Fault::Problem(ProblemCode::SignInFailed))
}

/// Signs in with a one-time link. `None` where it opens nothing: no fault, because the try must
/// stand in the log.
pub fn sign_in_with_link(
    tx: &mut Tx<'_>,
    keys: &Keys,
    token: &str,
    stamp: &Stamp,
) -> Result<Option<Begun>, Fault> {
    match sign_in_link::redeem(tx, keys, token, stamp.now)? {
        Opened::Account(account) => begin(tx, account, stamp).map(Some),
        Opened::Nothing(link) => {
            let id = link.map_or_else(|| "unknown".to_owned(), |id| id.to_string());
            log(tx, stamp, "identity.wrong_link", ("sign_in_link", &id))?;
            Ok(None)
        }
    }
}

/// Signs in as a persona of the demo city. Families have no account: their personas read messages.
pub fn sign_in_as_persona(
    tx: &mut Tx<'_>,
    persona: Persona,
    stamp: &Stamp,
) -> Result<Begun, Fault> {
    match personas::holder(tx, persona)? {
        Some(Holder::Account(account)) => begin(tx, account, stamp),
        Some(Holder::Person(_)) | None => Err(NOT_FOUND),
    }
}

/// Begins a session for someone whose phone or link has proved who it is.
pub fn begin(tx: &mut Tx<'_>, account: AccountId, stamp: &Stamp) -> Result<Begun, Fault> {
    let begun = session::begin(tx, account, stamp.now)?;
    let by_them = Stamp {
        account: Some(account),
        ..*stamp
    };
    let id = begun.actor.session.to_string();
    log(tx, &by_them, "identity.sign_in", ("session", &id))?;
    Ok(begun)
}

/// Ends this session.
pub fn sign_out(tx: &mut Tx<'_>, id: SessionId, stamp: &Stamp) -> Result<(), Fault> {
    session::end(tx, id, stamp.now)?;
    log(tx, stamp, "identity.sign_out", ("session", &id.to_string()))
}

/// Ends every session of the account.
pub fn sign_out_everywhere(
    tx: &mut Tx<'_>,
    account: AccountId,
    stamp: &Stamp,
) -> Result<(), Fault> {
    session::end_all(tx, account)?;
    let id = account.to_string();
    log(tx, stamp, "identity.sign_out_everywhere", ("account", &id))
}

fn log(
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    action: &'static str,
    (subject_kind, subject_id): (&'static str, &str),
) -> Result<(), Fault> {
    let entry = Entry {
        by: stamp.account.map_or(By::Visitor, |_| By::Staff),
        action,
        subject_kind,
        subject_id,
        student: None,
    };
    audit::record(tx, stamp, &entry)
}
