//! Micro-lessons: made, reviewed, published; films taken in and served.

mod access;
mod bad_films;
mod captions;
mod catalogue;
mod desk;
mod films;
mod full_disk;
mod leftovers;
mod media;
pub mod samples;
mod way;
