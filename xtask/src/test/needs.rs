//! What the tests need beside Rust: installed where that may be done, else told exactly.

use super::{axe, openbadges, postgres};
use crate::account::is_root;
use crate::command::{cargo, find, output_of, run};
use crate::{interrupt, toolchain};
use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// Something that must be there before a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// The Rust target of browsers.
    Wasm,
    /// Chromium, its driver, and fonts for Chinese.
    Browser,
    /// The rules of accessibility.
    Axe,
    /// The programs of a PostgreSQL server.
    Postgres,
    /// The programs that read and convert films.
    Films,
    /// The voice of sample lessons.
    Speech,
    /// What reads certificates back: fonts, and programs for PDF and QR codes.
    Documents,
    /// The foreign verifier of credentials.
    OpenBadges,
    /// The checker of dependencies.
    CargoDeny,
}

/// Installs what is missing.
///
/// # Errors
/// When something must be installed by hand, naming the command that does it.
pub fn install(needs: &[Need]) -> Result<()> {
    if needs.contains(&Need::Wasm) {
        toolchain::ensure_wasm()?;
    }
    let mut packages = Vec::new();
    for need in needs {
        packages.extend(missing_packages(*need)?);
    }
    install_packages(&packages)?;
    if needs.contains(&Need::Axe) {
        axe::install()?;
    }
    if needs.contains(&Need::OpenBadges) {
        openbadges::install()?;
    }
    if needs.contains(&Need::CargoDeny) && !has_cargo_deny() {
        install_cargo_deny()?;
    }
    if interrupt::asked_to_stop() {
        bail!("stopped on request");
    }
    Ok(())
}

/// Tells the journeys where browser, driver and rules are.
pub fn offer_browser(command: &mut Command) -> &mut Command {
    command.env("TONGYU_AXE", axe::script());
    for (variable, program) in [
        ("TONGYU_CHROMIUM", chromium()),
        ("TONGYU_CHROMEDRIVER", find("chromedriver")),
    ] {
        if let Some(program) = program {
            command.env(variable, program);
        }
    }
    command
}

fn chromium() -> Option<PathBuf> {
    find("chromium").or_else(|| find("google-chrome"))
}

/// Debian's packages for what is not there.
fn missing_packages(need: Need) -> Result<Vec<&'static str>> {
    let wanted: &[(bool, &str)] = match need {
        Need::Wasm | Need::CargoDeny => &[],
        Need::Browser => &[
            (chromium().is_some(), "chromium"),
            (find("chromedriver").is_some(), "chromium-driver"),
            (has_chinese_font()?, "fonts-noto-cjk"),
        ],
        Need::Documents => &[
            (has_chinese_font()?, "fonts-noto-cjk"),
            (find("pdftotext").is_some(), "poppler-utils"),
            (find("zbarimg").is_some(), "zbar-tools"),
        ],
        Need::OpenBadges => &[(!openbadges::lacks_python()?, "python3-venv")],
        Need::Axe => &[(!axe::lacks_npm()?, "npm")],
        Need::Films => &[(
            find("ffmpeg").is_some() && find("ffprobe").is_some(),
            "ffmpeg",
        )],
        Need::Speech => &[
            (find("espeak-ng").is_some(), "espeak-ng"),
            (has_chinese_font()?, "fonts-noto-cjk"),
        ],
        Need::Postgres => &[(postgres::programs().is_some(), "postgresql")],
    };
    Ok(wanted
        .iter()
        .filter(|(there, _)| !there)
        .map(|(_, package)| *package)
        .collect())
}

/// Fontconfig comes with the browser; without it there is no browser either.
fn has_chinese_font() -> Result<bool> {
    if find("fc-list").is_none() {
        return Ok(false);
    }
    Ok(!output_of(Command::new("fc-list").arg(":lang=zh-cn"))?
        .trim()
        .is_empty())
}

fn install_packages(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    if find("apt-get").is_none() {
        bail!(
            "please install what Debian calls {}, then run this again",
            packages.join(", ")
        );
    }
    if !is_root()? {
        bail!("please run this once, then the tests again:\n  sudo {by_hand}");
    }
    println!("installing {}", packages.join(", "));
    run(&mut apt(&["update"])).context("the list of Debian packages could not be renewed")?;
    let mut install = apt(&["install", "--yes", "--no-install-recommends"]);
    run(install.args(packages)).with_context(|| format!("install by hand: {by_hand}"))
}

fn apt(words: &[&str]) -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive")
        .arg("-q")
        .args(words);
    apt
}

/// Builds cargo-deny for a few short runs: its release settings cost minutes and save seconds.
fn install_cargo_deny() -> Result<()> {
    println!("building cargo-deny, once; this takes a few minutes");
    let mut install = cargo();
    install
        .args(["install", "--locked", "cargo-deny@0.20.2"])
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    run(&mut install)
}

/// Cargo finds its subcommands in its own folder even when that is not on the PATH.
fn has_cargo_deny() -> bool {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    find("cargo-deny").is_some() || home.is_some_and(|home| home.join("bin/cargo-deny").is_file())
}
