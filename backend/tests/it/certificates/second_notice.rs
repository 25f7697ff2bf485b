//! Two objections against one person: one is upheld, an appeal leads onto a second notice, and the
//! other one is still to be decided.

use tongyu::seed::{demo, label};
use tongyu_shared::{
    access::Role,
    api::problem::ProblemCode,
    certification::{
        certificates::{
            endpoints::ListNotices,
            notice::{
                IssueReport, NoticeDetail, NoticeState, Notices, ObjectionState, ObjectionView,
            },
        },
        endpoints::{AppealRefusal, DecideAppeal, ReadApplication, ReadOwnApplication},
        state::CertState,
        types::{ApplicationPath, CandidateDetail, JudgeAppeal, NewAppeal, OwnApplication},
    },
    ids::{ApplicationId, NoticeId},
};

use super::{
    desk::{
        CERTIFIER, DOCUMENT, MANAGER, candidates, issue, let_it_run, publish, staff_candidates,
    },
    notice::{decide_one, object_as, read},
};
use crate::{certification::desk::grant, kit::Site, on_both};

const CANDIDATE: &str = "陈雨";

/// The state of an application as its candidate sees it.
async fn state(site: &Site, path: &ApplicationPath) -> CertState {
    let own = site.client(CANDIDATE).await;
    let shown: OwnApplication = own.get::<ReadOwnApplication>(path).await.ok();
    shown.state
}

/// Of two objections the first is upheld; the candidate appeals, and another manager upholds that.
async fn upheld_and_appealed(site: &Site, notice: NoticeId, application: ApplicationId) {
    for name in ["周明", "吴敏"] {
        assert_eq!(object_as(site, notice, application, name).await.status, 303);
    }
    let first = read(site, notice).await.objections.remove(0);
    decide_one(site, MANAGER, &first, true)
        .await
        .ok::<NoticeDetail>();
    let path = ApplicationPath { application };
    let own = site.client(CANDIDATE).await;
    let shown: OwnApplication = own.get::<ReadOwnApplication>(&path).await.ok();
    let body = NewAppeal {
        text: "课是我上的".to_owned(),
    };
    let version = format!("\"v{}\"", shown.version);
    own.call::<AppealRefusal>(&path, &(), &body, Some(&version))
        .await
        .ok::<OwnApplication>();
    grant(site, "白露", Role::CityAdmin, label::node(demo::CITY)).await;
    let other = site.client("白露").await;
    let file: CandidateDetail = other.get::<ReadApplication>(&path).await.ok();
    let body = JudgeAppeal {
        upheld: true,
        reason: "查实是本人上的".to_owned(),
    };
    let version = format!("\"v{}\"", file.version);
    other
        .call::<DecideAppeal>(&path, &(), &body, Some(&version))
        .await
        .ok::<CandidateDetail>();
    assert_eq!(state(site, &path).await, CertState::Recommended);
}

async fn left_open(site: &Site, notice: NoticeId) -> ObjectionView {
    let mut all = read(site, notice).await.objections;
    all.retain(|one| one.state == ObjectionState::Open);
    assert_eq!(all.len(), 1);
    all.remove(0)
}

on_both! {
    async fn an_objection_left_open_holds_the_second_notice_up_and_refuses_there(site: Site) {
        let applications = staff_candidates(&site, &[CANDIDATE]).await;
        let path = ApplicationPath { application: applications[0] };
        let first = publish(&site, &applications).await.notice.id;
        upheld_and_appealed(&site, first, path.application).await;
        let open = left_open(&site, first).await;
        let problem = decide_one(&site, MANAGER, &open, true)
            .await
            .problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("拟认定"), "{}", problem.detail);
        let open = left_open(&site, first).await;
        let second = publish(&site, &applications).await.notice.id;
        assert_eq!(left_open(&site, second).await, open, "whoever opens the second notice sees it");
        let_it_run(&site);
        assert_eq!(read(&site, second).await.notice.state, NoticeState::Undecided);
        issue(&site, CERTIFIER, second, DOCUMENT).await.problem(ProblemCode::NotInThisState);
        let decided: NoticeDetail = decide_one(&site, MANAGER, &open, true).await.ok();
        assert_eq!(decided.notice.id, second);
        assert_eq!(state(&site, &path).await, CertState::Refused);
        issue(&site, CERTIFIER, second, DOCUMENT).await.problem(ProblemCode::NotInThisState);
    }

    async fn whoever_came_back_by_appeal_holds_up_the_next_notice_and_nobody_of_the_first(site: Site) {
        let mut applications = staff_candidates(&site, &[CANDIDATE]).await;
        let back = applications[0];
        applications.extend(candidates(&site, &["王小明"]).await);
        let first = publish(&site, &applications).await.notice.id;
        upheld_and_appealed(&site, first, back).await;
        let counted = async |notice| {
            let client = site.client(MANAGER).await;
            let all: Notices = client.get::<ListNotices>(&()).await.ok();
            let line = all.items.into_iter().find(|line| line.id == notice).expect("a line");
            (line.state, line.open_objections)
        };
        let_it_run(&site);
        assert_eq!(counted(first).await, (NoticeState::Ready, 0), "it waits for the next notice");
        let second = publish(&site, &[back]).await.notice.id;
        assert_eq!(object_as(&site, second, back, "郑洁").await.status, 303);
        assert_eq!(counted(first).await, (NoticeState::Ready, 0));
        assert_eq!(counted(second).await, (NoticeState::Open, 2));
        let report: IssueReport = issue(&site, CERTIFIER, first, DOCUMENT).await.ok();
        let names: Vec<_> = report.certificates.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["王小明"]);
        let_it_run(&site);
        issue(&site, CERTIFIER, second, "云教〔2026〕10号").await.problem(ProblemCode::NotInThisState);
    }

    async fn an_objection_left_open_and_dismissed_lets_the_second_notice_through(site: Site) {
        let applications = staff_candidates(&site, &[CANDIDATE]).await;
        let first = publish(&site, &applications).await.notice.id;
        upheld_and_appealed(&site, first, applications[0]).await;
        let open = left_open(&site, first).await;
        let second = publish(&site, &applications).await.notice.id;
        let_it_run(&site);
        decide_one(&site, MANAGER, &open, false).await.ok::<NoticeDetail>();
        let report: IssueReport = issue(&site, CERTIFIER, second, DOCUMENT).await.ok();
        assert_eq!(report.certificates.len(), 1);
    }

    async fn a_second_objection_upheld_against_whoever_is_refused_changes_nothing_more(site: Site) {
        let applications = staff_candidates(&site, &[CANDIDATE]).await;
        let path = ApplicationPath { application: applications[0] };
        let notice = publish(&site, &applications).await.notice.id;
        for name in ["周明", "吴敏"] {
            object_as(&site, notice, path.application, name).await;
        }
        for objection in read(&site, notice).await.objections {
            decide_one(&site, MANAGER, &objection, true).await.ok::<NoticeDetail>();
            assert_eq!(state(&site, &path).await, CertState::Refused);
        }
    }
}
