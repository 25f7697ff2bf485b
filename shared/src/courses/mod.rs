//! Micro-lessons: the catalogue, who may make and publish them, and what a film must be.

pub mod captions;
pub mod endpoints;
pub mod film;
pub mod guideline;
pub mod media;
pub mod state;
pub mod types;
pub mod words;
