//! Home visits: planned and recorded by head teachers and mentors, confirmed by the family, counted
//! by pupil.

mod pages;
mod reach;
pub mod routes;
mod service;
mod store;

pub use service::{close_silences, plans::make as plan, submit::submit};
