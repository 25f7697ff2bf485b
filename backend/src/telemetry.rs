//! Logs: structured, to standard error, with ids and never with personal data. `TONGYU_LOG`
//! chooses what is written (default `info`), `TONGYU_LOG_FORMAT=json` how.

use std::io::IsTerminal as _;

use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging. A second call changes nothing.
pub fn start(default: &str) {
    let filter =
        EnvFilter::try_from_env("TONGYU_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    let builder = fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    let json = std::env::var("TONGYU_LOG_FORMAT").is_ok_and(|format| format == "json");
    let started = if json { builder.json().try_init() } else { builder.try_init() };
    if let Err(error) = started {
        tracing::debug!(%error, "logging was started before");
    }
}
