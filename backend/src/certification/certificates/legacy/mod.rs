//! Holders from before: their sheet, its dry run, and the second person who confirms it.

mod holders;
mod own_rows;
mod place;
mod series;
pub mod service;
mod sheet;
mod store;
mod supplied;

pub use sheet::SheetHolder;
