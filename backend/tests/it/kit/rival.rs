//! Someone who was a moment earlier: a transaction on PostgreSQL that holds its rows until a request
//! runs into it. SQLite writes one after the other.

use std::cell::Cell;

use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl as _,
    connection::SimpleConnection as _, sql_types::BigInt,
};
use tongyu::http::fault::Fault;
use tongyu_db::DbError;

use super::{Answer, Site};

/// The open transaction.
pub struct Rival(PgConnection);

impl Rival {
    /// Begins one with these statements.
    pub fn begin(site: &Site, statements: &str) -> Self {
        let mut conn =
            PgConnection::establish(&site.app.config.database_url).expect("a connection");
        conn.batch_execute("BEGIN").expect("a transaction");
        conn.batch_execute(statements).expect("rows to hold");
        Self(conn)
    }

    /// Commits when the call waits for it, or has answered without.
    pub async fn meets(mut self, site: &Site, call: impl Future<Output = Answer>) -> Answer {
        let answered = Cell::new(false);
        let call = async {
            let answer = call.await;
            answered.set(true);
            answer
        };
        let commit = async {
            while !answered.get() && waiting(site).await == 0 {}
            self.0.batch_execute("COMMIT").expect("it commits");
        };
        tokio::join!(call, commit).0
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many wait for a lock in this database.
pub async fn waiting(site: &Site) -> i64 {
    let asked: Result<Count, Fault> = site
        .app
        .db
        .read(|conn| {
            let query = "SELECT count(*) AS count FROM pg_stat_activity \
                WHERE datname = current_database() AND wait_event_type = 'Lock'";
            Ok(diesel::sql_query(query)
                .get_result(conn)
                .map_err(DbError::from)?)
        })
        .await;
    asked.expect("who waits").count
}
