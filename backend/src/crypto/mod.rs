//! Keys and what is done with them: sealing text, finding phones by hash, deriving secrets that
//! no table holds.

mod hex;
mod issuer;
mod keys;
pub mod phone;
mod seal;
pub mod student;

pub use hex::hex;
pub use keys::{KeyError, Keys};
pub use seal::{Place, SealError};
