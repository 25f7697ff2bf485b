//! Typed text columns, and what only `each!` can compile, on both databases.

use std::fmt;
use std::str::FromStr;

use diesel::prelude::*;
use tongyu_db::{Backend, Col, DbError, each};

use crate::kit::{account, both, insert};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Primary,
    Junior,
}

impl FromStr for Stage {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "primary" => Ok(Self::Primary),
            "junior" => Ok(Self::Junior),
            _ => Err("unknown stage"),
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Primary => "primary",
            Self::Junior => "junior",
        })
    }
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = account, check_for_backend(Backend))]
struct Row {
    id: Col<Stage>,
    name: Option<Col<Stage>>,
    points: i64,
}

#[derive(Insertable)]
#[diesel(table_name = account, treat_none_as_default_value = false)]
struct New {
    id: Col<Stage>,
    name: Option<Col<Stage>>,
    points: i64,
}

fn new(id: Stage, name: Option<Stage>) -> New {
    New {
        id: Col(id),
        name: name.map(Col),
        points: 3,
    }
}

#[tokio::test]
async fn text_columns_become_their_types_and_back() {
    for site in both().await {
        site.db
            .write(|tx| {
                diesel::insert_into(account::table)
                    .values(new(Stage::Primary, Some(Stage::Junior)))
                    .execute(tx.conn())?;
                diesel::insert_into(account::table)
                    .values(new(Stage::Junior, None))
                    .execute(tx.conn())?;
                Ok::<_, DbError>(())
            })
            .await
            .unwrap();
        let rows: Vec<Row> = site
            .db
            .read(|conn| {
                Ok::<_, DbError>(
                    account::table
                        .select(Row::as_select())
                        .order(account::id.desc())
                        .load(conn)?,
                )
            })
            .await
            .unwrap();
        let read: Vec<_> = rows
            .iter()
            .map(|row| (row.id.0, row.name.as_deref().copied(), row.points))
            .collect();
        assert_eq!(
            read,
            [
                (Stage::Primary, Some(Stage::Junior), 3),
                (Stage::Junior, None, 3)
            ]
        );
        let found: i64 = site
            .db
            .read(|conn| {
                let junior = account::id.eq(Col(Stage::Junior));
                Ok::<_, DbError>(account::table.filter(junior).count().get_result(conn)?)
            })
            .await
            .unwrap();
        assert_eq!(found, 1);
    }
}

#[tokio::test]
async fn text_that_is_no_such_value_is_an_error_that_does_not_repeat_it() {
    for site in both().await {
        site.db.write(|tx| insert(tx, "13800138000")).await.unwrap();
        let read: Result<Vec<Row>, DbError> = site
            .db
            .read(|conn| Ok(account::table.select(Row::as_select()).load(conn)?))
            .await;
        let error = format!("{:?}", read.unwrap_err());
        assert!(error.contains("unknown stage"), "{error}");
        assert!(!error.contains("13800138000"), "{error}");
    }
}

#[tokio::test]
async fn upserts_and_batches_compile_through_each() {
    for site in both().await {
        let kept: Vec<(String, i64)> = site
            .db
            .write(|tx| {
                let batch = vec![new(Stage::Primary, None), new(Stage::Junior, None)];
                each!(tx, |c| diesel::insert_into(account::table)
                    .values(&batch)
                    .execute(c))?;
                each!(tx, |c| diesel::insert_into(account::table)
                    .values(new(Stage::Junior, None))
                    .on_conflict(account::id)
                    .do_update()
                    .set(account::points.eq(account::points + 4))
                    .execute(c))?;
                let rows = account::table
                    .select((account::id, account::points))
                    .order(account::id);
                Ok::<_, DbError>(rows.load(tx.conn())?)
            })
            .await
            .unwrap();
        assert_eq!(kept, [("junior".to_owned(), 7), ("primary".to_owned(), 3)]);
    }
}
