//! Who people are and how they sign in.

pub mod people;
