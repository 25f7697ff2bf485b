//! Where certification does not go straight: a file is sent back, an application is refused and the
//! appeal against it upheld, an assessor gives a seat up, a holder gives a certificate back.

use anyhow::Result;
use tongyu_e2e::{Browser, City, Size, journey, word};
use tongyu_shared::identity::types::Persona;

use crate::desk::{COHORT, open_cohort, open_file, shown_as, signs_in_by_code};

/// Lacks one of four lessons.
const LACKS_A_LESSON: (&str, &str) = ("周文", "19900000080");
/// Waits for a decision on the application.
const WAITS: (&str, &str) = ("沈冰", "19900000084");
/// Runs certification beside the persona.
const OTHER_MANAGER: (&str, &str) = ("秦岚", "19900000068");
/// Whose file has an open seat of the persona's.
const TO_JUDGE: &str = "何晓雪";
/// Who takes the seat, and the phone.
const NEXT_ASSESSOR: (&str, &str) = ("丁兰", "19900000066");

/// Holds a certificate of this system.
const HOLDER: (&str, &str) = ("罗强", "19900000003");

/// A phone on which someone without a card is signed in.
async fn phone_of(city: &City, (name, phone): (&str, &str)) -> Result<Browser> {
    let browser = Browser::start(&city.origin(), Size::Phone).await?;
    signs_in_by_code(&browser, name, phone).await?;
    Ok(browser)
}

/// Opens one's own application.
async fn open_own(candidate: &Browser) -> Result<()> {
    candidate.open("/desk/instructor").await?;
    let level = word!(certification::level_junior_lecturer);
    candidate.tap(level).await?;
    candidate
        .sees(word!(certification_pages::rule_by_rule))
        .await
}

/// Opens a folded step of a file, writes why, and takes it.
async fn takes_step(browser: &Browser, step: &str, why: &str) -> Result<()> {
    let reason = word!(certification_pages::reason);
    browser.tap(step).await?;
    browser.write(reason, why).await?;
    // What unfolded it bears the same words; the button stands by the field.
    browser.tap_near(reason, step).await
}

#[tokio::test]
async fn a_candidate_is_sent_back_for_a_lesson_and_the_file_comes_again_complete() -> Result<()> {
    const MISSING: &str = "四节五步课只记了三节，请补上第四节的评课。";
    journey("sent-back", Size::Desktop, async |browser, city| {
        let candidate = phone_of(city, LACKS_A_LESSON).await?;
        let told = word!(certification_pages::was_sent_back, MISSING);
        browser
            .become_persona(Persona::CertificationManager)
            .await?;
        open_file(browser, LACKS_A_LESSON.0).await?;
        takes_step(browser, word!(certification_pages::send_back), MISSING).await?;
        browser.sees(word!(certification_pages::sent_back)).await?;
        open_own(&candidate).await?;
        candidate.sees(&told).await?;

        last_hours(browser).await?;
        browser
            .become_persona(Persona::CertificationManager)
            .await?;
        last_lesson(browser).await?;
        open_own(&candidate).await?;
        candidate.sees(word!(certification::state_assessed)).await?;
        candidate.sees_no(&told).await?;
        // Those who decide see that it had been sent back.
        open_file(browser, LACKS_A_LESSON.0).await?;
        browser.sees(word!(certification::flag_sent_back)).await
    })
    .await
}

async fn last_hours(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::Trainer).await?;
    browser.open("/desk/trainings").await?;
    browser.tap("结业研讨").await?;
    browser
        .tap(&word!(certification_pages::pick_all, 12))
        .await?;
    browser
        .tap(&word!(certification_pages::sign_in_do, 12))
        .await?;
    browser
        .sees(&word!(certification_pages::bulk_sum, 12, 0, 0))
        .await
}

async fn last_lesson(browser: &Browser) -> Result<()> {
    let of = |word: &str| [LACKS_A_LESSON.0, " ", word].concat();
    open_cohort(browser, COHORT).await?;
    browser.tap(word!(certification_pages::lessons)).await?;
    browser
        .write(word!(certification_pages::observer), "白露")
        .await?;
    let class = of(word!(certification_pages::class));
    browser.write(&class, "家长课堂第4次").await?;
    let score = of(word!(certification_pages::score));
    browser.write(&score, "88").await?;
    browser.tap(word!(certification_pages::scores_save)).await?;
    browser
        .sees(&word!(certification_pages::bulk_sum, 1, 0, 0))
        .await
}

#[tokio::test]
async fn a_refusal_is_appealed_and_another_manager_upholds_the_appeal() -> Result<()> {
    const WHY: &str = "任职证明和学校名册对不上。";
    const APPEAL: &str = "我今年九月调入，学校的新名册里有我。";
    const DECISION: &str = "已和学校核对，九月起在岗，申诉成立。";
    journey("appeal", Size::Desktop, async |browser, city| {
        let candidate = phone_of(city, WAITS).await?;
        browser
            .become_persona(Persona::CertificationManager)
            .await?;
        open_application(browser).await?;
        takes_step(browser, word!(certification_pages::refuse), WHY).await?;
        browser.sees(word!(certification_pages::refused)).await?;

        open_own(&candidate).await?;
        candidate.sees(WHY).await?;
        candidate
            .write(word!(certification_pages::appeal_text), APPEAL)
            .await?;
        candidate
            .tap(word!(certification_pages::appeal_send))
            .await?;
        candidate.sees(word!(certification_pages::appealed)).await?;

        // Who refused reads the appeal, and another one decides it.
        open_application(browser).await?;
        browser.sees(APPEAL).await?;
        browser
            .sees_no(word!(certification_pages::appeal_decide))
            .await?;
        let (name, phone) = OTHER_MANAGER;
        signs_in_by_code(browser, name, phone).await?;
        browser.open("/desk/certification/applications").await?;
        browser
            .sees(word!(certification_pages::appeal_waits))
            .await?;
        open_application(browser).await?;
        browser
            .tap(word!(certification_pages::appeal_upheld))
            .await?;
        browser
            .write(word!(certification_pages::reason), DECISION)
            .await?;
        browser.tap(word!(certification_pages::decide)).await?;
        browser.sees(word!(certification_pages::decided)).await?;

        open_own(&candidate).await?;
        candidate.sees(word!(certification::state_eligible)).await?;
        candidate
            .sees(word!(certification::event_uphold_appeal))
            .await?;
        candidate.sees(DECISION).await
    })
    .await
}

async fn open_application(browser: &Browser) -> Result<()> {
    browser.open("/desk/certification/applications").await?;
    browser.tap(WAITS.0).await?;
    browser.sees(word!(certification_pages::evidence)).await
}

#[tokio::test]
async fn an_assessor_with_a_conflict_gives_the_seat_up_and_another_one_takes_it() -> Result<()> {
    const RELATION: &str = "同一课题组";
    journey("conflict", Size::Desktop, async |browser, _| {
        browser.become_persona(Persona::Assessor).await?;
        browser.open("/desk/seats").await?;
        browser.tap(TO_JUDGE).await?;
        browser
            .tap(word!(certification_pages::conflict_declare))
            .await?;
        browser
            .write(word!(certification_pages::relation), RELATION)
            .await?;
        browser
            .tap(word!(certification_pages::conflict_send))
            .await?;
        browser
            .sees(word!(certification_pages::conflict_declared))
            .await?;

        browser
            .become_persona(Persona::CertificationManager)
            .await?;
        open_file(browser, TO_JUDGE).await?;
        browser.sees(word!(certification_pages::seat_freed)).await?;
        let (name, phone) = NEXT_ASSESSOR;
        browser
            .tap_near(name, word!(certification_pages::seat_give))
            .await?;
        browser.sees(word!(certification_pages::seat_given)).await?;

        signs_in_by_code(browser, name, phone).await?;
        browser.open("/desk/seats").await?;
        browser.tap(TO_JUDGE).await?;
        browser.sees(word!(certification_pages::blind)).await?;
        browser.sees_no(RELATION).await
    })
    .await
}

#[tokio::test]
async fn a_holder_gives_a_certificate_back_on_a_phone_and_its_page_says_so() -> Result<()> {
    const WHY: &str = "我十二月调离本市。";
    journey("surrender", Size::Phone, async |browser, _| {
        let (name, phone) = HOLDER;
        signs_in_by_code(browser, name, phone).await?;
        browser.open("/desk/instructor").await?;
        browser.sees(word!(certification_pages::get_pdf)).await?;
        browser.tap(word!(certification_pages::surrender)).await?;
        browser
            .sees(word!(certification_pages::surrender_what))
            .await?;
        browser
            .write(word!(certification_pages::reason), WHY)
            .await?;
        browser
            .tap(word!(certification_pages::surrender_do))
            .await?;
        browser
            .sees(word!(certification_pages::surrendered))
            .await?;
        browser.sees_no(word!(certification_pages::get_pdf)).await?;
        browser.tap(word!(certification_pages::public_page)).await?;
        browser
            .sees(&shown_as(word!(certificates::shown_surrendered)))
            .await?;
        browser.sees_no(WHY).await
    })
    .await
}
