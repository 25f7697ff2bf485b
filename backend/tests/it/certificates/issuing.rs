//! Issuing: when, by whom, and numbers without a gap.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::{
    Conn,
    schema::{application, assessment, certificate, certificate_counter, message},
};
use tongyu_shared::{
    api::problem::ProblemCode,
    certification::certificates::{notice::IssueReport, number::is_well_formed},
    ids::{ApplicationId, AssessmentId, CertificateId},
};

use super::desk::{self, CERTIFIER, DOCUMENT, candidates, issue, issued, let_it_run, publish};
use crate::{kit::Site, on_both};

fn serials(report: &IssueReport) -> Vec<u32> {
    let serial = |number: &str| {
        number
            .split('-')
            .nth(4)
            .expect("digits")
            .parse()
            .expect("digits")
    };
    report
        .certificates
        .iter()
        .map(|one| serial(&one.number))
        .collect()
}

async fn count(site: &Site, table: &'static str) -> i64 {
    let counted: Result<i64, Fault> = site
        .app
        .db
        .read(move |conn: &mut Conn| match table {
            "certificate" => Ok(certificate::table.count().get_result(conn)?),
            _ => Ok(message::table
                .filter(message::template.eq("certificate_issued"))
                .count()
                .get_result(conn)?),
        })
        .await;
    counted.expect("a count")
}

on_both! {
    async fn every_candidate_gets_one_number_one_signature_and_one_message(site: Site) {
        let report = issued(&site, &["王小明", "李䶮", "陈𬭎"]).await;
        assert_eq!(serials(&report), [1, 2, 3]);
        for (one, name) in report.certificates.iter().zip(["王小明", "李䶮", "陈𬭎"]) {
            assert_eq!(one.name, name);
            assert!(one.number.starts_with("YS-L1-2026-990102-"), "{}", one.number);
            assert!(is_well_formed(&one.number));
            let detail = desk::read(&site, one.id).await;
            assert_eq!(detail.document_number.as_deref(), Some(DOCUMENT));
            assert_eq!(detail.certificate.issued_on.to_string(), "2026-12-01");
            let last = detail.certificate.valid_to.map(|day| day.to_string());
            assert_eq!(last.as_deref(), Some("2029-11-30"));
        }
        assert_eq!(count(&site, "message").await, 3);
    }

    async fn asked_again_it_tells_the_same_and_another_number_is_refused(site: Site) {
        let applications = candidates(&site, &["王小明", "李华"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        let_it_run(&site);
        let first: IssueReport = issue(&site, CERTIFIER, notice, DOCUMENT).await.ok();
        let again: IssueReport = issue(&site, CERTIFIER, notice, DOCUMENT).await.ok();
        assert_eq!(first, again);
        assert_eq!((count(&site, "certificate").await, count(&site, "message").await), (2, 2));
        let problem = issue(&site, CERTIFIER, notice, "云教〔2026〕10号")
            .await
            .problem(ProblemCode::DiffersFromFirst);
        assert!(problem.detail.contains(DOCUMENT), "{}", problem.detail);
    }

    async fn numbers_have_no_gap_however_many_issue_at_once(site: Site) {
        let mut notices = Vec::new();
        for part in 0..4 {
            let names: Vec<_> = (0..3).map(|nth| format!("候选{part}{nth}")).collect();
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            let applications = candidates(&site, &names).await;
            notices.push(publish(&site, &applications).await.notice.id);
        }
        let_it_run(&site);
        let asked = notices.iter().flat_map(|notice| [notice, notice]);
        let all = futures_util::future::join_all(
            asked.map(|notice| issue(&site, CERTIFIER, *notice, DOCUMENT)),
        )
        .await;
        let mut numbers: Vec<u32> = Vec::new();
        for answer in all.iter().step_by(2) {
            numbers.extend(serials(&answer.ok()));
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
        assert_eq!(count(&site, "certificate").await, 12);
    }

    async fn a_fault_in_the_middle_leaves_nothing_and_no_gap(site: Site) {
        let applications = candidates(&site, &["一", "二", "三"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        let_it_run(&site);
        // The last candidate has a certificate that should not be there: the insert fails after
        // the numbers were taken.
        let stray = stray(&site, applications[2]).await;
        issue(&site, CERTIFIER, notice, DOCUMENT).await.problem(ProblemCode::Internal);
        assert_eq!((count(&site, "certificate").await, count(&site, "message").await), (1, 0));
        let counted: Result<i64, Fault> = site
            .app
            .db
            .read(|conn: &mut Conn| Ok(certificate_counter::table.count().get_result(conn)?))
            .await;
        assert_eq!(counted.expect("a count"), 0);
        let removed: Result<(), Fault> = site
            .app
            .db
            .write(move |tx| {
                diesel::delete(certificate::table.find(stray.to_string())).execute(tx.conn())?;
                Ok(())
            })
            .await;
        removed.expect("the stray one goes");
        let report: IssueReport = issue(&site, CERTIFIER, notice, DOCUMENT).await.ok();
        assert_eq!(serials(&report), [1, 2, 3]);
    }

    async fn nothing_is_issued_before_the_days_of_the_notice_are_over(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await;
        // Monday evening: five working days end on the next Monday.
        assert_eq!(notice.notice.last_day.to_string(), "2026-11-30");
        for days in [0, 4, 3] {
            site.pass(chrono::TimeDelta::days(days));
            let problem = issue(&site, CERTIFIER, notice.notice.id, DOCUMENT)
                .await
                .problem(ProblemCode::NotInThisState);
            assert!(problem.detail.contains("11月30日"), "{}", problem.detail);
        }
        site.pass(chrono::TimeDelta::hours(5));
        issue(&site, CERTIFIER, notice.notice.id, DOCUMENT).await.ok::<IssueReport>();
    }

    async fn who_stands_on_a_newer_notice_is_certified_by_that_one_alone(site: Site) {
        let names = |report: &IssueReport| {
            let all = report.certificates.iter();
            all.map(|one| one.name.clone()).collect::<Vec<_>>()
        };
        let applications = candidates(&site, &["王小明", "李华"]).await;
        let first = publish(&site, &applications).await.notice.id;
        let_it_run(&site);
        recommended_again(&site, applications[0]).await;
        let second = publish(&site, &applications[..1]).await.notice.id;
        let report: IssueReport = issue(&site, CERTIFIER, first, DOCUMENT).await.ok();
        assert_eq!(names(&report), ["李华"]);
        let other = "云教〔2026〕10号";
        issue(&site, CERTIFIER, second, other).await.problem(ProblemCode::NotInThisState);
        let_it_run(&site);
        let report: IssueReport = issue(&site, CERTIFIER, second, other).await.ok();
        assert_eq!(names(&report), ["王小明"]);
    }

    async fn who_assessed_a_candidate_does_not_certify(site: Site) {
        let applications = candidates(&site, &["王小明", "李华"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        let_it_run(&site);
        sat(&site, applications[1]).await;
        let problem = issue(&site, CERTIFIER, notice, DOCUMENT)
            .await
            .problem(ProblemCode::Forbidden);
        assert!(problem.detail.contains("评"), "{}", problem.detail);
        assert_eq!(count(&site, "certificate").await, 0);
    }

    async fn only_a_certifier_issues_and_only_a_manager_publishes(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        let_it_run(&site);
        issue(&site, "沈洁", notice, DOCUMENT).await.problem(ProblemCode::Forbidden);
        issue(&site, "陈雨", notice, DOCUMENT).await.problem(ProblemCode::Forbidden);
        issue(&site, CERTIFIER, notice, " ").await.problem(ProblemCode::Invalid);
    }
}

/// A certificate of this application that was not issued.
async fn stray(site: &Site, application: ApplicationId) -> CertificateId {
    let id = CertificateId::new();
    let done: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::insert_into(certificate::table)
                .values((
                    certificate::id.eq(id.to_string()),
                    certificate::number.eq("stray"),
                    certificate::application_id.eq(application.to_string()),
                    certificate::node_id.eq(label::node("海棠路小学").to_string()),
                    certificate::name.eq("x"),
                    certificate::school_name.eq("x"),
                    certificate::level.eq("junior_lecturer"),
                    certificate::issued_on.eq(label_day()),
                    certificate::state.eq("certified"),
                    certificate::status_index.eq(1),
                    certificate::credential.eq(""),
                    certificate::version.eq(1),
                ))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    done.expect("a stray certificate");
    id
}

/// An appeal against a refusal after the notice was upheld.
async fn recommended_again(site: &Site, application: ApplicationId) {
    let done: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::update(application::table.find(application.to_string()))
                .set(application::state.eq("recommended"))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    done.expect("an application");
}

/// The certifier had a seat for this candidate.
async fn sat(site: &Site, application: ApplicationId) {
    let (account, now) = (label::account(CERTIFIER).to_string(), site.app.clock.now());
    let done: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::insert_into(assessment::table)
                .values((
                    assessment::id.eq(AssessmentId::new().to_string()),
                    assessment::application_id.eq(application.to_string()),
                    assessment::number.eq(1),
                    assessment::assessor_id.eq(&account),
                    assessment::state.eq("scored"),
                    assessment::due_on.eq(now.date().naive()),
                    assessment::score.eq(80),
                    assessment::given_by.eq(&account),
                    assessment::given_at.eq(now.naive_utc()),
                    assessment::version.eq(1),
                ))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    done.expect("a seat");
}

fn label_day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day")
}
