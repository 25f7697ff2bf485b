//! PostgreSQL writes that meet others: again, and in the end busy.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use tongyu_db::{Conn, Db, DbError, Tx, WriteError};

use crate::kit::{ids, insert, postgres};

fn add_point(tx: &mut Tx<'_>, id: &str) -> Result<(), DbError> {
    sql_query("UPDATE account SET points = points + 1 WHERE id = $1")
        .bind::<diesel::sql_types::Text, _>(id)
        .execute(tx.conn())?;
    Ok(())
}

/// Another session changes the row, as another server would.
fn interfere(url: &str) {
    PgConnection::establish(url)
        .and_then(|mut conn| {
            conn.batch_execute("UPDATE account SET points = points + 10 WHERE id = 'a'")
                .map_err(diesel::ConnectionError::CouldntSetupConfiguration)
        })
        .expect("the other session");
}

async fn points(db: &Db) -> Vec<i64> {
    use crate::kit::account::dsl::{account, id, points};
    use diesel::prelude::*;
    db.read(|conn| Ok::<_, DbError>(account.select(points).order(id).load(conn)?))
        .await
        .unwrap()
}

/// Fails with an error that hides what the database said.
#[derive(Debug)]
struct Opaque;

impl From<DbError> for Opaque {
    fn from(_: DbError) -> Self {
        Self
    }
}

impl WriteError for Opaque {
    fn as_db(&self) -> Option<&DbError> {
        None
    }
}

#[tokio::test]
async fn a_write_that_another_overtook_is_run_again() {
    let Some(site) = postgres().await else { return };
    site.db.write(|tx| insert(tx, "a")).await.unwrap();
    let runs = Arc::new(AtomicU32::new(0));
    let (count, url) = (Arc::clone(&runs), site.url.clone());
    let written: Result<(), Opaque> = site
        .db
        .write(move |tx| {
            sql_query("SELECT 1 FROM account")
                .execute(tx.conn())
                .map_err(DbError::from)?;
            if count.fetch_add(1, Ordering::SeqCst) == 0 {
                interfere(&url);
            }
            add_point(tx, "a").map_err(Opaque::from)
        })
        .await;
    written.unwrap();
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    assert_eq!(points(&site.db).await, [11]);
}

#[tokio::test]
async fn five_retries_that_fail_are_told_as_busy() {
    let Some(site) = postgres().await else { return };
    site.db.write(|tx| insert(tx, "a")).await.unwrap();
    let runs = Arc::new(AtomicU32::new(0));
    let (count, url) = (Arc::clone(&runs), site.url.clone());
    let written = site
        .db
        .write(move |tx| {
            sql_query("SELECT 1 FROM account").execute(tx.conn())?;
            count.fetch_add(1, Ordering::SeqCst);
            interfere(&url);
            add_point(tx, "a")
        })
        .await;
    assert!(matches!(written, Err(DbError::Busy)), "{written:?}");
    assert_eq!(runs.load(Ordering::SeqCst), 6);
    assert_eq!(points(&site.db).await, [60]);
}

#[tokio::test]
async fn of_two_that_block_each_other_both_succeed() {
    let Some(site) = postgres().await else { return };
    for id in ["a", "b"] {
        site.db.write(move |tx| insert(tx, id)).await.unwrap();
    }
    let meet = Arc::new(Barrier::new(2));
    let runs = Arc::new(AtomicU32::new(0));
    let cross = |first: &'static str, second: &'static str| {
        let (db, meet, runs) = (site.db.clone(), Arc::clone(&meet), Arc::clone(&runs));
        let mine = AtomicU32::new(0);
        tokio::spawn(async move {
            db.write(move |tx| {
                tx.conn()
                    .batch_execute("SET LOCAL deadlock_timeout = '20ms'")?;
                add_point(tx, first)?;
                runs.fetch_add(1, Ordering::SeqCst);
                if mine.fetch_add(1, Ordering::SeqCst) == 0 {
                    meet.wait();
                }
                add_point(tx, second)
            })
            .await
        })
    };
    let (one, other) = (cross("a", "b"), cross("b", "a"));
    one.await.unwrap().unwrap();
    other.await.unwrap().unwrap();
    assert!(runs.load(Ordering::SeqCst) >= 3, "there was a deadlock");
    assert_eq!(points(&site.db).await, [2, 2]);
}

#[tokio::test]
async fn a_failure_that_the_closure_swallowed_is_not_acknowledged() {
    let Some(site) = postgres().await else { return };
    site.db.write(|tx| insert(tx, "a")).await.unwrap();
    let written = site
        .db
        .write(|tx| {
            insert(tx, "b")?;
            assert!(insert(tx, "a").is_err());
            Ok::<_, DbError>(())
        })
        .await;
    assert!(written.is_err(), "PostgreSQL rolled it back");
    assert_eq!(ids(&site.db).await, ["a"]);
}

#[tokio::test]
async fn a_failure_undone_by_its_own_savepoint_does_not_matter() {
    let Some(site) = postgres().await else { return };
    site.db.write(|tx| insert(tx, "a")).await.unwrap();
    site.db
        .write(|tx| {
            insert(tx, "b")?;
            let twice = tx.conn().transaction(|conn: &mut Conn| {
                conn.batch_execute("INSERT INTO account (id) VALUES ('a')")
            });
            assert!(twice.is_err());
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    assert_eq!(ids(&site.db).await, ["a", "b"]);
}

#[tokio::test]
async fn a_panic_costs_neither_connection_nor_rows() {
    let Some(site) = postgres().await else { return };
    for _ in 0..6 {
        let written = site
            .db
            .write(|tx| -> Result<(), DbError> {
                insert(tx, "half")?;
                tx.conn().transaction(|_| panic!("a bug in a store"))
            })
            .await;
        assert!(matches!(written, Err(DbError::Panicked)), "{written:?}");
    }
    site.db.write(|tx| insert(tx, "a")).await.unwrap();
    assert_eq!(ids(&site.db).await, ["a"]);
}
