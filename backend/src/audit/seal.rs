//! Sealing: the one job that chains committed entries, so that no request waits for a shared row.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Conn, Tx, each,
    schema::{audit_entry, audit_seal, site_setting},
};
use tongyu_shared::time::Instant;
use uuid::Uuid;

use super::chain::{BEGINNING, Checkpoint, Written};
use crate::{crypto::Keys, http::fault::Fault};

/// Where the last checkpoint stands in the database.
const CHECKPOINT: &str = "audit.checkpoint";
/// Entries sealed in one transaction.
const SLICE: i64 = 500;
/// Entries are sought from this long before the latest sealed one: a transaction that commits
/// late has an older id. One that is later still is reported by `audit verify`.
const LOOK_BACK_MS: u128 = 15 * 60 * 1000;

#[derive(Insertable)]
#[diesel(table_name = audit_seal)]
struct Seal {
    seq: i64,
    entry_id: String,
    hash: String,
    sealed_at: NaiveDateTime,
}

/// Whether something waits to be sealed.
pub fn is_due(conn: &mut Conn) -> Result<bool, Fault> {
    Ok(!unsealed(conn, 1)?.is_empty())
}

/// Seals a slice of entries in the order of time and id. Gives the new checkpoint; `None` where
/// nothing was left, call it again until then. A chain that does not end where its checkpoint says
/// is sealed no further: otherwise a seal that was taken away would be made anew over changed rows.
pub fn seal(tx: &mut Tx<'_>, keys: &Keys, now: Instant) -> Result<Option<Checkpoint>, Fault> {
    let waiting = unsealed(tx, SLICE)?;
    let mut head = head(tx)?;
    if !kept(tx, keys)?.agrees_with(&head) {
        tracing::error!(
            seq = head.seq,
            "the audit chain and its checkpoint differ: not sealed"
        );
        return Ok(None);
    }
    let mut seals = Vec::with_capacity(waiting.len());
    for entry in &waiting {
        let seq = head.seq + 1;
        let hash = entry.hash(&head.hash, seq);
        seals.push(Seal {
            seq,
            entry_id: entry.id.clone(),
            hash: hash.clone(),
            sealed_at: now.naive_utc(),
        });
        head = Checkpoint { seq, hash };
    }
    if seals.is_empty() {
        return Ok(None);
    }
    each!(tx, |c| diesel::insert_into(audit_seal::table)
        .values(&seals)
        .execute(c))?;
    keep(tx, &head.print(keys))?;
    Ok(Some(head))
}

fn unsealed(conn: &mut Conn, limit: i64) -> Result<Vec<Written>, Fault> {
    let latest: Option<String> = audit_seal::table
        .select(diesel::dsl::max(audit_seal::entry_id))
        .first(conn)?;
    Ok(audit_entry::table
        .left_join(audit_seal::table)
        .filter(audit_seal::seq.is_null())
        .filter(audit_entry::id.ge(look_back(latest.as_deref())))
        .order((audit_entry::at, audit_entry::id))
        .limit(limit)
        .select(Written::as_select())
        .load(conn)?)
}

/// The least id of the time from which entries are sought. Ids begin with their millisecond.
fn look_back(latest: Option<&str>) -> String {
    let millisecond = latest
        .and_then(|id| Uuid::try_parse(id).ok())
        .map_or(0, |id| id.as_u128() >> 80);
    Uuid::from_u128(millisecond.saturating_sub(LOOK_BACK_MS) << 80).to_string()
}

/// How far the chain has come.
pub fn head(conn: &mut Conn) -> Result<Checkpoint, Fault> {
    let last: Option<(i64, String)> = audit_seal::table
        .order(audit_seal::seq.desc())
        .select((audit_seal::seq, audit_seal::hash))
        .first(conn)
        .optional()?;
    let (seq, hash) = last.unwrap_or((0, BEGINNING.to_owned()));
    Ok(Checkpoint { seq, hash })
}

/// The checkpoint in the database.
pub(super) enum Kept {
    /// None: nothing was ever sealed, or someone took it away.
    None,
    /// One whose tag is false.
    Forged,
    /// A true one.
    True(Checkpoint),
}

impl Kept {
    fn agrees_with(&self, head: &Checkpoint) -> bool {
        match self {
            Self::None => head.seq == 0,
            Self::Forged => false,
            Self::True(checkpoint) => checkpoint == head,
        }
    }
}

/// Reads the checkpoint in the database.
pub(super) fn kept(conn: &mut Conn, keys: &Keys) -> Result<Kept, Fault> {
    let line: Option<String> = site_setting::table
        .find(CHECKPOINT)
        .select(site_setting::value)
        .first(conn)
        .optional()?;
    Ok(match line {
        None => Kept::None,
        Some(line) => Checkpoint::parse(keys, &line).map_or(Kept::Forged, Kept::True),
    })
}

fn keep(tx: &mut Tx<'_>, line: &str) -> Result<(), Fault> {
    let row = (
        site_setting::name.eq(CHECKPOINT),
        site_setting::value.eq(line),
    );
    each!(tx, |c| diesel::insert_into(site_setting::table)
        .values(row)
        .on_conflict(site_setting::name)
        .do_update()
        .set(site_setting::value.eq(line))
        .execute(c))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_sought_from_a_quarter_of_an_hour_before_the_latest() {
        let latest = "0195c8e4-0000-7abc-8def-000000000001";
        let from = look_back(Some(latest));
        let ms = |id: &str| Uuid::try_parse(id).unwrap().as_u128() >> 80;
        assert_eq!(ms(latest) - ms(&from), LOOK_BACK_MS);
        assert_eq!(look_back(None), Uuid::nil().to_string());
    }
}
