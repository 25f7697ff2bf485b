//! What reports are held against: a handler that only parses, and a group commit that only writes.

use std::time::{Duration, Instant};

use actix_web::{App, HttpResponse, HttpServer, dev::ServerHandle, web};
use diesel::{
    RunQueryDsl as _,
    connection::SimpleConnection as _,
    sql_query,
    sql_types::{Integer, Text},
};
use tongyu_db::{Db, DbError};
use tongyu_shared::learning::types::NewReport;

use super::load::Figure;

/// Serves the bare handler; its address, and how it is stopped.
pub fn serve() -> (String, ServerHandle) {
    let server = HttpServer::new(|| App::new().route("/bare", web::post().to(parse)))
        .disable_signals()
        .bind("127.0.0.1:0")
        .expect("a free port");
    let address = server.addrs()[0].to_string();
    let server = server.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    (address, handle)
}

async fn parse(body: web::Bytes) -> HttpResponse {
    match serde_json::from_slice::<NewReport>(&body) {
        Ok(report) if !report.ranges.is_empty() => HttpResponse::NoContent().finish(),
        _ => HttpResponse::BadRequest().finish(),
    }
}

/// Makes the table of the bare group commit.
pub async fn prepare(db: &Db) {
    let table = "CREATE TABLE bare (id TEXT NOT NULL PRIMARY KEY, covered_s INTEGER NOT NULL)";
    let made = db.maintain(|conn| Ok(conn.batch_execute(table)?)).await;
    made.expect("a table");
}

/// One row upserted a transaction by as many callers as there are connections.
pub async fn commits(db: &Db, callers: usize, round: Duration) -> Figure {
    let begun = Instant::now();
    let callers: Vec<_> = (0..callers)
        .map(|caller| tokio::spawn(upsert(db.clone(), caller.to_string(), begun + round)))
        .collect();
    let mut times = Vec::new();
    for caller in callers {
        times.extend(caller.await.expect("a caller that ended well"));
    }
    Figure::of(times, begun.elapsed())
}

async fn upsert(db: Db, id: String, until: Instant) -> Vec<Duration> {
    let mut times = Vec::new();
    let mut number = 0;
    while Instant::now() < until {
        let begun = Instant::now();
        let id = id.clone();
        number += 1;
        let written = db.write(move |tx| {
            sql_query(
                "INSERT INTO bare (id, covered_s) VALUES ($1, $2) \
                 ON CONFLICT (id) DO UPDATE SET covered_s = excluded.covered_s",
            )
            .bind::<Text, _>(&id)
            .bind::<Integer, _>(number)
            .execute(tx.conn())?;
            Ok::<_, DbError>(())
        });
        match written.await {
            Ok(()) => times.push(begun.elapsed()),
            // More callers than connections: they come again.
            Err(DbError::Busy) => tokio::task::yield_now().await,
            Err(error) => panic!("{error}"),
        }
    }
    times
}
