//! Suspension, revocation, giving back: by whom, and where it shows.

use std::io::Read as _;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use flate2::read::GzDecoder;
use tongyu_shared::{
    api::{endpoint::Endpoint, problem::ProblemCode},
    certification::{
        certificates::{
            endpoints::{
                ListCertificates, ListOwnCertificates, ProposeRevocation, ReinstateCertificate,
                RevokeCertificate, SurrenderCertificate, SuspendCertificate,
            },
            types::{
                ActReason, CertificateAct, CertificateDetail, CertificateLine, CertificatePath,
                CertificateQuery, OwnCertificate, OwnCertificates,
            },
        },
        state::CertState,
    },
    ids::CertificateId,
};

use super::desk::{self, CERTIFIER, MANAGER, issued, issued_to_staff, open, page_path};
use crate::{
    kit::{Answer, Client, Site},
    on_both,
};

async fn act<E>(client: &Client, id: CertificateId, version: i32) -> Answer
where
    E: Endpoint<Path = CertificatePath, Query = (), Body = ActReason>,
{
    let body = ActReason {
        reason: "查实材料不实".to_owned(),
    };
    let path = CertificatePath { certificate: id };
    let version = format!("\"v{version}\"");
    client.call::<E>(&path, &(), &body, Some(&version)).await
}

/// How many places a status list marks.
async fn marked(site: &Site, list: &str) -> u32 {
    let token = open(site, &format!("/c/status/{list}")).await.text;
    let claims = token.split('.').nth(1).expect("claims");
    let claims = BASE64_URL_SAFE_NO_PAD.decode(claims).expect("base64url");
    let claims: serde_json::Value = serde_json::from_slice(&claims).expect("JSON");
    let encoded = claims["credentialSubject"]["encodedList"]
        .as_str()
        .expect("a list");
    let zipped = BASE64_URL_SAFE_NO_PAD
        .decode(&encoded[1..])
        .expect("base64url");
    let mut bits = Vec::new();
    GzDecoder::new(zipped.as_slice())
        .read_to_end(&mut bits)
        .expect("gzip");
    assert!(bits.len() * 8 >= 131_072, "{}", bits.len());
    bits.iter().map(|byte| byte.count_ones()).sum()
}

on_both! {
    async fn revoking_takes_two_people_and_shows_on_page_and_list(site: Site) {
        let report = issued(&site, &["王小明", "李华"]).await;
        let id = report.certificates[0].id;
        let path = page_path(&site, id).await;
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        // Nothing was proposed yet.
        act::<RevokeCertificate>(&certifier, id, 1).await.problem(ProblemCode::NotInThisState);
        let proposed: CertificateDetail = act::<ProposeRevocation>(&manager, id, 1).await.ok();
        assert!(proposed.certificate.revocation_proposed);
        assert_eq!(proposed.certificate.state, CertState::Certified);
        assert_eq!(proposed.may, [CertificateAct::WithdrawRevocation]);
        act::<RevokeCertificate>(&manager, id, 2).await.problem(ProblemCode::Forbidden);
        assert_eq!(marked(&site, "revocation").await, 0);
        let revoked: CertificateDetail = act::<RevokeCertificate>(&certifier, id, 2).await.ok();
        assert_eq!(revoked.certificate.state, CertState::Revoked);
        assert_eq!(revoked.steps.len(), 3);
        assert_eq!(revoked.steps[2].reason.as_deref(), Some("查实材料不实"));
        assert!(open(&site, &path).await.text.contains("“撤销”"));
        assert_eq!((marked(&site, "revocation").await, marked(&site, "suspension").await), (1, 0));
        // What is revoked stays so.
        act::<SuspendCertificate>(&certifier, id, 3).await.problem(ProblemCode::NotInThisState);
        let other = desk::read(&site, report.certificates[1].id).await;
        assert_eq!(other.certificate.state, CertState::Certified);
    }

    async fn who_proposed_a_revocation_does_not_decide_it(site: Site) {
        let id = issued(&site, &["王小明"]).await.certificates[0].id;
        let certifier = site.client(CERTIFIER).await;
        act::<ProposeRevocation>(&certifier, id, 1).await.ok::<CertificateDetail>();
        let problem = act::<RevokeCertificate>(&certifier, id, 2).await.problem(ProblemCode::Forbidden);
        assert!(problem.detail.contains("两个人"), "{}", problem.detail);
    }

    async fn revoking_wants_a_sign_in_of_the_last_minutes(site: Site) {
        let id = issued(&site, &["王小明"]).await.certificates[0].id;
        let manager = site.client(MANAGER).await;
        act::<ProposeRevocation>(&manager, id, 1).await.ok::<CertificateDetail>();
        let certifier = site.client(CERTIFIER).await;
        site.pass(chrono::TimeDelta::minutes(6));
        act::<RevokeCertificate>(&certifier, id, 2).await.problem(ProblemCode::SignInAgain);
        let again = site.client(CERTIFIER).await;
        act::<RevokeCertificate>(&again, id, 2).await.ok::<CertificateDetail>();
    }

    async fn a_suspension_ends_where_it_began(site: Site) {
        let id = issued(&site, &["王小明"]).await.certificates[0].id;
        let path = page_path(&site, id).await;
        let certifier = site.client(CERTIFIER).await;
        let held: CertificateDetail = act::<SuspendCertificate>(&certifier, id, 1).await.ok();
        assert_eq!(held.may, [CertificateAct::Reinstate, CertificateAct::ProposeRevocation]);
        assert!(open(&site, &path).await.text.contains("“暂停”"));
        assert_eq!(marked(&site, "suspension").await, 1);
        act::<ReinstateCertificate>(&certifier, id, 1).await.problem(ProblemCode::Stale);
        let back: CertificateDetail = act::<ReinstateCertificate>(&certifier, id, 2).await.ok();
        assert_eq!(back.certificate.state, CertState::Certified);
        assert_eq!(marked(&site, "suspension").await, 0);
        let manager = site.client(MANAGER).await;
        act::<SuspendCertificate>(&manager, id, 3).await.problem(ProblemCode::Forbidden);
    }

    async fn a_holder_sees_and_gives_back_the_own_certificate_only(site: Site) {
        let id = issued_to_staff(&site, &["陈雨"]).await.certificates[0].id;
        let holder = site.client("陈雨").await;
        let own: OwnCertificates = holder.get::<ListOwnCertificates>(&()).await.ok();
        assert_eq!((own.items.len(), own.items[0].name.as_str()), (1, "陈雨"));
        let stranger = site.client("何静").await;
        let none: OwnCertificates = stranger.get::<ListOwnCertificates>(&()).await.ok();
        assert!(none.items.is_empty());
        act::<SurrenderCertificate>(&stranger, id, 1).await.problem(ProblemCode::NotFound);
        let given: OwnCertificate = act::<SurrenderCertificate>(&holder, id, 1).await.ok();
        assert_eq!(given.state, CertState::Surrendered);
        assert_eq!(marked(&site, "revocation").await, 1);
    }

    async fn a_list_finds_by_name_number_and_state_and_stays_within_reach(site: Site) {
        let report = issued(&site, &["王小明", "李_华"]).await;
        let manager = site.client(MANAGER).await;
        for (find, state, expected) in [
            (Some("小明"), None, 1),
            (Some("_"), None, 1),
            (Some(report.certificates[1].number.as_str()), None, 1),
            (Some("海棠"), Some(CertState::Certified), 2),
            (None, Some(CertState::Expired), 0),
            (None, Some(CertState::RenewalDue), 0),
        ] {
            let query = CertificateQuery {
                find: find.map(str::to_owned),
                state,
                after: None,
            };
            let page: tongyu_shared::api::page::Page<CertificateLine> =
                manager.call::<ListCertificates>(&(), &query, &(), None).await.ok();
            assert_eq!(page.items.len(), expected, "{find:?} {state:?}");
        }
    }
}
