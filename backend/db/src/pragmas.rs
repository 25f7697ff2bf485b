//! Reading back how a SQLite connection is set.

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};

use crate::conn::Conn;
use crate::error::DbError;

/// The settings of one SQLite connection, as SQLite reports them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pragmas {
    /// `wal`, or acknowledged writes are at risk.
    pub journal_mode: String,
    /// 2 is FULL: a commit returns when the log is on the disk.
    pub synchronous: i64,
    /// 1: foreign keys are kept.
    pub foreign_keys: i64,
    /// Milliseconds to wait for another process's lock.
    pub busy_timeout: i64,
    /// 0: functions in a foreign schema are not trusted.
    pub trusted_schema: i64,
    /// 1: damaged pages are found early.
    pub cell_size_check: i64,
    /// Bytes that the log is cut to after a checkpoint.
    pub journal_size_limit: i64,
    /// 2: temporary tables stay in memory.
    pub temp_store: i64,
    /// 1 on connections that only read.
    pub query_only: i64,
}

impl Pragmas {
    /// Whether a commit survives a power cut.
    pub fn durable(&self) -> bool {
        self.journal_mode == "wal" && self.synchronous == 2
    }
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

/// The settings of a SQLite connection; `None` on PostgreSQL.
pub fn pragmas(conn: &mut Conn) -> Result<Option<Pragmas>, DbError> {
    if matches!(conn, Conn::Postgres(_)) {
        return Ok(None);
    }
    Ok(Some(Pragmas {
        journal_mode: text(conn, "journal_mode", "journal_mode")?,
        synchronous: number(conn, "synchronous")?,
        foreign_keys: number(conn, "foreign_keys")?,
        busy_timeout: parse(&text(conn, "busy_timeout", "timeout")?)?,
        trusted_schema: number(conn, "trusted_schema")?,
        cell_size_check: number(conn, "cell_size_check")?,
        journal_size_limit: number(conn, "journal_size_limit")?,
        temp_store: number(conn, "temp_store")?,
        query_only: number(conn, "query_only")?,
    }))
}

/// Whether this connection's commits survive a power cut.
pub fn durable(conn: &mut Conn) -> Result<bool, DbError> {
    if let Some(pragmas) = pragmas(conn)? {
        return Ok(pragmas.durable());
    }
    let mut setting = |name: &str| -> Result<String, DbError> {
        let query = format!("SELECT current_setting('{name}') AS value");
        Ok(sql_query(query).get_result::<Value>(conn)?.value)
    };
    let commit = setting("synchronous_commit")?;
    Ok(setting("fsync")? == "on" && commit != "off")
}

fn number(conn: &mut Conn, name: &str) -> Result<i64, DbError> {
    parse(&text(conn, name, name)?)
}

fn text(conn: &mut Conn, name: &str, column: &str) -> Result<String, DbError> {
    let query = format!("SELECT CAST({column} AS TEXT) AS value FROM pragma_{name}");
    Ok(sql_query(query).get_result::<Value>(conn)?.value)
}

fn parse(value: &str) -> Result<i64, DbError> {
    value.parse().map_err(|e: std::num::ParseIntError| {
        DbError::Query(diesel::result::Error::DeserializationError(Box::new(e)))
    })
}
