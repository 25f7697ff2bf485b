//! Home visits: recorded by the head teacher, confirmed by the family, counted by pupil.

mod pages;
pub mod routes;
mod service;
mod store;

pub use service::{close_silences, submit::submit};
