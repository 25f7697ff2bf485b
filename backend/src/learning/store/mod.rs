//! The rows of watching: what is credited, and what a person reads of her own.

mod credit;
mod own;

pub use credit::{Credit, Stored, Watched, credit, watched};
pub use own::{OwnRow, delete, own};
