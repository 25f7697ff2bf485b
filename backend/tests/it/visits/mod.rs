//! Visits: recorded once, within reach, confirmed by the family, counted by pupil.

mod bodies;
mod checks;
mod confirm;
mod coverage;
mod disputed;
mod mentor;
mod moved;
mod once;
mod pages;
mod plans;
mod reach;
mod sealed;
