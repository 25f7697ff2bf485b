//! One connection type for both databases.
#![expect(
    missing_docs,
    reason = "the derive writes public types without docstrings"
)]

use diesel::{PgConnection, SqliteConnection};

/// A connection to either database; queries are built once for [`Backend`].
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// SQLite, for a district or a trial.
    Sqlite(SqliteConnection),
    /// PostgreSQL, for a city.
    Postgres(PgConnection),
}

pub use self::multi_connection_impl::MultiBackend as Backend;

/// What lends a connection: a [`Conn`] itself or a [`crate::Tx`]. Used by [`crate::each!`].
pub trait AsConn {
    /// The connection underneath.
    fn as_conn(&mut self) -> &mut Conn;
}

impl AsConn for Conn {
    fn as_conn(&mut self) -> &mut Conn {
        self
    }
}
