//! A phone that a family shares: what one of them watched is never written down as another's.

use anyhow::{Result, ensure};
use serde_json::Value;
use tongyu_e2e::{
    Browser, Size, journey,
    wait::{Found, PATIENCE, until},
    word,
};
use tongyu_shared::{
    api::endpoint::Endpoint as _, identity::types::Persona, learning::endpoints::ReadOwnLearning,
};

#[tokio::test]
async fn a_page_that_is_still_open_reports_nothing_of_who_signed_in_since() -> Result<()> {
    journey("shared_phone", Size::Phone, async |browser, _| {
        browser.become_persona(Persona::Parent).await?;
        browser.open("/p").await?;
        browser.tap(word!(family_pages::tonight_open)).await?;
        browser.sees(word!(learning::try_title)).await?;
        let kept = browser.kept_things().await?;
        browser.play().await?;
        browser.film_reaches(2.0).await?;
        browser.pause().await?;

        let hers = browser.second_window(Size::Phone).await?;
        browser.become_persona(Persona::HeadTeacher).await?;
        browser.back_to(hers).await?;
        browser.play().await?;
        browser.film_reaches(5.0).await?;
        browser.pause().await?;
        // Her ticket serves her session alone, and a new one is not for who is signed in now.
        reports(browser, "403", "reports").await?;
        reports(browser, "409", "tickets").await?;

        let record = browser
            .ask("GET", ReadOwnLearning::PATH, &Value::Null)
            .await?;
        ensure!(record["lessons"] == serde_json::json!([]), "{record}");
        let waits = browser.kept_things().await?;
        ensure!(waits == kept + 1, "{waits} things are kept");
        Ok(())
    })
    .await
}

/// Lets the page report, as it does when the network comes back, and waits for this answer.
async fn reports(browser: &Browser, status: &str, path: &str) -> Result<()> {
    browser.cut_network(true).await?;
    browser.cut_network(false).await?;
    until(PATIENCE, async || {
        let asked = browser.requests().await?;
        let answered = |line: &String| line.starts_with(status) && line.ends_with(path);
        Ok(if asked.iter().any(answered) {
            Found::Yes(())
        } else {
            Found::NotYet(format!("{asked:?}"))
        })
    })
    .await
}
