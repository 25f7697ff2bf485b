//! Constraint violations are told alike by both databases.

use diesel::connection::SimpleConnection;
use tongyu_db::DbError;

use crate::kit::both;

#[tokio::test]
async fn a_unique_violation_names_table_and_columns() {
    for site in both().await {
        for (sql, key) in [
            ("INSERT INTO account VALUES ('a', 'n', 1)", None),
            (
                "INSERT INTO account VALUES ('a', 'm', 1)",
                Some("account(id)"),
            ),
            (
                "INSERT INTO account VALUES ('b', 'n', 1)",
                Some("account(name,points)"),
            ),
        ] {
            let written = site
                .db
                .write(move |tx| Ok::<_, DbError>(tx.conn().batch_execute(sql)?))
                .await;
            let error = written.err();
            let found = error.as_ref().and_then(DbError::unique_violation);
            assert_eq!(found, key, "{sql}: {error:?}");
        }
    }
}

#[tokio::test]
async fn a_missing_parent_is_a_foreign_key_violation() {
    for site in both().await {
        let written = site
            .db
            .write(|tx| {
                let orphan = "INSERT INTO note VALUES ('n', 'nobody')";
                Ok::<_, DbError>(tx.conn().batch_execute(orphan)?)
            })
            .await;
        assert!(written.unwrap_err().foreign_key_violation());
    }
}
