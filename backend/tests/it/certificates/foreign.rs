//! A program that is not ours checks our credentials: `openbadgeslib`, which the tests install in a
//! place of its own. It wants the wall's clock, so these credentials are issued now.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use base64::{Engine as _, prelude::BASE64_STANDARD, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tongyu::org::terms::{SpecialDay, add_days};
use tongyu_db::Tx;
use tongyu_shared::{
    certification::certificates::{
        endpoints::{ProposeRevocation, RevokeCertificate, SuspendCertificate},
        types::{ActReason, CertificateDetail, CertificatePath},
    },
    ids::CertificateId,
    org::calendar::DayKind,
    time::Date,
};

use super::desk::{self, CERTIFIER, MANAGER, open};
use crate::{
    kit::{Client, Site, needed::needed},
    on_both,
};

/// Names the Python that has the verifier.
const PYTHON: &str = "TONGYU_OPENBADGES";

/// What the foreign program says of each token, where it is installed.
async fn judged(site: &Site, tokens: Value) -> Option<Value> {
    let python = needed(PYTHON)?;
    let mut lists = serde_json::Map::new();
    for list in ["revocation", "suspension"] {
        let path = format!("/c/status/{list}");
        let address = format!("{}{path}", site.origin());
        lists.insert(address, json!(open(site, &path).await.text));
    }
    let given = json!({ "key": public_key(site).await, "lists": lists, "tokens": tokens });
    let mut child = Command::new(python)
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/it/certificates/verify_credential.py"
        ))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the verifier starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin
        .write_all(given.to_string().as_bytes())
        .expect("it reads");
    drop(stdin);
    let out = child.wait_with_output().expect("it ends");
    assert!(out.status.success(), "{out:?}");
    Some(serde_json::from_slice(&out.stdout).expect("JSON"))
}

/// The issuer's key as everyone finds it, as PEM.
async fn public_key(site: &Site) -> String {
    let keys: Value = open(site, "/.well-known/jwks.json").await.ok();
    let x = keys["keys"][0]["x"].as_str().expect("a key");
    let raw = BASE64_URL_SAFE_NO_PAD.decode(x).expect("base64url");
    // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) is this head and the 32 bytes.
    let head = [
        0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
    ];
    let der = BASE64_STANDARD.encode([&head[..], &raw].concat());
    format!("-----BEGIN PUBLIC KEY-----\n{der}\n-----END PUBLIC KEY-----\n")
}

/// The notice is of the years that the wall's clock shows, which the demo need not know.
async fn know_holidays(site: &Site, from: Date) {
    let years = [from.year(), from.plus_days(30).year()];
    let day = |year| SpecialDay {
        day: Date::new(year, 1, 1).expect("a day"),
        kind: DayKind::Holiday,
        name: "元旦".to_owned(),
    };
    let write = move |tx: &mut Tx<'_>| {
        years
            .iter()
            .try_for_each(|year| add_days(tx, &[day(*year)]))
    };
    site.app.db.write(write).await.expect("the holidays");
}

async fn token(site: &Site, holder: &str, id: CertificateId) -> String {
    let client = site.client(holder).await;
    let path = format!("/api/v1/own-certificates/{id}/credential");
    Client::answer(client.request("GET", &path)).await.text
}

async fn act<E>(client: &Client, id: CertificateId, version: i32)
where
    E: tongyu_shared::api::endpoint::Endpoint<Path = CertificatePath, Query = (), Body = ActReason>,
{
    let body = ActReason {
        reason: "查实".to_owned(),
    };
    let version = format!("\"v{version}\"");
    let path = CertificatePath { certificate: id };
    let answer = client.call::<E>(&path, &(), &body, Some(&version)).await;
    answer.ok::<CertificateDetail>();
}

/// The same token with another holder's name and the old signature.
fn altered(token: &str) -> String {
    let parts: Vec<_> = token.split('.').collect();
    let claims = BASE64_URL_SAFE_NO_PAD.decode(parts[1]).expect("base64url");
    let claims = String::from_utf8(claims)
        .expect("JSON")
        .replace("陈雨", "陈露");
    format!(
        "{}.{}.{}",
        parts[0],
        BASE64_URL_SAFE_NO_PAD.encode(claims),
        parts[2]
    )
}

on_both! {
    async fn a_foreign_program_takes_a_good_credential_and_no_other(site: Site) {
        let now = chrono::Utc::now().naive_utc();
        site.app.clock.set(tongyu_shared::time::Instant::from_naive_utc(now).plus(chrono::TimeDelta::days(-30)));
        know_holidays(&site, site.app.clock.now().date()).await;
        let names = ["陈雨", "何静", "罗强"];
        let applications = desk::staff_candidates(&site, &names).await;
        let notice = desk::publish(&site, &applications).await.notice.id;
        site.app.clock.set(tongyu_shared::time::Instant::from_naive_utc(now));
        let report: tongyu_shared::certification::certificates::notice::IssueReport =
            desk::issue(&site, CERTIFIER, notice, desk::DOCUMENT).await.ok();
        let ids: Vec<_> = report.certificates.iter().map(|one| one.id).collect();
        let mut tokens = Vec::new();
        for (name, id) in names.iter().zip(&ids) {
            tokens.push(token(&site, name, *id).await);
        }
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        act::<ProposeRevocation>(&manager, ids[1], 1).await;
        act::<RevokeCertificate>(&certifier, ids[1], 2).await;
        act::<SuspendCertificate>(&certifier, ids[2], 1).await;
        let given = json!({
            "good": tokens[0],
            "altered": altered(&tokens[0]),
            "revoked": tokens[1],
            "suspended": tokens[2],
        });
        let Some(said) = judged(&site, given).await else { return };
        let of = |name: &str| said[name].as_str().expect("a verdict").to_owned();
        assert!(of("good").starts_with("valid 样例·无效 家庭教育指导师"), "{said}");
        assert!(of("altered").starts_with("refused Invalid signature"), "{said}");
        assert!(of("revoked").contains("'revocation' is set"), "{said}");
        assert!(of("suspended").contains("'suspension' is set"), "{said}");
    }
}
