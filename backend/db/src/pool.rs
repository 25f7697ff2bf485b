//! Pools of connections, and the turns to use one.

use std::sync::Arc;
use std::time::Duration;

use diesel::r2d2::{ManageConnection, Pool, PooledConnection, R2D2Connection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::{OpenError, Target};
use crate::conn::Conn;
use crate::error::DbError;
use crate::meter::Meter;
use crate::sqlite::Purpose;
use crate::{postgres, sqlite};

/// How long a caller waits for a connection before it is told that the database is busy.
const PATIENCE: Duration = Duration::from_secs(2);

/// Opens connections for one purpose.
pub(crate) struct Manager {
    target: Target,
    purpose: Purpose,
    meter: Meter,
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = OpenError;

    fn connect(&self) -> Result<Conn, OpenError> {
        match &self.target {
            Target::Sqlite(path) => sqlite::connect(path, self.purpose, &self.meter),
            Target::Postgres(url) => postgres::connect(url, self.purpose, &self.meter),
        }
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), OpenError> {
        let alive = conn.ping();
        self.meter.uncount();
        alive.map_err(|e| OpenError::Connect(e.to_string()))
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}

/// A pool and as many turns as it has connections: asynchronous callers queue for a turn, so
/// that waiting takes no thread.
#[derive(Clone)]
pub(crate) struct Lanes {
    pool: Pool<Manager>,
    turns: Arc<Semaphore>,
    meter: Meter,
}

impl Lanes {
    pub(crate) fn open(
        target: &Target,
        purpose: Purpose,
        size: u32,
        meter: &Meter,
    ) -> Result<Self, OpenError> {
        let manager = Manager {
            target: target.clone(),
            purpose,
            meter: meter.clone(),
        };
        // The first connection is opened here, because the pool would only report a time-out.
        drop(manager.connect()?);
        let pool = Pool::builder()
            .max_size(size)
            .min_idle(Some(1))
            .connection_timeout(PATIENCE)
            .test_on_check_out(matches!(target, Target::Postgres(_)))
            .build(manager)
            .map_err(|e| OpenError::Connect(e.to_string()))?;
        let turns = Arc::new(Semaphore::new(size.try_into().unwrap_or(1)));
        Ok(Self {
            pool,
            turns,
            meter: meter.clone(),
        })
    }

    /// Waits for a turn without holding a thread.
    pub(crate) async fn turn(&self) -> Result<OwnedSemaphorePermit, DbError> {
        let turn = Arc::clone(&self.turns).acquire_owned();
        match tokio::time::timeout(PATIENCE, turn).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) => Err(DbError::Unavailable),
            Err(_) => Err(DbError::Busy),
        }
    }

    /// What counts the statements of these connections.
    pub(crate) fn meter(&self) -> &Meter {
        &self.meter
    }

    /// A connection; blocks up to two seconds.
    pub(crate) fn get(&self) -> Result<PooledConnection<Manager>, DbError> {
        self.pool.get().map_err(|error| {
            tracing::error!(%error, "no database connection");
            DbError::Unavailable
        })
    }
}
