//! What the crate promises, on real databases.

mod backfills;
mod columns;
mod introspect;
mod keys;
mod kill;
mod kit;
mod lost_updates;
mod retries;
mod schema;
mod settings;
mod writer;
