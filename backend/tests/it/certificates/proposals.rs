//! A proposal to revoke: who takes it back, what has to wait for it, what the history keeps of it.

use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    org::grants::{self, NewGrant},
    seed::{demo, label},
};
use tongyu_db::{Conn, schema::audit_entry};
use tongyu_shared::{
    access::Role,
    api::{endpoint::Endpoint, problem::ProblemCode},
    certification::{
        certificates::{
            endpoints::{
                ListOwnCertificates, ProposeRevocation, ReadCertificate, ReinstateCertificate,
                RevokeCertificate, SurrenderCertificate, SuspendCertificate, WithdrawRevocation,
            },
            types::{
                ActReason, CertificateAct, CertificateDetail, CertificatePath, OwnCertificate,
                OwnCertificates,
            },
        },
        state::CertState,
    },
    ids::CertificateId,
};

use super::desk::{self, CERTIFIER, MANAGER, issued, issued_to_staff};
use crate::{
    kit::{Answer, Client, Site},
    on_both,
};

async fn act<E>(client: &Client, id: CertificateId, version: i32, reason: &str) -> Answer
where
    E: Endpoint<Path = CertificatePath, Query = (), Body = ActReason>,
{
    let body = ActReason {
        reason: reason.to_owned(),
    };
    let path = CertificatePath { certificate: id };
    let version = format!("\"v{version}\"");
    client.call::<E>(&path, &(), &body, Some(&version)).await
}

async fn own(client: &Client) -> OwnCertificate {
    let mut own: OwnCertificates = client.get::<ListOwnCertificates>(&()).await.ok();
    own.items.pop().expect("a certificate")
}

fn way(detail: &CertificateDetail) -> Vec<&str> {
    detail.steps.iter().map(|step| step.what.as_str()).collect()
}

/// Someone else who runs certification in the city.
async fn second_manager(site: &Site) -> Client {
    let today = site.app.clock.now().date();
    let given: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            let grant = NewGrant {
                id: label::grant("test/second manager"),
                account: label::account("何静"),
                role: Role::CityAdmin,
                node: label::node(demo::CITY),
                title: "试",
                valid_from: today,
                valid_to: None,
                granted_by: None,
            };
            grants::add(tx, &[grant])
        })
        .await;
    given.expect("a grant");
    site.client("何静").await
}

async fn reads(site: &Site, id: CertificateId) -> i64 {
    let counted: Result<i64, Fault> = site
        .app
        .db
        .read(move |conn: &mut Conn| {
            Ok(audit_entry::table
                .filter(audit_entry::action.eq("certificate.read"))
                .filter(audit_entry::subject_id.eq(id.to_string()))
                .count()
                .get_result(conn)?)
        })
        .await;
    counted.expect("a count")
}

on_both! {
    async fn a_holder_gives_nothing_back_while_a_revocation_is_proposed(site: Site) {
        let id = issued_to_staff(&site, &["陈雨"]).await.certificates[0].id;
        let (holder, manager) = (site.client("陈雨").await, site.client(MANAGER).await);
        assert!(own(&holder).await.may_surrender);
        act::<ProposeRevocation>(&manager, id, 1, "材料不实").await.ok::<CertificateDetail>();
        let waits = own(&holder).await;
        assert!(!waits.may_surrender && waits.why_not.is_some(), "{waits:?}");
        let problem = act::<SurrenderCertificate>(&holder, id, 2, "不想要了")
            .await
            .problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("提议撤销"), "{}", problem.detail);
        let stands = desk::read(&site, id).await;
        assert!(stands.certificate.revocation_proposed, "the proposal is still there");
        assert_eq!(stands.certificate.state, CertState::Certified);
        act::<WithdrawRevocation>(&manager, id, 2, "核实无误").await.ok::<CertificateDetail>();
        let given: OwnCertificate = act::<SurrenderCertificate>(&holder, id, 3, "退休").await.ok();
        assert_eq!(given.state, CertState::Surrendered);
        let detail = desk::read(&site, id).await;
        assert_eq!(way(&detail), ["认定并发证", "提议撤销", "撤回撤销提议", "本人交回"]);
        assert_eq!(detail.steps[2].reason.as_deref(), Some("核实无误"));
    }

    async fn a_proposal_is_taken_back_by_who_made_it_or_a_certifier_and_by_nobody_else(site: Site) {
        let id = issued(&site, &["王小明"]).await.certificates[0].id;
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let problem = act::<WithdrawRevocation>(&manager, id, 1, "没有提议").await;
        problem.problem(ProblemCode::NotInThisState);
        let proposed: CertificateDetail =
            act::<ProposeRevocation>(&manager, id, 1, "材料不实").await.ok();
        assert_eq!(proposed.may, [CertificateAct::WithdrawRevocation]);
        let other = second_manager(&site).await;
        let problem = act::<WithdrawRevocation>(&other, id, 2, "我看没事")
            .await
            .problem(ProblemCode::Forbidden);
        assert!(problem.detail.contains("认定人"), "{}", problem.detail);
        let back: CertificateDetail =
            act::<WithdrawRevocation>(&certifier, id, 2, "查无实据").await.ok();
        assert!(!back.certificate.revocation_proposed);
        act::<RevokeCertificate>(&certifier, id, 3, "撤销").await.problem(ProblemCode::NotInThisState);
        let again: CertificateDetail =
            act::<ProposeRevocation>(&certifier, id, 3, "又有新材料").await.ok();
        assert!(again.certificate.revocation_proposed);
        act::<WithdrawRevocation>(&certifier, id, 3, "旧的").await.problem(ProblemCode::Stale);
        act::<WithdrawRevocation>(&certifier, id, 4, "撤回").await.ok::<CertificateDetail>();
    }

    async fn a_proposal_outlives_a_suspension_and_its_end(site: Site) {
        let id = issued(&site, &["王小明"]).await.certificates[0].id;
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        act::<ProposeRevocation>(&manager, id, 1, "材料不实").await.ok::<CertificateDetail>();
        act::<SuspendCertificate>(&certifier, id, 2, "核查期间").await.ok::<CertificateDetail>();
        let back: CertificateDetail =
            act::<ReinstateCertificate>(&certifier, id, 3, "核查完").await.ok();
        assert!(back.certificate.revocation_proposed, "it still waits for a decision");
        let revoked: CertificateDetail =
            act::<RevokeCertificate>(&certifier, id, 4, "查实").await.ok();
        assert_eq!(revoked.certificate.state, CertState::Revoked);
        assert!(!revoked.certificate.revocation_proposed);
    }

    async fn staff_who_read_a_certificate_stand_in_the_log_once_in_ten_minutes(site: Site) {
        let id = issued(&site, &["王小明"]).await.certificates[0].id;
        let manager = site.client(MANAGER).await;
        let path = CertificatePath { certificate: id };
        for _ in 0..2 {
            manager.get::<ReadCertificate>(&path).await.ok::<CertificateDetail>();
        }
        assert_eq!(reads(&site, id).await, 1);
        site.pass(chrono::TimeDelta::minutes(11));
        let manager = site.client(MANAGER).await;
        manager.get::<ReadCertificate>(&path).await.ok::<CertificateDetail>();
        let certifier = site.client(CERTIFIER).await;
        certifier.get::<ReadCertificate>(&path).await.ok::<CertificateDetail>();
        assert_eq!(reads(&site, id).await, 3);
        let teacher = site.client("陈雨").await;
        teacher.get::<ReadCertificate>(&path).await.problem(ProblemCode::Forbidden);
        assert_eq!(reads(&site, id).await, 3, "who sees nothing has read nothing");
    }
}
