//! A grandparent opens a lesson from a message, without an account and in large type.

use anyhow::{Context, Result};
use serde_json::Value;
use tongyu_e2e::{Browser, Size, journey, word};

/// The address of the newest lesson, and its title.
async fn newest(browser: &Browser) -> Result<(String, String)> {
    browser.open("/").await?;
    let shelf = browser
        .ask("GET", "/api/v1/lessons/catalogue", &Value::Null)
        .await?;
    let first = &shelf["items"][0];
    let text = |field: &str| first[field].as_str().context("a lesson").map(str::to_owned);
    Ok((format!("/w/{}", text("lesson")?), text("title")?))
}

#[tokio::test]
async fn a_grandparent_plays_a_lesson_and_reads_it_without_an_account() -> Result<()> {
    journey("grandparent", Size::Phone, async |browser, _| {
        let (page, title) = newest(browser).await?;
        let kept = browser.kept_things().await?;
        browser.open(&format!("{page}?big=1")).await?;
        browser.sees(&title).await?;
        // The page is in large type, and offers the way back to the usual one.
        browser.sees(word!(link::standard_type)).await?;
        browser.sees(word!(learning::try_title)).await?;
        browser.play().await?;
        browser.film_reaches(1.5).await?;
        // The same second, as sound alone.
        browser.tap("只听").await?;
        browser.film_reaches(1.5).await?;
        browser.tap(word!(learning::read_text)).await?;
        browser.sees(word!(learning::text_title)).await?;
        browser.sees(word!(learning::sign_in)).await?;
        // Nothing was told to anyone, and nothing is kept of what was watched.
        let asked = browser.requests().await?;
        let told = asked
            .iter()
            .any(|request| request.contains("/api/v1/watch"));
        assert!(!told, "{asked:?}");
        assert_eq!(browser.kept_things().await?, kept);
        // The phone remembers the large type.
        browser.open(&page).await?;
        browser.sees(word!(link::standard_type)).await
    })
    .await
}
