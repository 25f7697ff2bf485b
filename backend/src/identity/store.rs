//! Accounts and what stands around them.

use diesel::prelude::*;
use tongyu_db::{Col, Conn, schema::account};
use tongyu_shared::ids::{AccountId, PersonId};

use crate::http::fault::Fault;

/// The open account that signs in with this phone, and its person.
pub fn account_of_phone(
    conn: &mut Conn,
    phone_hash: &str,
) -> Result<Option<(AccountId, PersonId)>, Fault> {
    let row: Option<(Col<AccountId>, Col<PersonId>)> = account::table
        .filter(account::phone_hash.eq(phone_hash))
        .filter(account::disabled_at.is_null())
        .select((account::id, account::person_id))
        .first(conn)
        .optional()?;
    Ok(row.map(|(account, person)| (account.0, person.0)))
}
