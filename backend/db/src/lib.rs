//! Both databases behind one connection: opening, pools, the writer, migrations, schema.
//!
//! [`Db`] is the only way in. [`Db::read`] lends a read-only connection, [`Db::write`] runs a
//! closure in a transaction that has been committed durably when the answer arrives. SQLite has
//! one writer with group commit, PostgreSQL a pool with retries; callers see no difference.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

mod col;
mod config;
mod conn;
pub mod cursor;
mod db;
mod each;
mod error;
mod group;
mod live_on;
mod lock;
mod meter;
mod migrate;
mod operation;
mod pool;
mod postgres;
mod pragmas;
mod retry;
pub mod schema;
mod sqlite;
mod tx;
mod writer;

pub use col::Col;
pub use config::{DbConfig, OpenError};
pub use conn::{AsConn, Backend, Conn};
pub use db::Db;
pub use error::{DbError, WriteError};
pub use lock::TableLock;
pub use pragmas::{Pragmas, durable, pragmas};
pub use tx::Tx;
