//! A compiled part of the app: WASM and the JavaScript that binds it, made by wasm-bindgen as a library.

use super::Flavour;
use super::files::{Files, hash};
use super::lean;
use anyhow::{Context, Result};
use std::path::Path;
use wasm_bindgen_cli_support::{Bindgen, Output};

/// A part that is loaded by itself.
pub struct Part {
    /// The stem of its files.
    pub name: &'static str,
    /// The binary it is made of.
    pub binary: &'static str,
    /// The page that loads it.
    pub page: &'static str,
}

/// All parts; the first is the one that a first visit loads.
pub const PARTS: [Part; 3] = [
    Part {
        name: "app",
        binary: "tongyu-frontend",
        page: "index.html",
    },
    Part {
        name: "desk",
        binary: "tongyu-desk",
        page: "desk.html",
    },
    Part {
        name: "certification",
        binary: "tongyu-certification",
        page: "certification.html",
    },
];

/// Adds the part's script, its WASM, and the snippets that dependencies ship.
pub fn add(files: &mut Files, flavour: Flavour, part: &Part, wasm: &Path) -> Result<()> {
    let mut output = bind(wasm, flavour == Flavour::Release)?;
    let snippets = add_snippets(files, &output);
    let mut script = lean::without_comments(output.js());
    if flavour == Flavour::Release {
        script = lean::with_short_imports(&mut output, &script);
    }
    let script = script.replace("./snippets/", &format!("{snippets}/"));
    files.add_hashed(&format!("{}.js", part.name), script.into_bytes());
    files.add_hashed(
        &format!("{}.wasm", part.name),
        output.wasm_mut().emit_wasm(),
    );
    Ok(())
}

/// The bound WASM with its function names, for weighing.
pub fn with_names(wasm: &Path) -> Result<Vec<u8>> {
    Ok(bind(wasm, false)?.wasm_mut().emit_wasm())
}

fn bind(wasm: &Path, strip: bool) -> Result<Output> {
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?;
    bindgen
        .input_path(wasm)
        .out_name("app")
        .typescript(false)
        .demangle(false)
        // boot.js names the hashed file; a default would be dead weight and a wrong name.
        .omit_default_module_path(true)
        .remove_name_section(strip)
        .remove_producers_section(strip)
        .generate_output()
        .with_context(|| format!("wasm-bindgen cannot read {}", wasm.display()))
}

/// Puts snippets into a folder named by what is in them, and returns its path from the script.
fn add_snippets(files: &mut Files, output: &Output) -> String {
    let inline = output.snippets().iter().flat_map(|(place, sources)| {
        let named = sources.iter().enumerate();
        named.map(move |(i, source)| (format!("{place}/inline{i}.js"), source))
    });
    let local = output
        .local_modules()
        .iter()
        .map(|(path, source)| (path.clone(), source));
    let mut snippets: Vec<_> = inline.chain(local).collect();
    snippets.sort();
    let mut all = String::new();
    for (path, source) in &snippets {
        all.extend([path.as_str(), "\n", source.as_str(), "\n"]);
    }
    let folder = format!("snippets-{}", hash(all.as_bytes()));
    for (path, source) in snippets {
        files.add(
            format!("assets/{folder}/{path}"),
            source.clone().into_bytes(),
        );
    }
    format!("./{folder}")
}
