//! `cargo xtask shots`: photographs the screens of a demo city that always shows the same day.

use crate::command::{cargo, run};
use crate::start::build_server;
use crate::test::needs::{self, Need};
use crate::{places, web};
use anyhow::Result;

/// Options of `shots`.
#[derive(clap::Args)]
pub struct Args {
    /// Passed to the photographer: which screens, where to put the pictures
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds the app as users get it and runs the photographer, who makes the city it photographs.
pub fn shots(args: &Args) -> Result<()> {
    needs::install(&[Need::Wasm, Need::Browser])?;
    web::ensure(web::Flavour::Release)?;
    build_server(false)?;
    let mut photographer = cargo();
    photographer
        .args(["run", "-p", "tongyu-e2e", "--bin", "shots", "--"])
        .args(&args.rest);
    run(needs::offer_browser(&mut photographer).env("TONGYU_BIN", places::server(false)))
}
