//! Applying for the second level: not before the first one was held for a year.

use tongyu_shared::{
    api::problem::ProblemCode,
    certification::{
        endpoints::{Apply, ListOwnApplications},
        pack::Level,
        state::CertState,
        types::{ApplicationPath, NewApplication, OwnApplication, OwnApplications},
    },
    ids::ApplicationId,
};

use super::desk::issued_to_staff;
use crate::{
    kit::{Answer, Client},
    on_both,
};

async fn apply(client: &Client) -> Answer {
    let path = ApplicationPath {
        application: ApplicationId::new(),
    };
    let body = NewApplication {
        level: Level::SeniorInstructor,
        relations: Vec::new(),
    };
    client.send::<Apply>(&path, &body).await
}

/// Why the second level is closed to someone; nothing where it is open.
async fn closed_because(client: &Client) -> Option<String> {
    let own: OwnApplications = client.get::<ListOwnApplications>(&()).await.ok();
    let mut offers = own.offers.into_iter();
    let offer = offers.find(|offer| offer.level == Level::SeniorInstructor);
    offer.expect("an offer").why_not
}

on_both! {
    async fn the_second_level_opens_after_a_year_with_the_first_and_says_from_when(site: Site) {
        let without = site.client("陈雨").await;
        let problem = apply(&without).await.problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("还没有初级讲师证书"), "{}", problem.detail);
        issued_to_staff(&site, &["陈雨"]).await;
        let teacher = site.client("陈雨").await;
        let problem = apply(&teacher).await.problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("2027年12月1日起可以申请"), "{}", problem.detail);
        let told = closed_because(&teacher).await.expect("a reason");
        assert!(told.contains("2027年12月1日"), "{told}");
        for (days, open) in [(364, false), (1, true)] {
            site.pass(chrono::TimeDelta::days(days));
            let teacher = site.client("陈雨").await;
            assert_eq!(closed_because(&teacher).await.is_none(), open);
        }
        let made: OwnApplication = apply(&site.client("陈雨").await).await.ok();
        assert_eq!(made.state, CertState::Applied);
    }
}
