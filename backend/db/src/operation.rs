//! One queued write: its closure, its result, and whom to tell.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use crate::error::{DbError, WriteError};
use crate::tx::Tx;

/// What becomes of an operation's changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The closure succeeded.
    Keep,
    /// The closure failed by its own rules or on a constraint: its savepoint is rolled back.
    Undo,
    /// A panic or a failing database: the connection can no longer be trusted.
    Broken,
}

/// A write that can be run, again if need be, and answered once.
pub(crate) trait Operation: Send {
    /// Runs the closure and keeps its result.
    fn run(&mut self, tx: &mut Tx<'_>) -> Verdict;
    /// Replaces the result by a failure.
    fn fail(&mut self, error: DbError);
    /// Sends the result to the caller, who may have gone.
    fn answer(self: Box<Self>);
}

struct Write<F, T, E> {
    work: F,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

/// An operation and the place where its answer arrives.
pub(crate) fn operation<F, T, E>(work: F) -> (Box<dyn Operation>, oneshot::Receiver<Result<T, E>>)
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: WriteError + Send + 'static,
{
    let (caller, answer) = oneshot::channel();
    let write = Write {
        work,
        result: None,
        caller,
    };
    (Box::new(write), answer)
}

/// Runs a write closure, turning a panic into an error, and judges the result.
pub(crate) fn attempt<F, T, E>(work: &F, tx: &mut Tx<'_>) -> (Result<T, E>, Verdict)
where
    F: Fn(&mut Tx<'_>) -> Result<T, E>,
    E: WriteError,
{
    match catch_unwind(AssertUnwindSafe(|| work(tx))) {
        Ok(Ok(value)) => (Ok(value), Verdict::Keep),
        Ok(Err(error)) => {
            let broken = error.as_db().is_some_and(DbError::breaks_connection);
            let verdict = if broken {
                Verdict::Broken
            } else {
                Verdict::Undo
            };
            (Err(error), verdict)
        }
        Err(_payload) => (Err(E::from(DbError::Panicked)), Verdict::Broken),
    }
}

impl<F, T, E> Operation for Write<F, T, E>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: WriteError + Send + 'static,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Verdict {
        let (result, verdict) = attempt(&self.work, tx);
        self.result = Some(result);
        verdict
    }

    fn fail(&mut self, error: DbError) {
        self.result = Some(Err(E::from(error)));
    }

    fn answer(self: Box<Self>) {
        let result = self
            .result
            .unwrap_or_else(|| Err(E::from(DbError::Unavailable)));
        // A caller that hung up does not need to know.
        drop(self.caller.send(result));
    }
}
