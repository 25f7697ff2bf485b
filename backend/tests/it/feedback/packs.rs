//! Several rule packs that speak of matters: the strictest number wins, whichever comes first.

use tongyu::{http::fault::Fault, org::packs};
use tongyu_shared::{
    feedback::clocks::LimitClass,
    org::{
        calendar::Limit,
        pack::{DOCUMENTS, RulePack},
    },
};

use super::desk::{bring, request, see};
use crate::{kit::Site, on_both};

/// Approves a pack whose code stands in front of or behind the others, with this first answer.
async fn approve(site: &Site, code: &str, first_answer: Limit) {
    let mut pack = RulePack::parse(DOCUMENTS[0]).expect("a pack");
    code.clone_into(&mut pack.code);
    let matters = pack.matters.as_mut().expect("matters");
    let limits = matters
        .limits
        .get_mut(&LimitClass::Ordinary)
        .expect("a class");
    limits.first_answer = first_answer;
    let now = site.app.clock.now();
    site.app
        .db
        .write(move |tx| {
            packs::approve(tx, &pack, ("甲", "乙"), "1号", now)?;
            Ok::<_, Fault>(())
        })
        .await
        .expect("approved");
}

on_both! {
    async fn the_shortest_limit_of_the_packs_in_force_is_promised(site: Site) {
        let coordinator = site.client("赵敏").await;
        approve(&site, "a-lenient", Limit::WorkingDays(5)).await;
        let seen = see(&coordinator, bring(&site, request()).await).await;
        assert_eq!(seen.line.due_on, "2026-11-25".parse().ok(), "two working days, as before");
        approve(&site, "z-strict", Limit::WorkingDays(1)).await;
        let seen = see(&coordinator, bring(&site, request()).await).await;
        assert_eq!(seen.line.due_on, "2026-11-24".parse().ok(), "one working day");
    }
}
