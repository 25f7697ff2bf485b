//! Who is signed in, and how one signs in.

pub mod endpoints;
pub mod types;
