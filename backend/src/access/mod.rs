//! Who is asking, and what lies within reach: one door for every room. Imports no room.

mod actor;
pub mod mentors;
mod scope;
pub mod session;
mod token;

pub use actor::{Actor, LiveGrant, live_grants};
pub use scope::{Scope, authorize};
pub use token::Claims;
