//! Databases of a test's own, one per engine.

use std::env;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tongyu_db::{Conn, Db, DbConfig, DbError, Tx};

diesel::table! {
    account (id) {
        id -> Text,
        name -> Nullable<Text>,
        points -> BigInt,
    }
}

/// One table to play with; `note` hangs on it by a foreign key checked at commit only.
const TABLES: &str = "
    CREATE TABLE account (id TEXT PRIMARY KEY, name TEXT, points BIGINT NOT NULL DEFAULT 0);
    CREATE UNIQUE INDEX account_name_points ON account (name, points);
    CREATE TABLE note (id TEXT PRIMARY KEY, account_id TEXT NOT NULL
        REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED);";

/// A database that goes when the test ends.
pub struct Site {
    pub db: Db,
    pub url: String,
    _keep: Keep,
}

#[expect(dead_code, reason = "the fields are held for what dropping them does")]
enum Keep {
    Folder(TempDir),
    Database(Scratch),
}

/// A PostgreSQL database, dropped with this.
struct Scratch {
    server: String,
    name: String,
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let mut conn = PgConnection::establish(&self.server).expect("the test server");
        conn.batch_execute(&format!("DROP DATABASE \"{}\" WITH (FORCE)", self.name))
            .expect("drop the test database");
    }
}

/// A SQLite database with the play tables.
pub async fn sqlite() -> Site {
    sqlite_with(|config| config).await
}

/// The same, configured.
pub async fn sqlite_with(configure: impl FnOnce(DbConfig) -> DbConfig) -> Site {
    let site = empty_sqlite(configure);
    create_tables(&site.db).await;
    site
}

/// A SQLite database without tables.
pub fn empty_sqlite(configure: impl FnOnce(DbConfig) -> DbConfig) -> Site {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let db = Db::open(&configure(DbConfig::new(&url))).expect("open SQLite");
    Site {
        db,
        url,
        _keep: Keep::Folder(folder),
    }
}

/// A PostgreSQL database with the play tables; `None`, said aloud, when no server is given.
pub async fn postgres() -> Option<Site> {
    let site = empty_postgres()?;
    create_tables(&site.db).await;
    Some(site)
}

/// A PostgreSQL database without tables.
pub fn empty_postgres() -> Option<Site> {
    let Ok(server) = env::var("TONGYU_TEST_POSTGRES") else {
        assert!(
            env::var_os("CI").is_none(),
            "TONGYU_TEST_POSTGRES must be set in CI"
        );
        println!("skipped on PostgreSQL: TONGYU_TEST_POSTGRES is not set");
        return None;
    };
    let name = format!("tongyu_db_{:016x}", rand::random::<u64>());
    let mut conn = PgConnection::establish(&server).expect("the test server");
    conn.batch_execute(&format!("CREATE DATABASE \"{name}\""))
        .expect("create the test database");
    let (base, _) = server.rsplit_once('/').expect("a URL with a database");
    let url = format!("{base}/{name}");
    let config = DbConfig {
        readers: Some(2),
        writers: Some(4),
        ..DbConfig::new(&url)
    };
    let scratch = Scratch { server, name };
    Some(Site {
        db: Db::open(&config).expect("open PostgreSQL"),
        url,
        _keep: Keep::Database(scratch),
    })
}

/// Every engine there is, without tables.
pub fn empty_both() -> Vec<Site> {
    let mut sites = vec![empty_sqlite(|config| config)];
    sites.extend(empty_postgres());
    sites
}

/// Every engine there is.
pub async fn both() -> Vec<Site> {
    let mut sites = vec![sqlite().await];
    sites.extend(postgres().await);
    sites
}

async fn create_tables(db: &Db) {
    db.maintain(|conn| Ok(conn.batch_execute(TABLES)?))
        .await
        .expect("create the play tables");
}

/// Inserts an account without points.
pub fn insert(tx: &mut Tx<'_>, id: &str) -> Result<(), DbError> {
    sql_query("INSERT INTO account (id) VALUES ($1)")
        .bind::<diesel::sql_types::Text, _>(id)
        .execute(tx.conn())?;
    Ok(())
}

/// The ids of all accounts, in order.
pub async fn ids(db: &Db) -> Vec<String> {
    db.read(|conn| Ok::<_, DbError>(select_ids(conn)?))
        .await
        .expect("read the ids")
}

fn select_ids(conn: &mut Conn) -> diesel::QueryResult<Vec<String>> {
    use diesel::prelude::*;
    account::table
        .select(account::id)
        .order(account::id)
        .load(conn)
}

/// Keeps SQLite's writer from working until the sender is used.
pub async fn hold(db: &Db) -> std::sync::mpsc::Sender<()> {
    let (release, released) = std::sync::mpsc::channel();
    let (enter, entered) = oneshot::channel();
    let db = db.clone();
    tokio::spawn(async move {
        db.maintain(move |_| {
            enter.send(()).expect("the test waits");
            released.recv().expect("the test releases");
            Ok(())
        })
        .await
    });
    entered.await.expect("the writer is held");
    release
}

/// A write that stands in the queue.
pub type Queued<T, E> = Pin<Box<dyn Future<Output = Result<T, E>>>>;

/// Queues a write without waiting for its answer.
pub fn queue<T, E>(write: impl Future<Output = Result<T, E>> + 'static) -> Queued<T, E> {
    let mut write: Queued<T, E> = Box::pin(write);
    let polled = write.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(polled.is_pending(), "a queued write is not answered yet");
    write
}

/// Queues the insertion of an account.
pub fn queue_insert(db: &Db, id: &'static str) -> Queued<(), DbError> {
    let db = db.clone();
    queue(async move { db.write(move |tx| insert(tx, id)).await })
}
