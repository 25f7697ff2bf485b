//! Durable writes a second through `db.write` on SQLite, alone and grouped.
//!
//! Median of three rounds; the figures mean something only as ratios within one run.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::sql_types::BigInt;
use diesel::{RunQueryDsl, sql_query};
use tongyu_db::{Db, DbConfig, DbError};

const ROUND: Duration = Duration::from_secs(1);
const ROUNDS: usize = 3;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    println!("SQLite, WAL, synchronous=FULL; median of {ROUNDS} rounds");
    println!(
        "{:>8} {:>8} {:>12} {:>10}",
        "callers", "group", "writes/s", "p99"
    );
    for callers in [1, 16, 128] {
        for group in [1, 64] {
            let mut rounds: Vec<_> = (0..ROUNDS)
                .map(|_| runtime.block_on(round(callers, group)))
                .collect();
            rounds.sort_unstable();
            let (writes, p99) = rounds[ROUNDS / 2];
            println!("{callers:>8} {group:>8} {writes:>12} {p99:>10.1?}");
        }
    }
}

/// Writes in one round, and the latency that 99 of 100 stayed under.
async fn round(callers: u32, group: usize) -> (u128, Duration) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let config = DbConfig {
        group: Some(group),
        ..DbConfig::new(format!("sqlite:{}", folder.path().join("x.db").display()))
    };
    let db = Db::open(&config).expect("open");
    db.maintain(|c| {
        Ok(c.batch_execute("CREATE TABLE report (id INTEGER PRIMARY KEY, seconds BIGINT)")?)
    })
    .await
    .expect("a table");
    let since = Instant::now();
    let callers: Vec<_> = (0..callers)
        .map(|_| tokio::spawn(call(db.clone(), since + ROUND)))
        .collect();
    let mut latencies = Vec::new();
    for caller in callers {
        latencies.extend(caller.await.expect("a caller"));
    }
    let took = since.elapsed();
    latencies.sort_unstable();
    let p99 = latencies[latencies.len() * 99 / 100];
    let rate = latencies.len() as u128 * 1_000_000 / took.as_micros();
    (rate, p99)
}

async fn call(db: Db, until: Instant) -> Vec<Duration> {
    let mut latencies = Vec::new();
    while Instant::now() < until {
        let asked = Instant::now();
        db.write(|tx| {
            sql_query("INSERT INTO report (seconds) VALUES ($1)")
                .bind::<BigInt, _>(5)
                .execute(tx.conn())?;
            Ok::<_, DbError>(())
        })
        .await
        .expect("a write");
        latencies.push(asked.elapsed());
    }
    latencies
}
