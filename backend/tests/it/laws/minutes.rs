//! Nobody's watching is shown to anybody else: no declared query or reply has a field that tells
//! what a person watched, but one's own ticket, report and record; and no part of the server but
//! learning touches the rows.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Map, Value};

use super::layers::sources;

/// Through these one sends and reads what is one's own.
const OWN: [&str; 3] = ["IssueTicket", "ReportWatch", "ReadOwnLearning"];

/// Words that tell of someone's watching in the name of a field.
const TELLING: &[&str] = &[
    "watch",
    "watched",
    "watching",
    "covered",
    "seen",
    "progress",
    "position",
    "viewed",
    "views",
    "played",
    "listened",
    "learnt",
    "learned",
    "completed",
    "minutes",
    "seconds",
    "secs",
];

/// Fields of these types bear such a word and tell of something else.
const OF_OTHER_THINGS: [(&str, &str); 3] = [
    // How long ago one may have signed in to take a certificate back.
    ("CertificateRules", "fresh_sign_in_minutes"),
    // How long a visit took.
    ("NewVisit", "minutes"),
    ("VisitDetail", "minutes"),
];

/// Names that tell of watching, as types bear them.
fn telling(pairs: &BTreeSet<(String, String)>) -> Vec<&(String, String)> {
    let other = |of: &str, field: &str| OF_OTHER_THINGS.contains(&(of, field));
    pairs
        .iter()
        .filter(|(of, field)| {
            field.split('_').any(|word| TELLING.contains(&word)) && !other(of, field)
        })
        .collect()
}

/// Every property in a schema and in what it refers to, with the name of its type.
fn properties(schema: &Value, definitions: &Map<String, Value>) -> BTreeSet<(String, String)> {
    let (mut found, mut known) = (BTreeSet::new(), BTreeSet::new());
    let mut todo = vec![(String::new(), schema)];
    while let Some((of, value)) = todo.pop() {
        match value {
            Value::Object(object) => {
                if let Some(Value::Object(fields)) = object.get("properties") {
                    found.extend(fields.keys().map(|field| (of.clone(), field.clone())));
                }
                if let Some(name) = object.get("$ref").and_then(Value::as_str) {
                    let name = name.rsplit('/').next().expect("a name");
                    if known.insert(name) {
                        todo.push((name.to_owned(), &definitions[name]));
                    }
                }
                todo.extend(object.values().map(|inner| (of.clone(), inner)));
            }
            Value::Array(values) => todo.extend(values.iter().map(|inner| (of.clone(), inner))),
            _ => {}
        }
    }
    found
}

#[test]
fn no_query_or_reply_but_ones_own_tells_what_a_person_watched() {
    let mut settings = schemars::generate::SchemaSettings::draft2020_12().into_generator();
    let all = tongyu::openapi::declared();
    let asked: Vec<_> = all
        .iter()
        .filter(|declaration| !OWN.contains(&declaration.name))
        .map(|declaration| (declaration.name, (declaration.schemas)(&mut settings)))
        .collect();
    let definitions = settings.take_definitions(true);
    for (name, [query, _, reply]) in &asked {
        for schema in [query, reply] {
            let found = properties(schema.as_value(), &definitions);
            let told = telling(&found);
            assert!(told.is_empty(), "{name} tells {told:?}");
        }
    }
    for own in OWN {
        assert!(all.iter().any(|d| d.name == own), "{own} is not declared");
    }
}

#[test]
fn a_field_that_someone_adds_is_found_however_deep() {
    let definitions = serde_json::json!({
        "Line": { "type": "object", "properties": { "name": {}, "watched_s": { "type": "integer" } } },
        "Class": { "properties": { "lines": { "type": "array", "items": { "$ref": "#/$defs/Line" } } } },
    });
    let Value::Object(definitions) = definitions else {
        panic!("an object");
    };
    let reply = serde_json::json!({ "anyOf": [{ "$ref": "#/$defs/Class" }, { "type": "null" }] });
    let found = properties(&reply, &definitions);
    let line = ("Line".to_owned(), "watched_s".to_owned());
    assert_eq!(telling(&found), [&line]);
}

#[test]
fn the_rows_of_watching_are_touched_by_learning_alone_which_hands_them_to_no_room() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let learning = src.join("learning");
    for file in sources(&src) {
        let text = fs::read_to_string(&file).expect("a source");
        let touches = ["watch::table", "watch::covered", "lesson_try", "FROM watch"]
            .iter()
            .any(|mark| text.contains(mark));
        assert!(
            !touches || file.starts_with(&learning),
            "{}",
            file.display()
        );
    }
    let given = fs::read_to_string(learning.join("mod.rs")).expect("a source");
    let given: Vec<_> = given
        .lines()
        .filter(|line| line.starts_with("pub "))
        .collect();
    let handed = [
        "pub mod routes;",
        "pub use own::clear as forget_person;",
        // Takes and gives nothing: what open pages still report is not stored.
        "pub use recording::stop_unless_agreed;",
        "pub use watching::Watching;",
    ];
    assert_eq!(given, handed);
}
