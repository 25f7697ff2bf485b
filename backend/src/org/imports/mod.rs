//! The import of rosters and staff lists: an upload is read and checked, its columns may be
//! matched anew, and its accepted rows are written on request. How a sheet is read is in `sheet`.

mod examine;
mod roster;
pub mod routes;
mod school;
mod service;
mod staff;
mod stages;
mod store;

pub use examine::{Examined, How, Rows, examine, reason};
pub use routes::base_name;
pub use school::{ImportSchool, schools_named};
pub use service::{apply_rows, forget_unwritten};
