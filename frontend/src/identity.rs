//! Signing in and out, and the personas of the demo.

pub mod account;
pub mod demo;
pub mod link;
pub mod personas;
pub mod sign_in;
