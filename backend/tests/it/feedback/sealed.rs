//! What stands in the database: no plain text, and a log of who read what.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::schema::{audit_entry, matter, matter_event};
use tongyu_shared::feedback::{
    endpoints::{ApproveAnswer, SubmitAnswer},
    types::AnswerMatter,
};

use super::desk::{ASKED, act, bring, link_of, press, request, see};
use crate::{kit::Site, on_both};

/// Limits, what was said, and the answer that waits.
type SealedRow = (String, Vec<u8>, Option<Vec<u8>>);

async fn reads(site: &Site, who: &str) -> i64 {
    let account = label::account(who).to_string();
    site.app
        .db
        .read(move |conn| {
            audit_entry::table
                .filter(audit_entry::action.eq("matter.read"))
                .filter(audit_entry::actor_id.eq(account))
                .count()
                .get_result(conn)
                .map_err(Fault::from)
        })
        .await
        .expect("a count")
}

on_both! {
    async fn sealed_columns_hold_no_plain_text(site: Site) {
        let path = bring(&site, request()).await;
        let answer = |text: &str| AnswerMatter { text: text.to_owned() };
        act::<SubmitAnswer>(&site.client("刘建国").await, path, answer("答复暗语甲")).await;
        let (limits, body, proposed): SealedRow = site.app.db.read(|conn| {
            matter::table
                .select((matter::limits, matter::body_sealed, matter::proposed_sealed))
                .first(conn)
                .map_err(Fault::from)
        }).await.expect("the matter");
        act::<ApproveAnswer>(&site.client("赵敏").await, path, answer("答复暗语乙")).await;
        site.run_jobs().await;
        let page = link_of(&site, path, 1).await.expect("a link");
        press(&site, &page, "rating=solved&note=%E8%AF%84%E4%BB%B7%E6%9A%97%E8%AF%AD").await;
        let texts: Vec<Vec<u8>> = site.app.db.read(|conn| {
            matter_event::table
                .filter(matter_event::text_sealed.is_not_null())
                .select(matter_event::text_sealed.assume_not_null())
                .load(conn)
                .map_err(Fault::from)
        }).await.expect("the events");
        assert_eq!(texts.len(), 3);
        let stored: Vec<Vec<u8>> = texts
            .into_iter()
            .chain([limits.into_bytes(), body, proposed.expect("a proposal")])
            .collect();
        for plain in [ASKED, "暗语"] {
            for bytes in &stored {
                let found = bytes.windows(plain.len()).any(|part| part == plain.as_bytes());
                assert!(!found, "{plain}");
            }
        }
    }

    async fn reading_is_logged_once_in_ten_minutes(site: Site) {
        let path = bring(&site, request()).await;
        let office = site.client("刘建国").await;
        for _ in 0..3 {
            see(&office, path).await;
        }
        assert_eq!(reads(&site, "刘建国").await, 1);
        site.pass(chrono::TimeDelta::minutes(11));
        see(&office, path).await;
        assert_eq!(reads(&site, "刘建国").await, 2);
        assert_eq!(reads(&site, "赵敏").await, 0);
    }
}
