//! One style sheet from many: tokens, then base, then each component's own, in a stable order.

use super::files::Files;
use crate::places;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Adds `style.css`.
pub fn add(files: &mut Files) -> Result<()> {
    let frontend = places::root().join("frontend");
    let mut sheet = String::new();
    for path in in_order(&frontend)? {
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        sheet.push_str(&lean(&text));
    }
    files.add_hashed("style.css", sheet.into_bytes());
    Ok(())
}

fn in_order(frontend: &Path) -> Result<Vec<PathBuf>> {
    let mut shared = sheets_below(&frontend.join("style"))?;
    shared.sort_by_key(|path| (rank(path), path.clone()));
    let mut components = sheets_below(&frontend.join("src"))?;
    components.sort();
    shared.append(&mut components);
    Ok(shared)
}

/// Tokens define what base uses, and base what the rest refines.
fn rank(path: &Path) -> u8 {
    match path.file_stem().and_then(|stem| stem.to_str()) {
        Some("tokens") => 0,
        Some("base") => 1,
        _ => 2,
    }
}

fn sheets_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            found.append(&mut sheets_below(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "css") {
            found.push(path);
        }
    }
    Ok(found)
}

/// Drops comments, indentation and empty lines. More would need a parser, and brotli
/// leaves little to gain.
fn lean(sheet: &str) -> String {
    let bare = without_comments(sheet);
    let mut kept = String::with_capacity(bare.len());
    for line in bare.lines().map(str::trim).filter(|line| !line.is_empty()) {
        kept.extend([line, "\n"]);
    }
    kept
}

fn without_comments(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut quote = None;
    let mut rest = sheet.chars().peekable();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (Some(_), '\\') => {
                kept.push(c);
                kept.extend(rest.next());
                continue;
            }
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '/') if rest.peek() == Some(&'*') => {
                let mut last = ' ';
                // The star that opens cannot also close.
                rest.next();
                for inner in rest.by_ref() {
                    if last == '*' && inner == '/' {
                        break;
                    }
                    last = inner;
                }
                continue;
            }
            _ => {}
        }
        kept.push(c);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay() {
        let sheet = "/* a */\n.a {\n  content: \"/* no */\";/**/\n\n  color: red; /*/ b */\n}\n";
        assert_eq!(
            lean(sheet),
            ".a {\ncontent: \"/* no */\";\ncolor: red;\n}\n"
        );
    }

    #[test]
    fn an_escaped_quote_does_not_end_a_string() {
        let sheet = r#".a{content:"\"/*"}"#;
        assert_eq!(without_comments(sheet), sheet);
    }

    #[test]
    fn tokens_come_before_base_before_components_by_path() {
        let folder = tempfile::tempdir().unwrap();
        for file in [
            "src/ui/button.css",
            "src/today/card.css",
            "style/base.css",
            "style/aa.css",
            "style/tokens.css",
        ] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let order: Vec<_> = in_order(folder.path())
            .unwrap()
            .into_iter()
            .map(|path| {
                path.strip_prefix(folder.path())
                    .unwrap()
                    .display()
                    .to_string()
            })
            .collect();
        assert_eq!(
            order,
            [
                "style/tokens.css",
                "style/base.css",
                "style/aa.css",
                "src/today/card.css",
                "src/ui/button.css"
            ]
        );
    }
}
