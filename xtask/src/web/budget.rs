//! What a first visit may cost (docs/performance.md), and the first visit of each other part,
//! which is loaded in place of that one. Over the budget, a release build fails.

use super::Flavour;
use super::app::{PARTS, Part};
use super::compress::has_extension;
use super::files::Files;
use anyhow::{Result, bail};

/// Kinds of files and the bytes that all of a kind may weigh in a part, brotli-packed.
const LIMITS: [(&str, usize); 3] = [("wasm", 350 * 1024), ("js", 10 * 1024), ("css", 10 * 1024)];

/// Prints a table of sizes and says whether the build is within the budget.
///
/// # Errors
/// Names every kind that is over, and by how much.
pub fn report(files: &Files, flavour: Flavour) -> Result<()> {
    println!(
        "\n{:<48} {:>10} {:>10} {:>10}",
        "dist/", "bytes", "gzip", "brotli"
    );
    for (path, content) in files.iter().filter(|(path, _)| !is_packed(path)) {
        let packed = |kind: &str| {
            let sibling = files.get(&format!("{path}.{kind}"));
            sibling.map_or_else(|| "-".to_owned(), |bytes| bytes.len().to_string())
        };
        println!(
            "{path:<48} {:>10} {:>10} {:>10}",
            content.len(),
            packed("gz"),
            packed("br")
        );
    }
    if flavour == Flavour::Dev {
        println!();
        return Ok(());
    }
    let over: Vec<String> = PARTS.iter().flat_map(|part| weigh(files, part)).collect();
    println!();
    if !over.is_empty() {
        bail!(
            "over the first-visit budget: {}; `cargo xtask web --release --weigh` shows what \
               weighs",
            over.join(", ")
        );
    }
    Ok(())
}

/// Prints what a first visit of this part loads, and names the kinds that are over.
fn weigh(files: &Files, part: &Part) -> Vec<String> {
    let mut over = Vec::new();
    for (extension, limit) in LIMITS {
        let weight = packed_weight(files, part, extension);
        let name = part.name;
        println!(
            "{name:>6} {extension:>4}: {weight} of {limit} bytes ({} %)",
            weight * 100 / limit
        );
        if weight > limit {
            over.push(format!("{name} {extension} by {} bytes", weight - limit));
        }
    }
    over
}

fn packed_weight(files: &Files, part: &Part, extension: &str) -> usize {
    let sibling = format!(".{extension}.br");
    files
        .iter()
        .filter(|(path, _)| path.ends_with(&sibling) && !is_of_another(path, part))
        .map(|(_, bytes)| bytes.len())
        .sum()
}

/// Whether the file belongs to another part than this one.
fn is_of_another(path: &str, part: &Part) -> bool {
    PARTS
        .iter()
        .filter(|other| other.name != part.name)
        .any(|other| path.starts_with(&format!("assets/{}-", other.name)))
}

fn is_packed(path: &str) -> bool {
    has_extension(path, "br") || has_extension(path, "gz")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(name: &str, bytes: usize) -> Files {
        let mut files = Files::default();
        files.add(name, Vec::new());
        files.add(format!("{name}.br"), vec![0; bytes]);
        files
    }

    #[test]
    fn a_release_at_the_limit_passes_and_a_byte_more_fails() {
        let limit = 358_400;
        for part in PARTS.iter().map(|part| part.name) {
            let path = format!("assets/{part}-1.wasm");
            assert!(report(&packed(&path, limit), Flavour::Release).is_ok());
            let refusal = report(&packed(&path, limit + 1), Flavour::Release).unwrap_err();
            let told = format!("budget: {part} wasm by 1 bytes;");
            assert!(refusal.to_string().contains(&told), "{refusal}");
        }
    }

    #[test]
    fn a_visit_loads_one_part_and_what_both_share() {
        let mut files = packed("assets/app-1.wasm", 200 * 1024);
        files.add("assets/desk-1.wasm.br", vec![0; 200 * 1024]);
        assert!(report(&files, Flavour::Release).is_ok());
        files.add("assets/other-1.wasm.br", vec![0; 200 * 1024]);
        assert!(report(&files, Flavour::Release).is_err());
    }

    #[test]
    fn all_scripts_count_together() {
        let mut files = packed("assets/app-1.js", 6 * 1024);
        files.add("service-worker.js.br", vec![0; 5 * 1024]);
        assert!(report(&files, Flavour::Release).is_err());
    }
}
