//! The main job without a mouse or a finger, and where the focus is after a change of page.

use anyhow::Result;
use tongyu_e2e::{Browser, Size, journey, keyboard::Press, word};
use tongyu_shared::identity::types::Persona;

use crate::reference_visit::{PUPIL, REQUEST, sees_saved};

#[tokio::test]
async fn a_visit_can_be_logged_with_the_keyboard_alone() -> Result<()> {
    journey("keyboard", Size::Desktop, async |browser, _| {
        browser.become_persona(Persona::HeadTeacher).await?;
        browser.open("/").await?;
        browser.sees(word!(visits::contact_this_term)).await?;
        follow(browser, PUPIL).await?;
        follow(browser, word!(visits::start_record)).await?;
        record(browser).await?;
        sees_saved(browser).await?;
        browser.heading_has_focus().await?;
        assert_eq!(browser.taps(), 0);
        Ok(())
    })
    .await
}

/// Follows a link and finds the focus on the heading of the page it leads to.
async fn follow(browser: &Browser, words: &str) -> Result<()> {
    browser.tab_to(words).await?;
    browser.press(Press::Enter).await?;
    browser.heading_has_focus().await
}

async fn record(browser: &Browser) -> Result<()> {
    for tick in [
        word!(visits::relation_mother),
        word!(visits::delivered_care),
        // Feedback comes first; the focus goes on from there to the request.
        word!(visits::nothing),
    ] {
        tick_off(browser, tick).await?;
    }
    // Past the chip of the request, which has the same word.
    browser.tab_to(word!(visits::nothing)).await?;
    browser.tab_to(word!(visits::say_or_write)).await?;
    browser.type_keys(REQUEST).await?;
    tick_off(browser, word!(visits::nothing)).await?;
    tick_off(browser, word!(visits::declaration_text)).await?;
    browser.tab_to(word!(visits::submit)).await?;
    browser.press(Press::Enter).await
}

async fn tick_off(browser: &Browser, words: &str) -> Result<()> {
    browser.tab_to(words).await?;
    browser.press(Press::Space).await
}
