//! The main job, from the door to the last word of the family: a head teacher logs a visit, the
//! request goes to its office, is answered, and is closed by the mother alone.

use anyhow::Result;
use tongyu_e2e::{Browser, Size, journey, word};
use tongyu_shared::identity::types::Persona;

use crate::reference_visit::{self, REQUEST};

/// What the office writes.
const ANSWER: &str = "12月起周一到周四延到18:00，自愿报名。";

#[tokio::test]
async fn what_a_mother_asks_for_at_the_door_comes_back_to_her_as_an_answer() -> Result<()> {
    journey("home-visit", Size::Phone, async |browser, _| {
        teacher_logs_the_visit(browser).await?;
        mother_confirms(browser).await?;
        office_answers(browser).await?;
        coordinator_agrees(browser).await?;
        mother_says_it_is_solved(browser).await?;
        teacher_sees_it_ended(browser).await
    })
    .await
}

/// Taps from the app's icon to the stored visit, as a teacher's hands would make them.
const MOST_TAPS: u32 = 18;

async fn teacher_logs_the_visit(browser: &Browser) -> Result<()> {
    let teacher = browser.card_of(Persona::HeadTeacher).await?;
    browser.open("/").await?;
    browser
        .tap_near(&teacher.name, word!(identity::sign_in))
        .await?;
    browser.sees(word!(visits::contact_this_term)).await?;
    browser.count_from_here();
    reference_visit::begin(browser).await?;
    reference_visit::tell(browser).await?;
    reference_visit::finish(browser).await?;
    reference_visit::sees_saved(browser).await?;
    // The icon on the home screen is the first tap.
    let taps = browser.taps() + 1;
    println!(
        "the reference visit took {taps} taps and {} characters",
        browser.typed()
    );
    assert!(taps <= MOST_TAPS, "{taps} taps");
    browser.sees(&word!(visits::matters_placed, 1)).await?;
    browser
        .sees(&word!(visits::matter_to_by, "教务处", "11月25日"))
        .await?;
    browser.sees(word!(visits::family_is_asked)).await
}

async fn mother_confirms(browser: &Browser) -> Result<()> {
    browser.forget_session().await?;
    browser.open_messages_of(Persona::Mother).await?;
    browser.tap_near("老师来家访过", "http").await?;
    browser.sees(REQUEST).await?;
    browser.tap(word!(visits::answer_met)).await?;
    browser.sees(word!(visits::confirm_met_follows)).await
}

async fn office_answers(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::OfficeMember).await?;
    browser.open("/").await?;
    browser.tap(REQUEST).await?;
    browser.tap(word!(matter_pages::accept)).await?;
    browser
        .write(word!(matter_pages::write_answer), ANSWER)
        .await?;
    browser.tap(word!(matter_pages::send_proposal)).await?;
    browser.sees(word!(matter_pages::done_proposed)).await
}

async fn coordinator_agrees(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::Coordinator).await?;
    browser.open("/matters").await?;
    browser.tap(REQUEST).await?;
    assert_eq!(
        browser.value_of(word!(matter_pages::write_answer)).await?,
        ANSWER
    );
    browser.tap(word!(matter_pages::approve)).await?;
    browser.sees(word!(matter_pages::done_answered)).await
}

async fn mother_says_it_is_solved(browser: &Browser) -> Result<()> {
    browser.forget_session().await?;
    browser.open_messages_of(Persona::Mother).await?;
    browser.tap_near("有答复了", "http").await?;
    browser.sees(ANSWER).await?;
    browser.tap(word!(feedback::rating_solved)).await?;
    browser.sees(word!(feedback::then_over)).await
}

async fn teacher_sees_it_ended(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::HeadTeacher).await?;
    browser.open("/matters").await?;
    browser.tap(word!(feedback::filter_ended)).await?;
    browser.tap(REQUEST).await?;
    let said = word!(matter_pages::rated, word!(feedback::rating_solved));
    browser.sees(&said).await?;
    browser.sees(ANSWER).await
}
