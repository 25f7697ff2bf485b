//! Instructors: applications, rules, assessment, public notice and certificates.

pub mod assess;
pub mod certificates;
pub mod conflicts;
pub mod endpoints;
pub mod pack;
pub mod rules;
pub mod state;
pub mod types;
pub mod words;
