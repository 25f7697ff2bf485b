//! The third act: two assessors for each, blind to each other, a third one after a disagreement;
//! then all are put forward at once.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tongyu_e2e::{Browser, keyboard::Press, word};
use tongyu_shared::{
    api::endpoint::Endpoint,
    certification::{
        endpoints::{ListOwnSeats, ReadApplication, ReadOwnSeat},
        types::{CandidateDetail, OwnSeat, OwnSeats, SeatState},
    },
    identity::types::Persona,
};

use super::{COHORT, PEOPLE, candidates, cohort};
use crate::desk::{open_cohort, signs_in_by_code};

/// All assessors with their phones. One code goes to each: the city's clock stands still.
const ASSESSORS: [(&str, &str); 4] = [
    ("邹平", "19900000064"),
    ("江涛", "19900000065"),
    ("丁兰", "19900000066"),
    ("马霞", "19900000012"),
];
/// About whom two assessors disagree.
const DISPUTED: &str = "陈雨";
/// Their points, then those of the third: more than fifteen lie between the first two.
const POINTS: [&str; 3] = ["84", "60", "80"];
/// Key presses from the open list to the confirmed batch.
const MOST_KEYS: u32 = 20;

pub async fn manager_fills_the_seats(browser: &Browser) -> Result<()> {
    open_cohort(browser, COHORT).await?;
    browser
        .tap(&word!(certification_pages::pick_all, PEOPLE))
        .await?;
    fills(browser, PEOPLE).await
}

async fn fills(browser: &Browser, people: u32) -> Result<()> {
    browser.tap(word!(certification_pages::fill_seats)).await?;
    browser
        .sees(&word!(certification_pages::bulk_sum, people, 0, 0))
        .await
}

pub async fn two_disagree_and_a_third_decides(browser: &Browser) -> Result<()> {
    let seated = seated(browser).await?;
    let (two, others): (Vec<_>, Vec<_>) = ASSESSORS
        .into_iter()
        .partition(|(name, _)| seated.iter().any(|one| one.as_str() == *name));
    ensure!(two.len() == 2, "{seated:?} judge {DISPUTED}");
    let mut points = POINTS.into_iter();
    for assessor in two {
        judges(browser, assessor, &mut points).await?;
    }
    manager_asks_a_third(browser).await?;
    for assessor in others {
        judges(browser, assessor, &mut points).await?;
    }
    ensure!(points.next().is_none(), "a third judged {DISPUTED}");
    Ok(())
}

/// The names of those who have the disputed file.
async fn seated(browser: &Browser) -> Result<Vec<String>> {
    let id = cohort(browser).await?;
    let people = candidates(browser, &id).await?;
    let mut people = people.iter();
    let disputed = people.find(|one| one.name == DISPUTED).context(DISPUTED)?;
    let path = ReadApplication::PATH.replace("{application}", &disputed.application.to_string());
    let file = browser.ask("GET", &path, &Value::Null).await?;
    let file: CandidateDetail = serde_json::from_value(file)?;
    Ok(file
        .seats
        .into_iter()
        .map(|seat| seat.assessor_name)
        .collect())
}

/// The disputed file is judged on its page with the next of `points`, the others by requests.
async fn judges(
    browser: &Browser,
    (name, phone): (&str, &str),
    points: &mut impl Iterator<Item = &'static str>,
) -> Result<()> {
    signs_in_by_code(browser, name, phone).await?;
    let seats = browser.ask("GET", ListOwnSeats::PATH, &Value::Null).await?;
    let seats: OwnSeats = serde_json::from_value(seats)?;
    let open = |seat: &&OwnSeat| seat.state == SeatState::Open && seat.cohort_name == COHORT;
    for seat in seats.items.iter().filter(open) {
        if seat.name == DISPUTED {
            let points = points.next().context("three judge a file")?;
            scores_on_the_page(browser, points).await?;
        } else {
            scores_by_request(browser, &seat.assessment.to_string()).await?;
        }
    }
    Ok(())
}

async fn scores_on_the_page(browser: &Browser, points: &str) -> Result<()> {
    browser.open("/desk/seats").await?;
    browser.tap(DISPUTED).await?;
    browser.sees(word!(certification_pages::blind)).await?;
    for other in POINTS {
        browser
            .sees_no(&word!(certification_pages::points, other))
            .await?;
    }
    browser
        .write(word!(certification_pages::score_of_100), points)
        .await?;
    browser
        .write(
            word!(certification_pages::remarks),
            "五步完整，和家长的对话自然。",
        )
        .await?;
    browser.tap(word!(certification_pages::score_give)).await?;
    browser.sees(word!(certification_pages::score_stands)).await
}

async fn scores_by_request(browser: &Browser, seat: &str) -> Result<()> {
    let path = ReadOwnSeat::PATH.replace("{assessment}", seat);
    let found = browser.ask("GET", &path, &Value::Null).await?;
    let body = json!({ "score": 83, "remarks": "五步完整，课后跟进可以再细一些。" });
    let version = found["version"].as_i64();
    browser
        .ask_on("PUT", &[&path, "/score"].concat(), &body, version)
        .await
        .map(drop)
}

async fn manager_asks_a_third(browser: &Browser) -> Result<()> {
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    open_cohort(browser, COHORT).await?;
    browser
        .sees(word!(certification::flag_third_needed))
        .await?;
    browser.tap(DISPUTED).await?;
    browser.type_keys("x").await?;
    browser.sees(&word!(certification_pages::picked, 1)).await?;
    fills(browser, 1).await
}

/// Without a mouse: all, the sample file by file, the number, Enter.
pub async fn certifier_puts_them_forward(browser: &Browser) -> Result<()> {
    let number = word!(certification_pages::type_number, PEOPLE);
    browser.become_persona(Persona::Certifier).await?;
    open_cohort(browser, COHORT).await?;
    browser
        .sees(&word!(certification_pages::pick_all, PEOPLE))
        .await?;
    browser.heading_has_focus().await?;
    browser.count_from_here();
    browser.type_keys("a").await?;
    browser
        .sees(&word!(certification_pages::picked, PEOPLE))
        .await?;
    let mut opened = 0;
    loop {
        browser.type_keys("r").await?;
        opened += 1;
        browser.sees(&format!("已看 {opened} 份")).await?;
        browser.settled().await?;
        if !browser.text().await?.contains("打开下一份") {
            break;
        }
    }
    ensure!(opened >= 5, "only {opened} files were opened");
    browser.sees(&number).await?;
    browser.settled().await?;
    browser.focus_is_on(&number).await?;
    // One press too many is no number.
    browser.type_keys("r").await?;
    let typed = browser.value_of(&number).await?;
    ensure!(typed.is_empty(), "the field of the number says {typed}");
    browser.type_keys(&PEOPLE.to_string()).await?;
    browser.press(Press::Enter).await?;
    browser
        .sees(&word!(certification_pages::confirmed, PEOPLE))
        .await?;
    let keys = browser.typed();
    println!("{PEOPLE} people were put forward with {keys} key presses");
    ensure!(keys <= MOST_KEYS, "{keys} key presses");
    Ok(())
}
