//! The organisation: tree, terms, calendar, rule packs, a school's sheet, rosters.

pub mod calendar;
pub mod enrol;
pub mod grants;
mod heads;
pub mod imports;
pub mod joining;
pub mod packs;
pub mod places;
mod roster_reads;
pub mod routes;
mod schools;
mod service;
pub mod sheet;
mod store;
pub mod terms;
pub mod tree;

pub use heads::led;
pub use packs::{packs_in_force, smallest_aggregate};
pub use roster_reads::{
    ClassPlace, Enrolled, Guardian, carers_in_classes, class_names_of, class_within,
    classes_of_school, classes_within, enrolled_on, guardians_of, may_receive, relation_of,
    siblings_of, students_in_classes, students_of, students_within,
};
pub use schools::school_within;
pub use store::{
    Place, School, Term, current_term, place, place_above, places_called, school_of,
    sheet as sheet_of_term, write_sheet,
};
