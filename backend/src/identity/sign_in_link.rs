//! One-time sign-in links, made at the command line for sites without text messages and for the
//! first administrator: one day, once. The secret is derived from the row's id and a key.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use diesel::prelude::*;
use subtle::ConstantTimeEq as _;
use tongyu_db::{
    Col, Tx,
    schema::{account, sign_in_link},
};
use tongyu_shared::{
    ids::{AccountId, SignInLinkId},
    names::Phone,
    time::Instant,
};

use super::store;
use crate::{
    audit::{self, By, Entry},
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
};

/// Hours that a sign-in link is good for.
pub const LINK_HOURS: i64 = 24;
/// Keeps these secrets apart from those of link pages.
const PURPOSE: &str = "sign_in";

/// Makes a link for the account of a phone and gives its token; 404 where there is no account.
pub fn make(tx: &mut Tx<'_>, keys: &Keys, phone: &Phone, stamp: &Stamp) -> Result<String, Fault> {
    let (account, _) = store::account_of_phone(tx, &keys.phone_hash(phone))?.ok_or(NOT_FOUND)?;
    let id = SignInLinkId::new();
    let until = stamp.now.plus(TimeDelta::hours(LINK_HOURS));
    diesel::insert_into(sign_in_link::table)
        .values((
            sign_in_link::id.eq(id.to_string()),
            sign_in_link::account_id.eq(account.to_string()),
            sign_in_link::created_at.eq(stamp.now.naive_utc()),
            sign_in_link::expires_at.eq(until.naive_utc()),
        ))
        .execute(tx.conn())?;
    let entry = Entry {
        by: By::Staff,
        action: "identity.make_sign_in_link",
        subject_kind: "account",
        subject_id: &account.to_string(),
        student: None,
    };
    audit::record(tx, stamp, &entry)?;
    Ok(token(keys, id))
}

/// The address to open. The token stands behind the `#`, which browsers keep to themselves.
pub fn address(public_origin: &str, token: &str) -> String {
    format!("{public_origin}/sign-in#{token}")
}

fn token(keys: &Keys, id: SignInLinkId) -> String {
    let secret = keys.link_secret(id.as_bytes(), PURPOSE);
    BASE64_URL_SAFE_NO_PAD.encode([*id.as_bytes(), secret].concat())
}

fn read(keys: &Keys, token: &str) -> Option<SignInLinkId> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, secret) = bytes.split_first_chunk::<16>()?;
    let due = keys.link_secret(id, PURPOSE);
    bool::from(due.as_slice().ct_eq(secret)).then(|| SignInLinkId::from_bytes(*id))
}

/// What came of opening a link.
pub(super) enum Opened {
    /// It was good and is used up.
    Account(AccountId),
    /// There is no such link, or it is used or too old; its id where the token was one of ours.
    Nothing(Option<SignInLinkId>),
}

/// Uses a link up: whose account it opens.
pub(super) fn redeem(
    tx: &mut Tx<'_>,
    keys: &Keys,
    token: &str,
    now: Instant,
) -> Result<Opened, Fault> {
    let Some(id) = read(keys, token) else {
        return Ok(Opened::Nothing(None));
    };
    let account: Option<Col<AccountId>> = sign_in_link::table
        .inner_join(account::table)
        .filter(sign_in_link::id.eq(id.to_string()))
        .filter(sign_in_link::used_at.is_null())
        .filter(sign_in_link::expires_at.gt(now.naive_utc()))
        .filter(account::disabled_at.is_null())
        .select(sign_in_link::account_id)
        .first(tx.conn())
        .optional()?;
    let Some(account) = account else {
        return Ok(Opened::Nothing(Some(id)));
    };
    diesel::update(sign_in_link::table.find(id.to_string()))
        .set(sign_in_link::used_at.eq(now.naive_utc()))
        .execute(tx.conn())?;
    Ok(Opened::Account(account.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_its_own_link_and_nothing_else() {
        let (keys, id) = (Keys::generate(), SignInLinkId::new());
        let good = token(&keys, id);
        assert_eq!(read(&keys, &good), Some(id));
        assert_eq!(read(&Keys::generate(), &good), None);
        for bad in ["", "a", &good[..42], &format!("{good}AAAA"), "王"] {
            assert_eq!(read(&keys, bad), None, "{bad}");
        }
    }

    #[test]
    fn the_token_never_goes_to_a_server_in_an_address() {
        let address = address("https://tongyu.example", "secret");
        assert_eq!(address, "https://tongyu.example/sign-in#secret");
    }
}
