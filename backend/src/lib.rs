//! The server of Tongyu: API, link pages, jobs and the embedded app.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod access;
pub mod app;
pub mod audit;
pub mod certification;
pub mod cli;
pub mod clock;
pub mod config;
pub mod courses;
pub mod crypto;
pub mod docs_pages;
pub mod family;
pub mod feedback;
pub mod http;
pub mod identity;
pub mod jobs;
pub mod learning;
pub mod messages;
pub mod openapi;
pub mod org;
pub mod seed;
pub mod server;
pub mod site;
pub mod telemetry;
pub mod visits;
