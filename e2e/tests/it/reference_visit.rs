//! The visit that the journeys share: one child, his mother met, all four things done, nothing to
//! feed back, one request, no suggestion.

use anyhow::Result;
use tongyu_e2e::{Browser, word};

/// The pupil; nobody has been to his family yet.
pub const PUPIL: &str = "王小明";
/// What his mother asks for.
pub const REQUEST: &str = "希望课后服务延到18:00";
/// The one small thing agreed on.
const MEASURE: &str = "每天一起读10分钟";

/// From 今日 to the page of the record.
pub async fn begin(browser: &Browser) -> Result<()> {
    browser.tap(PUPIL).await?;
    browser.tap(word!(visits::start_record)).await
}

/// Says what happened, up to the request.
pub async fn tell(browser: &Browser) -> Result<()> {
    browser.tap(word!(visits::relation_mother)).await?;
    for what in [
        word!(visits::delivered_care),
        word!(visits::delivered_policy),
        word!(visits::delivered_opinions_sought),
        word!(visits::delivered_resources),
    ] {
        browser.tap(what).await?;
    }
    browser
        .tap_near(word!(visits::brought_back_feedback), word!(visits::nothing))
        .await?;
    let request = word!(visits::brought_back_request);
    browser
        .write_near(request, word!(visits::say_or_write), REQUEST)
        .await
}

/// Says the rest and hands it in.
pub async fn finish(browser: &Browser) -> Result<()> {
    browser
        .tap_near(
            word!(visits::brought_back_suggestion),
            word!(visits::nothing),
        )
        .await?;
    browser
        .write(word!(visits::agreed_measure_hint), MEASURE)
        .await?;
    browser.tap(word!(visits::in_two_weeks)).await?;
    browser.tap(word!(visits::declaration_text)).await?;
    browser.tap(word!(visits::submit)).await
}

/// The page that says the visit is stored.
pub async fn sees_saved(browser: &Browser) -> Result<()> {
    browser.sees(&word!(visits::saved_title, PUPIL)).await
}
