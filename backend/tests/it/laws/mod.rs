//! Tests of the architecture.

mod classification;
mod endpoints;
mod layers;
mod logs;
mod matrix;
mod openapi;
mod sentences;
