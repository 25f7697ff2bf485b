//! Group commit: many operations in one SQLite transaction, each in a savepoint of its own.

use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::result::Error;
use tokio::sync::watch;

use crate::conn::Conn;
use crate::error::{DbError, is_fault};
use crate::meter::Meter;
use crate::operation::{Operation, Verdict};
use crate::sqlite::{Purpose, connect};
use crate::tx::Tx;

/// A group stops growing after this much work, so that those who wait are answered.
const MOST_WORK: Duration = Duration::from_millis(5);

/// The writer's own connection, reopened after a failure.
pub(crate) struct Committer {
    path: String,
    conn: Option<Conn>,
    most: usize,
    committed: watch::Sender<u64>,
    meter: Meter,
}

/// An operation that ran, and whether its changes stand in the transaction.
struct Ran {
    operation: Box<dyn Operation>,
    kept: bool,
}

/// How a transaction ended.
enum End {
    /// Committed; or nothing was kept and nothing had to be.
    Done,
    /// It could not begin.
    NotBegun(DbError),
    /// The last operation broke the connection.
    Broken,
    /// `COMMIT` failed.
    NotCommitted(Error),
}

impl Committer {
    pub(crate) fn new(
        path: String,
        conn: Conn,
        most: usize,
        committed: watch::Sender<u64>,
        meter: Meter,
    ) -> Self {
        Self {
            path,
            conn: Some(conn),
            most,
            committed,
            meter,
        }
    }

    /// The connection outside any transaction.
    pub(crate) fn conn(&mut self) -> Result<&mut Conn, DbError> {
        if self.conn.is_none() {
            let conn = connect(&self.path, Purpose::Write, &self.meter).map_err(|error| {
                tracing::error!(%error, "the writer cannot reopen the database");
                DbError::Unavailable
            })?;
            self.conn = Some(conn);
        }
        self.conn.as_mut().ok_or(DbError::Unavailable)
    }

    /// Gives the connection up; the next use opens another.
    pub(crate) fn distrust(&mut self) {
        self.conn = None;
    }

    /// Runs `first` and what `next` still gives, commits, then answers everybody.
    pub(crate) fn run(
        &mut self,
        first: Box<dyn Operation>,
        next: impl FnMut() -> Option<Box<dyn Operation>>,
    ) {
        let mut group = Vec::new();
        let end = self.transaction(&mut group, first, next);
        match end {
            End::Done => answer(group),
            End::NotBegun(error) => self.refuse(group, &error),
            End::Broken => {
                self.distrust();
                let culprit = group.pop();
                self.rerun(group);
                if let Some(ran) = culprit {
                    ran.operation.answer();
                }
            }
            End::NotCommitted(error) => self.not_committed(group, error),
        }
    }

    fn transaction(
        &mut self,
        group: &mut Vec<Ran>,
        first: Box<dyn Operation>,
        mut next: impl FnMut() -> Option<Box<dyn Operation>>,
    ) -> End {
        let most = self.most;
        let conn = match self.conn().and_then(|conn| {
            begin(conn)?;
            Ok(conn)
        }) {
            Ok(conn) => conn,
            Err(error) => {
                group.push(unkept(first));
                return End::NotBegun(error);
            }
        };
        let since = Instant::now();
        let mut current = Some(first);
        while let Some(mut operation) = current {
            let verdict = in_savepoint(conn, operation.as_mut());
            group.push(Ran {
                operation,
                kept: verdict == Verdict::Keep,
            });
            if verdict == Verdict::Broken {
                return End::Broken;
            }
            let full = group.len() >= most || since.elapsed() >= MOST_WORK;
            current = if full { None } else { next() };
        }
        if !group.iter().any(|ran| ran.kept) {
            return match Conn::rollback_transaction(conn) {
                Ok(()) => End::Done,
                Err(error) => End::NotCommitted(error),
            };
        }
        match Conn::commit_transaction(conn) {
            Ok(()) => {
                self.committed.send_modify(|count| *count += 1);
                End::Done
            }
            Err(error) => End::NotCommitted(error),
        }
    }

    /// A deferred constraint has one culprit, found by running each alone. Any other failure of
    /// `COMMIT` may or may not have reached the disk, so nothing is run again.
    fn not_committed(&mut self, mut group: Vec<Ran>, error: Error) {
        self.distrust();
        if is_fault(&error) && group.len() > 1 {
            return self.rerun(group);
        }
        tracing::error!(%error, "a group of writes could not be committed");
        let fault = is_fault(&error).then(|| DbError::from(error));
        let mut fault = Some(fault.unwrap_or(DbError::Unavailable));
        for ran in &mut group {
            if ran.kept {
                ran.operation
                    .fail(fault.take().unwrap_or(DbError::Unavailable));
            }
        }
        answer(group);
    }

    fn rerun(&mut self, group: Vec<Ran>) {
        for ran in group {
            self.run(ran.operation, || None);
        }
    }

    fn refuse(&mut self, group: Vec<Ran>, error: &DbError) {
        let busy = matches!(error, DbError::Busy);
        if !busy {
            tracing::error!(%error, "a group of writes could not begin");
            self.distrust();
        }
        for mut ran in group {
            ran.operation.fail(if busy {
                DbError::Busy
            } else {
                DbError::Unavailable
            });
            ran.operation.answer();
        }
    }
}

fn answer(group: Vec<Ran>) {
    for ran in group {
        ran.operation.answer();
    }
}

fn unkept(operation: Box<dyn Operation>) -> Ran {
    Ran {
        operation,
        kept: false,
    }
}

/// The write lock is taken at once: a plain `BEGIN` that reads first fails when it writes.
fn begin(conn: &mut Conn) -> Result<(), DbError> {
    match conn {
        Conn::Sqlite(inner) => {
            AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN IMMEDIATE")
                .map_err(DbError::from)
        }
        Conn::Postgres(_) => Err(DbError::Unavailable),
    }
}

fn in_savepoint(conn: &mut Conn, operation: &mut dyn Operation) -> Verdict {
    if let Err(error) = Conn::begin_transaction(conn) {
        operation.fail(DbError::from(error));
        return Verdict::Broken;
    }
    let verdict = operation.run(&mut Tx::new(conn));
    if verdict == Verdict::Broken {
        return Verdict::Broken;
    }
    // A closure that unwound or left a transaction open moves diesel's count of savepoints; a
    // later "commit" would then only release one, and acknowledge what is not on the disk.
    if depth(conn) != Some(2) {
        operation.fail(DbError::Unavailable);
        return Verdict::Broken;
    }
    let closed = if verdict == Verdict::Keep {
        Conn::commit_transaction(conn)
    } else {
        Conn::rollback_transaction(conn)
    };
    match closed {
        Ok(()) => verdict,
        Err(error) => {
            // SQLite gave up the whole transaction under the closure's hands.
            if verdict == Verdict::Keep {
                operation.fail(DbError::from(error));
            }
            Verdict::Broken
        }
    }
}

fn depth(conn: &mut Conn) -> Option<u32> {
    Conn::transaction_manager_status_mut(conn)
        .transaction_depth()
        .ok()
        .flatten()
        .map(std::num::NonZeroU32::get)
}
