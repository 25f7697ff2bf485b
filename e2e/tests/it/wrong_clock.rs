//! A phone whose own clock is wrong: what is watched on it counts as on any other, and what is
//! written down on it is of the right day, with and without network.

use anyhow::Result;
use tongyu_e2e::{Browser, City, Size, journey, journey_in, word};
use tongyu_shared::identity::types::Persona;

use crate::reference_visit;

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

// The page of the record is opened where nothing answers: only what the phone kept tells the day.
#[tokio::test]
async fn a_record_begun_without_network_on_such_a_phone_is_of_the_right_day() -> Result<()> {
    journey("wrong_clock_offline", Size::Phone, async |browser, city| {
        browser.set_clock(AHEAD).await?;
        browser.become_persona(Persona::HeadTeacher).await?;
        browser.open("/").await?;
        reference_visit::begin(browser).await?;
        browser.sees(word!(visits::relation_mother)).await?;
        let record = browser.path().await?;
        browser.app_is_kept().await?;

        city.kill()?;
        browser.reload().await?;
        browser.sees(word!(ui::offline)).await?;
        city.start_again().await?;
        browser.tap(word!(ui::try_again)).await?;
        browser.sees(&word!(visit_pages::started, "今天")).await?;

        reference_visit::tell(browser).await?;
        reference_visit::finish(browser).await?;
        reference_visit::sees_saved(browser).await?;
        browser.open(record.trim_end_matches("/record")).await?;
        browser.tap_near(word!(visits::past_visits), "今天").await
    })
    .await
}
