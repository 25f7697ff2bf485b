//! What follows 拟认定: the public notice, certificates and what becomes of them, and holders from
//! before.

pub mod endpoints;
pub mod history;
pub mod legacy;
pub mod notice;
pub mod number;
pub mod revocation;
pub mod rules;
pub mod series;
pub mod standing;
pub mod types;
