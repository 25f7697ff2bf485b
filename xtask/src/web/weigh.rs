//! What the WASM weighs, by crate and by function, so that one knows where to save.

use super::compress::brotli;
use anyhow::Result;
use std::collections::BTreeMap;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

const CRATES: usize = 30;
const FUNCTIONS: usize = 40;

/// Bytes and how many functions they are spread over.
#[derive(Default, Clone, Copy)]
struct Weight {
    bytes: usize,
    copies: usize,
}

/// Prints the heaviest crates and functions of a module that still bears its names.
pub fn print(wasm: &[u8]) -> Result<()> {
    let parts = Parts::read(wasm)?;
    let names: Vec<(String, usize)> = parts
        .bodies
        .iter()
        .enumerate()
        .map(|(i, bytes)| {
            let mangled = parts
                .names
                .get(&(parts.imported + i))
                .map_or("?", String::as_str);
            (format!("{:#}", rustc_demangle::demangle(mangled)), *bytes)
        })
        .collect();
    println!(
        "\ncode {} bytes ({} brotli), data {} bytes ({} brotli)",
        parts.code.len(),
        brotli(parts.code)?.len(),
        parts.data.len(),
        brotli(parts.data)?.len()
    );
    let by_crate = names
        .iter()
        .map(|(name, bytes)| (crate_of(name).to_owned(), *bytes));
    table("crate", CRATES, by_crate);
    table(
        "function (all its copies)",
        FUNCTIONS,
        names.iter().cloned(),
    );
    Ok(())
}

fn table(title: &str, rows: usize, items: impl Iterator<Item = (String, usize)>) {
    let mut weights: BTreeMap<String, Weight> = BTreeMap::new();
    let mut total = 0;
    for (name, bytes) in items {
        let weight = weights.entry(name).or_default();
        weight.bytes += bytes;
        weight.copies += 1;
        total += bytes;
    }
    let mut sorted: Vec<_> = weights.into_iter().collect();
    sorted.sort_by_key(|(_, weight)| std::cmp::Reverse(weight.bytes));
    println!("\n{:>9} {:>6} {:>7}  {title}", "bytes", "%", "copies");
    for (name, Weight { bytes, copies }) in sorted.into_iter().take(rows) {
        let permille = bytes * 1000 / total.max(1);
        println!(
            "{bytes:>9} {:>4}.{} {copies:>7}  {name:.100}",
            permille / 10,
            permille % 10
        );
    }
}

/// The first crate that a demangled path names: `<alloc::vec::Vec<T> as …>::f` is `alloc`.
fn crate_of(name: &str) -> &str {
    let start = name.trim_start_matches(['<', '&', '*', '[', '(']);
    let start = ["mut ", "const ", "dyn "]
        .iter()
        .fold(start, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let end = start
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(start.len());
    if start[end..].starts_with("::") {
        &start[..end]
    } else {
        "(no crate)"
    }
}

/// The sections that matter.
#[derive(Default)]
struct Parts<'a> {
    imported: usize,
    bodies: Vec<usize>,
    names: BTreeMap<usize, String>,
    code: &'a [u8],
    data: &'a [u8],
}

impl<'a> Parts<'a> {
    fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut parts = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        parts.imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => parts.code = &wasm[range],
                Payload::CodeSectionEntry(body) => parts.bodies.push(body.range().len()),
                Payload::DataSection(data) => parts.data = &wasm[data.range()],
                Payload::CustomSection(custom) => parts.read_names(custom.as_known())?,
                _ => {}
            }
        }
        Ok(parts)
    }

    fn read_names(&mut self, custom: KnownCustom<'_>) -> Result<()> {
        let KnownCustom::Name(sections) = custom else {
            return Ok(());
        };
        for section in sections {
            if let Name::Function(names) = section? {
                for naming in names {
                    let naming = naming?;
                    self.names
                        .insert(usize::try_from(naming.index)?, naming.name.to_owned());
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_first_crate_it_names() {
        let cases = [
            ("leptos::mount::mount_to", "leptos"),
            (
                "<alloc::vec::Vec<T> as core::ops::drop::Drop>::drop",
                "alloc",
            ),
            (
                "<&mut serde_json::de::Deserializer<R>>::parse",
                "serde_json",
            ),
            ("<dyn core::any::Any>::is", "core"),
            ("__wbindgen_malloc", "(no crate)"),
        ];
        for (name, expected) in cases {
            assert_eq!(crate_of(name), expected, "{name}");
        }
    }
}
