//! Matters from what a family said to the family's word on the answer.

mod access;
mod desk;
mod inbox;
mod page;
mod sealed;
mod silence;
mod way;
