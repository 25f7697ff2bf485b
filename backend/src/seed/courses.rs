//! The demo's micro-lessons: the samples, made by a teacher and published by the district's
//! researcher; one that waits for review, and one that is begun.

use chrono::TimeDelta;
use tongyu_db::Db;
use tongyu_shared::{
    courses::types::{LessonText, Topic},
    org::grades::Stage,
    time::Instant,
};

use super::{builder::Builder, demo::SCHOOL, history, label};
use crate::{
    courses::{
        self,
        samples::{self, Planted, Sample},
    },
    http::{fault::Fault, input::Stamp},
};

/// Who makes lessons.
pub const AUTHOR: &str = "田甜";
/// Who reviews them.
pub const REVIEWER: &str = "白露";
/// The label of the lesson that waits for review.
pub const WAITING: &str = "before-the-visit";
/// The label of the lesson that is begun.
pub const BEGUN: &str = "weekend-rhythm";

/// Plants the samples, the first the newest, and the one that waits.
pub fn plant(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    let samples = samples::all()?;
    let mut at = builder.now.plus(TimeDelta::hours(-8));
    for sample in &samples {
        let planted = planted(&sample.slug, &sample.slug, Some(REVIEWER), at);
        samples::plant(builder.tx, sample, &planted)?;
        at = at.plus(TimeDelta::days(-3));
    }
    let last = samples
        .last()
        .ok_or_else(|| Fault::internal("no samples"))?;
    let at = builder.now.plus(TimeDelta::hours(-4));
    samples::plant(
        builder.tx,
        &waiting(last),
        &planted(WAITING, &last.slug, None, at),
    )
}

fn planted(lesson: &str, film: &str, reviewer: Option<&str>, at: Instant) -> Planted {
    Planted {
        lesson: label::lesson(lesson),
        asset: label::asset(film),
        owner: label::node(SCHOOL),
        author: label::account(AUTHOR),
        reviewer: reviewer.map(label::account),
        at,
    }
}

/// The same film for another stage.
fn waiting(sample: &Sample) -> Sample {
    let mut waiting = sample.clone();
    "老师来家访前，先想好一句话".clone_into(&mut waiting.title);
    waiting.stage = Stage::LowerSecondary;
    "lower_secondary.listening".clone_into(&mut waiting.guideline_entry);
    waiting
}

/// Plants the lesson that is begun. Tests begin without it.
pub fn plant_begun(db: &Db, now: Instant) -> Result<(), Fault> {
    let at = now.plus(TimeDelta::hours(-2));
    let text = LessonText {
        title: "周末作息，全家一起排".to_owned(),
        stage: Stage::Primary,
        topic: Topic::Habits,
        guideline_entry: Some("primary.habits".to_owned()),
        action: String::new(),
        transcript: String::new(),
    };
    let stamp = Stamp {
        now: at,
        request: None,
        account: Some(label::account(AUTHOR)),
    };
    db.write_blocking(move |tx| {
        let author = history::actor(tx, AUTHOR, at)?;
        courses::create(tx, &author, label::lesson(BEGUN), &text, &stamp)?;
        Ok(())
    })
}
