//! Micro-lessons and their films: made, reviewed, published, served.

mod catalogue;
mod rows;
mod store;

pub use catalogue::{CatalogueFilter, OpenLesson, catalogue, open_lesson};
