//! What a database can answer instead of a result.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error};

/// A failure of the database or of a statement.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// No connection, a closed database, or a commit whose outcome is unknown.
    #[error("the database is not available")]
    Unavailable,
    /// Too much is queued, or five retries were not enough. The caller may try again.
    #[error("the database is busy")]
    Busy,
    /// The closure panicked; nothing of it was kept.
    #[error("the operation panicked")]
    Panicked,
    /// A unique constraint refused the row. See [`DbError::unique_violation`].
    #[error("a row with the same {key} exists")]
    Unique {
        /// Table and columns as `table(a,b)`, or the index's name when it is over expressions.
        key: String,
    },
    /// A migration failed.
    #[error("migration failed: {0}")]
    Migration(String),
    /// Any other failure of a statement.
    #[error("query failed: {0}")]
    Query(Error),
}

impl DbError {
    /// The violated unique key as `table(a,b)`, the same on both databases. SQLite tells the
    /// columns and not the index, so the columns are the name; an index over expressions is
    /// named itself.
    pub fn unique_violation(&self) -> Option<&str> {
        match self {
            Self::Unique { key } => Some(key),
            _ => None,
        }
    }

    /// Whether a foreign key refused the row: its parent is missing, or it still has children.
    pub fn foreign_key_violation(&self) -> bool {
        matches!(
            self,
            Self::Query(Error::DatabaseError(
                DatabaseErrorKind::ForeignKeyViolation | DatabaseErrorKind::RestrictViolation,
                _
            ))
        )
    }

    /// Whether a query that wants one row found none.
    pub fn not_found(&self) -> bool {
        matches!(self, Self::Query(Error::NotFound))
    }

    /// Whether the connection can no longer be trusted after this error.
    pub(crate) fn breaks_connection(&self) -> bool {
        match self {
            Self::Busy | Self::Unique { .. } => false,
            Self::Unavailable | Self::Panicked | Self::Migration(_) => true,
            Self::Query(error) => !is_fault(error),
        }
    }
}

/// Errors that concern the statement or its rows only: constraints, and what Rust itself found.
pub(crate) fn is_fault(error: &Error) -> bool {
    match error {
        Error::DatabaseError(kind, _) => matches!(
            kind,
            DatabaseErrorKind::UniqueViolation
                | DatabaseErrorKind::ForeignKeyViolation
                | DatabaseErrorKind::RestrictViolation
                | DatabaseErrorKind::NotNullViolation
                | DatabaseErrorKind::CheckViolation
                | DatabaseErrorKind::ExclusionViolation
        ),
        Error::NotFound
        | Error::InvalidCString(_)
        | Error::QueryBuilderError(_)
        | Error::DeserializationError(_)
        | Error::SerializationError(_)
        | Error::RollbackTransaction => true,
        _ => false,
    }
}

impl From<Error> for DbError {
    fn from(error: Error) -> Self {
        match error {
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => Self::Unique {
                key: unique_key(info.as_ref()),
            },
            Error::DatabaseError(DatabaseErrorKind::ClosedConnection, _) => Self::Unavailable,
            Error::DatabaseError(_, ref info) if info.message() == "database is locked" => {
                Self::Busy
            }
            other => Self::Query(other),
        }
    }
}

/// What a write closure may fail with. The writer asks it whether the database was the cause.
///
/// ```ignore
/// impl WriteError for Fault {
///     fn as_db(&self) -> Option<&DbError> {
///         match self { Fault::Db(error) => Some(error), _ => None }
///     }
/// }
/// ```
pub trait WriteError: From<DbError> {
    /// The database's error inside, if that is what this is.
    fn as_db(&self) -> Option<&DbError>;
}

impl WriteError for DbError {
    fn as_db(&self) -> Option<&DbError> {
        Some(self)
    }
}

/// SQLite says `UNIQUE constraint failed: t.a, t.b` or `…: index 'name'`; PostgreSQL gives the
/// table and, in any language, a detail with `(a, b)=(…)`.
fn unique_key(info: &(dyn DatabaseErrorInformation + Send + Sync)) -> String {
    if let Some(table) = info.table_name() {
        let columns = info.details().and_then(|d| {
            let (_, rest) = d.split_once('(')?;
            Some(rest.split_once(")=(")?.0)
        });
        return match (columns, info.constraint_name()) {
            (Some(columns), _) if plain(columns) => format!("{table}({})", tight(columns)),
            (_, Some(name)) => name.to_owned(),
            _ => table.to_owned(),
        };
    }
    let message = info.message();
    let named = message.split_once(": ").map_or(message, |(_, names)| names);
    if let Some(index) = named.strip_prefix("index '") {
        return index.trim_end_matches('\'').to_owned();
    }
    let mut table = "";
    let mut columns = Vec::new();
    for part in named.split(", ") {
        let (of, column) = part.split_once('.').unwrap_or(("", part));
        table = of;
        columns.push(column);
    }
    format!("{table}({})", columns.join(","))
}

fn plain(columns: &str) -> bool {
    columns
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | ',' | ' '))
}

fn tight(columns: &str) -> String {
    columns.replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Told {
        message: &'static str,
        details: Option<&'static str>,
        table: Option<&'static str>,
        constraint: Option<&'static str>,
    }

    impl DatabaseErrorInformation for Told {
        fn message(&self) -> &str {
            self.message
        }
        fn details(&self) -> Option<&str> {
            self.details
        }
        fn hint(&self) -> Option<&str> {
            None
        }
        fn table_name(&self) -> Option<&str> {
            self.table
        }
        fn column_name(&self) -> Option<&str> {
            None
        }
        fn constraint_name(&self) -> Option<&str> {
            self.constraint
        }
        fn statement_position(&self) -> Option<i32> {
            None
        }
    }

    fn key(told: &Told) -> String {
        unique_key(told)
    }

    #[test]
    fn both_databases_name_a_unique_key_alike() {
        let sqlite = |message| Told {
            message,
            details: None,
            table: None,
            constraint: None,
        };
        let postgres = |details| Told {
            message: "duplicate key",
            details: Some(details),
            table: Some("t"),
            constraint: Some("t_key"),
        };
        for (told, name) in [
            (sqlite("UNIQUE constraint failed: t.a"), "t(a)"),
            (sqlite("UNIQUE constraint failed: t.a, t.b"), "t(a,b)"),
            (sqlite("UNIQUE constraint failed: index 't_key'"), "t_key"),
            (postgres("Key (a)=(1) already exists."), "t(a)"),
            (postgres("键值\"(a, b)=(1, 2)\" 已经存在"), "t(a,b)"),
            (postgres("Key (lower(a))=(x) already exists."), "t_key"),
        ] {
            assert_eq!(key(&told), name);
        }
    }

    #[test]
    fn only_constraints_and_missing_rows_leave_the_connection_usable() {
        assert!(!DbError::from(Error::NotFound).breaks_connection());
        assert!(DbError::from(Error::BrokenTransactionManager).breaks_connection());
        let unknown =
            |m: &str| Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(m.to_owned()));
        assert!(DbError::from(unknown("disk I/O error")).breaks_connection());
        assert!(!DbError::from(unknown("database is locked")).breaks_connection());
    }
}
