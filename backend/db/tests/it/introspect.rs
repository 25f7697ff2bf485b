//! A database's schema as it describes itself, in words common to both engines.

use std::collections::{BTreeMap, BTreeSet};

use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use tongyu_db::{Conn, DbError};

/// Tables by name.
pub type Schema = BTreeMap<String, Table>;

/// What both engines must agree on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// In the order of the table: rows are read by position.
    pub columns: Vec<Column>,
    pub key: Vec<String>,
    pub foreign: BTreeSet<Foreign>,
    pub indexes: BTreeMap<String, Index>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: String,
    pub nullable: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Foreign {
    pub columns: Vec<String>,
    pub target: String,
    pub goals: Vec<String>,
    pub on_delete: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    pub columns: Vec<String>,
    pub unique: bool,
    pub partial: bool,
}

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    tbl: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    nullable: i64,
}

#[derive(QueryableByName)]
struct IndexRow {
    #[diesel(sql_type = Text)]
    tbl: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    col: String,
    #[diesel(sql_type = BigInt)]
    is_key: i64,
    #[diesel(sql_type = BigInt)]
    is_unique: i64,
    #[diesel(sql_type = BigInt)]
    is_partial: i64,
}

#[derive(QueryableByName)]
struct ForeignRow {
    #[diesel(sql_type = Text)]
    tbl: String,
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    source: String,
    #[diesel(sql_type = Text)]
    target: String,
    #[diesel(sql_type = Text)]
    goal: String,
    #[diesel(sql_type = Text)]
    on_delete: String,
}

/// Columns, indexes and foreign keys, asked of one engine.
struct Questions {
    columns: &'static str,
    indexes: &'static str,
    foreign: &'static str,
}

const SQLITE: Questions = Questions {
    columns:
        "SELECT t.name AS tbl, c.name AS name, lower(c.type) AS kind, 1 - c.\"notnull\" AS nullable
        FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' ORDER BY t.name, c.cid",
    indexes: "SELECT t.name AS tbl, '' AS name, c.name AS col, 1 AS is_key, 1 AS is_unique,
            0 AS is_partial, c.pk AS pos
        FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.pk > 0
        UNION ALL
        SELECT t.name, i.name, coalesce(c.name, '?'), 0, i.\"unique\", i.partial, c.seqno
        FROM sqlite_schema t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
        WHERE t.type = 'table' AND i.origin <> 'pk' ORDER BY tbl, name, pos",
    foreign: "SELECT t.name AS tbl, CAST(f.id AS TEXT) AS id, f.\"from\" AS source,
            f.\"table\" AS target, coalesce(f.\"to\", '?') AS goal, f.on_delete AS on_delete
        FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
        WHERE t.type = 'table' ORDER BY t.name, f.id, f.seq",
};

const POSTGRES: Questions = Questions {
    columns: "SELECT table_name::text AS tbl, column_name::text AS name,
            data_type || CASE WHEN data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
                THEN ' not collated C' ELSE '' END AS kind,
            (is_nullable = 'YES')::int::bigint AS nullable
        FROM information_schema.columns WHERE table_schema = 'public'
        ORDER BY table_name, ordinal_position",
    indexes: "SELECT t.relname::text AS tbl,
            CASE WHEN i.indisprimary THEN '' ELSE x.relname::text END AS name,
            coalesce(a.attname::text, '?') AS col, i.indisprimary::int::bigint AS is_key,
            i.indisunique::int::bigint AS is_unique,
            (i.indpred IS NOT NULL)::int::bigint AS is_partial
        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
        JOIN pg_class x ON x.oid = i.indexrelid
        CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k (att, pos)
        LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.att AND k.att > 0
        WHERE t.relnamespace = 'public'::regnamespace ORDER BY t.relname, x.relname, k.pos",
    foreign: "SELECT t.relname::text AS tbl, c.conname::text AS id, s.attname::text AS source,
            f.relname::text AS target, g.attname::text AS goal,
            CASE c.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT'
                WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END AS on_delete
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
        JOIN pg_class f ON f.oid = c.confrelid
        CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY k (src, dst, pos)
        JOIN pg_attribute s ON s.attrelid = t.oid AND s.attnum = k.src
        JOIN pg_attribute g ON g.attrelid = f.oid AND g.attnum = k.dst
        WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace
        ORDER BY t.relname, c.conname, k.pos",
};

/// Reads the whole schema, without diesel's own table of migrations.
pub fn introspect(conn: &mut Conn) -> Result<Schema, DbError> {
    let questions = match conn {
        Conn::Sqlite(_) => SQLITE,
        Conn::Postgres(_) => POSTGRES,
    };
    let mut schema = Schema::new();
    for row in sql_query(questions.columns).load::<ColumnRow>(conn)? {
        schema.entry(row.tbl).or_default().columns.push(Column {
            name: row.name,
            kind: common(&row.kind),
            nullable: row.nullable == 1,
        });
    }
    for row in sql_query(questions.indexes).load::<IndexRow>(conn)? {
        let table = schema.entry(row.tbl).or_default();
        if row.is_key == 1 {
            table.key.push(row.col);
            continue;
        }
        let index = table.indexes.entry(row.name).or_default();
        index.columns.push(row.col);
        index.unique = row.is_unique == 1;
        index.partial = row.is_partial == 1;
    }
    let mut foreign: BTreeMap<(String, String), Foreign> = BTreeMap::new();
    for row in sql_query(questions.foreign).load::<ForeignRow>(conn)? {
        let key = foreign.entry((row.tbl, row.id)).or_default();
        key.columns.push(row.source);
        key.goals.push(row.goal);
        key.target = row.target;
        key.on_delete = row.on_delete;
    }
    for ((table, _), key) in foreign {
        schema.entry(table).or_default().foreign.insert(key);
    }
    schema.remove("__diesel_schema_migrations");
    Ok(schema)
}

/// The diesel type that a column of either engine is read as; an unknown one stays as it is and
/// fails the comparison.
fn common(kind: &str) -> String {
    match kind {
        "text" => "Text",
        "bigint" => "BigInt",
        "integer" => "Integer",
        "boolean" => "Bool",
        "double" | "double precision" => "Double",
        "date" => "Date",
        "timestamp" | "timestamp without time zone" => "Timestamp",
        "blob" | "bytea" => "Binary",
        other => other,
    }
    .to_owned()
}

/// The tables that `schema.rs` declares: columns and keys, without indexes.
pub fn declared(source: &str) -> Schema {
    let mut schema = Schema::new();
    let mut open: Option<(String, Table)> = None;
    for line in source.lines().map(str::trim) {
        if let Some((head, key)) = line.strip_suffix(") {").and_then(|l| l.split_once(" (")) {
            let key = key.split(", ").map(str::to_owned).collect();
            let table = Table {
                key,
                ..Table::default()
            };
            open = Some((head.to_owned(), table));
        } else if let (Some((_, table)), Some((name, kind))) = (&mut open, line.split_once(" -> "))
        {
            let kind = kind.trim_end_matches(',');
            let inner = kind
                .strip_prefix("Nullable<")
                .and_then(|k| k.strip_suffix('>'));
            table.columns.push(Column {
                name: name.to_owned(),
                kind: inner.unwrap_or(kind).to_owned(),
                nullable: inner.is_some(),
            });
        } else if line == "}" {
            schema.extend(open.take());
        }
    }
    schema
}
