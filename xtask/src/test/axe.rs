//! axe-core, the rules of accessibility. It is kept out of the repository: half a megabyte of
//! someone else's code, fetched by the version and checksum in `e2e/npm/package-lock.json`.

use crate::command::{find, run};
use crate::places;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Where the script lies once it is installed.
pub fn script() -> PathBuf {
    folder().join("node_modules/axe-core/axe.min.js")
}

/// Whether npm must be there first.
pub fn lacks_npm() -> Result<bool> {
    Ok(!is_installed()? && find("npm").is_none())
}

/// Installs it unless the pinned version is there.
pub fn install() -> Result<()> {
    if is_installed()? {
        return Ok(());
    }
    fs::create_dir_all(folder()).context("no folder for axe-core")?;
    for file in ["package-lock.json", "package.json"] {
        fs::copy(pinned(file), folder().join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    let mut npm = Command::new("npm");
    npm.current_dir(folder())
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    run(&mut npm)
}

fn is_installed() -> Result<bool> {
    let lock = folder().join("package-lock.json");
    if !script().is_file() || !lock.is_file() {
        return Ok(false);
    }
    let wanted = fs::read(pinned("package-lock.json")).context("e2e/npm has no lock file")?;
    Ok(fs::read(lock).context("cannot read which axe-core is installed")? == wanted)
}

fn pinned(file: &str) -> PathBuf {
    places::root().join("e2e/npm").join(file)
}

fn folder() -> PathBuf {
    places::target().join("npm")
}
