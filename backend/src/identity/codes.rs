//! One-time codes: five minutes, five tries, once, and only the newest counts. The digits are
//! derived from the row's id and a key.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use subtle::ConstantTimeEq as _;
use tongyu_db::{Col, Tx, schema::sign_in_code};
use tongyu_shared::{
    identity::types::CODE_MINUTES,
    ids::{AccountId, CodeId},
    time::Instant,
};

use crate::{crypto::Keys, http::fault::Fault};

const MOST_TRIES: i32 = 5;

/// What came of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// The code was right and is used up.
    Right,
    /// There is no such code, or it is used, too old or tried too often.
    Wrong,
}

/// Makes a code: for an account, or for who proves a phone before there is one.
pub fn make(tx: &mut Tx<'_>, account: Option<AccountId>, now: Instant) -> Result<CodeId, Fault> {
    let id = CodeId::new();
    let until = now.plus(TimeDelta::minutes(CODE_MINUTES.into()));
    diesel::insert_into(sign_in_code::table)
        .values((
            sign_in_code::id.eq(id.to_string()),
            sign_in_code::account_id.eq(account.map(|account| account.to_string())),
            sign_in_code::created_at.eq(now.naive_utc()),
            sign_in_code::expires_at.eq(until.naive_utc()),
            sign_in_code::tries.eq(0),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Tries the newest code of an account, which counts whatever comes of it.
pub fn redeem(
    tx: &mut Tx<'_>,
    keys: &Keys,
    account: AccountId,
    digits: &str,
    now: Instant,
) -> Result<Tried, Fault> {
    let newest: Option<Col<CodeId>> = sign_in_code::table
        .filter(sign_in_code::account_id.eq(account.to_string()))
        .order((sign_in_code::created_at.desc(), sign_in_code::id.desc()))
        .select(sign_in_code::id)
        .first(tx.conn())
        .optional()?;
    match newest {
        Some(code) => redeem_one(tx, keys, code.0, digits, now),
        None => Ok(Tried::Wrong),
    }
}

/// Tries one code, which counts whatever comes of it.
pub fn redeem_one(
    tx: &mut Tx<'_>,
    keys: &Keys,
    id: CodeId,
    digits: &str,
    now: Instant,
) -> Result<Tried, Fault> {
    type Row = (NaiveDateTime, i32, Option<NaiveDateTime>);
    let row: Option<Row> = sign_in_code::table
        .find(id.to_string())
        .select((
            sign_in_code::expires_at,
            sign_in_code::tries,
            sign_in_code::used_at,
        ))
        .first(tx.conn())
        .optional()?;
    let open = row.filter(|(expires_at, tries, used_at)| {
        now.naive_utc() < *expires_at && *tries < MOST_TRIES && used_at.is_none()
    });
    let Some((_, tries, _)) = open else {
        return Ok(Tried::Wrong);
    };
    let due = keys.sign_in_code(id.as_bytes());
    let right = bool::from(due.as_bytes().ct_eq(digits.as_bytes()));
    diesel::update(sign_in_code::table.find(id.to_string()))
        .set((
            sign_in_code::tries.eq(tries + 1),
            sign_in_code::used_at.eq(right.then_some(now.naive_utc())),
        ))
        .execute(tx.conn())?;
    Ok(if right { Tried::Right } else { Tried::Wrong })
}
