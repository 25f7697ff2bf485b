//! How long the audit log is.

use diesel::prelude::*;
use tongyu_db::{DbError, schema::audit_entry};

use crate::kit::Site;

/// Entries of the audit log.
pub async fn audit_entries(site: &Site) -> i64 {
    let counted: Result<i64, DbError> = site
        .app
        .db
        .read(|conn| Ok(audit_entry::table.count().get_result(conn)?))
        .await;
    counted.expect("the log can be counted")
}
