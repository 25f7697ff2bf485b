//! The part of the Rust toolchain that the browser needs.

use crate::command::{output_of, run};
use crate::places;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// The target that browsers run.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Installs the wasm target where it is missing.
///
/// # Errors
/// When rustup is not there to install it.
pub fn ensure_wasm() -> Result<()> {
    let mut rustc = Command::new("rustc");
    let sysroot = output_of(
        rustc
            .current_dir(places::root())
            .args(["--print", "sysroot"]),
    )?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM)
        .join("lib")
        .is_dir()
    {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    run(rustup
        .current_dir(places::root())
        .args(["target", "add", WASM]))
    .with_context(|| format!("the Rust target {WASM} is missing and rustup could not install it"))
}
