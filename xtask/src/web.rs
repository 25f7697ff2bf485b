//! `cargo xtask web`: the front end as files that the server embeds, small enough to travel.

mod app;
mod budget;
mod compress;
mod files;
mod lean;
mod page;
mod stamp;
mod styles;
mod weigh;

use crate::command::{cargo, run};
use crate::toolchain::{self, WASM};
use crate::{
    places,
    web::app::{PARTS, Part},
    web::files::Files,
};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

/// Options of `web`.
#[derive(clap::Args)]
pub struct Args {
    /// Build as users get it: smallest, compressed, and within the budget
    #[arg(long)]
    release: bool,
    /// Also print what the WASM weighs, by crate and by function
    #[arg(long, requires = "release")]
    weigh: bool,
}

/// For working on it, or for users.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// Quick to build; neither small nor compressed.
    Dev,
    /// As users get it.
    Release,
}

impl Flavour {
    /// The flavour that a `--release` flag asks for.
    pub fn of(release: bool) -> Self {
        if release { Self::Release } else { Self::Dev }
    }

    /// The cargo profile, defined in the root manifest.
    fn profile(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "wasm",
        }
    }
}

/// Builds, and weighs when asked.
pub fn web(args: &Args) -> Result<()> {
    let flavour = Flavour::of(args.release);
    compile(flavour)?;
    if args.weigh {
        // Before the budget: a build over it is the one whose weights are wanted.
        for part in &PARTS {
            println!("\n== {}", part.name);
            weigh::print(&app::with_names(&compiled(flavour, part))?)?;
        }
    }
    bundle(flavour)
}

/// Builds into `dist/`; in a release, fails when over the budget.
pub fn build(flavour: Flavour) -> Result<()> {
    compile(flavour)?;
    bundle(flavour)
}

/// Builds unless `dist/` already holds this flavour of these sources.
pub fn ensure(flavour: Flavour) -> Result<()> {
    if stamp::matches(flavour)? {
        println!("dist/ is up to date");
        return Ok(());
    }
    build(flavour)
}

/// Makes sure that `dist/` is a folder, which embedding it needs even before the first web build.
pub fn ensure_folder() -> Result<()> {
    fs::create_dir_all(places::dist()).context("cannot make dist/")
}

/// Compiles all parts: the library once, then a binary each.
fn compile(flavour: Flavour) -> Result<()> {
    let page = places::root().join("frontend/index.html");
    if !page.is_file() {
        bail!("{} is missing: the page that loads the app", page.display());
    }
    toolchain::ensure_wasm()?;
    let mut build = cargo();
    build.args(["build", "-p", "tongyu-frontend", "--bins", "--target", WASM]);
    if flavour == Flavour::Dev {
        build.args(["--features", "gallery"]);
    }
    run(build.args(["--profile", flavour.profile()]))
}

/// Where a part lies once it is compiled.
fn compiled(flavour: Flavour, part: &Part) -> PathBuf {
    places::target()
        .join(WASM)
        .join(flavour.profile())
        .join(part.binary)
        .with_extension("wasm")
}

fn bundle(flavour: Flavour) -> Result<()> {
    stamp::remove()?;
    let mut files = Files::default();
    for part in &PARTS {
        app::add(&mut files, flavour, part, &compiled(flavour, part))?;
    }
    styles::add(&mut files)?;
    page::add(&mut files)?;
    if flavour == Flavour::Release {
        compress::add(&mut files)?;
    }
    files.write(&places::dist())?;
    let verdict = budget::report(&files, flavour);
    stamp::write(flavour)?;
    if flavour == Flavour::Release {
        verdict?;
    }
    Ok(())
}
