//! Watching, trying, and the pages of learning.

mod consent;
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
