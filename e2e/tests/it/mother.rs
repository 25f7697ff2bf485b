//! Five minutes of a mother: she joins by one press on a message, watches on two phones, tries the
//! small thing, asks the head teacher, reads the answer and says that it is solved.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tongyu_e2e::{
    Browser, City, Size, journey_in,
    wait::{Found, PATIENCE, until},
    word,
};
use tongyu_shared::identity::types::Persona;

/// Her child, whose name only her own pages say in full.
const CHILD: &str = "王小明";
/// Her phone.
const PHONE: &str = "19900001002";
const QUESTION: &str = "分成两段还是磨蹭，怎么办？";
const ANSWER: &str = "先陪他坐五分钟，第二段再自己写。";
/// Where she stops, as a share of the film: a second more or less is still five tenths.
const STOPS_AT: f64 = 0.55;
const HALF: &str = "已学 5";

/// What one phone has played of a film is less than this share of it, and completes nothing.
const TOO_LITTLE: f64 = 0.7;

// She watches a whole film, which takes its time: in this city it passes.
#[tokio::test]
async fn a_mother_joins_learns_on_two_phones_asks_and_is_answered() -> Result<()> {
    let city = City::start_as_time_passes().await?;
    journey_in(city, "mother", Size::Phone, async |browser, city| {
        joins(browser).await?;
        let lesson = watches_half(browser).await?;
        plays_on_without_network(browser).await?;
        let first = browser.second_window(Size::Phone).await?;
        let other = Browser::start(&city.origin(), Size::Phone).await?;
        signs_in_elsewhere(&other, browser).await?;
        watches_the_rest(&other, &lesson).await?;
        browser.back_to(first).await?;
        does_not_take_her_back(browser, &other, &lesson).await?;
        tries_and_asks(&other).await?;
        the_teacher_answers(browser).await?;
        says_it_is_solved(&other).await
    })
    .await
}

async fn joins(browser: &Browser) -> Result<()> {
    browser.open_messages_of(Persona::Mother).await?;
    browser.tap_near("班主任请您加入", "http").await?;
    browser.sees(word!(joining::not_needed)).await?;
    browser.sees_no(CHILD).await?;
    browser.tap(word!(joining::consent_guardian)).await?;
    browser.tap(word!(joining::consent_child)).await?;
    browser.tap(word!(joining::join)).await?;
    browser.sees(CHILD).await?;
    browser.sees(word!(family_pages::tonight)).await
}

/// Opens tonight's lesson and stops in the middle, which is too little to have learnt it.
async fn watches_half(browser: &Browser) -> Result<String> {
    browser.tap(word!(family_pages::tonight_open)).await?;
    browser.sees(word!(learning::try_title)).await?;
    let page = browser.path().await?;
    let length = browser.film_length().await?;
    plays_fast(browser).await?;
    browser.film_reaches(length * STOPS_AT).await?;
    browser.pause().await?;
    // Leaving the page tells the server at once.
    browser.open("/p/learning").await?;
    browser.open(&page).await?;
    browser.sees(HALF).await?;
    browser.sees_no(word!(learning::learnt_done)).await?;
    Ok(page)
}

/// Puts the phone away with the page open and a few seconds that the server does not know.
async fn plays_on_without_network(browser: &Browser) -> Result<()> {
    keeps(browser, 0).await?;
    plays_fast(browser).await?;
    let at = browser.film_at().await?;
    browser.film_reaches(at + 1.0).await?;
    browser.cut_network(true).await?;
    browser.film_reaches(at + 4.0).await?;
    browser.pause().await?;
    keeps(browser, 1).await
}

/// The first phone tells its seconds when it is online again, and not where it stood.
async fn does_not_take_her_back(browser: &Browser, other: &Browser, lesson: &str) -> Result<()> {
    browser.cut_network(false).await?;
    keeps(browser, 0).await?;
    other.open(lesson).await?;
    other.sees(word!(learning::try_title)).await?;
    other.sees_no("继续").await
}

/// Waits until the phone keeps so many things that the server has not confirmed.
async fn keeps(browser: &Browser, things: u64) -> Result<()> {
    until(PATIENCE, async || {
        Ok(match browser.kept_things().await? {
            kept if kept == things => Found::Yes(()),
            kept => Found::NotYet(format!("{kept} things are kept")),
        })
    })
    .await
}

async fn plays_fast(browser: &Browser) -> Result<()> {
    browser.play().await?;
    browser.tap("2×").await
}

/// Signs in with the code that the first phone got.
async fn signs_in_elsewhere(other: &Browser, first: &Browser) -> Result<()> {
    other.open("/p").await?;
    other.write(word!(joining::phone), PHONE).await?;
    other.tap(word!(joining::get_code)).await?;
    other.sees(word!(joining::code)).await?;
    first.open_messages_of(Persona::Mother).await?;
    let messages = first.text().await?;
    let (_, rest) = messages.split_once("验证码 ").context("a code")?;
    let code: String = rest.chars().take(6).collect();
    other.write(word!(joining::code), &code).await?;
    other.tap(word!(family_pages::sign_in_now)).await?;
    other.sees(CHILD).await
}

/// The other phone goes on where she stopped, and at the end the lesson is finished: by what both
/// have played, for neither has played enough.
async fn watches_the_rest(other: &Browser, lesson: &str) -> Result<()> {
    other.open(lesson).await?;
    other.sees("继续").await?;
    other.sees(HALF).await?;
    let length = other.film_length().await?;
    plays_fast(other).await?;
    let began = other.film_at().await?;
    // It ends while an earlier report still waits for its answer.
    other.film_reaches(length - 4.0).await?;
    other.answers_come_late(Duration::from_secs(5)).await?;
    other.cut_network(true).await?;
    other.cut_network(false).await?;
    other.film_reaches(length).await?;
    keeps(other, 0).await?;
    other.sees(word!(learning::learnt_done)).await?;
    let played = other.played_here().await?;
    ensure!(
        began > length * (1.0 - TOO_LITTLE) && played < length * TOO_LITTLE,
        "the second phone began at {began} and played {played} of {length} seconds"
    );
    // It stays finished, on the first phone too.
    other.open("/p/learning").await?;
    other.sees(word!(learning::finished)).await?;
    other.open(lesson).await?;
    other.sees(word!(learning::learnt_done)).await
}

async fn tries_and_asks(other: &Browser) -> Result<()> {
    other.tap(word!(learning::tried)).await?;
    other.tap(word!(learning::helped_helped)).await?;
    other.tap(word!(learning::ask_teacher)).await?;
    other.write(word!(learning::ask_text), QUESTION).await?;
    other.tap(word!(learning::ask_send)).await?;
    other.sees(word!(learning::asked)).await?;
    other.open("/p/matters").await?;
    other.sees(QUESTION).await
}

async fn the_teacher_answers(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::HeadTeacher).await?;
    browser.open("/matters").await?;
    browser.tap(QUESTION).await?;
    browser
        .write(word!(matter_pages::write_answer), ANSWER)
        .await?;
    browser.tap(word!(feedback::send_answer)).await?;
    browser.sees(word!(matter_pages::done_answered)).await?;
    nobody_sees_her_minutes(browser).await
}

/// The teacher sees the question and the lesson, and nothing of what was watched.
async fn nobody_sees_her_minutes(browser: &Browser) -> Result<()> {
    let class = browser
        .ask("GET", "/api/v1/today", &Value::Null)
        .await?
        .to_string();
    for word in ["covered", "position", "watched", "seen_s"] {
        ensure!(!class.contains(word), "{word} in {class}");
    }
    Ok(())
}

async fn says_it_is_solved(other: &Browser) -> Result<()> {
    other.open("/p").await?;
    other.tap("有答复了").await?;
    other.sees(ANSWER).await?;
    other.tap(word!(feedback::rating_solved)).await?;
    other.sees(word!(family_pages::matter_thanks)).await?;
    other.sees(word!(feedback::then_over)).await
}
