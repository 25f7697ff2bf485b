//! Remembers from which sources `dist/` was built, so that a second start takes seconds.
//! The note lies in the target folder: what is in `dist/` gets embedded and served.

use super::Flavour;
use super::files::hash;
use crate::places;
use anyhow::{Context, Result};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Everything that decides what the build yields.
const SOURCES: [&str; 7] = [
    "frontend",
    "shared",
    "xtask/src/web",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
];

/// Whether `dist/` holds this flavour of the sources as they are now.
pub fn matches(flavour: Flavour) -> Result<bool> {
    if !places::dist().join("index.html").is_file() {
        return Ok(false);
    }
    match fs::read_to_string(note()) {
        Ok(noted) => Ok(noted == current(flavour)?),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).context("cannot read the note of the last web build"),
    }
}

/// Notes that `dist/` is this flavour of the sources as they are now.
pub fn write(flavour: Flavour) -> Result<()> {
    fs::write(note(), current(flavour)?).context("cannot note the web build")
}

/// Forgets the last build, before a new one that may fail.
pub fn remove() -> Result<()> {
    match fs::remove_file(note()) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).context("cannot remove the note of the last web build")
        }
        _ => Ok(()),
    }
}

fn note() -> PathBuf {
    places::target().join("web-build.txt")
}

fn current(flavour: Flavour) -> Result<String> {
    let mut listing = format!("{}\n", flavour.profile());
    for source in SOURCES {
        list(&places::root().join(source), &mut listing)?;
    }
    Ok(hash(listing.as_bytes()))
}

/// Writes path and content's hash of a file, or of all files below a folder, by path.
fn list(path: &Path, listing: &mut String) -> Result<()> {
    let unreadable = || format!("cannot read {}", path.display());
    if path.is_dir() {
        let entries = fs::read_dir(path).with_context(unreadable)?;
        let mut paths = entries
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<Vec<_>>>()?;
        paths.sort();
        return paths.iter().try_for_each(|path| list(path, listing));
    }
    let content = fs::read(path).with_context(unreadable)?;
    listing.extend([
        &path.to_string_lossy(),
        " ",
        hash(&content).as_str(),
        "
",
    ]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_sees_a_change_in_a_nested_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("src/ui/button.css");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let listing_with = |content: &str| {
            fs::write(&file, content).unwrap();
            let mut listing = String::new();
            list(folder.path(), &mut listing).unwrap();
            listing
        };
        assert_eq!(listing_with("a"), listing_with("a"));
        assert_ne!(listing_with("a"), listing_with("b"));
    }
}
