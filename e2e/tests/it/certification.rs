//! An administrator takes twelve candidates from their evidence to certificates: one objection is
//! upheld on the way, and a phone scans a certificate before and after it is revoked.

use std::{fs, process::Command};

use anyhow::{Context, Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use tongyu_e2e::{Browser, Caller, City, Size, journey, keyboard::Press, word};
use tongyu_shared::{
    api::endpoint::Endpoint,
    certification::{
        certificates::endpoints::ListOwnCertificates,
        endpoints::{ListOwnSeats, ReadOwnSeat},
    },
    identity::types::Persona,
};

use crate::desk::{open_cohort, signs_in_by_code};

const LAST_TRAINING: &str = "结业研讨";
/// How many people are in the cohort.
const PEOPLE: u32 = 12;
/// Against whom someone objects.
const OBJECTED: &str = "许诺";
/// Whose certificate is scanned and revoked: the persona 指导师候选人.
const HOLDER: &str = "赵晴";
const DOCUMENT: &str = "演示〔2026〕18号";
/// After the five working days of the notice, and the next day.
const NOTICE_OVER: &str = "2026-12-02T10:00:00+08:00";
/// All assessors with their phones.
const ASSESSORS: [(&str, &str); 4] = [
    ("邹平", "19900000064"),
    ("江涛", "19900000065"),
    ("丁兰", "19900000066"),
    ("马霞", "19900000012"),
];
/// Key presses from the open list to the confirmed batch.
const MOST_KEYS: u32 = 20;

#[tokio::test]
async fn twelve_candidates_become_eleven_holders_and_one_certificate_is_revoked() -> Result<()> {
    journey("certification", Size::Desktop, async |browser, city| {
        someone_applies(browser).await?;
        manager_finds_them_eligible(browser).await?;
        trainer_signs_everyone_in(browser).await?;
        manager_enters_what_is_missing(browser).await?;
        assessors_score(browser).await?;
        certifier_puts_them_forward(browser).await?;
        let public = manager_publishes(browser).await?;
        neighbour_objects(browser, &public).await?;
        manager_upholds(browser).await?;
        city.go_on_at(NOTICE_OVER).await?;
        certifier_issues(browser).await?;
        let scanned = holder_takes_her_picture(browser, city).await?;
        let phone = Browser::start(&city.origin(), Size::Phone).await?;
        phone.open(&scanned).await?;
        phone.sees(word!(certificates::shown_certified)).await?;
        two_revoke(browser).await?;
        phone.open(&scanned).await?;
        phone.sees(word!(certificates::shown_revoked)).await
    })
    .await
}

async fn someone_applies(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::Mentor).await?;
    browser.open("/desk/instructor").await?;
    let level = word!(certification::level_junior_lecturer);
    browser
        .tap(&word!(certification_pages::apply_for, level))
        .await?;
    browser
        .sees(word!(certification_pages::step_evidence))
        .await?;
    browser.tap(word!(certification_pages::go_on)).await?;
    browser
        .tap(word!(certification_pages::relation_add))
        .await?;
    browser
        .write(word!(certification_pages::relation_name), "丁兰")
        .await?;
    browser
        .write(word!(certification_pages::relation), "师徒")
        .await?;
    browser.tap(word!(certification_pages::go_on)).await?;
    browser.tap(word!(certification_pages::declaration)).await?;
    browser.tap(word!(certification_pages::apply)).await?;
    browser.sees(word!(certification_pages::rule_by_rule)).await
}

async fn manager_finds_them_eligible(browser: &Browser) -> Result<()> {
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    browser.open("/desk/certification").await?;
    browser
        .tap(word!(certification_pages::applications_see))
        .await?;
    browser
        .tap(word!(certification_pages::pick_all_met))
        .await?;
    browser
        .tap(&word!(certification_pages::find_eligible, 2))
        .await?;
    browser
        .sees(&word!(certification_pages::bulk_sum, 2, 0, 0))
        .await
}

async fn trainer_signs_everyone_in(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::Trainer).await?;
    browser.open("/desk/trainings").await?;
    browser.tap(LAST_TRAINING).await?;
    browser
        .tap(&word!(certification_pages::pick_all, PEOPLE))
        .await?;
    browser
        .tap(&word!(certification_pages::sign_in_do, PEOPLE))
        .await?;
    browser
        .sees(&word!(certification_pages::bulk_sum, PEOPLE, 0, 0))
        .await
}

/// Two exams, one lesson, and the empty seats.
async fn manager_enters_what_is_missing(browser: &Browser) -> Result<()> {
    let score = word!(certification_pages::score);
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    open_cohort(browser).await?;
    browser.tap(word!(certification_pages::scores)).await?;
    for (name, points) in [("孙悦", "82"), ("何晓雪", "77")] {
        browser.write(&[name, " ", score].concat(), points).await?;
    }
    browser.tap(word!(certification_pages::scores_save)).await?;
    browser
        .sees(&word!(certification_pages::bulk_sum, 2, 0, 0))
        .await?;
    open_cohort(browser).await?;
    browser.tap(word!(certification_pages::lessons)).await?;
    browser
        .write(word!(certification_pages::observer), "白露")
        .await?;
    let class = ["周文 ", word!(certification_pages::class)].concat();
    browser.write(&class, "家长课堂第5次").await?;
    browser.write(&["周文 ", score].concat(), "88").await?;
    browser.tap(word!(certification_pages::scores_save)).await?;
    browser
        .sees(&word!(certification_pages::bulk_sum, 1, 0, 0))
        .await?;
    open_cohort(browser).await?;
    browser
        .tap(&word!(certification_pages::pick_all, PEOPLE))
        .await?;
    browser.tap(word!(certification_pages::fill_seats)).await?;
    browser.sees("办好").await
}

/// The first open seat is judged on its page, the others by requests.
async fn assessors_score(browser: &Browser) -> Result<()> {
    let mut judged = 0;
    for (name, phone) in ASSESSORS {
        signs_in_by_code(browser, name, phone).await?;
        let seats = browser.ask("GET", ListOwnSeats::PATH, &Value::Null).await?;
        let seats = seats["items"].as_array().cloned().unwrap_or_default();
        for seat in seats.iter().filter(|seat| seat["state"] == "open") {
            let id = seat["assessment"].as_str().context("a seat without id")?;
            if judged == 0 {
                scores_on_the_page(browser, id).await?;
            } else {
                scores_by_request(browser, id).await?;
            }
            judged += 1;
        }
    }
    ensure!(judged >= 3, "only {judged} seats were judged");
    Ok(())
}

async fn scores_on_the_page(browser: &Browser, seat: &str) -> Result<()> {
    browser.open(&["/desk/seats/", seat].concat()).await?;
    browser.sees(word!(certification_pages::blind)).await?;
    browser
        .write(word!(certification_pages::score_of_100), "84")
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

/// Without a mouse: all, the sample file by file, the number, Enter.
async fn certifier_puts_them_forward(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::Certifier).await?;
    open_cohort(browser).await?;
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
    browser
        .sees(&word!(certification_pages::type_number, PEOPLE))
        .await?;
    browser.settled().await?;
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

/// Gives the address of the public page.
async fn manager_publishes(browser: &Browser) -> Result<String> {
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    open_cohort(browser).await?;
    browser.tap(word!(certification_pages::publish)).await?;
    let number = word!(certification_pages::type_number, PEOPLE);
    browser.write(&number, &PEOPLE.to_string()).await?;
    browser.tap(word!(certification_pages::publish)).await?;
    browser
        .sees(word!(certification_pages::notice_people))
        .await?;
    browser
        .tap(word!(certification_pages::notice_public))
        .await?;
    browser.sees(word!(certificates::notice_title)).await?;
    browser.path().await
}

async fn neighbour_objects(browser: &Browser, public: &str) -> Result<()> {
    browser.forget_session().await?;
    browser.open(public).await?;
    browser
        .pick_entry(word!(certificates::objection_whom), OBJECTED)
        .await?;
    for (label, text) in [
        (word!(certificates::objection_name), "张立"),
        (word!(certificates::objection_contact), "19900000199"),
        (
            word!(certificates::objection_text),
            "11月2日的培训他请了假，没有到场。",
        ),
    ] {
        browser.write(label, text).await?;
    }
    browser.tap(word!(certificates::objection_send)).await?;
    browser.sees(word!(certificates::objection_received)).await
}

async fn open_notice(browser: &Browser) -> Result<()> {
    browser.open("/desk/certification/notices").await?;
    browser
        .tap(&word!(certification_pages::people, PEOPLE))
        .await?;
    browser
        .sees(word!(certification_pages::notice_people))
        .await
}

async fn manager_upholds(browser: &Browser) -> Result<()> {
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    open_notice(browser).await?;
    browser
        .sees(&word!(certification_pages::objection_against, OBJECTED))
        .await?;
    browser
        .tap(word!(certification_pages::objection_upheld))
        .await?;
    browser
        .write(
            word!(certification_pages::reason),
            "签到表经核对，当天没有到场。",
        )
        .await?;
    browser.tap(word!(certification_pages::decide)).await?;
    browser.sees(word!(certification_pages::decided)).await
}

async fn certifier_issues(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::Certifier).await?;
    open_notice(browser).await?;
    browser
        .write(word!(certification_pages::document_number), DOCUMENT)
        .await?;
    browser
        .tap(&word!(certification_pages::issue, PEOPLE - 1))
        .await?;
    browser
        .sees(&word!(certification_pages::issued, PEOPLE - 1, DOCUMENT))
        .await
}

/// Gives the address that a phone reads from the picture of the certificate.
async fn holder_takes_her_picture(browser: &Browser, city: &City) -> Result<String> {
    browser.become_persona(Persona::Candidate).await?;
    browser.open("/desk/instructor").await?;
    browser.sees(word!(certification_pages::get_png)).await?;
    browser.sees(DOCUMENT).await?;
    let picture = browser.folder().join("certificate.png");
    fs::write(&picture, picture_of(city).await?)?;
    let read = Command::new("zbarimg")
        .args(["--quiet", "--raw"])
        .arg(&picture)
        .output()
        .context("zbarimg of zbar-tools reads the code")?;
    let address = String::from_utf8(read.stdout)?.trim().to_owned();
    let (_, path) = address.split_once("/c/").context(address.clone())?;
    Ok(["/c/", path].concat())
}

/// The picture as the candidate downloads it.
async fn picture_of(city: &City) -> Result<Vec<u8>> {
    let candidate = Caller::sign_in(city.origin(), Persona::Candidate).await?;
    let get = async |path: &str| {
        let answer = candidate.request(Method::GET, path).send().await?;
        answer.error_for_status()
    };
    let own: Value = get(ListOwnCertificates::PATH).await?.json().await?;
    let id = own["items"][0]["id"].as_str().context("no certificate")?;
    let path = format!("/api/v1/own-certificates/{id}/png");
    Ok(get(&path).await?.bytes().await?.to_vec())
}

/// One proposes, another one decides.
async fn two_revoke(browser: &Browser) -> Result<()> {
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    acts(browser, word!(certification_pages::propose_revocation)).await?;
    browser
        .sees(word!(certification_pages::revocation_proposed))
        .await?;
    browser.become_persona(Persona::Certifier).await?;
    acts(browser, word!(certification_pages::revoke)).await?;
    // The button bears the word of the new state before anything is done.
    browser.sees(word!(certification_pages::act_done)).await
}

async fn acts(browser: &Browser, what: &str) -> Result<()> {
    browser.open("/desk/certification/certificates").await?;
    browser.tap(HOLDER).await?;
    browser.tap(what).await?;
    let reason = word!(certification_pages::reason);
    browser.write_near(what, reason, "培训材料经查不实").await?;
    // The summary that opened it bears the same words; the button stands below it.
    browser
        .tap_near(word!(certification_pages::reason), what)
        .await
}
