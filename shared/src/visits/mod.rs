//! Home visits: what is recorded, what state it is in, who is due.

pub mod coverage;
pub mod due;
pub mod endpoints;
pub mod plan;
pub mod state;
pub mod types;
pub mod words;
