//! The last act: a public notice, an objection that is upheld, certificates, and a revocation.

use std::{fs, process::Command};

use anyhow::{Context, Result};
use reqwest::Method;
use serde_json::Value;
use tongyu_e2e::{Browser, Caller, City, word};
use tongyu_shared::{
    api::endpoint::Endpoint, certification::certificates::endpoints::ListOwnCertificates,
    identity::types::Persona,
};

use super::{COHORT, PEOPLE};
use crate::desk::open_cohort;

/// Against whom someone objects.
const OBJECTED: &str = "高勇";
/// Whose certificate is scanned and revoked: the persona 全员育人导师.
const HOLDER: &str = "吴桐";
const DOCUMENT: &str = "演示〔2026〕18号";

/// Gives the address of the public page.
pub async fn manager_publishes(browser: &Browser) -> Result<String> {
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    open_cohort(browser, COHORT).await?;
    browser.tap(word!(certification_pages::publish)).await?;
    let number = word!(certification_pages::type_number, PEOPLE);
    browser.write(&number, &PEOPLE.to_string()).await?;
    browser.tap(word!(certification_pages::publish)).await?;
    browser
        .sees(word!(certification_pages::notice_people))
        .await?;
    browser
        .tap(word!(certification_pages::notice_public))
        .await?;
    browser.sees(word!(certificates::notice_title)).await?;
    browser.path().await
}

pub async fn neighbour_objects(browser: &Browser, public: &str) -> Result<()> {
    browser.forget_session().await?;
    browser.open(public).await?;
    browser
        .pick_entry(word!(certificates::objection_whom), OBJECTED)
        .await?;
    for (label, text) in [
        (word!(certificates::objection_name), "张立"),
        (word!(certificates::objection_contact), "19900000199"),
        (
            word!(certificates::objection_text),
            "11月13日的培训他请了假，没有到场。",
        ),
    ] {
        browser.write(label, text).await?;
    }
    browser.tap(word!(certificates::objection_send)).await?;
    browser.sees(word!(certificates::objection_received)).await
}

async fn open_notice(browser: &Browser) -> Result<()> {
    browser.open("/desk/certification/notices").await?;
    browser
        .tap(&word!(certification_pages::people, PEOPLE))
        .await?;
    browser
        .sees(word!(certification_pages::notice_people))
        .await
}

pub async fn manager_upholds(browser: &Browser) -> Result<()> {
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    open_notice(browser).await?;
    browser
        .sees(&word!(certification_pages::objection_against, OBJECTED))
        .await?;
    browser
        .tap(word!(certification_pages::objection_upheld))
        .await?;
    browser
        .write(
            word!(certification_pages::reason),
            "签到表经核对，当天没有到场。",
        )
        .await?;
    browser.tap(word!(certification_pages::decide)).await?;
    browser.sees(word!(certification_pages::decided)).await
}

pub async fn certifier_issues(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::Certifier).await?;
    open_notice(browser).await?;
    browser
        .write(word!(certification_pages::document_number), DOCUMENT)
        .await?;
    browser
        .tap(&word!(certification_pages::issue, PEOPLE - 1))
        .await?;
    browser
        .sees(&word!(certification_pages::issued, PEOPLE - 1, DOCUMENT))
        .await
}

/// Gives the address that a phone reads from the picture of the certificate.
pub async fn holder_takes_her_picture(browser: &Browser, city: &City) -> Result<String> {
    browser.become_persona(Persona::Mentor).await?;
    browser.open("/desk/instructor").await?;
    browser.sees(word!(certification_pages::get_png)).await?;
    browser.sees(DOCUMENT).await?;
    let picture = browser.folder().join("certificate.png");
    fs::write(&picture, picture_of(city).await?)?;
    let read = Command::new("zbarimg")
        .args(["--quiet", "--raw"])
        .arg(&picture)
        .output()
        .context("zbarimg of zbar-tools reads the code")?;
    let address = String::from_utf8(read.stdout)?.trim().to_owned();
    let (_, path) = address.split_once("/c/").context(address.clone())?;
    Ok(["/c/", path].concat())
}

/// The picture as the candidate downloads it.
async fn picture_of(city: &City) -> Result<Vec<u8>> {
    let candidate = Caller::sign_in(city.origin(), Persona::Mentor).await?;
    let get = async |path: &str| {
        let answer = candidate.request(Method::GET, path).send().await?;
        answer.error_for_status()
    };
    let own: Value = get(ListOwnCertificates::PATH).await?.json().await?;
    let id = own["items"][0]["id"].as_str().context("no certificate")?;
    let path = format!("/api/v1/own-certificates/{id}/png");
    Ok(get(&path).await?.bytes().await?.to_vec())
}

/// One proposes, another one decides.
pub async fn two_revoke(browser: &Browser) -> Result<()> {
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    acts(browser, word!(certification_pages::propose_revocation)).await?;
    browser
        .sees(word!(certification_pages::revocation_proposed))
        .await?;
    browser.become_persona(Persona::Certifier).await?;
    acts(browser, word!(certification_pages::revoke)).await?;
    // The button bears the word of the new state before anything is done.
    browser.sees(word!(certification_pages::act_done)).await
}

async fn acts(browser: &Browser, what: &str) -> Result<()> {
    browser.open("/desk/certification/certificates").await?;
    browser.tap(HOLDER).await?;
    browser.tap(what).await?;
    let reason = word!(certification_pages::reason);
    browser.write_near(what, reason, "培训材料经查不实").await?;
    // The summary that opened it bears the same words; the button stands below it.
    browser
        .tap_near(word!(certification_pages::reason), what)
        .await
}
