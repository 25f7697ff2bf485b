//! A micro-lesson from the first word to a parent's phone: what is no film and what are no captions
//! is told apart, a second person hands it back once, and nobody sees it before it is published. What
//! is typed outlives its page and never silently takes another's place.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result};
use tongyu_e2e::{
    Browser, Size, journey,
    wait::{Found, PATIENCE, until},
    word,
};
use tongyu_shared::identity::types::Persona;

const TITLE: &str = "吃饭时，手机先睡觉";
const ACTION: &str = "今晚吃饭前，全家把手机放进一个篮子。";
const SAID: &str = "吃饭的二十分钟，是一天里最容易说上话的时候。";
/// What the reviewer wants, and what the author makes of it.
const REMARK: &str = "“今晚试一试”里请写清楚，老人和客人的手机要不要放。";
const MENDED: &str = "今晚吃饭前，爸爸妈妈和孩子先把手机放进篮子，老人随意。";
/// The server measures and converts a film.
const TAKES: Duration = Duration::from_mins(1);

/// A film and its captions of the samples.
fn sample(file: &str) -> Result<PathBuf> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../backend/samples");
    let file = samples.join("ten-minutes-of-reading").join(file);
    // A browser takes no path with a way up in it.
    fs::canonicalize(&file).with_context(|| file.display().to_string())
}

#[tokio::test]
async fn a_lesson_is_made_handed_back_mended_published_and_watched_by_a_parent() -> Result<()> {
    journey("lessons", Size::Desktop, async |browser, city| {
        browser.become_persona(Persona::LessonAuthor).await?;
        let lesson = begins(browser).await?;
        writes(browser).await?;
        uploads(browser).await?;
        captions(browser).await?;
        submits(browser).await?;
        let parent = Browser::start(&city.origin(), Size::Phone).await?;
        parent.open(&["/w/", &lesson].concat()).await?;
        parent.sees(word!(learning::gone)).await?;

        hands_back(browser).await?;
        mends(browser, &lesson).await?;
        publishes(browser).await?;
        watches(&parent, &lesson).await
    })
    .await
}

#[tokio::test]
async fn a_lesson_written_on_two_devices_asks_which_one_stays() -> Result<()> {
    const OTHER: &str = "今晚吃饭前，手机都放到门口的柜子里。";
    let action = word!(course_pages::action);
    let newer = word!(course_pages::newer, action);
    journey("two-devices", Size::Desktop, async |browser, city| {
        browser.become_persona(Persona::LessonAuthor).await?;
        let lesson = ["/desk/lessons/", &begins(browser).await?].concat();
        browser.write(action, ACTION).await?;
        browser.reload().await?;
        browser.sees(action).await?;
        assert_eq!(browser.value_of(action).await?, ACTION);

        let phone = Browser::start(&city.origin(), Size::Phone).await?;
        phone.become_persona(Persona::LessonAuthor).await?;
        phone.open(&lesson).await?;
        phone.write(action, OTHER).await?;
        saves(&phone).await?;

        // Saving is refused, and then it is asked; what was typed stays.
        browser.tap(word!(ui::save)).await?;
        browser.sees(&newer).await?;
        browser.reload().await?;
        browser.sees(&newer).await?;
        assert_eq!(browser.value_of(action).await?, ACTION);
        browser.tap(word!(course_pages::newer_see)).await?;
        browser.sees(OTHER).await?;
        browser.tap(word!(course_pages::newer_take)).await?;
        browser.sees_no(&newer).await?;
        assert_eq!(browser.value_of(action).await?, OTHER);
        browser.tap(word!(ui::undo)).await?;
        browser.sees(&newer).await?;
        assert_eq!(browser.value_of(action).await?, ACTION);
        browser.tap(word!(course_pages::newer_mine)).await?;
        saves(browser).await?;
        phone.reload().await?;
        phone.sees(action).await?;
        assert_eq!(phone.value_of(action).await?, ACTION);
        Ok(())
    })
    .await
}

/// Gives the lesson's id.
async fn begins(browser: &Browser) -> Result<String> {
    browser.open("/desk/lessons").await?;
    browser.tap(word!(course_pages::new)).await?;
    browser
        .write(word!(course_pages::lesson_title), TITLE)
        .await?;
    browser.tap(word!(courses::stage_primary)).await?;
    browser.tap(word!(courses::topic_screens)).await?;
    browser.tap(word!(course_pages::begin)).await?;
    browser.sees(word!(course_pages::film_file)).await?;
    let path = browser.path().await?;
    let (_, lesson) = path.rsplit_once('/').context("a lesson")?;
    Ok(lesson.to_owned())
}

async fn writes(browser: &Browser) -> Result<()> {
    browser
        .pick_entry(word!(course_pages::guideline), "手机和屏幕")
        .await?;
    browser.write(word!(course_pages::action), ACTION).await?;
    browser.write(word!(course_pages::transcript), SAID).await?;
    saves(browser).await
}

async fn saves(browser: &Browser) -> Result<()> {
    browser.tap(word!(ui::save)).await?;
    browser.sees(word!(course_pages::saved)).await
}

/// Notes that bear the name of a film, then a film.
async fn uploads(browser: &Browser) -> Result<()> {
    let notes = browser.folder().join("吃饭.mp4");
    fs::write(&notes, "第一幕：一家人坐下来。")?;
    let film = sample("video.mp4")?;
    for (file, answer) in [
        (&notes, word!(courses::film_not_a_video)),
        (&film, word!(course_pages::film_taken)),
    ] {
        browser
            .choose_file(word!(course_pages::film_file), file)
            .await?;
        browser.tap(word!(course_pages::film_send)).await?;
        browser.sees_within(TAKES, answer).await?;
    }
    browser.sees_no(word!(courses::film_not_a_video)).await
}

/// Captions of another kind, with a time that is none, then good ones.
async fn captions(browser: &Browser) -> Result<()> {
    let wrong = [
        (
            "吃饭.srt",
            "1\n00:00:00,000 --> 00:00:02,000\n好\n",
            word!(validation::captions_no_header).to_owned(),
        ),
        (
            "吃饭.vtt",
            "WEBVTT\n\n第一秒 --> 00:02.000\n好\n",
            word!(validation::captions_bad_time, 3),
        ),
    ];
    for (name, text, answer) in wrong {
        let file = browser.folder().join(name);
        fs::write(&file, text)?;
        saves_captions(browser, &file).await?;
        browser.sees(&answer).await?;
    }
    saves_captions(browser, &sample("captions.vtt")?).await?;
    browser.sees(word!(course_pages::captions_saved)).await
}

/// Chooses a file and saves its text once it is there to be read.
async fn saves_captions(browser: &Browser, file: &Path) -> Result<()> {
    let text = fs::read_to_string(file)?;
    browser
        .choose_file(word!(course_pages::captions_file), file)
        .await?;
    until(PATIENCE, async || {
        let shown = browser.value_of(word!(course_pages::captions_text)).await?;
        Ok(if shown.trim() == text.trim() {
            Found::Yes(())
        } else {
            Found::NotYet(format!("the field says {shown}"))
        })
    })
    .await?;
    browser.tap(word!(course_pages::captions_save)).await
}

async fn submits(browser: &Browser) -> Result<()> {
    browser.sees(word!(course_pages::complete)).await?;
    browser.tap(word!(courses::step_submit)).await?;
    browser.sees(word!(course_pages::waits)).await
}

async fn opens_to_review(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::Researcher).await?;
    browser.open("/desk/lessons").await?;
    browser.tap(TITLE).await?;
    browser.sees(SAID).await
}

async fn hands_back(browser: &Browser) -> Result<()> {
    let (hand_back, what) = (
        word!(course_pages::hand_back),
        word!(course_pages::what_to_change),
    );
    opens_to_review(browser).await?;
    browser.tap(hand_back).await?;
    browser.write(what, REMARK).await?;
    // What was typed outlives its page, and is found from elsewhere.
    browser.reload().await?;
    browser.sees(what).await?;
    browser.open("/me").await?;
    browser.sees(word!(identity::unsent_lesson_return)).await?;
    browser.sees(REMARK).await?;
    browser.tap(word!(identity::unsent_go_on)).await?;
    browser.sees(what).await?;
    assert_eq!(browser.value_of(what).await?, REMARK);
    // What unfolded the form bears the same words; the button stands by the field.
    browser.tap_near(what, hand_back).await?;
    browser.sees(word!(course_pages::handed_back)).await?;
    // It is the author's again; the reviewer stands before what else waits.
    browser.sees(word!(course_pages::to_review)).await
}

async fn mends(browser: &Browser, lesson: &str) -> Result<()> {
    browser.become_persona(Persona::LessonAuthor).await?;
    browser.open(&["/desk/lessons/", lesson].concat()).await?;
    browser
        .sees(&word!(course_pages::review_note, REMARK))
        .await?;
    browser.write(word!(course_pages::action), MENDED).await?;
    saves(browser).await?;
    submits(browser).await
}

async fn publishes(browser: &Browser) -> Result<()> {
    opens_to_review(browser).await?;
    browser.sees(MENDED).await?;
    browser.tap(word!(courses::step_publish)).await?;
    browser.sees(word!(courses::state_published)).await?;
    browser.sees(word!(course_pages::public_page)).await
}

/// A parent without an account reads and plays it.
async fn watches(parent: &Browser, lesson: &str) -> Result<()> {
    parent.open(&["/w/", lesson].concat()).await?;
    for words in [TITLE, MENDED, SAID, word!(learning::sign_in)] {
        parent.sees(words).await?;
    }
    parent.play().await?;
    parent.film_reaches(1.5).await
}
