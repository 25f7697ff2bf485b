//! Holders from before: their sheet, its dry run, and the second person who confirms it.

pub mod service;
mod sheet;
mod store;
