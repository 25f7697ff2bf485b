//! Watching and trying: the covered set, tickets, completion, and the parent's own record.

pub mod completion;
pub mod covered;
pub mod endpoints;
pub mod interval;
pub mod rules;
pub mod types;
pub mod words;
