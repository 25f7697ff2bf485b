//! Tests of the architecture.

mod classification;
mod endpoints;
mod layers;
mod logs;
pub mod matrix;
mod minutes;
mod openapi;
mod pages;
mod sentences;
mod watched;
