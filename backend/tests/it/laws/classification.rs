//! Every column is classified, in one file, and what is sensitive is sealed.

use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = include_str!("../../../src/classification.toml");
const SCHEMA: &str = include_str!("../../../db/src/schema.rs");

type Classes = BTreeMap<String, BTreeMap<String, String>>;

fn classified() -> Classes {
    toml::from_str(FILE).expect("tables of columns")
}

/// Table and column of every line `column -> Type,` of the schema.
fn columns() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut table = String::new();
    for line in SCHEMA.lines().map(str::trim) {
        if let Some((column, _)) = line.split_once(" -> ") {
            if !column.contains('(') && !column.contains('!') {
                found.insert((table.clone(), column.to_owned()));
            }
        } else if let Some((name, rest)) = line.split_once(" (")
            && rest.ends_with(") {")
        {
            name.clone_into(&mut table);
        }
    }
    found
}

#[test]
fn every_column_is_classified_and_nothing_else_is() {
    let file: BTreeSet<_> = classified()
        .into_iter()
        .flat_map(|(table, columns)| {
            columns
                .into_keys()
                .map(move |column| (table.clone(), column))
                .collect::<Vec<_>>()
        })
        .collect();
    let schema = columns();
    assert!(
        schema.len() > 150,
        "the schema was not read: {} columns",
        schema.len()
    );
    assert_eq!(
        schema.difference(&file).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new()
    );
    assert_eq!(
        file.difference(&schema).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new()
    );
}

#[test]
fn sensitive_columns_and_only_they_are_sealed() {
    for (table, columns) in classified() {
        for (column, class) in columns {
            assert!(
                ["C1", "C2", "C3", "C4"].contains(&class.as_str()),
                "{table}.{column}"
            );
            let sealed = column.ends_with("_sealed") || column == "wrapped";
            assert_eq!(sealed, class == "C4", "{table}.{column} is {class}");
        }
    }
}
