//! Every row of every table as text, to see that nothing moved.

use std::collections::BTreeMap;

use diesel::{RunQueryDsl as _, sql_types::Text};
use tongyu_db::DbError;

use crate::kit::Site;

#[derive(diesel::QueryableByName)]
struct Rows {
    #[diesel(sql_type = Text)]
    rows: String,
}

/// All rows, by table.
pub async fn rows(site: &Site) -> BTreeMap<String, String> {
    let tables: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(include_str!("../../../../src/classification.toml")).expect("tables");
    let sqlite = site.app.db.is_sqlite();
    site.app
        .db
        .read(move |conn| {
            let mut all = BTreeMap::new();
            for (table, columns) in tables {
                let query = if sqlite {
                    let row = columns
                        .keys()
                        .map(|column| format!("quote({column})"))
                        .collect::<Vec<_>>()
                        .join("||'|'||");
                    format!("SELECT coalesce(group_concat(r, char(10)), '') AS rows FROM (SELECT {row} AS r FROM {table} ORDER BY 1)")
                } else {
                    format!("SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') AS rows FROM {table} t")
                };
                let found: Rows = diesel::sql_query(query).get_result(conn)?;
                all.insert(table, found.rows);
            }
            Ok::<_, DbError>(all)
        })
        .await
        .expect("every table can be read")
}
