//! Why writes go through `db.write`: what happens without it, and that it loses nothing.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use tongyu_db::{Db, DbError};

use crate::kit::account::dsl::{account, points};
use crate::kit::{both, insert, postgres, sqlite};

const CLIENTS: u32 = 8;
const ROUNDS: u32 = 25;

/// A plain `BEGIN` on SQLite takes a snapshot at the first read; when another has written since,
/// the write fails at once, however long the busy time-out.
#[tokio::test]
async fn plain_begin_on_sqlite_fails_when_it_reads_before_it_writes() {
    let site = sqlite().await;
    site.db.write(|tx| insert(tx, "a")).await.unwrap();
    let mut plain = SqliteConnection::establish(site.url.trim_start_matches("sqlite:")).unwrap();
    plain
        .batch_execute("PRAGMA busy_timeout=5000; BEGIN")
        .unwrap();
    let before: i64 = account.select(points).first(&mut plain).unwrap();
    site.db.write(|tx| insert(tx, "b")).await.unwrap();

    let written = diesel::update(account)
        .set(points.eq(before + 1))
        .execute(&mut plain);
    let error = written.unwrap_err().to_string();
    assert_eq!(error, "database is locked");
}

/// PostgreSQL's default isolation lets both read the same value, and the second write wins.
#[tokio::test]
async fn default_isolation_on_postgres_loses_an_update() {
    let Some(site) = postgres().await else { return };
    site.db.write(|tx| insert(tx, "a")).await.unwrap();
    let mut sessions = [0, 1].map(|_| PgConnection::establish(&site.url).unwrap());
    let mut read = Vec::new();
    for session in &mut sessions {
        session.batch_execute("BEGIN").unwrap();
        read.push(account.select(points).first::<i64>(session).unwrap());
    }
    for (session, before) in sessions.iter_mut().zip(read) {
        diesel::update(account)
            .set(points.eq(before + 1))
            .execute(session)
            .unwrap();
        session.batch_execute("COMMIT").unwrap();
    }
    assert_eq!(
        total(&site.db).await,
        1,
        "two were acknowledged, one is kept"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn db_write_loses_no_acknowledged_update() {
    for site in both().await {
        site.db.write(|tx| insert(tx, "a")).await.unwrap();
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| tokio::spawn(increments(site.db.clone())))
            .collect();
        let mut acknowledged = 0;
        for client in clients {
            acknowledged += client.await.unwrap();
        }
        assert_eq!(total(&site.db).await, acknowledged);
        if site.db.is_sqlite() {
            assert_eq!(
                acknowledged,
                i64::from(CLIENTS * ROUNDS),
                "none was refused"
            );
        }
        assert!(acknowledged > 0);
    }
}

/// Reads and writes back; the number of acknowledged rounds. Busy is an honest answer, since all
/// clients fight for one row on purpose.
async fn increments(db: Db) -> i64 {
    let mut acknowledged = 0;
    for _ in 0..ROUNDS {
        let written = db
            .write(|tx| {
                let before: i64 = account.select(points).first(tx.conn())?;
                diesel::update(account)
                    .set(points.eq(before + 1))
                    .execute(tx.conn())?;
                Ok::<_, DbError>(())
            })
            .await;
        match written {
            Ok(()) => acknowledged += 1,
            Err(DbError::Busy) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    acknowledged
}

async fn total(db: &Db) -> i64 {
    db.read(|conn| {
        let sum = diesel::dsl::sql::<BigInt>("CAST(SUM(points) AS BIGINT)");
        Ok::<_, DbError>(account.select(sum).first(conn)?)
    })
    .await
    .unwrap()
}
