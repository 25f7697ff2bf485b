//! What both sides say.

pub mod wire_enum;
