//! Joining: families are invited, agree to what is used, and see their children from then on.
//! `children` is the one door to what a guardian may see.

mod children;
mod consent;
mod invitation;
mod sending;

pub use children::{Child, children, joined};
