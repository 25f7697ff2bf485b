//! Certification from an application to 拟认定, on the demo's cohort.

mod access;
mod bad_input;
pub mod desk;
mod from_before;
mod frozen_rules;
mod opened;
mod own;
mod own_cause;
mod own_row;
mod recommend;
mod seats;
mod ties;
mod way;
