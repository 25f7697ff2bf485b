//! Tests of the architecture.

mod classification;
mod endpoints;
mod layers;
mod matrix;
mod openapi;
