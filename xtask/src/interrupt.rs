//! Ctrl-C ends the running step, not the program at once: a started database must be stopped.

use anyhow::{Context, Result};
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED_TO_STOP: AtomicBool = AtomicBool::new(false);

/// Begins to listen for Ctrl-C and for a request to terminate.
pub fn watch() -> Result<()> {
    ctrlc::set_handler(|| ASKED_TO_STOP.store(true, Ordering::SeqCst))
        .context("cannot listen for Ctrl-C")
}

/// Whether the user asked to stop.
pub fn asked_to_stop() -> bool {
    ASKED_TO_STOP.load(Ordering::SeqCst)
}
