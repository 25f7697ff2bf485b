//! What journeys of certification share: cohorts, files, what a public page tells, and people
//! without a card, who sign in with a code.

use anyhow::{Context, Result};
use serde_json::json;
use tongyu_e2e::{
    Browser,
    wait::{Found, PATIENCE, until},
    word,
};
use tongyu_shared::{
    api::endpoint::Endpoint,
    identity::endpoints::{RequestCode, SignInWithCode},
};

/// The cohort of the demo that is on its way.
pub const COHORT: &str = "2026秋 第2批";

/// What the public page of a sample tells: how the page of a real certificate would name the state.
pub fn shown_as(state: &str) -> String {
    word!(certificates::sample_why, state, "")
}

/// Opens a cohort.
pub async fn open_cohort(browser: &Browser, cohort: &str) -> Result<()> {
    browser.open("/desk/certification").await?;
    browser.tap(cohort).await?;
    browser.sees(word!(certification_pages::keys)).await
}

/// Opens the file of someone in the demo's cohort, on a page of its own.
pub async fn open_file(browser: &Browser, name: &str) -> Result<()> {
    open_cohort(browser, COHORT).await?;
    browser.tap(name).await?;
    browser.tap(word!(certification_pages::file_open)).await?;
    browser.sees(word!(certification_pages::seats_give)).await
}

/// Signs in as someone of this name and phone.
pub async fn signs_in_by_code(browser: &Browser, name: &str, phone: &str) -> Result<()> {
    browser.forget_session().await?;
    browser
        .ask("POST", RequestCode::PATH, &json!({ "phone": phone }))
        .await?;
    let code = code_of(browser, name).await?;
    let body = json!({ "phone": phone, "code": code });
    browser
        .ask("POST", SignInWithCode::PATH, &body)
        .await
        .map(drop)
}

/// The code in the newest message to this person. It is delivered a moment after it was asked for.
async fn code_of(browser: &Browser, name: &str) -> Result<String> {
    let whose = [name, "·"].concat();
    until(PATIENCE, async || {
        browser.open("/demo/messages").await?;
        browser.settled().await?;
        let text: String = browser.text().await?.split_whitespace().collect();
        let code = || -> Option<String> {
            let (before, _) = text.split_once(&whose)?;
            let (_, rest) = before.rsplit_once("验证码")?;
            Some(rest.chars().filter(char::is_ascii_digit).take(6).collect())
        };
        Ok(match code() {
            Some(code) => Found::Yes(code),
            None => Found::NotYet(format!("no code came for {name}")),
        })
    })
    .await
    .context("a code")
}
