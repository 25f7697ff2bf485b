//! The public notice (公示): who is about to be certified, in public, for some working days.

mod form;
pub mod objections;
pub mod page;
pub mod service;
pub mod store;
