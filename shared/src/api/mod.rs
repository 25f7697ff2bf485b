//! How the two sides talk: endpoints, problems, pages.

pub mod endpoint;
pub mod page;
pub mod path;
pub mod problem;
