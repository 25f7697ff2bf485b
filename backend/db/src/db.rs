//! The database as the rest of the server sees it.

use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::config::{DbConfig, OpenError, Target};
use crate::conn::Conn;
use crate::error::{DbError, WriteError};
use crate::lock::TableLock;
use crate::meter::Meter;
use crate::operation::operation;
use crate::pool::Lanes;
use crate::pragmas::{Pragmas, durable, pragmas};
use crate::sqlite::Purpose;
use crate::tx::Tx;
use crate::writer::{Job, Writer};
use crate::{migrate, retry};

/// A handle to the database; clones share it. The last one to go drains the writer.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    readers: Lanes,
    writes: Writes,
    committed: watch::Sender<u64>,
    meter: Meter,
}

enum Writes {
    One(Writer),
    Pool(Lanes),
}

impl Db {
    /// Opens the database that the URL names, checks its settings and starts the writer.
    pub fn open(config: &DbConfig) -> Result<Self, OpenError> {
        let target = Target::parse(&config.url)?;
        let committed = watch::Sender::new(0);
        let meter = Meter::default();
        // The writer comes first: it is the one that turns a new file to WAL.
        let writes = match &target {
            Target::Sqlite(path) => Writes::One(Writer::start(
                path,
                config,
                committed.clone(),
                meter.clone(),
            )?),
            Target::Postgres(_) => Writes::Pool(Lanes::open(
                &target,
                Purpose::Write,
                config.writer_count(),
                &meter,
            )?),
        };
        let readers = Lanes::open(&target, Purpose::Read, config.reader_count(), &meter)?;
        Ok(Self(Arc::new(Inner {
            readers,
            writes,
            committed,
            meter,
        })))
    }

    /// Runs a closure on a connection that refuses writes, on tokio's blocking pool.
    ///
    /// Fails with [`DbError::Busy`] when no connection was free for two seconds.
    pub async fn read<T, E>(
        &self,
        f: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let turn = self.0.readers.turn().await?;
        let lanes = self.0.readers.clone();
        let reading = spawn_blocking(move || {
            let result = lanes
                .get()
                .map_err(E::from)
                .and_then(|mut conn| f(&mut conn));
            drop(turn);
            result
        });
        reading
            .await
            .unwrap_or_else(|_| Err(E::from(DbError::Panicked)))
    }

    /// Runs a closure in a transaction and answers when it is on the disk.
    ///
    /// The closure may run several times (another transaction was in the way, a neighbour in the
    /// group broke the connection), so it has no side effects but its rows. Its own error rolls
    /// back its own changes only. Fails with [`DbError::Busy`] when too much is queued or the
    /// retries did not suffice.
    pub async fn write<T, E>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError + Send + 'static,
    {
        self.write_under(None, f).await
    }

    /// [`Db::write`] under a lock that is held from before the transaction reads.
    pub async fn write_locked<T, E>(
        &self,
        lock: TableLock,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError + Send + 'static,
    {
        self.write_under(Some(lock), f).await
    }

    async fn write_under<T, E>(
        &self,
        lock: Option<TableLock>,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError + Send + 'static,
    {
        match &self.0.writes {
            Writes::One(writer) => {
                let (write, answer) = operation(f);
                writer.submit(Job::Write(write))?;
                answer
                    .await
                    .unwrap_or_else(|_| Err(E::from(DbError::Unavailable)))
            }
            Writes::Pool(lanes) => {
                let turn = lanes.turn().await?;
                let lanes = lanes.clone();
                let committed = self.0.committed.clone();
                let writing = spawn_blocking(move || {
                    let result = retry::write(&lanes, &committed, lock, &f);
                    drop(turn);
                    result
                });
                writing
                    .await
                    .unwrap_or_else(|_| Err(E::from(DbError::Panicked)))
            }
        }
    }

    /// [`Db::read`] for the command line and tests. Panics inside an asynchronous task.
    pub fn read_blocking<T, E: From<DbError>>(
        &self,
        f: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.0.readers.get()?;
        f(&mut conn)
    }

    /// [`Db::write`] for the command line and tests. Panics inside an asynchronous task.
    pub fn write_blocking<T, E>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError + Send + 'static,
    {
        match &self.0.writes {
            Writes::One(writer) => {
                let (write, answer) = operation(f);
                writer.submit(Job::Write(write))?;
                answer
                    .blocking_recv()
                    .unwrap_or_else(|_| Err(E::from(DbError::Unavailable)))
            }
            Writes::Pool(lanes) => retry::write(lanes, &self.0.committed, None, &f),
        }
    }

    /// Runs a closure on a writing connection outside any transaction, one at a time on SQLite:
    /// migrations and maintenance. Writes queued behind it wait.
    pub async fn maintain<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Conn) -> Result<T, DbError> + Send + 'static,
    ) -> Result<T, DbError> {
        let db = self.clone();
        spawn_blocking(move || db.maintain_blocking(f))
            .await
            .unwrap_or(Err(DbError::Panicked))
    }

    /// [`Db::maintain`] for the command line and tests. Panics inside an asynchronous task.
    pub fn maintain_blocking<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Conn) -> Result<T, DbError> + Send + 'static,
    ) -> Result<T, DbError> {
        match &self.0.writes {
            Writes::One(writer) => {
                let (caller, answer) = tokio::sync::oneshot::channel();
                writer.submit(Job::Errand(Box::new(move |conn| {
                    // A caller that hung up does not need to know.
                    drop(caller.send(conn.and_then(f)));
                })))?;
                answer.blocking_recv().unwrap_or(Err(DbError::Panicked))
            }
            Writes::Pool(lanes) => f(&mut *lanes.get()?),
        }
    }

    /// Counts commits of this process. Jobs wait on it: `changed()` returns after the next one.
    pub fn committed(&self) -> watch::Receiver<u64> {
        self.0.committed.subscribe()
    }

    /// Statements run so far, without those that begin and end transactions. The difference over
    /// a request is what a test holds it to.
    pub fn statements(&self) -> u64 {
        self.0.meter.count()
    }

    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.0.writes, Writes::One(_))
    }

    /// The settings of the writer's live connection; `None` on PostgreSQL.
    pub async fn writer_pragmas(&self) -> Result<Option<Pragmas>, DbError> {
        self.maintain(pragmas).await
    }

    /// Whether the database keeps what it acknowledges, asked of a live writing connection.
    pub async fn durable(&self) -> Result<bool, DbError> {
        self.maintain(durable).await
    }

    /// Applies pending migrations; the names of what was applied.
    pub async fn migrate(&self) -> Result<Vec<String>, DbError> {
        self.maintain(migrate::run).await
    }

    /// [`Db::migrate`] for the command line and tests. Panics inside an asynchronous task.
    pub fn migrate_blocking(&self) -> Result<Vec<String>, DbError> {
        self.maintain_blocking(migrate::run)
    }

    /// The names of migrations that this binary knows and the database does not.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, DbError> {
        self.maintain(migrate::pending).await
    }

    /// [`Db::pending_migrations`] for the command line and tests. Panics inside an asynchronous
    /// task.
    pub fn pending_migrations_blocking(&self) -> Result<Vec<String>, DbError> {
        self.maintain_blocking(migrate::pending)
    }

    /// Whether the database has exactly this binary's migrations.
    pub async fn migrations_at_head(&self) -> Result<bool, DbError> {
        self.maintain(migrate::at_head).await
    }

    /// Takes every migration back, for the test that each has a true way back.
    pub async fn revert_all(&self) -> Result<Vec<String>, DbError> {
        self.maintain(migrate::revert_all).await
    }

    /// Refuses further writes on SQLite and waits until those queued are committed and answered.
    pub async fn close(&self) {
        let db = self.clone();
        let closed = spawn_blocking(move || {
            if let Writes::One(writer) = &db.0.writes {
                writer.close();
            }
        });
        if closed.await.is_err() {
            tracing::error!("closing the database panicked");
        }
    }
}
