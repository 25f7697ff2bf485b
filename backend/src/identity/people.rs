//! People and accounts, written in batches: a roster has thousands of guardians. Phones are
//! sealed and found by a keyed hash.

use diesel::prelude::*;
use tongyu_db::{
    Tx, each,
    schema::{account, person},
};
use tongyu_shared::{
    ids::{AccountId, PersonId},
    names::Phone,
    time::Instant,
};

use crate::{
    crypto::{Keys, Place},
    http::fault::Fault,
};

/// Rows in one statement.
const BATCH: usize = 1_000;

/// Where a person's phone is sealed.
pub fn phone_place(person: &str) -> Place<'_> {
    Place { table: "person", column: "phone_sealed", row: person }
}

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
        let rows =
            batch.iter().map(|person| person_row(keys, person, now)).collect::<Result<Vec<_>, _>>()?;
        each!(tx, |c| diesel::insert_into(person::table).values(&rows).execute(c))?;
    }
    Ok(())
}

fn person_row(keys: &Keys, new: &NewPerson, now: Instant) -> Result<PersonRow, Fault> {
    let id = new.id.to_string();
    let phone_sealed = match &new.phone {
        Some(phone) => Some(keys.seal(phone_place(&id), phone.as_str().as_bytes())?),
        None => None,
    };
    Ok(PersonRow {
        id,
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
        each!(tx, |c| diesel::insert_into(account::table).values(&rows).execute(c))?;
    }
    Ok(())
}
