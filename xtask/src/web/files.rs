//! The files of `dist/`, gathered in memory first, so that a failed build leaves the old ones.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Path below `dist/` → content, and the names by which pages ask for them.
#[derive(Default)]
pub struct Files {
    contents: BTreeMap<String, Vec<u8>>,
    urls: BTreeMap<String, String>,
}

impl Files {
    /// Adds a file whose path bears its content's hash, so that browsers may keep it for ever;
    /// `{{name}}` stands for its URL. Returns the URL.
    pub fn add_hashed(&mut self, name: &str, content: Vec<u8>) -> String {
        let file = name.rsplit('/').next().unwrap_or(name);
        let (stem, extension) = file.rsplit_once('.').unwrap_or((file, "bin"));
        let path = format!("assets/{stem}-{}.{extension}", hash(&content));
        let url = format!("/{path}");
        self.urls.insert(name.to_owned(), url.clone());
        self.contents.insert(path, content);
        url
    }

    /// Adds a file under a path that stays the same from build to build.
    pub fn add(&mut self, path: impl Into<String>, content: Vec<u8>) {
        self.contents.insert(path.into(), content);
    }

    /// Path and content, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.contents
            .iter()
            .map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    /// The content at a path.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.contents.get(path).map(Vec::as_slice)
    }

    /// Name and URL of every hashed file.
    pub fn urls(&self) -> &BTreeMap<String, String> {
        &self.urls
    }

    /// Replaces what stood in the folder.
    pub fn write(&self, folder: &Path) -> Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder).context("cannot empty dist/")?;
        }
        for (path, content) in &self.contents {
            let file = folder.join(path);
            let parent = file.parent().unwrap_or(folder);
            fs::create_dir_all(parent)
                .and_then(|()| fs::write(&file, content))
                .with_context(|| format!("cannot write {}", file.display()))?;
        }
        Ok(())
    }
}

/// Sixteen hexadecimal digits that change with the content.
pub fn hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string never fails");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_url_changes_with_the_content_and_keeps_name_and_extension() {
        let mut files = Files::default();
        let first = files.add_hashed("icons/leaf.svg", b"<svg/>".to_vec());
        let second = files.add_hashed("icons/leaf.svg", b"<svg></svg>".to_vec());
        assert_ne!(first, second);
        assert!(second.starts_with("/assets/leaf-"), "{second}");
        assert_eq!(second.rsplit_once('.').unwrap().1, "svg");
        assert_eq!(files.urls()["icons/leaf.svg"], second);
    }

    #[test]
    fn writing_leaves_nothing_of_the_last_build() {
        let folder = tempfile::tempdir().unwrap();
        let dist = folder.path().join("dist");
        let mut old = Files::default();
        old.add("assets/old.js", b"old".to_vec());
        old.write(&dist).unwrap();
        let mut new = Files::default();
        new.add("index.html", b"new".to_vec());
        new.write(&dist).unwrap();
        assert!(!dist.join("assets").exists());
        assert_eq!(fs::read(dist.join("index.html")).unwrap(), b"new");
    }
}
