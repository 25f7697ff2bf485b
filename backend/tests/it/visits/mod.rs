//! Visits: recorded once, within reach, confirmed by the family, counted by pupil.

pub mod bodies;
mod checks;
pub mod confirm;
mod coverage;
mod disputed;
mod mentor;
mod moved;
mod once;
mod pages;
mod plans;
mod reach;
mod sealed;
