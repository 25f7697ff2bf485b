//! The rows of watching: what is credited, and what a person reads of her own.

mod cleared;
mod credit;
mod own;

pub use cleared::{CLEARING, REPORTING, clear, cleared_at, end_tickets};
pub use credit::{Credit, Stored, Watched, credit, watched};
pub use own::{OwnRow, own};
