//! Matters from what a family said to the family's word on the answer.

mod access;
pub mod desk;
mod inbox;
mod no_pack;
mod page;
mod proxy;
mod sealed;
mod silence;
mod way;
