//! PostgreSQL writes: REPEATABLE READ, and again when another transaction was in the way.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread::sleep;
use std::time::Duration;

use diesel::connection::{
    AnsiTransactionManager, Connection, Instrumentation, InstrumentationEvent, SimpleConnection,
    TransactionManager,
};
use diesel::result::{DatabaseErrorKind, Error};
use tokio::sync::watch;

use crate::conn::Conn;
use crate::error::{DbError, WriteError};
use crate::lock::TableLock;
use crate::meter::Meter;
use crate::operation::{Verdict, attempt};
use crate::pool::Lanes;
use crate::tx::Tx;

/// Retries after the first attempt; then the caller is told that the database is busy.
const RETRIES: u32 = 5;
/// Longest pause before the first retry, in milliseconds; doubled for each further one.
const PAUSE: u64 = 4;

const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ";

/// How one attempt ended.
enum Attempt<T, E> {
    /// Committed, or failed for good.
    Final(Result<T, E>),
    /// Another transaction was in the way.
    Again,
}

/// Runs a write on a pooled connection until it commits or fails for good.
pub(crate) fn write<F, T, E>(
    lanes: &Lanes,
    committed: &watch::Sender<u64>,
    lock: Option<TableLock>,
    work: &F,
) -> Result<T, E>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E>,
    E: WriteError,
{
    for retry in 0..=RETRIES {
        let mut conn = lanes.get()?;
        match once(&mut conn, lock, work, lanes.meter()) {
            Attempt::Final(result) => {
                if result.is_ok() {
                    committed.send_modify(|count| *count += 1);
                }
                return result;
            }
            Attempt::Again => drop(conn),
        }
        if retry < RETRIES {
            sleep(Duration::from_millis(rand::random_range(0..PAUSE << retry)));
        }
    }
    Err(E::from(DbError::Busy))
}

fn once<F, T, E>(conn: &mut Conn, lock: Option<TableLock>, work: &F, meter: &Meter) -> Attempt<T, E>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E>,
    E: WriteError,
{
    let seen = Seen {
        worst: Arc::default(),
        meter: meter.clone(),
    };
    if let Err(error) = begin(conn, lock, &seen) {
        // A lock that was not to be had leaves a transaction that diesel knows nothing of.
        drop(conn.batch_execute("ROLLBACK"));
        return settle(error, &seen);
    }
    let (result, verdict) = attempt(work, &mut Tx::new(conn));
    if verdict == Verdict::Keep {
        // PostgreSQL answers COMMIT of a failed transaction with success and rolls it back.
        let closed = if seen.any() {
            conn.batch_execute("SELECT 1")
                .and_then(|()| Conn::commit_transaction(conn))
        } else {
            Conn::commit_transaction(conn)
        };
        return match closed {
            Ok(()) => Attempt::Final(result),
            Err(error) => {
                abandon(conn);
                settle(error, &seen)
            }
        };
    }
    abandon(conn);
    if seen.conflict() {
        return Attempt::Again;
    }
    Attempt::Final(result)
}

fn settle<T, E: From<DbError>>(error: Error, seen: &Seen) -> Attempt<T, E> {
    if seen.conflict() || is_conflict(&error) {
        Attempt::Again
    } else {
        Attempt::Final(Err(E::from(DbError::from(error))))
    }
}

/// Rolls back. A connection on which even that fails stays "in a transaction", and the pool
/// closes it.
fn abandon(conn: &mut Conn) {
    if let Err(error) = Conn::rollback_transaction(conn) {
        tracing::debug!(%error, "rollback failed; the pool drops the connection");
    }
}

/// Begins a transaction, and takes the lock in the same round trip.
fn begin(conn: &mut Conn, lock: Option<TableLock>, seen: &Seen) -> Result<(), Error> {
    let Conn::Postgres(inner) = conn else {
        return Err(Error::BrokenTransactionManager);
    };
    inner.set_instrumentation(seen.clone());
    let mut sql = BEGIN.to_owned();
    if let Some(lock) = lock {
        sql.push_str("; ");
        sql.push_str(&lock.sql());
    }
    AnsiTransactionManager::begin_transaction_sql(inner, &sql)
}

/// Notes the errors of a transaction's statements, whatever the closure makes of them.
#[derive(Clone)]
struct Seen {
    worst: Arc<AtomicU8>,
    meter: Meter,
}

const SOME: u8 = 1;
const CONFLICT: u8 = 2;

impl Seen {
    fn any(&self) -> bool {
        self.worst.load(Ordering::Relaxed) >= SOME
    }

    fn conflict(&self) -> bool {
        self.worst.load(Ordering::Relaxed) == CONFLICT
    }
}

impl Instrumentation for Seen {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::FinishQuery {
            error: Some(error), ..
        } = event
        {
            let found = if is_conflict(error) { CONFLICT } else { SOME };
            self.worst.fetch_max(found, Ordering::Relaxed);
        }
        self.meter.on_connection_event(event);
    }
}

/// 40001 has a kind of its own; 40P01 arrives as unknown, with its message.
fn is_conflict(error: &Error) -> bool {
    match error {
        Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        Error::DatabaseError(_, info) => {
            matches!(info.message(), "deadlock detected" | "检测到死锁")
        }
        Error::RollbackErrorOnCommit { commit_error, .. } => is_conflict(commit_error),
        _ => false,
    }
}
