//! `cargo xtask bench`: figures for docs/performance.md.

use crate::command::{cargo, run};
use crate::web;
use anyhow::Result;

/// Packages that carry benchmarks.
const PACKAGES: [&str; 2] = ["tongyu-db", "tongyu"];

/// Options of `bench`.
#[derive(clap::Args)]
pub struct Args {
    /// One benchmark by its file's name; all when left out
    name: Option<String>,
}

/// Builds and runs the benchmarks with optimisation.
pub fn bench(args: &Args) -> Result<()> {
    web::ensure_folder()?;
    let mut bench = cargo();
    bench.arg("bench");
    for package in PACKAGES {
        bench.args(["-p", package]);
    }
    match &args.name {
        Some(name) => bench.args(["--bench", name]),
        // Without a choice cargo would also run the unit tests as benchmarks.
        None => bench.arg("--benches"),
    };
    run(&mut bench)
}
