//! The organisation: tree, terms, calendar, rule packs, a school's sheet, rosters.

pub mod enrol;
pub mod grants;
pub mod places;
pub mod routes;
mod service;
pub mod sheet;
mod store;
pub mod terms;
pub mod tree;

pub use store::{Place, School, current_term, place, school_of};
