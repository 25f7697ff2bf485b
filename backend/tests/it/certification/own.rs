//! The candidate's own side.

use tongyu::seed::{
    certification::{CANDIDATE, MANAGER},
    demo, label,
};
use tongyu_shared::{
    access::Role,
    api::{page::Page, problem::ProblemCode},
    certification::{
        endpoints::{
            AppealRefusal, Apply, DecideAppeal, FillSeats, ListApplications, ListOwnApplications,
            ListOwnSeats, ReadOwnApplication, RefuseApplication, SendBackApplication,
            WithdrawApplication,
        },
        pack::Level,
        rules::RuleKind,
        state::CertState,
        types::{
            ApplicationLine, ApplicationPath, ApplicationQuery, Applications, BulkReply,
            JudgeAppeal, NewAppeal, NewApplication, OwnApplication, OwnApplications, OwnSeats,
            Reason, RowOutcome, SeatState,
        },
    },
    ids::ApplicationId,
};

use super::desk::{cohort, complete, file, grant, ids, outcomes, path, score, tag};
use crate::{
    kit::{Answer, Client, Site, rival::Rival},
    on_both, on_postgres,
};

fn new() -> NewApplication {
    NewApplication {
        level: Level::JuniorLecturer,
        relations: Vec::new(),
    }
}

fn reason(text: &str) -> Reason {
    Reason {
        reason: text.to_owned(),
    }
}

fn appeal() -> NewAppeal {
    NewAppeal {
        text: "我在校任教，材料在附页".to_owned(),
    }
}

/// Appeals from the version that the candidate sees.
async fn make_appeal(candidate: &Client, name: &str) -> Answer {
    let shown: OwnApplication = candidate.get::<ReadOwnApplication>(&path(name)).await.ok();
    appeal_from(candidate, name, shown.version).await
}

async fn appeal_from(candidate: &Client, name: &str, version: i32) -> Answer {
    candidate
        .call::<AppealRefusal>(&path(name), &(), &appeal(), Some(&tag(version)))
        .await
}

/// Refuses a candidate's application, for a reason that can be appealed.
async fn refuse(manager: &Client, name: &str) {
    let version = file(manager, name).await.version;
    manager
        .call::<RefuseApplication>(&path(name), &(), &reason("材料不实"), Some(&tag(version)))
        .await
        .ok::<serde_json::Value>();
}

/// Someone else who runs certification.
async fn other_manager(site: &Site) -> Client {
    grant(site, "白露", Role::CityAdmin, label::node(demo::CITY)).await;
    site.client("白露").await
}

/// Decides an appeal.
async fn judge(manager: &Client, name: &str, upheld: bool) -> Answer {
    let version = file(manager, name).await.version;
    let decision = JudgeAppeal {
        upheld,
        reason: "已核实".to_owned(),
    };
    manager
        .call::<DecideAppeal>(&path(name), &(), &decision, Some(&tag(version)))
        .await
}

async fn waiting(manager: &Client) -> Vec<ApplicationLine> {
    let all = ApplicationQuery {
        state: None,
        after: None,
    };
    let page = manager.call::<ListApplications>(&(), &all, &(), None).await;
    page.ok::<Page<ApplicationLine>>().items
}

on_both! {
    async fn an_application_is_made_once_and_a_level_has_one_at_a_time(site: Site) {
        let teacher = site.client("陈雨").await;
        let first = ApplicationPath { application: ApplicationId::new() };
        let made: OwnApplication = teacher.send::<Apply>(&first, &new()).await.ok();
        assert_eq!((made.state, made.version), (CertState::Applied, 1));
        let post = made.rules.iter().find(|line| line.rule == RuleKind::InPost).expect("a line");
        assert!(post.met && post.sources[0].contains("海棠路小学"), "{post:?}");
        let again: OwnApplication = teacher.send::<Apply>(&first, &new()).await.ok();
        assert_eq!(again.version, 1);
        let other = NewApplication { level: Level::SeniorInstructor, ..new() };
        teacher.send::<Apply>(&first, &other).await.problem(ProblemCode::DiffersFromFirst);
        let second = ApplicationPath { application: ApplicationId::new() };
        teacher.send::<Apply>(&second, &new()).await.problem(ProblemCode::Exists);
        let stale = teacher.call::<WithdrawApplication>(&first, &(), &(), Some("\"v7\"")).await;
        stale.problem(ProblemCode::Stale);
        teacher.call::<WithdrawApplication>(&first, &(), &(), None).await
            .problem(ProblemCode::VersionMissing);
        let gone: OwnApplication =
            teacher.call::<WithdrawApplication>(&first, &(), &(), Some("\"v1\"")).await.ok();
        assert_eq!(gone.state, CertState::Withdrawn);
        teacher.send::<Apply>(&second, &new()).await.ok::<OwnApplication>();
    }

    async fn a_candidate_sees_the_own_file_alone_and_no_assessors_score(site: Site) {
        let (own, other) = (site.client(CANDIDATE).await, site.client("李㛃").await);
        let answer = own.get::<ReadOwnApplication>(&path(CANDIDATE)).await;
        let shown: OwnApplication = answer.ok();
        let line = shown.rules.iter().find(|line| line.rule == RuleKind::Assessment).expect("one");
        assert_eq!((line.have, line.need, line.met), (1, 1, true));
        assert_eq!(line.sources, ["2 / 2 位评委已评分"]);
        assert!(!answer.text.contains("对话自然"), "{}", answer.text);
        assert_eq!(shown.relations[0].name, "丁兰");
        other.get::<ReadOwnApplication>(&path(CANDIDATE)).await.problem(ProblemCode::NotFound);
        let list: OwnApplications = other.get::<ListOwnApplications>(&()).await.ok();
        assert_eq!(list.applications.len(), 1);
        assert!(list.offers.iter().all(|offer| offer.level != Level::JuniorLecturer || !offer.open));
    }

    async fn a_refusal_is_appealed_once_and_judged_by_another(site: Site) {
        let (manager, candidate) = (site.client(MANAGER).await, site.client("沈冰").await);
        refuse(&manager, "沈冰").await;
        assert_eq!(waiting(&manager).await.len(), 1, "a refusal that nobody appeals is done");
        let refused: OwnApplication =
            candidate.get::<ReadOwnApplication>(&path("沈冰")).await.ok();
        let refusal = refused.refusal.expect("a refusal");
        assert_eq!((refusal.reason.as_str(), refusal.may_appeal), ("材料不实", true));
        // Fifteen working days after 23 November.
        assert_eq!(refusal.appeal_until.to_string(), "2026-12-14");
        let made: OwnApplication = make_appeal(&candidate, "沈冰").await.ok();
        assert!(made.refusal.and_then(|refusal| refusal.appeal).is_some());
        make_appeal(&candidate, "沈冰").await
            .problem(ProblemCode::AlreadyAnswered);
        let (name, waits) = (|line: &ApplicationLine| line.name.clone(), waiting(&manager).await);
        assert_eq!(waits.iter().map(name).collect::<Vec<_>>(), ["郭宁", "沈冰"]);
        assert!(waits[1].appeal.as_ref().is_some_and(|appeal| !appeal.may_decide));
        let version = file(&manager, "沈冰").await.version;
        let decision = JudgeAppeal { upheld: true, reason: "材料属实".to_owned() };
        manager
            .call::<DecideAppeal>(&path("沈冰"), &(), &decision, Some(&tag(version)))
            .await
            .problem(ProblemCode::Forbidden);
        grant(&site, "白露", Role::CityAdmin, label::node(demo::CITY)).await;
        let other = site.client("白露").await;
        other
            .call::<DecideAppeal>(&path("沈冰"), &(), &decision, Some(&tag(version)))
            .await
            .ok::<serde_json::Value>();
        let back: OwnApplication = candidate.get::<ReadOwnApplication>(&path("沈冰")).await.ok();
        assert_eq!(back.state, CertState::Eligible);
    }

    async fn while_an_appeal_is_undecided_nobody_applies_again_for_the_level(site: Site) {
        let (manager, candidate) = (site.client(MANAGER).await, site.client("沈冰").await);
        refuse(&manager, "沈冰").await;
        make_appeal(&candidate, "沈冰").await.ok::<OwnApplication>();
        let own: OwnApplications = candidate.get::<ListOwnApplications>(&()).await.ok();
        let mut offers = own.offers.iter();
        let offer = offers.find(|offer| offer.level == Level::JuniorLecturer).expect("an offer");
        let told = offer.why_not.as_deref().expect("a reason");
        assert!(!offer.open && told.contains("申诉还没有结果"), "{told}");
        let again = ApplicationPath { application: ApplicationId::new() };
        let problem = candidate.send::<Apply>(&again, &new()).await
            .problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("申诉还没有结果"), "{}", problem.detail);
        judge(&other_manager(&site).await, "沈冰", false).await.ok::<serde_json::Value>();
        candidate.send::<Apply>(&again, &new()).await.ok::<OwnApplication>();
    }

    async fn an_appeal_is_not_upheld_beside_a_newer_application_and_the_answer_says_why(site: Site) {
        let (manager, candidate) = (site.client(MANAGER).await, site.client("沈冰").await);
        refuse(&manager, "沈冰").await;
        let newer = ApplicationPath { application: ApplicationId::new() };
        candidate.send::<Apply>(&newer, &new()).await.ok::<OwnApplication>();
        make_appeal(&candidate, "沈冰").await.ok::<OwnApplication>();
        let other = other_manager(&site).await;
        let problem = judge(&other, "沈冰", true).await.problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("另有一份申请"), "{}", problem.detail);
        candidate.call::<WithdrawApplication>(&newer, &(), &(), Some("\"v1\"")).await
            .ok::<OwnApplication>();
        judge(&other, "沈冰", true).await.ok::<serde_json::Value>();
    }

    async fn an_appeal_is_made_from_the_version_that_was_seen(site: Site) {
        let (manager, candidate) = (site.client(MANAGER).await, site.client("沈冰").await);
        let before: OwnApplication = candidate.get::<ReadOwnApplication>(&path("沈冰")).await.ok();
        refuse(&manager, "沈冰").await;
        candidate.send::<AppealRefusal>(&path("沈冰"), &appeal()).await
            .problem(ProblemCode::VersionMissing);
        appeal_from(&candidate, "沈冰", before.version).await.problem(ProblemCode::Stale);
        make_appeal(&candidate, "沈冰").await.ok::<OwnApplication>();
    }

    async fn an_appeal_comes_within_fifteen_working_days(site: Site) {
        let manager = site.client(MANAGER).await;
        refuse(&manager, "沈冰").await;
        site.pass(chrono::TimeDelta::days(22));
        let candidate = site.client("沈冰").await;
        let late = make_appeal(&candidate, "沈冰").await;
        let problem = late.problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("2026年12月14日"), "{}", problem.detail);
    }

    async fn an_appeal_against_an_assessment_leads_to_another_panel(site: Site) {
        complete(&site).await;
        let (manager, candidate) = (site.client(MANAGER).await, site.client("孙悦").await);
        let before = file(&manager, "孙悦").await;
        manager
            .call::<RefuseApplication>(
                &path("孙悦"), &(), &reason("评审有争议"), Some(&tag(before.version)),
            )
            .await
            .ok::<serde_json::Value>();
        make_appeal(&candidate, "孙悦").await.ok::<OwnApplication>();
        grant(&site, "白露", Role::CityAdmin, label::node(demo::CITY)).await;
        grant(&site, "方毅", Role::Assessor, label::node(demo::CITY)).await;
        let version = file(&manager, "孙悦").await.version;
        let decision = JudgeAppeal { upheld: true, reason: "重新评审".to_owned() };
        site.client("白露").await
            .call::<DecideAppeal>(&path("孙悦"), &(), &decision, Some(&tag(version)))
            .await
            .ok::<serde_json::Value>();
        let back = file(&manager, "孙悦").await;
        assert_eq!(back.state, CertState::Examined);
        assert!(back.seats.iter().all(|seat| seat.state == SeatState::Freed));
        let both = Applications { applications: ids(&["孙悦"]) };
        let filled: BulkReply = manager.send::<FillSeats>(&cohort(), &both).await.ok();
        assert_eq!(outcomes(&filled), [RowOutcome::Done]);
        for assessor in ["邹平", "江涛", "丁兰", "方毅"] {
            let own: OwnSeats = site.client(assessor).await.get::<ListOwnSeats>(&()).await.ok();
            if own.items.iter().any(|seat| seat.name == "孙悦" && seat.score.is_none()) {
                score(&site, assessor, "孙悦", 80).await.ok::<serde_json::Value>();
            }
        }
        assert_eq!(file(&manager, "孙悦").await.state, CertState::Assessed);
    }

    async fn a_file_sent_back_with_nothing_missing_goes_on_when_it_is_marked_again(site: Site) {
        complete(&site).await;
        let manager = site.client(MANAGER).await;
        let version = file(&manager, "孙悦").await.version;
        manager
            .call::<SendBackApplication>(&path("孙悦"), &(), &reason("请核对课时"), Some(&tag(version)))
            .await
            .ok::<serde_json::Value>();
        assert_eq!(file(&manager, "孙悦").await.state, CertState::InCohort);
        let one = Applications { applications: ids(&["孙悦"]) };
        let again: BulkReply = manager.send::<FillSeats>(&cohort(), &one).await.ok();
        assert_eq!(outcomes(&again), [RowOutcome::Unchanged]);
        assert_eq!(file(&manager, "孙悦").await.state, CertState::Assessed);
    }
}

on_postgres! {
    async fn of_two_appeals_at_once_the_second_hears_of_the_first(site: Site) {
        let (manager, candidate) = (site.client(MANAGER).await, site.client("沈冰").await);
        refuse(&manager, "沈冰").await;
        let id = path("沈冰").application;
        let first = format!(
            "UPDATE application SET version = version + 1 WHERE id = '{id}';
            INSERT INTO appeal (application_id, refusal_seq, text_sealed, made_at)
            SELECT '{id}', max(seq), '', max(at) FROM application_event WHERE application_id = '{id}'"
        );
        let rival = Rival::begin(&site, &first);
        let second = rival.meets(&site, make_appeal(&candidate, "沈冰")).await;
        second.problem(ProblemCode::AlreadyAnswered);
    }
}
