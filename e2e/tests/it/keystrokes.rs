//! No keystroke is lost: not by a reload, a closed window, a dead network or server, nor by a
//! session that ends.

use anyhow::Result;
use tongyu_e2e::{Browser, Size, journey, word};
use tongyu_shared::identity::types::Persona;

use crate::reference_visit::{self, REQUEST};

/// Whose file the assessor of the demo has still to judge.
const TO_JUDGE: &str = "何晓雪";

/// Opens the record of the reference visit and tells it up to the request.
async fn half_a_record(browser: &Browser) -> Result<String> {
    browser.become_persona(Persona::HeadTeacher).await?;
    browser.open("/").await?;
    reference_visit::begin(browser).await?;
    reference_visit::tell(browser).await?;
    browser.sees("已存在这台设备上").await?;
    browser.path().await
}

async fn request_stands(browser: &Browser) -> Result<()> {
    let request = word!(visits::brought_back_request);
    assert_eq!(
        browser
            .value_near(request, word!(visits::say_or_write))
            .await?,
        REQUEST
    );
    Ok(())
}

#[tokio::test]
async fn what_was_typed_is_there_after_a_reload_and_in_a_new_window() -> Result<()> {
    journey("kept", Size::Phone, async |browser, _| {
        let record = half_a_record(browser).await?;
        browser.reload().await?;
        browser.sees(word!(visit_pages::restored)).await?;
        request_stands(browser).await?;
        browser.new_window(Size::Phone).await?;
        browser.open(&record).await?;
        browser.sees(word!(visit_pages::restored)).await?;
        request_stands(browser).await
    })
    .await
}

#[tokio::test]
async fn chinese_typed_by_its_sounds_is_kept_as_the_characters_picked() -> Result<()> {
    journey("composed", Size::Phone, async |browser, _| {
        half_a_record(browser).await?;
        browser.compose("xiexie").await?;
        browser.pick("，谢谢").await?;
        // Only what is kept comes back.
        browser.sees("已存在这台设备上").await?;
        let request = word!(visits::brought_back_request);
        let whole = format!("{REQUEST}，谢谢");
        assert_eq!(
            browser
                .value_near(request, word!(visits::say_or_write))
                .await?,
            whole
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_visit_handed_in_to_a_dead_server_stays_and_is_one_visit_later() -> Result<()> {
    journey("outage", Size::Phone, async |browser, city| {
        let record = half_a_record(browser).await?;
        city.kill()?;
        reference_visit::finish(browser).await?;
        browser.sees(word!(visit_pages::sent_not)).await?;
        request_stands(browser).await?;
        city.start_again().await?;
        browser.tap(word!(visits::submit)).await?;
        reference_visit::sees_saved(browser).await?;
        // A second one would have the same name, and a tap must be certain.
        browser.open(record.trim_end_matches("/record")).await?;
        browser.tap_near(word!(visits::past_visits), "今天").await
    })
    .await
}

#[tokio::test]
async fn a_visit_handed_in_without_network_stays_until_there_is_one() -> Result<()> {
    journey("no-network", Size::Phone, async |browser, _| {
        half_a_record(browser).await?;
        browser.cut_network(true).await?;
        reference_visit::finish(browser).await?;
        browser.sees(word!(visit_pages::sent_not)).await?;
        browser.cut_network(false).await?;
        browser.tap(word!(visits::submit)).await?;
        reference_visit::sees_saved(browser).await
    })
    .await
}

#[tokio::test]
async fn a_score_is_still_there_when_the_session_ended_and_the_assessor_signed_in_again()
-> Result<()> {
    const SCORE: &str = "78";
    const REMARKS: &str = "前三步完整，和家长的约定再具体一些。";
    journey("session-ended", Size::Phone, async |browser, _| {
        let assessor = browser.card_of(Persona::Assessor).await?.name;
        let (score, remarks, give) = (
            word!(certification_pages::score_of_100),
            word!(certification_pages::remarks),
            word!(certification_pages::score_give),
        );
        browser.become_persona(Persona::Assessor).await?;
        browser.open("/desk/seats").await?;
        browser.tap(TO_JUDGE).await?;
        browser.write(score, SCORE).await?;
        browser.write(remarks, REMARKS).await?;
        browser.session_ends().await?;
        browser.tap(give).await?;
        browser.sees(word!(ui::signed_out_title)).await?;
        browser
            .tap_near(&assessor, word!(identity::sign_in))
            .await?;
        browser.sees_no(word!(ui::signed_out_title)).await?;
        // Nothing on the page asks once more for what was done.
        browser.sees_no(word!(ui::go_sign_in)).await?;
        assert_eq!(browser.value_of(score).await?, SCORE);
        assert_eq!(browser.value_of(remarks).await?, REMARKS);
        browser.tap(give).await?;
        browser
            .sees(word!(certification_pages::score_stands))
            .await?;
        browser.sees(REMARKS).await
    })
    .await
}
