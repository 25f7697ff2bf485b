//! Counts statements, so that tests can hold a request to a number and metrics can show a rate.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use diesel::connection::{Instrumentation, InstrumentationEvent};

/// A count shared by every connection of one database.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meter(Arc<AtomicU64>);

impl Meter {
    /// Statements so far, without those that only begin and end transactions.
    pub(crate) fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Takes back one that was no statement of the caller's.
    pub(crate) fn uncount(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Instrumentation for Meter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartQuery { .. } => {
                self.0.fetch_add(1, Ordering::Relaxed);
            }
            // Each of these is followed by the start of its own statement.
            InstrumentationEvent::BeginTransaction { .. }
            | InstrumentationEvent::CommitTransaction { .. }
            | InstrumentationEvent::RollbackTransaction { .. } => self.uncount(),
            _ => {}
        }
    }
}
