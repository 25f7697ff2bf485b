//! Migrations: the same names for both databases, embedded in the binary.

use diesel::migration::MigrationSource;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::conn::Conn;
use crate::error::DbError;

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Two processes that start together migrate one after the other.
const LOCK: &str = "SELECT pg_advisory_lock(7242018)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(7242018)";

/// Applies what is pending; the names of what was applied.
pub(crate) fn run(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    locked(conn, |conn| {
        let versions = match conn {
            Conn::Sqlite(c) => c.run_pending_migrations(SQLITE).map(|all| names(&all)),
            Conn::Postgres(c) => c.run_pending_migrations(POSTGRES).map(|all| names(&all)),
        };
        versions.map_err(|e| DbError::Migration(e.to_string()))
    })
}

/// Takes every migration back, the youngest first.
pub(crate) fn revert_all(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    locked(conn, |conn| {
        let versions = match conn {
            Conn::Sqlite(c) => c.revert_all_migrations(SQLITE).map(|all| names(&all)),
            Conn::Postgres(c) => c.revert_all_migrations(POSTGRES).map(|all| names(&all)),
        };
        versions.map_err(|e| DbError::Migration(e.to_string()))
    })
}

/// The names of migrations that this binary knows and the database does not.
pub(crate) fn pending(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    let pending = match conn {
        Conn::Sqlite(c) => c
            .pending_migrations(SQLITE)
            .map(|all| all.iter().map(|m| m.name().to_string()).collect()),
        Conn::Postgres(c) => c
            .pending_migrations(POSTGRES)
            .map(|all| all.iter().map(|m| m.name().to_string()).collect()),
    };
    pending.map_err(|e| DbError::Migration(e.to_string()))
}

/// Whether the database has exactly this binary's migrations: neither fewer nor more.
pub(crate) fn at_head(conn: &mut Conn) -> Result<bool, DbError> {
    let counts = match conn {
        Conn::Sqlite(c) => c.applied_migrations().map(|applied| {
            MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE)
                .map(|known| (applied.len(), known.len()))
        }),
        Conn::Postgres(c) => c.applied_migrations().map(|applied| {
            MigrationSource::<diesel::pg::Pg>::migrations(&POSTGRES)
                .map(|known| (applied.len(), known.len()))
        }),
    };
    let (applied, known) = counts
        .and_then(|counts| counts)
        .map_err(|e| DbError::Migration(e.to_string()))?;
    Ok(applied == known && pending(conn)?.is_empty())
}

fn names<V: ToString>(versions: &[V]) -> Vec<String> {
    versions.iter().map(ToString::to_string).collect()
}

fn locked<T>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> Result<T, DbError>,
) -> Result<T, DbError> {
    use diesel::connection::SimpleConnection;
    let postgres = matches!(conn, Conn::Postgres(_));
    if postgres {
        conn.batch_execute(LOCK)?;
    }
    let result = work(conn);
    if postgres {
        conn.batch_execute(UNLOCK)?;
    }
    result
}
