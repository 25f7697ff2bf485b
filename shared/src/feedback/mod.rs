//! Matters: routing, states, clocks, rates.

pub mod clocks;
pub mod endpoints;
pub mod rates;
pub mod state;
pub mod types;
