//! A phone whose own clock is wrong: what is watched on it counts as on any other.

use anyhow::Result;
use tongyu_e2e::{Browser, City, Size, journey_in, word};
use tongyu_shared::identity::types::Persona;

/// A day after the city's evening: longer than a ticket for watching lives.
const AHEAD: &str = "2026-11-24T19:00:00+08:00";
/// Where she stops, as a share of the film: a second more or less is still five tenths.
const STOPS_AT: f64 = 0.55;
const HALF: &str = "已学 5";

#[tokio::test]
async fn a_phone_whose_clock_is_a_day_ahead_still_tells_when_a_lesson_is_left() -> Result<()> {
    let city = City::start_as_time_passes().await?;
    journey_in(city, "wrong_clock", Size::Phone, async |browser, city| {
        browser.set_clock(AHEAD).await?;
        browser.become_persona(Persona::Parent).await?;
        browser.open("/p").await?;
        browser.tap(word!(family_pages::tonight_open)).await?;
        browser.sees(word!(learning::try_title)).await?;
        let page = browser.path().await?;
        let length = browser.film_length().await?;
        browser.play().await?;
        browser.tap("2×").await?;
        browser.film_reaches(length * STOPS_AT).await?;
        browser.pause().await?;
        browser.open("/p/learning").await?;
        // Her other phone holds nothing of its own: it shows what the server has.
        let other = Browser::start(&city.origin(), Size::Phone).await?;
        other.become_persona(Persona::Parent).await?;
        other.open(&page).await?;
        other.sees(HALF).await
    })
    .await
}
