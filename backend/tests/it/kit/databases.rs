//! A database per test, copied from one that was migrated and seeded once.

use std::{path::PathBuf, sync::OnceLock};

use diesel::{Connection as _, PgConnection, RunQueryDsl as _, connection::SimpleConnection as _};
use tempfile::TempDir;
use tongyu::crypto::Keys;
use tongyu_db::{Conn, Db, DbConfig};
use uuid::Uuid;

use super::{fixture, needed::needed};

/// Names the private cluster that tests may make databases in.
const CLUSTER: &str = "TONGYU_TEST_POSTGRES";

/// A database that goes with the test.
pub enum Scratch {
    /// A file in a folder of its own.
    Sqlite(TempDir),
    /// A database of the cluster.
    Postgres { cluster: String, name: String },
}

impl Scratch {
    /// Where it is.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("test.db").display()),
            Self::Postgres { cluster, name } => sibling(cluster, name),
        }
    }
}

impl Scratch {
    /// Ends all connections of a PostgreSQL database and takes its name away. A file stays: its
    /// writer is closed instead.
    pub fn lose(&self) {
        if let Self::Postgres { cluster, name } = self {
            for statement in [
                format!("ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS false"),
                format!(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
                ),
            ] {
                on_cluster(cluster, &statement).expect("the cluster obeys");
            }
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Self::Postgres { cluster, name } = self {
            let drop = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
            if let Err(error) = on_cluster(cluster, &drop) {
                eprintln!("{name} stays behind: {error}");
            }
        }
    }
}

/// The keys of all test sites; the seeded text is sealed with them.
pub fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(Keys::generate)
}

/// A copy of the seeded SQLite file.
pub fn sqlite() -> Scratch {
    static TEMPLATE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, template) = TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("template.db");
        seed(&format!("sqlite:{}", file.display()));
        (folder, file)
    });
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::copy(template, folder.path().join("test.db")).expect("a copy of the template");
    Scratch::Sqlite(folder)
}

/// A copy of the seeded PostgreSQL database, where there is a cluster.
pub fn postgres() -> Option<Scratch> {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    let cluster = needed(CLUSTER)?;
    let template = TEMPLATE.get_or_init(|| {
        let name = format!("template_{}", Uuid::now_v7().simple());
        on_cluster(&cluster, &format!("CREATE DATABASE \"{name}\"")).expect("a template");
        seed(&sibling(&cluster, &name));
        name
    });
    let name = format!("test_{}", Uuid::now_v7().simple());
    on_cluster(
        &cluster,
        &format!("CREATE DATABASE \"{name}\" TEMPLATE \"{template}\""),
    )
    .expect("a copy of the template");
    Some(Scratch::Postgres { cluster, name })
}

/// A seeded copy of each kind.
pub fn both() -> impl Iterator<Item = Scratch> {
    [Some(sqlite()), postgres()].into_iter().flatten()
}

/// A SQLite database that nobody has touched.
pub fn empty_sqlite() -> Scratch {
    Scratch::Sqlite(tempfile::tempdir().expect("a folder"))
}

/// A PostgreSQL database without tables, where there is a cluster.
pub fn empty_postgres() -> Option<Scratch> {
    let cluster = needed(CLUSTER)?;
    let name = format!("test_{}", Uuid::now_v7().simple());
    on_cluster(&cluster, &format!("CREATE DATABASE \"{name}\"")).expect("an empty database");
    Some(Scratch::Postgres { cluster, name })
}

/// An untouched one of each kind.
pub fn empty_both() -> impl Iterator<Item = Scratch> {
    [Some(empty_sqlite()), empty_postgres()]
        .into_iter()
        .flatten()
}

fn sibling(cluster: &str, name: &str) -> String {
    let (server, _) = cluster.rsplit_once('/').expect("a URL with a database");
    format!("{server}/{name}")
}

fn on_cluster(cluster: &str, statement: &str) -> Result<(), String> {
    let mut conn = PgConnection::establish(cluster).map_err(|e| e.to_string())?;
    diesel::sql_query(statement)
        .execute(&mut conn)
        .map_err(|e| e.to_string())?;
    Ok(())
}

/// Migrates and seeds on a thread of its own: tests run inside an asynchronous task.
fn seed(url: &str) {
    let url = url.to_owned();
    std::thread::spawn(move || {
        let db = Db::open(&DbConfig::new(url)).expect("the template opens");
        db.migrate_blocking().expect("the template migrates");
        fixture::seed(&db, keys());
        // A copy of the file alone must hold everything.
        db.maintain_blocking(|conn| {
            if let Conn::Sqlite(sqlite) = conn {
                sqlite.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?;
            }
            Ok(())
        })
        .expect("the log is folded into the file");
    })
    .join()
    .expect("the template is seeded");
}
