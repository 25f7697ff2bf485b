//! SQLite's one writer: a thread that owns its connection and takes operations from a queue.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Mutex, PoisonError, RwLock};
use std::thread::{self, JoinHandle};

use tokio::sync::watch;

use crate::config::{DbConfig, OpenError};
use crate::conn::Conn;
use crate::error::DbError;
use crate::group::Committer;
use crate::meter::Meter;
use crate::operation::Operation;
use crate::sqlite::{Purpose, connect};

/// Work outside any transaction: migrations, settings, checkpoints.
pub(crate) type Errand = Box<dyn FnOnce(Result<&mut Conn, DbError>) + Send>;

/// What the writer is asked to do.
pub(crate) enum Job {
    /// A write, committed together with its neighbours.
    Write(Box<dyn Operation>),
    /// Something that needs the connection to itself.
    Errand(Errand),
}

/// The queue's near end.
pub(crate) struct Writer {
    queue: RwLock<Option<SyncSender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Opens the file and starts the thread.
    pub(crate) fn start(
        path: &str,
        config: &DbConfig,
        committed: watch::Sender<u64>,
        meter: Meter,
    ) -> Result<Self, OpenError> {
        let conn = connect(path, Purpose::Write, &meter)?;
        let mut groups =
            Committer::new(path.to_owned(), conn, config.group_size(), committed, meter);
        let (queue, jobs) = sync_channel(config.queue_length());
        let thread = thread::Builder::new()
            .name("db-writer".into())
            .spawn(move || serve(&mut groups, &jobs))?;
        Ok(Self {
            queue: RwLock::new(Some(queue)),
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Queues a job; never waits.
    pub(crate) fn submit(&self, job: Job) -> Result<(), DbError> {
        let queue = self.queue.read().unwrap_or_else(PoisonError::into_inner);
        let queue = queue.as_ref().ok_or(DbError::Unavailable)?;
        queue.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => DbError::Busy,
            TrySendError::Disconnected(_) => DbError::Unavailable,
        })
    }

    /// Takes no more jobs, finishes those queued and waits for the last commit.
    pub(crate) fn close(&self) {
        let queue = self
            .queue
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        drop(queue);
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        // A closure may own the last handle to the database, and is dropped on this very thread.
        if let Some(thread) = thread
            && thread.thread().id() != thread::current().id()
            && thread.join().is_err()
        {
            tracing::error!("the writer thread panicked");
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

/// Serves until every sender is gone and the queue is empty.
fn serve(committer: &mut Committer, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        let mut errand = match job {
            Job::Errand(errand) => Some(errand),
            Job::Write(first) => {
                let mut errand = None;
                committer.run(first, || match jobs.try_recv() {
                    Ok(Job::Write(operation)) if errand.is_none() => Some(operation),
                    Ok(Job::Errand(next)) => {
                        errand = Some(next);
                        None
                    }
                    _ => None,
                });
                errand
            }
        };
        if let Some(errand) = errand.take() {
            run_errand(committer, errand);
        }
    }
}

/// A panic drops the errand and with it the caller's channel; the connection may be anywhere.
fn run_errand(committer: &mut Committer, errand: Errand) {
    if catch_unwind(AssertUnwindSafe(|| errand(committer.conn()))).is_err() {
        committer.distrust();
    }
}
