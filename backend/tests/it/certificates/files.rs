//! A holder's files.

use tongyu_shared::{api::problem::ProblemCode, ids::CertificateId};

use super::desk::issued_to_staff;
use crate::{kit::Client, on_both};

async fn get(client: &Client, id: CertificateId, form: &str) -> (u16, String, Vec<u8>) {
    let path = format!("/api/v1/own-certificates/{id}/{form}");
    let answer = client
        .request("GET", &path)
        .send()
        .await
        .expect("an answer");
    let status = answer.status().as_u16();
    let kind = answer.headers()["content-type"]
        .to_str()
        .expect("text")
        .to_owned();
    (status, kind, answer.bytes().await.expect("a body").to_vec())
}

on_both! {
    async fn a_holder_gets_the_paper_the_picture_and_the_credential(site: Site) {
        let id = issued_to_staff(&site, &["陈雨"]).await.certificates[0].id;
        let holder = site.client("陈雨").await;
        let (status, kind, first) = get(&holder, id, "pdf").await;
        assert_eq!((status, kind.as_str()), (200, "application/pdf"));
        assert!(first.starts_with(b"%PDF"));
        let (_, _, again) = get(&holder, id, "pdf").await;
        assert_eq!(first, again, "kept, not made anew");
        let (status, kind, picture) = get(&holder, id, "png").await;
        assert_eq!((status, kind.as_str()), (200, "image/png"));
        assert!(picture.starts_with(b"\x89PNG"));
        let (status, _, token) = get(&holder, id, "credential").await;
        let parts = token.split(|byte| *byte == b'.').count();
        assert_eq!((status, parts), (200, 3));
    }

    async fn nobody_gets_the_files_of_someone_elses_certificate(site: Site) {
        let id = issued_to_staff(&site, &["陈雨"]).await.certificates[0].id;
        for who in ["何静", "方毅", "沈洁"] {
            let client = site.client(who).await;
            for form in ["pdf", "png", "credential"] {
                let path = format!("/api/v1/own-certificates/{id}/{form}");
                client.raw("GET", &path, None, None).await.problem(ProblemCode::NotFound);
            }
        }
        let path = format!("/api/v1/own-certificates/{id}/pdf");
        site.anonymous().raw("GET", &path, None, None).await.problem(ProblemCode::SignedOut);
    }
}
