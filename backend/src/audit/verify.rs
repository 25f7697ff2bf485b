//! Walking the chain: finds any edit, deletion, swap or truncation of what is sealed.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use tongyu_db::{
    Conn,
    schema::{audit_entry, audit_seal},
};
use tongyu_shared::time::Instant;

use super::{
    chain::{BEGINNING, Checkpoint, Written},
    seal::{Kept, kept},
};
use crate::{crypto::Keys, http::fault::Fault};

/// Places read at once.
const SLICE: i64 = 1_000;
/// Entries are sealed within seconds; one that waits longer than this is reported.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(1);

/// What a walk along the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyReport {
    /// Entries that are sealed and unchanged.
    pub sealed: i64,
    /// Entries that wait to be sealed.
    pub unsealed: i64,
    /// Since when the oldest of them waits.
    pub oldest_unsealed: Option<Instant>,
    /// Whether it waits for over a minute: the sealing job does not run.
    pub overdue: bool,
    /// The first place that does not hold what was sealed there.
    pub broken_at: Option<i64>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.broken_at.is_none() && !self.overdue
    }
}

/// Walks the whole chain. `outside` are checkpoints that were kept in another place: with them a
/// chain that was cut short together with its own checkpoint is found too.
pub fn verify(
    conn: &mut Conn,
    keys: &Keys,
    outside: &[Checkpoint],
    now: Instant,
) -> Result<VerifyReport, Fault> {
    // The checkpoint first: the chain may grow while it is read, and never shrinks.
    let kept = kept(conn, keys)?;
    let mut walk = Walk::default();
    while walk.broken_at.is_none() {
        let places = places_behind(conn, walk.seq)?;
        if places.is_empty() {
            break;
        }
        for (seq, hash, entry) in places {
            walk.step(seq, &hash, entry.as_ref(), &kept, outside);
        }
    }
    walk.finish(&kept, outside);
    let (unsealed, oldest) = unsealed(conn)?;
    let oldest_unsealed = oldest.map(Instant::from_naive_utc);
    Ok(VerifyReport {
        sealed: walk.seq,
        unsealed,
        oldest_unsealed,
        overdue: oldest_unsealed.is_some_and(|since| now.since(since) > LONGEST_WAIT),
        broken_at: walk.broken_at,
    })
}

#[derive(Default)]
struct Walk {
    seq: i64,
    hash: String,
    broken_at: Option<i64>,
}

impl Walk {
    fn step(
        &mut self,
        seq: i64,
        hash: &str,
        entry: Option<&Written>,
        kept: &Kept,
        outside: &[Checkpoint],
    ) {
        if self.broken_at.is_some() {
            return;
        }
        let due = self.seq + 1;
        let previous = if self.seq == 0 { BEGINNING } else { &self.hash };
        let fits = seq == due && entry.is_some_and(|entry| entry.hash(previous, due) == hash);
        let own = match kept {
            Kept::True(checkpoint) => Some(checkpoint),
            Kept::None | Kept::Forged => None,
        };
        let as_kept = outside
            .iter()
            .chain(own)
            .filter(|checkpoint| checkpoint.seq == due)
            .all(|checkpoint| checkpoint.hash == hash);
        if fits && as_kept {
            self.seq = seq;
            hash.clone_into(&mut self.hash);
        } else {
            self.broken_at = Some(due);
        }
    }

    /// The chain must reach as far as every checkpoint says it did.
    fn finish(&mut self, kept: &Kept, outside: &[Checkpoint]) {
        let own = match kept {
            Kept::True(checkpoint) => checkpoint.seq,
            Kept::Forged => i64::MAX,
            // A chain without its checkpoint: someone took it away.
            Kept::None if self.seq > 0 => i64::MAX,
            Kept::None => 0,
        };
        let reached = outside.iter().map(|checkpoint| checkpoint.seq).max();
        if self.broken_at.is_none() && self.seq < own.max(reached.unwrap_or(0)) {
            self.broken_at = Some(self.seq + 1);
        }
    }
}

type Sealed = (i64, String, Option<Written>);

fn places_behind(conn: &mut Conn, seq: i64) -> Result<Vec<Sealed>, Fault> {
    Ok(audit_seal::table
        .left_join(audit_entry::table)
        .filter(audit_seal::seq.gt(seq))
        .order(audit_seal::seq)
        .limit(SLICE)
        .select((
            audit_seal::seq,
            audit_seal::hash,
            Option::<Written>::as_select(),
        ))
        .load(conn)?)
}

fn unsealed(conn: &mut Conn) -> Result<(i64, Option<NaiveDateTime>), Fault> {
    Ok(audit_entry::table
        .left_join(audit_seal::table)
        .filter(audit_seal::seq.is_null())
        .select((diesel::dsl::count_star(), diesel::dsl::min(audit_entry::at)))
        .first(conn)?)
}
