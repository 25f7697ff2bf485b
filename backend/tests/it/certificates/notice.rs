//! The public notice: what everyone reads, and who objects.

use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    org::terms::{SpecialDay, add_days},
};
use tongyu_db::{
    Conn, Tx,
    schema::{calendar_day, objection},
};
use tongyu_shared::{
    api::problem::ProblemCode,
    certification::certificates::{
        endpoints::{DecideObjection, PublishNotice, ReadNotice},
        notice::{
            IssueReport, NewNotice, NoticeDetail, NoticePath, NoticeState, ObjectionDecision,
            ObjectionPath, ObjectionState, ObjectionView,
        },
    },
    ids::{ApplicationId, NoticeId},
    org::calendar::DayKind,
    time::Date,
};

use super::desk::{CERTIFIER, DOCUMENT, MANAGER, candidates, issue, let_it_run, open, publish};
use crate::{
    kit::{Answer, Client, Site, rival::Rival},
    on_both, on_postgres,
};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

const TEXT: &str = "他的观摩课不是本人上的";

/// Objects as a stranger does.
pub async fn object(site: &Site, notice: NoticeId, against: ApplicationId) -> Answer {
    object_as(site, notice, against, "周明").await
}

/// Objects under this name.
pub async fn object_as(
    site: &Site,
    notice: NoticeId,
    against: ApplicationId,
    name: &str,
) -> Answer {
    let form = format!("application={against}&name={name}&contact=19900001234&text={TEXT}");
    press(site, notice, form).await
}

/// Sends the form as a browser would.
async fn press(site: &Site, notice: NoticeId, form: String) -> Answer {
    let request = site
        .anonymous()
        .bare("POST", &format!("/c/notice/{notice}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    Client::answer(request).await
}

/// How many objections are stored.
pub async fn kept(site: &Site) -> i64 {
    let counted: Result<i64, Fault> = site
        .app
        .db
        .read(|conn: &mut Conn| Ok(objection::table.count().get_result(conn)?))
        .await;
    counted.expect("a count")
}

pub async fn read(site: &Site, notice: NoticeId) -> NoticeDetail {
    let client = site.client(MANAGER).await;
    client.get::<ReadNotice>(&NoticePath { notice }).await.ok()
}

/// Decides the first objection that a notice shows.
async fn decide(site: &Site, who: &str, notice: &NoticeDetail, upheld: bool) -> Answer {
    decide_one(site, who, &notice.objections[0], upheld).await
}

/// Decides an objection as this person.
pub async fn decide_one(site: &Site, who: &str, objection: &ObjectionView, upheld: bool) -> Answer {
    let body = ObjectionDecision {
        upheld,
        reason: "已核实".to_owned(),
    };
    let path = ObjectionPath {
        objection: objection.id,
    };
    let version = format!("\"v{}\"", objection.version);
    let client = site.client(who).await;
    client
        .call::<DecideObjection>(&path, &(), &body, Some(&version))
        .await
}

on_both! {
    async fn a_notice_names_people_and_schools_without_script(site: Site) {
        let applications = candidates(&site, &["王小明", "李䶮"]).await;
        let notice = publish(&site, &applications).await;
        let page = open(&site, &format!("/c/notice/{}", notice.notice.id)).await;
        assert_eq!(page.status, 200);
        for said in ["王小明", "李䶮", "海棠路小学", "2026年11月30日", "<form"] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        assert!(!page.text.contains("<script") && page.text.len() < 10_000);
        assert_eq!(open(&site, "/c/notice/1").await.status, 404);
        let path = format!("/c/notice/{}", NoticeId::new());
        assert_eq!(open(&site, &path).await.status, 404);
    }

    async fn a_notice_waits_for_the_holidays_of_the_year_that_it_reaches(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        let only_2026: Result<usize, Fault> = site
            .app
            .db
            .write(|tx: &mut Tx<'_>| {
                let later = calendar_day::table.filter(calendar_day::day.gt(day("2026-12-31").naive()));
                Ok(diesel::delete(later).execute(tx.conn())?)
            })
            .await;
        assert!(only_2026.expect("days") > 0);
        // A Monday: three working days are left of the year.
        site.app.clock.set("2026-12-28T09:00:00+08:00".parse().expect("a time"));
        let path = NoticePath { notice: NoticeId::new() };
        let new = NewNotice { applications: applications.clone() };
        let manager = site.client(MANAGER).await;
        let refused = manager.send::<PublishNotice>(&path, &new).await;
        let problem = refused.problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("2027 年的节假日还没有导入"), "{}", problem.detail);
        let new_year = SpecialDay {
            day: day("2027-01-01"),
            kind: DayKind::Holiday,
            name: "元旦".to_owned(),
        };
        let imported: Result<(), Fault> =
            site.app.db.write(move |tx: &mut Tx<'_>| add_days(tx, std::slice::from_ref(&new_year))).await;
        imported.expect("the day");
        let notice: NoticeDetail = manager.send::<PublishNotice>(&path, &new).await.ok();
        assert_eq!(notice.notice.last_day, day("2027-01-05"));
    }

    async fn the_same_objection_is_kept_once_and_sealed(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        for _ in 0..2 {
            let answer = object(&site, notice, applications[0]).await;
            assert_eq!(answer.status, 303, "{}", answer.text);
        }
        assert_eq!(kept(&site).await, 1);
        let detail = read(&site, notice).await;
        assert_eq!((detail.objections.len(), detail.notice.open_objections), (1, 1));
        assert_eq!(detail.objections[0].text, TEXT);
        let sealed: Result<Vec<u8>, Fault> = site
            .app
            .db
            .read(|conn: &mut Conn| {
                Ok(objection::table.select(objection::body_sealed).first(conn)?)
            })
            .await;
        let sealed = sealed.expect("a row");
        assert!(!sealed.windows(TEXT.len()).any(|part| part == TEXT.as_bytes()));
    }

    async fn an_objection_after_the_last_day_is_refused_in_words_and_not_stored(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        let_it_run(&site);
        let answer = object(&site, notice, applications[0]).await;
        assert_eq!(answer.status, 409);
        for said in ["没有存下", "可以复制", TEXT, "周明", "19900001234", "王*明"] {
            assert!(answer.text.contains(said), "{said}: {}", answer.text);
        }
        assert!(!answer.text.contains("王小明"), "{}", answer.text);
        assert_eq!(kept(&site).await, 0);
        let page = open(&site, &format!("/c/notice/{notice}")).await;
        assert!(!page.text.contains("<form"), "{}", page.text);
    }

    async fn a_wrong_field_draws_the_form_again_with_what_was_typed_and_what_is_wrong(site: Site) {
        let applications = candidates(&site, &["王小明", "李华"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        let against = applications[1];
        let long = "异".repeat(2_001);
        let chosen = format!("value=\"{against}\" selected");
        for (form, wrong, kept) in [
            (format!("application={against}&name=+&contact=a%22b&text={TEXT}"), "name", TEXT),
            (format!("application={against}&name=周明&contact=a%22b&text={long}"), "text", &long),
        ] {
            let answer = press(&site, notice, form).await;
            assert_eq!(answer.status, 422, "{}", answer.text);
            let at = format!("id=\"{wrong}-wrong\"");
            let to = format!("href=\"#{wrong}\"");
            assert!(!answer.text.contains("2026秋"), "what belongs into another form: {}", answer.text);
            for part in [&at, &to, kept, &chosen, "a&quot;b"] {
                assert!(answer.text.contains(part), "{part}: {}", answer.text);
            }
        }
        let nobody = press(&site, notice, format!("application=&name=周明&contact=a&text={TEXT}")).await;
        assert_eq!(nobody.status, 422);
        for part in ["id=\"application-wrong\"", "请选对谁有异议", TEXT] {
            assert!(nobody.text.contains(part), "{part}: {}", nobody.text);
        }
        assert_eq!(kept(&site).await, 0);
    }

    async fn the_longest_text_arrives_however_a_browser_writes_it(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        // A browser sends each Chinese character as nine letters, and a line break as two characters.
        let text = format!("{}%0D%0A", "%E5%BC%82".repeat(1_999));
        let form = format!("application={}&name=a&contact=b&text={text}", applications[0]);
        let answer = press(&site, notice, form).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
    }

    async fn a_notice_that_is_over_names_nobody_in_full_and_no_school(site: Site) {
        let applications = candidates(&site, &["王小明", "李䶮"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        let path = format!("/c/notice/{notice}");
        assert!(open(&site, &path).await.text.contains("王小明"), "it runs");
        let_it_run(&site);
        let over = open(&site, &path).await;
        issue(&site, CERTIFIER, notice, DOCUMENT).await.ok::<IssueReport>();
        for page in [over, open(&site, &path).await] {
            assert!(page.text.contains("王*明") && page.text.contains("李*"), "{}", page.text);
            for hidden in ["王小明", "李䶮", "海棠路小学", "不排名"] {
                assert!(!page.text.contains(hidden), "{hidden}: {}", page.text);
            }
        }
    }

    async fn an_objection_names_someone_on_the_notice(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        assert_eq!(object(&site, notice, ApplicationId::new()).await.status, 422);
        assert_eq!(object(&site, NoticeId::new(), applications[0]).await.status, 404);
        assert_eq!(kept(&site).await, 0);
    }

    async fn an_open_objection_blocks_and_an_upheld_one_refuses_one_person(site: Site) {
        let applications = candidates(&site, &["王小明", "李华"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        object(&site, notice, applications[0]).await;
        let_it_run(&site);
        let detail = read(&site, notice).await;
        assert_eq!(detail.notice.state, NoticeState::Undecided);
        let problem = issue(&site, CERTIFIER, notice, DOCUMENT)
            .await
            .problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains('1'), "{}", problem.detail);
        decide(&site, CERTIFIER, &detail, true).await.problem(ProblemCode::Forbidden);
        let decided: NoticeDetail = decide(&site, MANAGER, &detail, true).await.ok();
        assert_eq!(decided.objections[0].state, ObjectionState::Upheld);
        assert_eq!(decided.notice.state, NoticeState::Ready);
        decide(&site, MANAGER, &detail, false).await.problem(ProblemCode::Stale);
        let report: IssueReport = issue(&site, CERTIFIER, notice, DOCUMENT).await.ok();
        let names: Vec<_> = report.certificates.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["李华"]);
        let people = read(&site, notice).await.people;
        assert_eq!((people[0].refused, people[1].refused), (true, false));
    }

    async fn a_dismissed_objection_refuses_nobody(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        object(&site, notice, applications[0]).await;
        let detail = read(&site, notice).await;
        let decided: NoticeDetail = decide(&site, MANAGER, &detail, false).await.ok();
        assert_eq!(decided.objections[0].state, ObjectionState::Dismissed);
        let_it_run(&site);
        let report: IssueReport = issue(&site, CERTIFIER, notice, DOCUMENT).await.ok();
        assert_eq!(report.certificates.len(), 1);
    }

    async fn a_notice_is_published_once_and_of_recommended_people_only(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        let manager = site.client(MANAGER).await;
        let same = NewNotice { applications: applications.clone() };
        let path = NoticePath { notice };
        manager.send::<PublishNotice>(&path, &same).await.ok::<NoticeDetail>();
        let other = NewNotice { applications: candidates(&site, &["李华"]).await };
        let problem = manager.send::<PublishNotice>(&path, &other).await;
        problem.problem(ProblemCode::DiffersFromFirst);
        let twice = NoticePath { notice: NoticeId::new() };
        let problem = manager.send::<PublishNotice>(&twice, &same).await;
        problem.problem(ProblemCode::NotInThisState);
        let unknown = NewNotice { applications: vec![ApplicationId::new()] };
        let problem = manager.send::<PublishNotice>(&twice, &unknown).await;
        problem.problem(ProblemCode::NotFound);
    }
}

on_postgres! {
    async fn an_objection_that_meets_the_issue_of_the_certificates_is_refused_and_not_stored(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        // The objection began before midnight, and whoever issues came first.
        let issue = format!(
            "UPDATE public_notice SET version = version + 1, document_number = '{DOCUMENT}',
            issued_at = published_at WHERE id = '{notice}'"
        );
        let rival = Rival::begin(&site, &issue);
        let answer = rival
            .meets(&site, object(&site, notice, applications[0]))
            .await;
        assert_eq!(answer.status, 409, "{}", answer.text);
        for said in ["没有存下", TEXT] {
            assert!(answer.text.contains(said), "{said}: {}", answer.text);
        }
        assert_eq!(kept(&site).await, 0);
    }
}
