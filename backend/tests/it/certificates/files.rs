//! A holder's files.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use tongyu::{app::Machine, certification::certificates::Press};
use tongyu_documents::{CertificateData, DocumentError};
use tongyu_shared::{api::problem::ProblemCode, ids::CertificateId};

use super::desk::{issued_to_staff, open, page_path};
use crate::{
    kit::{Client, Site, databases},
    on_both,
};

/// A machine without a Chinese font.
struct NoFonts;

impl Press for NoFonts {
    fn pdf(&self, _: &CertificateData) -> Result<Vec<u8>, DocumentError> {
        Err(DocumentError::NoFonts)
    }

    fn png(&self, _: &CertificateData) -> Result<Vec<u8>, DocumentError> {
        Err(DocumentError::NoFonts)
    }
}

/// Counts what it is asked to make, and makes every file different.
#[derive(Default)]
struct Counting(AtomicU32);

impl Counting {
    fn made(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }

    fn make(&self, head: &[u8]) -> Vec<u8> {
        let nth = self.0.fetch_add(1, Ordering::SeqCst);
        [head, nth.to_string().as_bytes()].concat()
    }
}

impl Press for Counting {
    fn pdf(&self, _: &CertificateData) -> Result<Vec<u8>, DocumentError> {
        Ok(self.make(b"%PDF"))
    }

    fn png(&self, _: &CertificateData) -> Result<Vec<u8>, DocumentError> {
        Ok(self.make(b"\x89PNG"))
    }
}

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
        let (status, kind, picture) = get(&holder, id, "png").await;
        assert_eq!((status, kind.as_str()), (200, "image/png"));
        assert!(picture.starts_with(b"\x89PNG"));
        let (status, _, token) = get(&holder, id, "credential").await;
        let parts: Vec<_> = token.split(|byte| *byte == b'.').collect();
        assert_eq!((status, parts.len()), (200, 3));
        let claims: serde_json::Value =
            serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
        let title = claims["credentialSubject"]["achievement"]["name"].as_str().unwrap();
        assert!(title.starts_with("样例·无效"), "{title}");
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

#[actix_web::test]
async fn a_file_is_made_once_and_kept() {
    let press = Arc::new(Counting::default());
    let machine = Machine {
        press: Arc::clone(&press) as Arc<dyn Press>,
        ..Machine::default()
    };
    let site = Site::on_machine(databases::sqlite(), machine);
    let id = issued_to_staff(&site, &["陈雨"]).await.certificates[0].id;
    let holder = site.client("陈雨").await;
    for (form, made) in [("pdf", 1), ("png", 2)] {
        let (status, _, first) = get(&holder, id, form).await;
        assert_eq!((status, press.made()), (200, made), "{form}");
        let (_, _, again) = get(&holder, id, form).await;
        assert_eq!((again, press.made()), (first, made), "{form} is kept");
    }
}

#[actix_web::test]
async fn without_a_chinese_font_a_file_tells_what_to_install_and_the_public_page_stands() {
    let machine = Machine {
        press: Arc::new(NoFonts),
        ..Machine::default()
    };
    let site = Site::on_machine(databases::sqlite(), machine);
    let id = issued_to_staff(&site, &["陈雨"]).await.certificates[0].id;
    let holder = site.client("陈雨").await;
    for form in ["pdf", "png"] {
        let path = format!("/api/v1/own-certificates/{id}/{form}");
        let answer = holder.raw("GET", &path, None, None).await;
        let problem = answer.problem(ProblemCode::DocumentNotMade);
        for said in ["fonts-noto-cjk", "扫码核验不受影响"] {
            assert!(problem.detail.contains(said), "{}", problem.detail);
        }
    }
    let (status, ..) = get(&holder, id, "credential").await;
    assert_eq!(status, 200, "it needs no font");
    let page = open(&site, &page_path(&site, id).await).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("陈*"), "{}", page.text);
}
