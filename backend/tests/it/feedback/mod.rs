//! Matters from what a family said to the family's word on the answer.

mod access;
mod asking;
pub mod desk;
mod inbox;
mod moved;
mod no_pack;
mod packs;
mod page;
mod proxy;
mod questions;
mod sealed;
mod silence;
mod unled;
mod way;
