//! Logs: structured, to standard error, with ids and never with personal data. The settings `log`
//! and `log_format` choose what is written and how.

use std::io::IsTerminal as _;

use tracing_subscriber::{EnvFilter, filter::ParseError, fmt};

use crate::config::LogFormat;

/// Starts logging. A second call changes nothing; a filter that cannot be read is an error.
pub fn start(filter: &str, format: LogFormat) -> Result<(), ParseError> {
    let builder = fmt()
        .with_env_filter(EnvFilter::try_new(filter)?)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    let started = match format {
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
        LogFormat::Text => builder.try_init(),
    };
    if let Err(error) = started {
        tracing::debug!(%error, "logging was started before");
    }
    Ok(())
}
