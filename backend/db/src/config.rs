//! Where the database is, and how much of it we may use.

use std::thread::available_parallelism;

/// How to open a database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DbConfig {
    /// `sqlite:PATH`, `sqlite://PATH`, `postgres://…` or `postgresql://…`.
    pub url: String,
    /// Connections for reading; twice the cores (at least 4) when absent.
    pub readers: Option<u32>,
    /// Connections for writing on PostgreSQL; four times the cores (at least 8) when absent.
    /// SQLite always has one.
    pub writers: Option<u32>,
    /// Writes that may wait for SQLite's writer before callers are told that it is busy;
    /// 4,096 when absent.
    pub queue: Option<usize>,
    /// SQLite: most operations in one commit; 64 when absent. 1 turns group commit off,
    /// which only a benchmark wants.
    pub group: Option<usize>,
}

impl DbConfig {
    /// The default configuration for a URL.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            ..Self::default()
        }
    }

    pub(crate) fn reader_count(&self) -> u32 {
        self.readers.unwrap_or_else(|| (cores() * 2).max(4)).max(1)
    }

    pub(crate) fn writer_count(&self) -> u32 {
        self.writers.unwrap_or_else(|| (cores() * 4).max(8)).max(1)
    }

    pub(crate) fn queue_length(&self) -> usize {
        self.queue.unwrap_or(4096).max(1)
    }

    pub(crate) fn group_size(&self) -> usize {
        self.group.unwrap_or(64).max(1)
    }
}

fn cores() -> u32 {
    available_parallelism()
        .ok()
        .and_then(|n| u32::try_from(n.get()).ok())
        .unwrap_or(1)
}

/// The database a URL names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A file.
    Sqlite(String),
    /// A connection URL for libpq.
    Postgres(String),
}

impl Target {
    pub(crate) fn parse(url: &str) -> Result<Self, OpenError> {
        let url = url.trim();
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let Some(path) = url
            .strip_prefix("sqlite://")
            .or_else(|| url.strip_prefix("sqlite:"))
        else {
            let scheme = url.split(':').next().unwrap_or_default();
            return Err(OpenError::Scheme(scheme.to_owned()));
        };
        if path.is_empty() || path.contains(":memory:") || path.starts_with("file:") {
            return Err(OpenError::Path);
        }
        Ok(Self::Sqlite(path.to_owned()))
    }
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL's scheme is neither SQLite's nor PostgreSQL's. Holds the scheme only: the rest
    /// of a URL may hold a password.
    #[error("database URL: unknown scheme `{0}`; use sqlite: or postgres://")]
    Scheme(String),
    /// A SQLite URL without a file: several connections must see the same database.
    #[error("database URL: sqlite: needs the path of a file")]
    Path,
    /// The database did not answer, or refused us.
    #[error("database: cannot connect: {0}")]
    Connect(String),
    /// A setting did not take; without it acknowledged writes could be lost.
    #[error("database: setting {setting} is {found}, must be {wanted}")]
    Setting {
        /// The pragma's name.
        setting: &'static str,
        /// Its value after it was set.
        found: String,
        /// The value that was asked for.
        wanted: String,
    },
    /// The writer thread could not be started.
    #[error("database: cannot start the writer: {0}")]
    Thread(#[from] std::io::Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_chooses_the_database() {
        for (url, target) in [
            ("sqlite:a.db", Target::Sqlite("a.db".into())),
            ("sqlite://a.db", Target::Sqlite("a.db".into())),
            ("sqlite:///var/a.db", Target::Sqlite("/var/a.db".into())),
            ("sqlite:/var/a.db", Target::Sqlite("/var/a.db".into())),
            ("postgres://h/d", Target::Postgres("postgres://h/d".into())),
            (
                "postgresql://h/d",
                Target::Postgres("postgresql://h/d".into()),
            ),
        ] {
            assert_eq!(Target::parse(url).unwrap(), target, "{url}");
        }
    }

    #[test]
    fn an_unknown_scheme_is_an_error_that_shows_no_password() {
        for url in ["mysql://u:secret@h/d", "", "a.db", "POSTGRES//x:secret"] {
            let error = Target::parse(url).unwrap_err();
            assert!(matches!(error, OpenError::Scheme(_)), "{url}");
            assert!(!error.to_string().contains("secret"), "{url}");
        }
    }

    #[test]
    fn a_database_in_memory_is_refused() {
        for url in ["sqlite:", "sqlite::memory:", "sqlite:file:x?mode=memory"] {
            assert!(matches!(Target::parse(url), Err(OpenError::Path)), "{url}");
        }
    }
}
