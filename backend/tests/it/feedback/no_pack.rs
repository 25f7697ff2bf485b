//! A site whose rule pack nobody has approved yet: nothing is promised, and nothing stops.

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu_db::{DbError, schema::rule_pack};
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::{endpoints::SubmitAnswer, state::MatterState, types::AnswerMatter},
};

use super::desk::{act, bring, feedback, request, see, try_bring_all};
use crate::{kit::Site, on_both};

async fn withdraw_packs(site: &Site) {
    let gone = site
        .app
        .db
        .write(|tx| Ok::<_, DbError>(diesel::delete(rule_pack::table).execute(tx.conn())?))
        .await
        .expect("the packs are gone");
    assert_ne!(gone, 0, "there were packs");
}

on_both! {
    async fn a_matter_is_refused_with_a_reason_until_a_pack_is_approved(site: Site) {
        withdraw_packs(&site).await;
        let refused = try_bring_all(&site, vec![request()]).await.expect_err("no promise");
        assert_eq!(refused.code(), ProblemCode::NoRulePack);
        assert_eq!(refused.code().status(), 503, "the phone keeps it and tries again");
    }

    async fn jobs_run_on_without_a_pack_and_close_nothing(site: Site) {
        let path = bring(&site, feedback()).await;
        let answer = AnswerMatter { text: "答复".to_owned() };
        act::<SubmitAnswer>(&site.client("刘建国").await, path, answer).await;
        site.run_jobs().await;
        withdraw_packs(&site).await;
        site.pass(TimeDelta::days(30));
        site.run_jobs().await;
        let seen = see(&site.client("赵敏").await, path).await;
        assert_eq!(seen.line.state, MatterState::AwaitingParent);
    }
}
