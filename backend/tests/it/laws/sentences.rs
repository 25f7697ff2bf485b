//! Every code of a field error has its sentence in both languages.

use std::{collections::BTreeSet, fs, path::Path};

use tongyu_shared::{Lang, text::validation};

use super::layers::sources;

/// The top-level arguments behind an opening parenthesis.
fn arguments(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut quoted, mut found) = (0, 0, false, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => {
                found.push(text[start..at].trim());
                break;
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The codes that a source gives to field errors: the second argument of what makes them.
fn codes(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for call in ["Fault::field(", ".add("] {
        for (at, _) in text.match_indices(call) {
            let arguments = arguments(&text[at + call.len()..]);
            let code = arguments.get(1).and_then(|second| {
                let code = second.strip_prefix('"')?.strip_suffix('"')?;
                code.chars()
                    .all(|c| c.is_ascii_lowercase() || c == '_')
                    .then_some(code)
            });
            found.extend(code.map(str::to_owned));
        }
    }
    found
}

#[test]
fn every_code_of_a_field_error_has_a_sentence_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for folder in [root.join("src"), root.join("../shared/src")] {
        for file in sources(&folder) {
            let text = fs::read_to_string(&file).expect("a source");
            let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
            found.extend(codes(shipped));
        }
    }
    assert!(found.len() > 15, "the sources were not read: {found:?}");
    for code in found {
        for &lang in Lang::ALL {
            assert!(validation::by_key(lang, &code).is_some(), "{code} {lang}");
        }
    }
}

#[test]
fn codes_are_found_over_several_lines_and_behind_calls() {
    let text = "errors.add(\n    &format!(\"a.{b}\"),\n    \"too_late\",\n    vec![],\n);
        Fault::field(field, \"unknown_value\"); list.add(one, two)";
    let found: Vec<_> = codes(text).into_iter().collect();
    assert_eq!(found, ["too_late", "unknown_value"]);
}
