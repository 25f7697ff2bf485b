//! Watching, trying, and the pages of learning.

mod film;
pub mod matrix;
mod own;
mod page;
mod question;
mod refusals;
mod restart;
mod sink;
mod viewer;
mod watching;
