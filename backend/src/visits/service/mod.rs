//! What may be done with visits, one use case a file.

mod audit_reads;
pub mod card;
mod check;
pub mod confirm;
mod counts;
pub mod coverage;
pub mod detail;
pub mod disputed;
pub mod families;
mod household;
pub mod plans;
pub mod receipt;
pub mod reveal;
mod silence;
pub mod submit;

pub use silence::close_silences;

pub use audit_reads::{Logged, record as record_reads};
