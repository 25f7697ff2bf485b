//! Instructors: from an application to a certificate, and what becomes of it.

pub mod applications;
mod bulk;
mod caller;
mod candidates;
pub mod certificates;
pub mod cohorts;
mod files;
mod history;
pub mod judging;
pub mod own;
pub mod recommend;
mod requests;
pub mod routes;
mod rows;
mod sample;
pub mod scoring;
mod sealed;
pub mod seats;
mod settle;
mod store;
pub mod tables;
pub mod trainings;

pub use caller::Caller;
