//! Laws of the schema: one meaning in two databases, a way back, no unindexed reference.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::introspect::{Schema, Table, declared, introspect};
use crate::kit::{Site, empty_both, empty_postgres, empty_sqlite};

async fn schema(site: &Site) -> Schema {
    site.db.maintain(introspect).await.expect("introspection")
}

async fn migrated(site: &Site) -> Schema {
    site.db.migrate().await.expect("migrations up");
    schema(site).await
}

fn migrations(engine: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../migrations")
        .join(engine)
}

fn names(engine: &str) -> BTreeSet<String> {
    fs::read_dir(migrations(engine))
        .expect("the folder of migrations")
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.into_string().expect("a plain name"))
        .collect()
}

#[test]
fn both_databases_have_the_same_migrations_each_with_a_way_back() {
    let all = names("sqlite");
    assert!(!all.is_empty());
    assert_eq!(all, names("postgres"));
    for engine in ["sqlite", "postgres"] {
        for name in &all {
            for file in ["up.sql", "down.sql"] {
                let path = migrations(engine).join(name).join(file);
                assert!(path.is_file(), "{}", path.display());
            }
        }
    }
}

#[tokio::test]
async fn up_down_up_leaves_the_same_schema() {
    for site in empty_both() {
        let known = site.db.pending_migrations().await.unwrap().len();
        assert_eq!(known, names("sqlite").len(), "all are embedded");
        assert!(!site.db.migrations_at_head().await.unwrap());
        let first = migrated(&site).await;
        assert!(site.db.migrations_at_head().await.unwrap());
        assert_eq!(site.db.revert_all().await.unwrap().len(), known);
        assert_eq!(schema(&site).await, Schema::new(), "nothing stays behind");
        assert_eq!(migrated(&site).await, first);
        assert!(site.db.migrate().await.unwrap().is_empty(), "at head");
    }
}

#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let sqlite = migrated(&empty_sqlite(|config| config)).await;
    let Some(site) = empty_postgres() else { return };
    let postgres = migrated(&site).await;
    same(&sqlite, &postgres);
}

#[tokio::test]
async fn the_code_declares_the_tables_that_exist() {
    let mut found = migrated(&empty_sqlite(|config| config)).await;
    for table in found.values_mut() {
        table.foreign.clear();
        table.indexes.clear();
    }
    let code = declared(include_str!("../../src/schema.rs"));
    assert!(!code.is_empty());
    same(&found, &code);
}

/// Compares table by table, so that a difference is shown where it is.
fn same(one: &Schema, other: &Schema) {
    let tables = |schema: &Schema| schema.keys().cloned().collect::<Vec<_>>();
    assert_eq!(tables(one), tables(other));
    for (name, table) in one {
        let twin = &other[name];
        assert_eq!(table.columns, twin.columns, "columns of {name}");
        assert_eq!(table.key, twin.key, "key of {name}");
        assert_eq!(table.foreign, twin.foreign, "foreign keys of {name}");
        assert_eq!(table.indexes, twin.indexes, "indexes of {name}");
    }
}

#[tokio::test]
async fn every_table_has_a_key_and_every_index_a_name() {
    let found = migrated(&empty_sqlite(|config| config)).await;
    for (name, table) in &found {
        assert!(!table.key.is_empty(), "{name} has no primary key");
        for index in table.indexes.keys() {
            assert!(
                !index.starts_with("sqlite_autoindex"),
                "{name}: write UNIQUE as CREATE UNIQUE INDEX, which has a name"
            );
        }
        for column in &table.columns {
            let in_key = table.key.contains(&column.name);
            assert!(!(in_key && column.nullable), "{name}.{} NULL", column.name);
        }
    }
}

#[tokio::test]
async fn every_foreign_key_is_indexed_and_says_what_a_deletion_does() {
    let found = migrated(&empty_sqlite(|config| config)).await;
    let mut faults = Vec::new();
    for (name, table) in &found {
        for foreign in &table.foreign {
            let columns = foreign.columns.join(", ");
            if foreign.on_delete == "NO ACTION" {
                faults.push(format!("{name}({columns}): no ON DELETE"));
            }
            if !indexed(table, &foreign.columns) {
                faults.push(format!("{name}({columns}): no index"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

fn indexed(table: &Table, columns: &[String]) -> bool {
    let full = table.indexes.values().filter(|index| !index.partial);
    table.key.starts_with(columns) || full.into_iter().any(|i| i.columns.starts_with(columns))
}
