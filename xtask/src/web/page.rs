//! The files that people write by hand: `boot.js`, what lies at the site's root, and the page
//! itself, in which `{{name}}` stands for a hashed file's URL. Each part of the app has its own copy
//! of the page.

use super::app::{PARTS, Part};
use super::compress::has_extension;
use super::files::Files;
use crate::places;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Files of the front end's folder with these extensions are served from the site's root.
const PICTURES_AND_MANIFEST: [&str; 4] = ["svg", "png", "ico", "webmanifest"];

/// The worker stays at the root, because it serves the pages below its own path only.
const WORKER: &str = "service-worker.js";

/// Adds them all; the style sheet and the parts of the app must be there already.
pub fn add(files: &mut Files) -> Result<()> {
    let frontend = places::root().join("frontend");
    files.add_hashed("boot.js", read(&frontend.join("boot.js"))?);
    for (name, path) in root_files(&frontend)? {
        files.add(name, read(&path)?);
    }
    let path = frontend.join("index.html");
    let text = String::from_utf8(read(&path)?).context("the page is not UTF-8")?;
    for part in &PARTS {
        let page = filled(&text, &urls_for(part, files.urls()));
        if let Some(unknown) = unfilled(&page) {
            bail!(
                "{} asks for {unknown}, but there is no such file",
                path.display()
            );
        }
        files.add(part.page, page.into_bytes());
    }
    Ok(())
}

/// The URLs by name, with those of the part under the names that its page asks for.
fn urls_for(part: &Part, urls: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let own = ["js", "wasm"].into_iter().filter_map(|extension| {
        let url = urls.get(&format!("{}.{extension}", part.name))?;
        Some((format!("part.{extension}"), url.clone()))
    });
    urls.clone().into_iter().chain(own).collect()
}

fn root_files(frontend: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(frontend).context("cannot list the front end's folder")? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let wanted = PICTURES_AND_MANIFEST
            .iter()
            .any(|extension| has_extension(&name, extension));
        if wanted || name == WORKER {
            found.push((name, entry.path()));
        }
    }
    Ok(found)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn filled(text: &str, names: &BTreeMap<String, String>) -> String {
    names.iter().fold(text.to_owned(), |text, (name, url)| {
        text.replace(&format!("{{{{{name}}}}}"), url)
    })
}

fn unfilled(text: &str) -> Option<&str> {
    let start = text.find("{{")?;
    let rest = text.get(start..)?;
    let end = rest.find("}}").map_or(rest.len(), |end| end + 2);
    rest.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_filled_and_a_wrong_one_is_told() {
        let names = BTreeMap::from([("app.js".to_owned(), "/assets/app-1.js".to_owned())]);
        let page = filled(r#"<meta content="{{app.js}}"><a href="{{ap.js}}">"#, &names);
        assert_eq!(
            page,
            r#"<meta content="/assets/app-1.js"><a href="{{ap.js}}">"#
        );
        assert_eq!(unfilled(&page), Some("{{ap.js}}"));
        assert_eq!(unfilled("<p>{ }</p>"), None);
    }

    #[test]
    fn the_page_of_a_part_loads_that_part() {
        let names = PARTS.iter().map(|part| part.name);
        let files = names.flat_map(|name| [format!("{name}.js"), format!("{name}.wasm")]);
        let urls = files.map(|file| (file.clone(), format!("/assets/{file}")));
        let urls: BTreeMap<_, _> = urls.collect();
        for part in &PARTS {
            let page = filled("{{part.js}} {{part.wasm}}", &urls_for(part, &urls));
            let name = part.name;
            assert_eq!(page, format!("/assets/{name}.js /assets/{name}.wasm"));
        }
    }

    #[test]
    fn the_worker_and_pictures_are_served_from_the_root_but_not_sources() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "service-worker.js",
            "icon.svg",
            "boot.js",
            "Cargo.toml",
            "index.html",
        ] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let mut names: Vec<_> = root_files(folder.path())
            .unwrap()
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        names.sort();
        assert_eq!(names, ["icon.svg", "service-worker.js"]);
    }
}
