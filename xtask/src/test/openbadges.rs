//! openbadgeslib, a program that is not ours and checks our credentials. It lies in a Python
//! environment of its own below the target folder, by the versions in `e2e/python/requirements.txt`.

use crate::command::{find, run};
use crate::places;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The Python that has it once it is installed.
pub fn python() -> PathBuf {
    folder().join("bin/python")
}

/// Whether Python must be there first.
pub fn lacks_python() -> Result<bool> {
    Ok(!is_installed()? && find("python3").is_none())
}

/// Installs it unless the pinned version is there.
pub fn install() -> Result<()> {
    if is_installed()? {
        return Ok(());
    }
    run(Command::new("python3").args(["-m", "venv"]).arg(folder()))
        .context("no Python environment; Debian: apt-get install python3-venv")?;
    let mut pip = Command::new(python());
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
    ]);
    run(pip.arg(pinned()))?;
    fs::copy(pinned(), kept()).context("cannot note what was installed")?;
    Ok(())
}

fn is_installed() -> Result<bool> {
    if !python().is_file() || !kept().is_file() {
        return Ok(false);
    }
    let wanted = fs::read(pinned()).context("e2e/python has no requirements")?;
    Ok(fs::read(kept()).context("cannot read which verifier is installed")? == wanted)
}

fn pinned() -> PathBuf {
    places::root().join("e2e/python/requirements.txt")
}

fn kept() -> PathBuf {
    folder().join("requirements.txt")
}

fn folder() -> PathBuf {
    places::target().join("openbadges")
}
