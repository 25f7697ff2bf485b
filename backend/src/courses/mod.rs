//! Micro-lessons and their films: made, reviewed, published, served.

mod catalogue;
mod detail;
mod film;
mod limits;
pub mod media;
pub mod routes;
mod rows;
pub mod samples;
mod service;
mod standing;
mod store;
mod sweep;

pub use catalogue::{CatalogueFilter, OpenLesson, catalogue, open_lesson};
pub use film::{Disk, Films, RealDisk, Sink};
pub use service::create;
pub use sweep::sweep;
