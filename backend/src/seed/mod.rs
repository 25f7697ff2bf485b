//! The demo city: one deterministic seed for the demo, the pictures and the tests. Places and
//! people are invented; phones are 199-0000-xxxx and reach nobody.

pub mod builder;
mod calendar;
pub mod certificates;
pub mod certification;
pub mod courses;
pub mod demo;
pub mod families;
pub mod history;
pub mod joining;
pub mod label;
pub mod mentors;
mod names;
mod personas;
mod routes;
