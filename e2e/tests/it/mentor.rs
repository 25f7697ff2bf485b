//! A mentor's evening: she plans a visit, sees it on her first page, and logs the one that was
//! planned for today.

use anyhow::Result;
use tongyu_e2e::{Browser, Size, journey, word};
use tongyu_shared::identity::types::Persona;

/// A pupil of her list whom she means to visit.
const TO_PLAN: &str = "王小明";
/// The one whom the demo has her visit tonight.
const PLANNED: &str = "张弛";

#[tokio::test]
async fn a_mentor_plans_a_visit_and_logs_another_that_was_planned() -> Result<()> {
    journey("mentor", Size::Phone, async |browser, _| {
        browser.become_persona(Persona::Mentor).await?;
        browser.open("/").await?;
        browser.sees(word!(visit_pages::my_pupils)).await?;
        browser.sees_no(word!(visits::contact_this_term)).await?;
        plans(browser).await?;
        logs(browser).await
    })
    .await
}

async fn plans(browser: &Browser) -> Result<()> {
    browser.tap(TO_PLAN).await?;
    browser.tap(word!(visit_pages::plan_a_time)).await?;
    browser.tap(word!(visit_pages::keep_plan)).await?;
    browser.sees(word!(visit_pages::change_time)).await?;
    browser.open("/today").await?;
    browser.sees(word!(visit_pages::planned_later)).await
}

async fn logs(browser: &Browser) -> Result<()> {
    browser.sees(word!(visit_pages::planned_today)).await?;
    browser
        .tap_near(word!(visit_pages::planned_today), PLANNED)
        .await?;
    browser.tap(word!(visits::start_record)).await?;
    browser.tap(word!(visits::relation_father)).await?;
    for kind in [
        word!(visits::brought_back_feedback),
        word!(visits::brought_back_request),
        word!(visits::brought_back_suggestion),
    ] {
        browser.tap_near(kind, word!(visits::nothing)).await?;
    }
    browser.tap(word!(visits::declaration_text)).await?;
    browser.tap(word!(visits::submit)).await?;
    browser.sees(&word!(visits::saved_title, PLANNED)).await?;
    browser.tap(word!(visits::back_to_today)).await?;
    browser.sees(word!(visit_pages::my_pupils)).await?;
    browser.sees_no(word!(visit_pages::planned_today)).await
}
