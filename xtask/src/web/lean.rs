//! Makes the generated JavaScript lighter. A minifier would need a parser and gain little more
//! after brotli; what weighs is comments and the hashes in the names of imports, which do not
//! compress and stand in the WASM a second time.

use std::collections::BTreeMap;
use wasm_bindgen_cli_support::Output;

/// Gives the imports of the app short names in the WASM, and returns the script with the same.
pub fn with_short_imports(output: &mut Output, script: &str) -> String {
    let mut names = BTreeMap::new();
    for import in output.wasm_mut().imports.iter_mut() {
        if import.name.starts_with("__wb") {
            let short = format!("${}", names.len());
            let long = std::mem::replace(&mut import.name, short.clone());
            names.insert(long, short);
        }
    }
    renamed(script, &names)
}

/// Drops indentation, empty lines and documentation.
pub fn without_comments(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        in_comment |= line.starts_with("/**");
        if !in_comment {
            kept.extend([line, "\n"]);
        }
        in_comment &= !line.ends_with("*/");
    }
    kept
}

/// Replaces whole identifiers.
fn renamed(script: &str, names: &BTreeMap<String, String>) -> String {
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut kept = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(in_name) {
        let (before, from_name) = rest.split_at(start);
        let end = from_name.find(|c| !in_name(c)).unwrap_or(from_name.len());
        let (name, after) = from_name.split_at(end);
        kept.push_str(before);
        kept.push_str(names.get(name).map_or(name, String::as_str));
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_are_replaced() {
        let names = BTreeMap::from([("__wbg_get_1a".to_owned(), "$0".to_owned())]);
        assert_eq!(
            renamed(
                "{__wbg_get_1a: f, __wbg_get_1ab: g}; x.__wbg_get_1a('同')",
                &names
            ),
            "{$0: f, __wbg_get_1ab: g}; x.$0('同')"
        );
    }

    #[test]
    fn documentation_goes_and_code_stays() {
        let script = "a();\n  /**\n   * @returns {any}\n   */\n  b();\n/** one line */\nc();\n";
        assert_eq!(without_comments(script), "a();\nb();\nc();\n");
    }
}
