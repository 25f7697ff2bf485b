//! That a record was emptied, or the consent behind it ended, and when: what phones still hold from
//! before is not stored.

use chrono::NaiveDateTime;
use diesel::{prelude::*, upsert::excluded};
use tongyu_db::{
    Conn, TableLock, Tx, each,
    schema::{learning_cleared, watch},
};
use tongyu_shared::{ids::PersonId, time::Instant};

use crate::http::fault::Fault;

#[derive(Insertable)]
#[diesel(table_name = learning_cleared)]
struct NewCleared {
    person_id: String,
    cleared_at: NaiveDateTime,
}

/// The lock of a transaction that stores reports: a record that is being emptied meanwhile is seen.
pub const REPORTING: TableLock = TableLock::shared("learning_cleared");
/// The lock of a transaction that empties a record: no report that is being written stays unseen.
pub const CLEARING: TableLock = TableLock::exclusive("learning_cleared");

/// Deletes what a person watched; reports under tickets from before `now` store nothing any more.
/// Under [`CLEARING`].
pub fn clear(tx: &mut Tx<'_>, person: PersonId, now: Instant) -> Result<(), Fault> {
    end_tickets(tx, person, now)?;
    diesel::delete(watch::table.filter(watch::person_id.eq(person.to_string())))
        .execute(tx.conn())?;
    Ok(())
}

/// Reports under a person's tickets from before `now` store nothing any more. Under [`CLEARING`].
pub fn end_tickets(tx: &mut Tx<'_>, person: PersonId, now: Instant) -> Result<(), Fault> {
    let row = NewCleared {
        person_id: person.to_string(),
        cleared_at: now.naive_utc(),
    };
    each!(tx, |c| diesel::insert_into(learning_cleared::table)
        .values(&row)
        .on_conflict(learning_cleared::person_id)
        .do_update()
        .set(learning_cleared::cleared_at.eq(excluded(learning_cleared::cleared_at)))
        .execute(c))?;
    Ok(())
}

/// When a person's record was emptied, or her tickets were ended, last.
pub fn cleared_at(conn: &mut Conn, person: PersonId) -> Result<Option<Instant>, Fault> {
    let at: Option<NaiveDateTime> = learning_cleared::table
        .find(person.to_string())
        .select(learning_cleared::cleared_at)
        .first(conn)
        .optional()?;
    Ok(at.map(Instant::from_naive_utc))
}
