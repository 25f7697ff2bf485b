//! A rule pack that is approved midway changes nothing for whoever is on the way already.

use tongyu::{
    http::fault::Fault,
    org::packs,
    seed::certification::{CANDIDATE, MANAGER},
};
use tongyu_shared::{
    certification::{
        endpoints::{Apply, ReadOwnApplication},
        pack::Level,
        rules::RuleKind,
        types::{ApplicationPath, NewApplication, OwnApplication},
    },
    ids::ApplicationId,
    org::pack::RulePack,
};

use super::desk::{file, line, path};
use crate::{
    certificates::desk::{candidates, frozen, publish},
    kit::Site,
    on_both,
};

const HOURS: u16 = 60;
const NOTICE_DAYS: u16 = 10;

/// Approves the next version of the pack, which asks for more.
async fn approve_stricter(site: &Site) {
    let mut pack = RulePack::parse(include_str!("../../../../shared/packs/qingdao-2022.json"))
        .expect("the pack");
    pack.version += 1;
    let rules = pack.certification.as_mut().expect("its certification part");
    let level = rules
        .levels
        .get_mut(&Level::JuniorLecturer)
        .expect("a level");
    assert!(level.hours < HOURS && rules.notice_working_days < NOTICE_DAYS);
    level.hours = HOURS;
    rules.notice_working_days = NOTICE_DAYS;
    let now = site.app.clock.now();
    let done: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| packs::approve(tx, &pack, ("甲", "乙"), "2号", now))
        .await;
    done.expect("approved");
}

/// The hours that an application asks for, as its candidate sees them, and the pack they are from.
async fn hours_of(site: &Site, who: &str, path: ApplicationPath) -> (u32, String) {
    let own = site.client(who).await;
    let shown: OwnApplication = own.get::<ReadOwnApplication>(&path).await.ok();
    let mut lines = shown.rules.iter();
    let hours = lines.find(|line| line.rule == RuleKind::Hours);
    (hours.expect("a line").need, shown.pack)
}

on_both! {
    async fn a_running_application_keeps_the_rules_that_it_began_with(site: Site) {
        let manager = site.client(MANAGER).await;
        let waits = path("郭宁");
        let began = hours_of(&site, "郭宁", waits).await;
        let before = (line(&manager, CANDIDATE).await, file(&manager, CANDIDATE).await.pack);
        approve_stricter(&site).await;
        let after = (line(&manager, CANDIDATE).await, file(&manager, CANDIDATE).await.pack);
        assert_eq!(before, after, "in a cohort");
        assert_eq!(hours_of(&site, "郭宁", waits).await, began, "before it joins one");
        let new = ApplicationPath { application: ApplicationId::new() };
        let body = NewApplication { level: Level::JuniorLecturer, relations: Vec::new() };
        site.client("陈雨").await.send::<Apply>(&new, &body).await.ok::<OwnApplication>();
        let (hours, pack) = hours_of(&site, "陈雨", new).await;
        assert_eq!(hours, u32::from(HOURS), "whoever applies now goes by the new ones");
        assert_ne!(pack, began.1);
    }

    async fn a_notice_runs_as_long_as_the_rules_of_those_on_it_say(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        assert_eq!(frozen().rules.notice_working_days, 5);
        approve_stricter(&site).await;
        let notice = publish(&site, &applications).await.notice;
        assert_eq!(notice.last_day.to_string(), "2026-11-30");
    }
}
