//! The organisation: tree, calendar, rule packs, rosters.

pub mod calendar;
pub mod endpoints;
pub mod grades;
pub mod import;
pub mod joining;
pub mod pack;
pub mod sheet;
pub mod types;
