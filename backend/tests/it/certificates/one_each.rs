//! Nobody holds two running certificates of one level.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::{Conn, schema::certificate};
use tongyu_shared::{
    api::problem::ProblemCode,
    certification::{
        certificates::{
            endpoints::{PublishNotice, SurrenderCertificate},
            notice::{IssueReport, NewNotice, NoticeDetail, NoticePath},
            types::{ActReason, CertificatePath, OwnCertificate},
        },
        state::CertState,
    },
    ids::{ApplicationId, CertificateId, NoticeId},
};

use super::desk::{
    CERTIFIER, DOCUMENT, MANAGER, candidates, issue, issued_to_staff, let_it_run, publish,
    staff_candidates,
};
use crate::{
    kit::{Answer, Site},
    on_both,
};

/// A certificate that came into the system another way.
async fn from_elsewhere(site: &Site, who: &'static str, state: CertState) -> CertificateId {
    let id = CertificateId::new();
    let today = site.app.clock.now().date().naive();
    let done: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::insert_into(certificate::table)
                .values((
                    certificate::id.eq(id.to_string()),
                    certificate::number.eq("旧字第7号"),
                    certificate::person_id.eq(label::person(who).to_string()),
                    certificate::node_id.eq(label::node("海棠路小学").to_string()),
                    certificate::name.eq(who),
                    certificate::school_name.eq("海棠路小学"),
                    certificate::level.eq("junior_lecturer"),
                    certificate::issued_on.eq(today),
                    certificate::state.eq(state.as_str()),
                    certificate::status_index.eq(1),
                    certificate::credential.eq(""),
                    certificate::version.eq(1),
                ))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    done.expect("a certificate");
    id
}

async fn surrender(site: &Site, who: &str, certificate: CertificateId) {
    let body = ActReason {
        reason: "换新证".to_owned(),
    };
    let holder = site.client(who).await;
    holder
        .call::<SurrenderCertificate>(&CertificatePath { certificate }, &(), &body, Some("\"v1\""))
        .await
        .ok::<OwnCertificate>();
}

async fn try_to_publish(site: &Site, applications: &[ApplicationId]) -> Answer {
    let path = NoticePath {
        notice: NoticeId::new(),
    };
    let new = NewNotice {
        applications: applications.to_vec(),
    };
    let manager = site.client(MANAGER).await;
    manager.send::<PublishNotice>(&path, &new).await
}

async fn certificates(site: &Site) -> i64 {
    let counted: Result<i64, Fault> = site
        .app
        .db
        .read(|conn: &mut Conn| Ok(certificate::table.count().get_result(conn)?))
        .await;
    counted.expect("a count")
}

on_both! {
    async fn whoever_holds_a_running_certificate_of_the_level_is_not_put_on_a_notice(site: Site) {
        let held = issued_to_staff(&site, &["陈雨"]).await.certificates.remove(0);
        let mut applications = candidates(&site, &["王小明"]).await;
        applications.extend(staff_candidates(&site, &["陈雨"]).await);
        let refused = try_to_publish(&site, &applications).await;
        let problem = refused.problem(ProblemCode::Invalid);
        assert_eq!(problem.errors.len(), 1, "{problem:?}");
        assert_eq!(problem.errors[0].field, "applications.1");
        for said in ["陈雨", held.number.as_str()] {
            assert!(problem.errors[0].message.contains(said), "{problem:?}");
        }
        surrender(&site, "陈雨", held.id).await;
        try_to_publish(&site, &applications).await.ok::<NoticeDetail>();
    }

    async fn a_certificate_that_came_while_the_notice_ran_holds_the_issue_up_as_a_whole(site: Site) {
        let mut applications = candidates(&site, &["王小明"]).await;
        applications.extend(staff_candidates(&site, &["陈雨"]).await);
        let notice = publish(&site, &applications).await.notice.id;
        let held = from_elsewhere(&site, "陈雨", CertState::Suspended).await;
        let_it_run(&site);
        let refused = issue(&site, CERTIFIER, notice, DOCUMENT).await;
        let problem = refused.problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("陈雨"), "{}", problem.detail);
        assert!(!problem.detail.contains("王小明"), "{}", problem.detail);
        assert_eq!(certificates(&site).await, 1, "nothing half issued");
        surrender(&site, "陈雨", held).await;
        let report: IssueReport = issue(&site, CERTIFIER, notice, DOCUMENT).await.ok();
        assert_eq!(report.certificates.len(), 2);
    }
}
