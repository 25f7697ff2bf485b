//! The arrows of docs/architecture.md, read from the sources: who may use whom.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// What each part of the backend may use of its neighbours. Rooms name rooms to their left.
const MAY_USE: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("config", &[]),
    ("crypto", &["http"]),
    ("http", &["access", "app", "clock", "config", "crypto"]),
    ("access", &["app", "config", "crypto", "http"]),
    ("audit", &["crypto", "http"]),
    (
        "messages",
        &["access", "app", "config", "crypto", "http", "audit"],
    ),
    (
        "identity",
        &[
            "access", "app", "audit", "config", "crypto", "http", "messages", "site",
        ],
    ),
    (
        "org",
        &[
            "access", "app", "audit", "config", "crypto", "http", "messages", "identity",
        ],
    ),
    (
        "feedback",
        &[
            "access", "app", "audit", "config", "crypto", "http", "messages", "identity", "org",
        ],
    ),
    (
        "visits",
        &[
            "access", "app", "audit", "config", "crypto", "http", "messages", "identity", "org",
            "feedback",
        ],
    ),
    (
        "courses",
        &[
            "access", "app", "audit", "config", "crypto", "http", "messages", "identity", "org",
        ],
    ),
    (
        "learning",
        &[
            "access", "app", "audit", "config", "crypto", "http", "messages", "identity", "org",
            "feedback", "courses",
        ],
    ),
    (
        "certification",
        &[
            "access", "app", "audit", "config", "crypto", "http", "messages", "identity", "org",
            "courses", "learning", "site",
        ],
    ),
    (
        "family",
        &[
            "access", "app", "audit", "config", "crypto", "http", "messages", "identity", "org",
            "feedback", "visits", "courses", "learning",
        ],
    ),
];

/// Whose each table is: the part's own, and open to those that may use the part.
const TABLES: &[(&str, &str)] = &[
    ("crypto", "student_key"),
    (
        "access",
        "account mentor_pupil org_closure org_node person role_grant session student",
    ),
    ("audit", "audit_entry audit_seal site_setting"),
    ("messages", "link message sign_in_code"),
    ("identity", "sign_in_link"),
    (
        "org",
        "calendar_day carer_end carer_request consent enrolment guardianship join_ask join_invite \
         rule_pack school school_class school_sheet sheet_import term",
    ),
    ("feedback", "matter matter_event routing_rule"),
    (
        "visits",
        "visit visit_answer visit_matter visit_met visit_plan visit_student",
    ),
    ("courses", "lesson media_asset"),
    ("learning", "learning_cleared lesson_try watch"),
    (
        "certification",
        "appeal application application_event assessment certificate certificate_counter \
         certificate_event certificate_file cohort declared_relation exam_score legacy_batch \
         legacy_row notice_entry objection observed_lesson public_notice recommendation \
         recommendation_file sign_in training",
    ),
];

/// The demo's cards name a child's class before anybody is signed in.
const READS_BESIDE_ITS_PLACE: &[&str] = &["identity/personas.rs"];

/// What puts the parts together: these may use everything, and no part may use them unless it is
/// said above.
const ABOVE: &[&str] = &[
    "app",
    "cli",
    "docs_pages",
    "jobs",
    "lib",
    "main",
    "openapi",
    "seed",
    "server",
    "site",
    "telemetry",
];

/// All sources in a folder.
pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files_of(part: &str) -> Vec<PathBuf> {
    let folder = src().join(part);
    let file = src().join(format!("{part}.rs"));
    let mut found = if folder.is_dir() {
        sources(&folder)
    } else {
        Vec::new()
    };
    found.extend(file.is_file().then_some(file));
    found
}

/// The neighbours that a file names as `crate::<part>` or inside `use crate::{…}`.
fn used(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            names.extend(group_heads(group));
        } else {
            names.insert(head(rest));
        }
    }
    names
}

fn head(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The first names of the entries of a `use` group, at its own depth.
fn group_heads(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut entry) = (0, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(head(std::mem::take(&mut entry).trim())),
            _ if depth == 0 => entry.push(c),
            _ => {}
        }
    }
    names.push(head(entry.trim()));
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn every_arrow_points_the_allowed_way() {
    for (part, allowed) in MAY_USE {
        let files = files_of(part);
        assert!(!files.is_empty(), "{part} has no sources");
        for file in files {
            let text = fs::read_to_string(&file).expect("a source");
            for name in used(&text) {
                let fine = name == *part || allowed.contains(&name.as_str());
                assert!(fine, "{} uses {name}, which {part} may not", file.display());
            }
        }
    }
}

/// Each table with the part whose it is.
fn owners() -> BTreeMap<&'static str, &'static str> {
    let of = |(part, tables): &(&'static str, &'static str)| {
        let part = *part;
        tables.split_whitespace().map(move |table| (table, part))
    };
    TABLES.iter().flat_map(of).collect()
}

/// The tables from which a source reads, or to which it writes.
fn tables(text: &str) -> BTreeSet<&str> {
    let at = text.match_indices("::table").map(|(at, _)| &text[..at]);
    let named = at.filter_map(|before| {
        let start = before.rfind(|c: char| !c.is_alphanumeric() && c != '_');
        before.get(start.map_or(0, |start| start + 1)..)
    });
    named.collect()
}

#[test]
fn a_parts_tables_are_read_by_it_and_by_those_that_may_use_it() {
    let owners = owners();
    for (part, allowed) in MAY_USE {
        for file in files_of(part) {
            if READS_BESIDE_ITS_PLACE.iter().any(|one| file.ends_with(one)) {
                continue;
            }
            let text = fs::read_to_string(&file).expect("a source");
            for table in tables(&text) {
                let Some(owner) = owners.get(table) else {
                    continue;
                };
                let fine = owner == part || allowed.contains(owner);
                assert!(fine, "{} reads {table} of {owner}", file.display());
            }
        }
    }
}

#[test]
fn every_table_is_some_parts_own() {
    let schema = src().join("../db/src/schema.rs");
    let schema = fs::read_to_string(schema).expect("the schema");
    let named = schema.split("table! {").skip(1);
    let named: BTreeSet<_> = named.map(|rest| head(rest.trim_start())).collect();
    let owned: BTreeSet<_> = owners().into_keys().map(str::to_owned).collect();
    assert_eq!(named, owned);
}

#[test]
fn every_part_has_its_place() {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(src()).expect("the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() || path.extension().is_some_and(|ext| ext == "rs") {
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            found.insert(stem.expect("a name").to_owned());
        }
    }
    let parts = MAY_USE.iter().map(|(part, _)| *part);
    let named: BTreeSet<_> = parts
        .chain(ABOVE.iter().copied())
        .map(str::to_owned)
        .collect();
    assert_eq!(found, named);
}

/// Whether a text has this name as a whole word.
fn names(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|word| word == name)
}

#[test]
fn routes_know_no_diesel_and_stores_neither_server_nor_actor() {
    for (part, _) in MAY_USE {
        for file in files_of(part) {
            let text = fs::read_to_string(&file).expect("a source");
            let name = file
                .file_name()
                .and_then(|n| n.to_str())
                .unwrap_or_default();
            if name == "routes.rs" {
                assert!(!text.contains("diesel"), "{}", file.display());
            }
            if name == "store.rs" || file.parent().is_some_and(|p| p.ends_with("store")) {
                assert!(!text.contains("actix"), "{}", file.display());
                // A store is told where to look: who asks is decided above it.
                assert!(!names(&text, "Actor"), "{}", file.display());
            }
        }
    }
}

#[test]
fn the_shared_crate_knows_neither_database_nor_server_nor_view() {
    let manifest =
        fs::read_to_string(src().join("../../shared/Cargo.toml")).expect("shared's manifest");
    for foreign in ["diesel", "actix", "leptos", "tokio"] {
        assert!(!manifest.contains(foreign), "shared depends on {foreign}");
    }
}

#[test]
fn a_group_of_imports_is_read_at_its_own_depth() {
    let text = "use crate::{\n    access::{Actor, authorize},\n    audit::{self, By},\n    org,\n};\nlet x = crate::visits::close();";
    let names: Vec<_> = used(text).into_iter().collect();
    assert_eq!(names, ["access", "audit", "org", "visits"]);
}
