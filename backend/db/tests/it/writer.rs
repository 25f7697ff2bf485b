//! SQLite's one writer: groups, failures among them, closing.

use diesel::connection::{SimpleConnection, TransactionManager};
use diesel::{Connection, RunQueryDsl, sql_query};
use tongyu_db::{Conn, DbConfig, DbError, WriteError};

use crate::kit::{hold, ids, insert, queue, queue_insert, sqlite, sqlite_with};

/// A use case's own error, as rooms have them.
#[derive(Debug)]
enum Refusal {
    ByRule,
    Db(DbError),
}

impl From<DbError> for Refusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl WriteError for Refusal {
    fn as_db(&self) -> Option<&DbError> {
        match self {
            Self::Db(error) => Some(error),
            Self::ByRule => None,
        }
    }
}

#[tokio::test]
async fn what_queued_is_committed_at_once() {
    let site = sqlite().await;
    let release = hold(&site.db).await;
    let commits = site.db.committed();
    let writes = ["a", "b", "c", "d"].map(|id| queue_insert(&site.db, id));
    release.send(()).unwrap();
    for write in writes {
        write.await.unwrap();
    }
    assert_eq!(*commits.borrow(), 1);
    assert_eq!(ids(&site.db).await, ["a", "b", "c", "d"]);
}

#[tokio::test]
async fn a_group_has_an_end() {
    let site = sqlite_with(|config| DbConfig {
        group: Some(2),
        ..config
    })
    .await;
    let release = hold(&site.db).await;
    let commits = site.db.committed();
    let writes = ["a", "b", "c", "d", "e"].map(|id| queue_insert(&site.db, id));
    release.send(()).unwrap();
    for write in writes {
        write.await.unwrap();
    }
    assert_eq!(*commits.borrow(), 3);
}

#[tokio::test]
async fn an_answer_means_that_others_see_the_row() {
    let site = sqlite().await;
    for n in 0..20 {
        let id = format!("{n:02}");
        let wanted = id.clone();
        site.db.write(move |tx| insert(tx, &id)).await.unwrap();
        assert_eq!(ids(&site.db).await.last(), Some(&wanted));
    }
}

#[tokio::test]
async fn a_refusal_takes_back_its_own_changes_only() {
    let site = sqlite().await;
    let release = hold(&site.db).await;
    let first = queue_insert(&site.db, "a");
    let db = site.db.clone();
    let refused = queue(async move {
        db.write(|tx| {
            insert(tx, "refused")?;
            Err::<(), _>(Refusal::ByRule)
        })
        .await
    });
    let twice = queue_insert(&site.db, "a");
    let last = queue_insert(&site.db, "b");
    release.send(()).unwrap();

    first.await.unwrap();
    assert!(matches!(refused.await, Err(Refusal::ByRule)));
    let twice = twice.await.unwrap_err();
    assert_eq!(twice.unique_violation(), Some("account(id)"));
    last.await.unwrap();
    assert_eq!(ids(&site.db).await, ["a", "b"]);
}

#[tokio::test]
async fn a_group_of_refusals_commits_nothing() {
    let site = sqlite().await;
    let commits = site.db.committed();
    let refused: Result<(), Refusal> = site.db.write(|_| Err(Refusal::ByRule)).await;
    assert!(matches!(refused, Err(Refusal::ByRule)));
    assert_eq!(*commits.borrow(), 0);
}

#[tokio::test]
async fn a_panic_neither_kills_the_writer_nor_loses_a_neighbour() {
    let site = sqlite().await;
    let release = hold(&site.db).await;
    let before = queue_insert(&site.db, "a");
    let db = site.db.clone();
    let panics = queue(async move {
        db.write(|tx| {
            tx.conn().transaction(|conn| {
                conn.batch_execute("INSERT INTO account (id) VALUES ('half')")?;
                assert!(conn.batch_execute("SELECT 1").is_err(), "a bug in a store");
                Ok::<(), DbError>(())
            })
        })
        .await
    });
    let after = queue_insert(&site.db, "b");
    release.send(()).unwrap();

    assert!(matches!(panics.await, Err(DbError::Panicked)));
    before.await.unwrap();
    after.await.unwrap();
    site.db.write(|tx| insert(tx, "c")).await.unwrap();
    assert_eq!(seen_by_another(&site.url), ["a", "b", "c"]);
    assert!(site.db.durable().await.unwrap(), "the new connection too");
}

/// Ids as a connection of its own sees them: only what was committed.
fn seen_by_another(url: &str) -> Vec<String> {
    use diesel::prelude::*;
    let path = url.trim_start_matches("sqlite:");
    let mut conn = SqliteConnection::establish(path).unwrap();
    // A writer that closes holds the file for a moment.
    conn.batch_execute("PRAGMA busy_timeout=5000").unwrap();
    crate::kit::account::table
        .select(crate::kit::account::id)
        .order(crate::kit::account::id)
        .load(&mut conn)
        .unwrap()
}

#[tokio::test]
async fn an_error_that_is_no_constraint_costs_the_neighbours_nothing() {
    let site = sqlite().await;
    let release = hold(&site.db).await;
    let before = queue_insert(&site.db, "a");
    let db = site.db.clone();
    let broken = queue(async move {
        db.write(|tx| {
            sql_query("INSERT INTO nowhere VALUES (1)").execute(tx.conn())?;
            Ok::<_, DbError>(())
        })
        .await
    });
    let after = queue_insert(&site.db, "b");
    release.send(()).unwrap();
    assert!(matches!(broken.await, Err(DbError::Query(_))));
    before.await.unwrap();
    after.await.unwrap();
    assert_eq!(seen_by_another(&site.url), ["a", "b"]);
}

#[tokio::test]
async fn a_closure_that_meddles_with_transactions_acknowledges_nothing_undurable() {
    for meddle in ["open", "rollback", "commit"] {
        let site = sqlite().await;
        let release = hold(&site.db).await;
        let before = queue_insert(&site.db, "a");
        let db = site.db.clone();
        let meddling = queue(async move {
            db.write(move |tx| {
                match meddle {
                    "open" => Conn::begin_transaction(tx.conn())?,
                    "rollback" => tx.conn().batch_execute("ROLLBACK")?,
                    _ => Conn::commit_transaction(tx.conn())?,
                }
                Ok::<_, DbError>(())
            })
            .await
        });
        let after = queue_insert(&site.db, "b");
        release.send(()).unwrap();
        meddling.await.unwrap_err();
        before.await.unwrap();
        after.await.unwrap();
        assert_eq!(seen_by_another(&site.url), ["a", "b"], "{meddle}");
    }
}

#[tokio::test]
async fn a_constraint_found_at_commit_hits_its_culprit_only() {
    let site = sqlite().await;
    let release = hold(&site.db).await;
    let before = queue_insert(&site.db, "a");
    let db = site.db.clone();
    let orphan = queue(async move {
        db.write(|tx| {
            sql_query("INSERT INTO note VALUES ('n', 'nobody')").execute(tx.conn())?;
            Ok::<_, DbError>(())
        })
        .await
    });
    let after = queue_insert(&site.db, "b");
    release.send(()).unwrap();
    assert!(orphan.await.unwrap_err().foreign_key_violation());
    before.await.unwrap();
    after.await.unwrap();
    assert_eq!(ids(&site.db).await, ["a", "b"]);
}

#[tokio::test]
async fn a_full_queue_says_busy_at_once() {
    let site = sqlite_with(|config| DbConfig {
        queue: Some(1),
        ..config
    })
    .await;
    let release = hold(&site.db).await;
    let queued = queue_insert(&site.db, "a");
    let refused = site.db.write(|tx| insert(tx, "b")).await;
    assert!(matches!(refused, Err(DbError::Busy)), "{refused:?}");
    release.send(()).unwrap();
    queued.await.unwrap();
    assert_eq!(ids(&site.db).await, ["a"]);
}

#[tokio::test]
async fn closing_drains_the_queue_and_refuses_more() {
    let site = sqlite().await;
    let release = hold(&site.db).await;
    let queued = ["a", "b"].map(|id| queue_insert(&site.db, id));
    release.send(()).unwrap();
    site.db.close().await;
    for write in queued {
        write.await.unwrap();
    }
    let late = site.db.write(|tx| insert(tx, "c")).await;
    assert!(matches!(late, Err(DbError::Unavailable)), "{late:?}");
    assert_eq!(ids(&site.db).await, ["a", "b"]);
}

#[tokio::test]
async fn a_write_that_owns_the_last_handle_does_not_wait_for_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let url = format!("sqlite:{}", path.display());
    let db = tongyu_db::Db::open(&DbConfig::new(&url)).unwrap();
    db.maintain(|c| Ok(c.batch_execute("CREATE TABLE account (id TEXT)")?))
        .await
        .unwrap();
    let release = hold(&db).await;
    let inside = db.clone();
    let write = queue(async move {
        let handle = inside.clone();
        inside
            .write(move |tx| {
                assert!(handle.is_sqlite());
                insert(tx, "a")
            })
            .await
    });
    drop(db);
    release.send(()).unwrap();
    write.await.unwrap();
    assert_eq!(seen_by_another(&url), ["a"]);
}

#[tokio::test]
async fn an_errand_that_panics_does_not_kill_the_writer() {
    let site = sqlite().await;
    let errand: Result<(), DbError> = site.db.maintain(|_| panic!("a bug in an errand")).await;
    assert!(matches!(errand, Err(DbError::Panicked)), "{errand:?}");
    site.db.write(|tx| insert(tx, "a")).await.unwrap();
    assert_eq!(ids(&site.db).await, ["a"]);
}
