//! People and accounts, written in batches: a roster has thousands of guardians. Phones are
//! sealed and found by a keyed hash.

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, each,
    schema::{account, person},
};
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::{AccountId, PersonId},
    names::Phone,
    time::Instant,
};

use crate::{
    crypto::{self, Keys},
    http::fault::Fault,
};

/// Rows in one statement.
const BATCH: usize = 1_000;

/// A person to be added.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The person's id.
    pub id: PersonId,
    /// Name in full.
    pub name: String,
    /// The mobile phone, where one is known.
    pub phone: Option<Phone>,
}

#[derive(Insertable)]
#[diesel(table_name = person, treat_none_as_default_value = false)]
struct PersonRow {
    id: String,
    name: String,
    phone_sealed: Option<Vec<u8>>,
    phone_hash: Option<String>,
    created_at: chrono::NaiveDateTime,
    version: i32,
}

/// Adds people.
pub fn add_people(
    tx: &mut Tx<'_>,
    keys: &Keys,
    new: &[NewPerson],
    now: Instant,
) -> Result<(), Fault> {
    for batch in new.chunks(BATCH) {
        let rows = batch
            .iter()
            .map(|person| person_row(keys, person, now))
            .collect::<Result<Vec<_>, _>>()?;
        each!(tx, |c| diesel::insert_into(person::table)
            .values(&rows)
            .execute(c))?;
    }
    Ok(())
}

fn person_row(keys: &Keys, new: &NewPerson, now: Instant) -> Result<PersonRow, Fault> {
    let phone_sealed = match &new.phone {
        Some(phone) => Some(crypto::phone::seal(keys, new.id, phone)?),
        None => None,
    };
    Ok(PersonRow {
        id: new.id.to_string(),
        name: new.name.clone(),
        phone_sealed,
        phone_hash: new.phone.as_ref().map(|phone| keys.phone_hash(phone)),
        created_at: now.naive_utc(),
        version: 1,
    })
}

/// An account to be added: the person can sign in with the phone.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The account's id.
    pub id: AccountId,
    /// Whose it is.
    pub person: PersonId,
    /// The phone to sign in with; no two accounts share one.
    pub phone: Option<Phone>,
}

#[derive(Insertable)]
#[diesel(table_name = account, treat_none_as_default_value = false)]
struct AccountRow {
    id: String,
    person_id: String,
    phone_hash: Option<String>,
    epoch: i32,
    disabled_at: Option<chrono::NaiveDateTime>,
    created_at: chrono::NaiveDateTime,
}

/// Adds accounts.
pub fn add_accounts(
    tx: &mut Tx<'_>,
    keys: &Keys,
    new: &[NewAccount],
    now: Instant,
) -> Result<(), Fault> {
    for batch in new.chunks(BATCH) {
        let rows: Vec<_> = batch
            .iter()
            .map(|account| AccountRow {
                id: account.id.to_string(),
                person_id: account.person.to_string(),
                phone_hash: account.phone.as_ref().map(|phone| keys.phone_hash(phone)),
                epoch: 1,
                disabled_at: None,
                created_at: now.naive_utc(),
            })
            .collect();
        each!(tx, |c| diesel::insert_into(account::table)
            .values(&rows)
            .execute(c))?;
    }
    Ok(())
}

/// The person with this name and phone.
pub fn find_person(
    conn: &mut Conn,
    keys: &Keys,
    name: &str,
    phone: &Phone,
) -> Result<Option<PersonId>, Fault> {
    let known: Option<Col<PersonId>> = person::table
        .filter(person::phone_hash.eq(keys.phone_hash(phone)))
        .filter(person::name.eq(name))
        .order(person::id)
        .select(person::id)
        .first(conn)
        .optional()?;
    Ok(known.map(Col::into_inner))
}

/// The person with this name and phone, or a new one. One phone may serve several people (a
/// grandmother with the mother's phone), so both must agree; without a phone nobody is the same.
pub fn find_or_create_person(
    tx: &mut Tx<'_>,
    keys: &Keys,
    name: &str,
    phone: Option<&Phone>,
    now: Instant,
) -> Result<PersonId, Fault> {
    if let Some(phone) = phone
        && let Some(known) = find_person(tx, keys, name, phone)?
    {
        return Ok(known);
    }
    let id = PersonId::new();
    let new = NewPerson {
        id,
        name: name.to_owned(),
        phone: phone.cloned(),
    };
    add_people(tx, keys, &[new], now)?;
    Ok(id)
}

/// The account of a person, made where there is none. Another person's account with the same
/// phone is [`ProblemCode::Exists`]: a phone signs in one person.
pub fn create_account(
    tx: &mut Tx<'_>,
    keys: &Keys,
    person: PersonId,
    phone: &Phone,
    now: Instant,
) -> Result<AccountId, Fault> {
    let taken: Vec<(Col<AccountId>, Col<PersonId>)> = account::table
        .filter(
            account::person_id
                .eq(person.to_string())
                .or(account::phone_hash.eq(keys.phone_hash(phone))),
        )
        .select((account::id, account::person_id))
        .load(tx.conn())?;
    if let Some((own, _)) = taken.iter().find(|(_, holder)| holder.0 == person) {
        return Ok(own.0);
    }
    if !taken.is_empty() {
        return Err(ProblemCode::Exists.into());
    }
    let id = AccountId::new();
    let new = NewAccount {
        id,
        person,
        phone: Some(phone.clone()),
    };
    add_accounts(tx, keys, &[new], now)?;
    Ok(id)
}

/// The phone of a person, where one is known.
pub fn phone_of(conn: &mut Conn, keys: &Keys, person: PersonId) -> Result<Option<Phone>, Fault> {
    let sealed: Option<Vec<u8>> = person::table
        .find(person.to_string())
        .select(person::phone_sealed)
        .first(conn)?;
    let open = |sealed: Vec<u8>| crypto::phone::open(keys, person, &sealed);
    Ok(sealed.map(open).transpose()?)
}

/// The account of a person, disabled ones too.
pub fn account_held(conn: &mut Conn, person: PersonId) -> Result<Option<AccountId>, Fault> {
    let own: Option<Col<AccountId>> = account::table
        .filter(account::person_id.eq(person.to_string()))
        .select(account::id)
        .first(conn)
        .optional()?;
    Ok(own.map(Col::into_inner))
}

/// The account of someone whose phone is known, made where there is none. Another person's account
/// with the same phone is [`ProblemCode::PhoneTaken`].
pub fn account_of_person(
    tx: &mut Tx<'_>,
    keys: &Keys,
    person: PersonId,
    now: Instant,
) -> Result<AccountId, Fault> {
    if let Some(own) = account_held(tx, person)? {
        return Ok(own);
    }
    let phone = phone_of(tx, keys, person)?.ok_or(ProblemCode::NotInThisState)?;
    create_account(tx, keys, person, &phone, now).map_err(|fault| match fault.code() {
        ProblemCode::Exists => ProblemCode::PhoneTaken.into(),
        _ => fault,
    })
}
