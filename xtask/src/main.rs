//! The project's own commands. `cargo xtask --help` lists them.

mod account;
mod bench;
mod command;
mod interrupt;
mod network;
mod places;
mod samples;
mod shots;
mod start;
mod test;
mod toolchain;
mod web;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// What the command line may say.
#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, run and test Tongyu", version)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything and serve a demo city
    Start(start::Args),
    /// Run every check that a change must pass
    Test(test::Args),
    /// Build the front end into `dist/`
    Web(web::Args),
    /// Make the sample lessons anew
    Samples(samples::Args),
    /// Photograph the screens
    Shots(shots::Args),
    /// Run the benchmarks; they print figures and never fail on time
    Bench(bench::Args),
}

fn main() -> ExitCode {
    let result = interrupt::watch().and_then(|()| match Cli::parse().task {
        Task::Start(args) => start::start(&args),
        Task::Test(args) => test::test(&args),
        Task::Web(args) => web::web(&args),
        Task::Samples(args) => samples::samples(&args),
        Task::Shots(args) => shots::shots(&args),
        Task::Bench(args) => bench::bench(&args),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
