//! The second act: forty hours by sign-in list, an exam and four observed lessons for each.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tongyu_e2e::{Browser, word};
use tongyu_shared::{
    api::endpoint::Endpoint,
    certification::{
        endpoints::{AddTraining, EnterLessons, ReadCohort},
        rules::TrainingKind,
        types::{CandidateLine, CohortDetail, LessonRow, LessonTable, NewTraining},
    },
    identity::types::Persona,
    ids::TrainingId,
    time::Date,
};

use super::{PEOPLE, candidates, cohort};

/// Held before today, each of so many hours.
const BEFORE: [(u32, i32, &str); 3] = [
    (9, 12, "怎样听家长把话说完"),
    (13, 12, "隔代照护与家庭沟通"),
    (16, 12, "班会上的家长课堂"),
];
/// Today's, with the hours that are left of forty.
const TODAY: (&str, &str) = ("4", "结业交流");
/// Who holds them.
const TRAINER: &str = "罗娜";
/// Who watches lessons.
const OBSERVER: &str = "白露";
/// The days of the lessons before today's.
const LESSON_DAYS: [u32; 4] = [10, 12, 17, 19];
/// Whose lesson of today is typed.
const TYPED: usize = 3;

fn november(day: u32) -> Result<Date> {
    Date::new(2026, 11, day).context("a day of November")
}

/// Today's by hand; those before, which are the same form, by requests.
pub async fn manager_adds_trainings(browser: &Browser) -> Result<()> {
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    let id = cohort(browser).await?;
    let path = ReadCohort::PATH.replace("{cohort}", &id);
    let found = browser.ask("GET", &path, &Value::Null).await?;
    let found: CohortDetail = serde_json::from_value(found)?;
    let mut trainers = found.trainers.iter();
    let trainer = trainers.find(|one| one.name == TRAINER).context(TRAINER)?;
    for (day, hours, topic) in BEFORE {
        let training = TrainingId::new().to_string();
        let body = NewTraining {
            cohort: found.cohort,
            kind: TrainingKind::Course,
            day: november(day)?,
            hours,
            topic: topic.to_owned(),
            trainer: trainer.account,
        };
        let path = AddTraining::PATH.replace("{training}", &training);
        browser.ask("PUT", &path, &json!(body)).await?;
    }
    let (hours, topic) = TODAY;
    browser
        .tap_near(
            word!(certification_pages::lessons),
            word!(certification_pages::trainings),
        )
        .await?;
    browser
        .write(word!(certification_pages::hours_label), hours)
        .await?;
    browser
        .write(word!(certification_pages::training_topic), topic)
        .await?;
    browser
        .pick_entry(word!(certification_pages::trainer), TRAINER)
        .await?;
    browser
        .tap(word!(certification_pages::training_add))
        .await?;
    browser
        .sees(word!(certification_pages::training_added))
        .await?;
    browser.sees(topic).await
}

pub async fn trainer_signs_everyone_in(browser: &Browser) -> Result<()> {
    browser.become_persona(Persona::Trainer).await?;
    for topic in BEFORE
        .map(|training| training.2)
        .into_iter()
        .chain([TODAY.1])
    {
        browser.open("/desk/trainings").await?;
        browser.tap(topic).await?;
        browser
            .tap(&word!(certification_pages::pick_all, PEOPLE))
            .await?;
        browser
            .tap(&word!(certification_pages::sign_in_do, PEOPLE))
            .await?;
        browser
            .sees(&word!(certification_pages::bulk_sum, PEOPLE, 0, 0))
            .await?;
    }
    Ok(())
}

/// Everyone's, by hand.
pub async fn manager_enters_exams(browser: &Browser) -> Result<()> {
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    let id = cohort(browser).await?;
    let people = candidates(browser, &id).await?;
    browser.tap(word!(certification_pages::scores)).await?;
    for (nth, one) in (0_u32..).zip(&people) {
        let field = [&one.name, " ", word!(certification_pages::score)].concat();
        browser.write(&field, &(68 + nth * 2).to_string()).await?;
    }
    saves(browser, PEOPLE).await
}

/// A few of today's by hand; all others, which are the same table, by one request.
pub async fn manager_enters_lessons(browser: &Browser) -> Result<()> {
    let id = cohort(browser).await?;
    let people = candidates(browser, &id).await?;
    let body = lessons_before(&people)?;
    let path = EnterLessons::PATH.replace("{cohort}", &id);
    browser.ask("POST", &path, &json!(body)).await?;
    browser.tap(word!(certification_pages::lessons)).await?;
    browser
        .write(word!(certification_pages::observer), OBSERVER)
        .await?;
    for one in people.iter().take(TYPED) {
        let field = |word: &str| [&one.name, " ", word].concat();
        let class = field(word!(certification_pages::class));
        browser.write(&class, "家长课堂第4次").await?;
        let score = field(word!(certification_pages::score));
        browser.write(&score, "88").await?;
    }
    saves(browser, u32::try_from(TYPED)?).await?;
    for one in candidates(browser, &id).await? {
        let shown = (one.hours, one.lessons, one.theory.is_some());
        ensure!(shown == (40, 4, true), "{} has {shown:?}", one.name);
    }
    Ok(())
}

/// Four lessons for each, but three for those whose fourth is typed.
fn lessons_before(people: &[CandidateLine]) -> Result<LessonTable> {
    let mut rows = Vec::new();
    for (nth, one) in people.iter().enumerate() {
        let held = LESSON_DAYS.len() - usize::from(nth < TYPED);
        for (lesson, day) in (1..).zip(LESSON_DAYS).take(held) {
            rows.push(LessonRow {
                application: one.application,
                day: november(day)?,
                class_name: format!("家长课堂第{lesson}次"),
                observer: OBSERVER.to_owned(),
                score: 80 + lesson * 3,
                correction: None,
            });
        }
    }
    Ok(LessonTable { rows })
}

async fn saves(browser: &Browser, rows: u32) -> Result<()> {
    browser.tap(word!(certification_pages::scores_save)).await?;
    browser
        .sees(&word!(certification_pages::bulk_sum, rows, 0, 0))
        .await
}
