//! Who opened a file stands in the log.

use diesel::prelude::*;
use tongyu::seed::{
    certification::{CANDIDATE, CERTIFIER, MANAGER},
    label,
};
use tongyu_db::{DbError, schema::audit_entry};
use tongyu_shared::certification::{
    endpoints::{ReadApplication, ReadOwnApplication, ReadOwnSeat},
    types::SeatPath,
};

use super::desk::path;
use crate::{kit::Site, on_both};

/// How often the log tells that something was read.
async fn reads(site: &Site, action: &'static str) -> i64 {
    let counted: Result<i64, DbError> = site
        .app
        .db
        .read(move |conn| {
            let of_action = audit_entry::table.filter(audit_entry::action.eq(action));
            Ok(of_action.count().get_result(conn)?)
        })
        .await;
    counted.expect("the log")
}

on_both! {
    async fn a_file_that_staff_open_stands_in_the_log_once_in_ten_minutes(site: Site) {
        for (who, minutes, expected) in [
            (MANAGER, 0, 1),
            (MANAGER, 9, 1),
            (CERTIFIER, 0, 2),
            (MANAGER, 2, 3),
        ] {
            site.pass(chrono::TimeDelta::minutes(minutes));
            let client = site.client(who).await;
            client.get::<ReadApplication>(&path(CANDIDATE)).await.ok::<serde_json::Value>();
            assert_eq!(reads(&site, "application.read").await, expected, "{who} {minutes}");
        }
        let seat = SeatPath { assessment: label::assessment(&format!("{CANDIDATE}/邹平")) };
        site.client("邹平").await.get::<ReadOwnSeat>(&seat).await.ok::<serde_json::Value>();
        assert_eq!(reads(&site, "assessment.read").await, 1);
    }

    async fn nobody_is_written_down_for_the_own_file_or_for_one_out_of_reach(site: Site) {
        let (own, other) = (site.client(CANDIDATE).await, site.client("何静").await);
        own.get::<ReadOwnApplication>(&path(CANDIDATE)).await.ok::<serde_json::Value>();
        assert_ne!(other.get::<ReadApplication>(&path(CANDIDATE)).await.status, 200);
        assert_eq!(reads(&site, "application.read").await, 0);
    }
}
