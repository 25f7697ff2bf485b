//! Settings on live connections, and who may write.

use diesel::connection::SimpleConnection;
use tongyu_db::{Conn, Db, DbConfig, DbError, OpenError, durable, pragmas};

use crate::kit::{both, ids, insert, sqlite};

#[tokio::test]
async fn the_live_writer_commits_to_the_disk() {
    let site = sqlite().await;
    let found = site.db.writer_pragmas().await.unwrap().unwrap();
    assert_eq!(found.journal_mode, "wal");
    assert_eq!(found.synchronous, 2);
    assert_eq!((found.foreign_keys, found.trusted_schema), (1, 0));
    assert_eq!((found.busy_timeout, found.query_only), (5000, 0));
}

#[tokio::test]
async fn readiness_tells_durable_settings_from_others() {
    for site in both().await {
        // A test server may run without fsync for speed, and then is rightly called careless.
        if site.db.is_sqlite() {
            assert!(site.db.durable().await.unwrap());
        }
        for (setting, kept) in settings(site.db.is_sqlite()) {
            let found = site
                .db
                .maintain(move |conn| {
                    conn.batch_execute(setting)?;
                    durable(conn)
                })
                .await;
            assert_eq!(found.unwrap(), kept, "{setting}");
        }
    }
}

fn settings(sqlite: bool) -> Vec<(&'static str, bool)> {
    if sqlite {
        vec![
            ("PRAGMA synchronous=NORMAL", false),
            ("PRAGMA synchronous=FULL", true),
        ]
    } else {
        vec![("SET synchronous_commit = off", false)]
    }
}

#[tokio::test]
async fn a_reader_cannot_write() {
    for site in both().await {
        let written = site
            .db
            .read(|conn| {
                conn.batch_execute("INSERT INTO account (id) VALUES ('x')")?;
                Ok::<_, DbError>(())
            })
            .await;
        assert!(matches!(written, Err(DbError::Query(_))), "{written:?}");
        assert!(ids(&site.db).await.is_empty());
    }
}

#[tokio::test]
async fn a_reader_is_set_like_the_writer_but_for_writing() {
    let site = sqlite().await;
    let found = site.db.read(pragmas).await.unwrap().unwrap();
    assert!(found.durable());
    assert_eq!((found.query_only, found.foreign_keys), (1, 1));
}

#[tokio::test]
async fn a_panic_while_reading_is_an_error_and_costs_no_connection() {
    for site in both().await {
        for _ in 0..8 {
            let read = site
                .db
                .read(|_: &mut Conn| -> Result<(), DbError> { panic!("a bug in a reader") })
                .await;
            assert!(matches!(read, Err(DbError::Panicked)), "{read:?}");
        }
        assert!(ids(&site.db).await.is_empty());
    }
}

#[tokio::test]
async fn every_commit_wakes_those_who_wait_for_one() {
    for site in both().await {
        let mut commits = site.db.committed();
        let before = *commits.borrow_and_update();
        site.db.write(|tx| insert(tx, "a")).await.unwrap();
        commits.changed().await.unwrap();
        assert_eq!(*commits.borrow_and_update(), before + 1);

        site.db.write(|tx| insert(tx, "a")).await.unwrap_err();
        assert!(!commits.has_changed().unwrap(), "a failure is no commit");
    }
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    std::fs::write(
        &path,
        "not a database, but long enough to be looked at".repeat(50),
    )
    .unwrap();
    let opened = Db::open(&DbConfig::new(format!("sqlite:{}", path.display())));
    assert!(matches!(opened, Err(OpenError::Connect(_))));
}

#[test]
fn the_blocking_calls_do_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("x.db").display());
    let db = Db::open(&DbConfig::new(url)).unwrap();
    db.maintain_blocking(|c| Ok(c.batch_execute("CREATE TABLE account (id TEXT)")?))
        .unwrap();
    db.write_blocking(|tx| insert(tx, "a")).unwrap();
    let found = db.read_blocking(|conn| {
        use diesel::prelude::*;
        Ok::<i64, DbError>(crate::kit::account::table.count().get_result(conn)?)
    });
    assert_eq!(found.unwrap(), 1);
}

#[tokio::test]
async fn statements_are_counted_and_transactions_are_not() {
    for site in both().await {
        ids(&site.db).await;
        site.db.write(|tx| insert(tx, "warm")).await.unwrap();
        let before = site.db.statements();
        site.db
            .write(|tx| {
                insert(tx, "a")?;
                insert(tx, "b")
            })
            .await
            .unwrap();
        ids(&site.db).await;
        assert_eq!(site.db.statements() - before, 3);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_a_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let site = sqlite().await;
    site.db.write(|tx| insert(tx, "a")).await.unwrap();
    let path = site.url.trim_start_matches("sqlite:");
    for file in [path.to_owned(), format!("{path}-wal")] {
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file}");
    }
}
