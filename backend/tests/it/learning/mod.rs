//! Watching, trying, and the pages of learning.

pub mod film;
pub mod matrix;
mod order;
mod own;
mod page;
mod question;
mod refusals;
mod restart;
mod sink;
mod viewer;
mod watching;
