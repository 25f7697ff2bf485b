//! Matters: routing, states, clocks, rates.

pub mod clocks;
pub mod endpoints;
pub mod guess;
pub mod question;
pub mod rates;
pub mod state;
pub mod types;
pub mod words;
