//! Where things lie in the repository.

use std::env;
use std::path::{Path, PathBuf};

/// The repository's root.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// Cargo's target folder, moved by `CARGO_TARGET_DIR` as cargo itself would.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The built front end, which the server embeds.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The server's binary, as built with or without optimisation.
pub fn server(release: bool) -> PathBuf {
    target()
        .join(if release { "release" } else { "debug" })
        .join("tongyu")
}
