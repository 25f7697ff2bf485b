//! The sample lessons that come with the product: their texts and films are in the binary, and a
//! film is unpacked when somebody first looks at it.

use std::{fs, io};

use chrono::{NaiveDateTime, TimeDelta};
use rust_embed::RustEmbed;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use tongyu_db::Tx;
use tongyu_shared::{
    courses::{
        guideline::Guideline,
        media::{AUDIO, POSTER, VIDEO},
        state::LessonState,
        types::Topic,
    },
    ids::{AccountId, AssetId, LessonId, NodeId},
    org::grades::Stage,
    time::Instant,
};

use super::{
    film::Films,
    rows::{NewAssetRow, NewLessonRow, StepChanges},
    store,
};
use crate::{crypto::hex, http::fault::Fault};

#[derive(RustEmbed)]
#[folder = "samples"]
struct Files;

/// A sample lesson.
#[derive(Clone, Debug, Deserialize)]
pub struct Sample {
    /// Its short name.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// For parents of which stage.
    pub stage: Stage,
    /// What it is about.
    pub topic: Topic,
    /// The entry of the guideline that it serves.
    pub guideline_entry: String,
    /// One thing to do.
    pub action: String,
    slides: Vec<Slide>,
}

#[derive(Clone, Debug, Deserialize)]
struct Slide {
    say: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Made {
    slug: String,
    sha256: String,
    duration_s: i32,
    width: i32,
    height: i32,
}

/// The samples in the order in which they are shown.
pub fn all() -> Result<Vec<Sample>, Fault> {
    parse("lessons.json")
}

fn made() -> Result<Vec<Made>, Fault> {
    parse("made.json")
}

fn parse<T: for<'de> Deserialize<'de>>(name: &str) -> Result<T, Fault> {
    serde_json::from_slice(&bytes(name)?).map_err(Fault::internal)
}

fn bytes(name: &str) -> Result<Vec<u8>, Fault> {
    Files::get(name)
        .map(|file| file.data.into_owned())
        .ok_or_else(|| Fault::internal(format!("{name} is not in the binary")))
}

impl Sample {
    /// What is said, a paragraph for each slide.
    pub fn transcript(&self) -> String {
        let said: Vec<String> = self.slides.iter().map(|slide| slide.say.concat()).collect();
        said.join("\n")
    }

    fn made(&self) -> Result<Made, Fault> {
        made()?
            .into_iter()
            .find(|made| made.slug == self.slug)
            .ok_or_else(|| Fault::internal("a sample without a film"))
    }

    fn size(&self, name: &str) -> Result<i64, Fault> {
        let file = bytes(&format!("{}/{name}", self.slug))?;
        i64::try_from(file.len()).map_err(Fault::internal)
    }
}

/// Puts the film with this content into the media folder, unless it is there.
pub async fn unpack(films: &Films, sha256: &str) -> Result<(), Fault> {
    if films.folder.holds(sha256) {
        return Ok(());
    }
    let slug = made()?
        .into_iter()
        .find(|made| made.sha256 == sha256)
        .map(|made| made.slug)
        .ok_or_else(|| Fault::internal("no sample has this content"))?;
    let parts = [VIDEO, AUDIO, POSTER]
        .map(|name| bytes(&format!("{slug}/{name}")).map(|bytes| (name, bytes)));
    let (folder, sha256) = (films.folder.clone(), sha256.to_owned());
    tokio::task::spawn_blocking(move || {
        let incoming = folder.receive().map_err(disk)?;
        let out = incoming.file("out");
        fs::create_dir(&out).map_err(disk)?;
        for part in parts {
            let (name, bytes) = part?;
            fs::write(out.join(name), bytes).map_err(disk)?;
        }
        let shelf = folder.shelf().map_err(disk)?;
        if folder.holds(&sha256) {
            return Ok(());
        }
        folder.put(&shelf, &out, &sha256).map_err(disk)
    })
    .await
    .map_err(Fault::internal)?
}

fn disk(error: io::Error) -> Fault {
    super::film::disk_fault(error)
}

/// A lesson of the demo: by whom, where, and how far it has come.
#[derive(Clone, Copy, Debug)]
pub struct Planted {
    /// The lesson.
    pub lesson: LessonId,
    /// Its film; samples with the same content share it.
    pub asset: AssetId,
    /// Where its author works.
    pub owner: NodeId,
    /// Who made it.
    pub author: AccountId,
    /// Who published it; absent for one that waits for review.
    pub reviewer: Option<AccountId>,
    /// When that was, or when it was submitted.
    pub at: Instant,
}

/// Plants a sample as published or, without a reviewer, as waiting for review.
pub fn plant(tx: &mut Tx<'_>, sample: &Sample, planted: &Planted) -> Result<(), Fault> {
    let made = sample.made()?;
    if store::asset_of_content(tx, &made.sha256)?.is_none() {
        plant_film(tx, sample, &made, planted)?;
    }
    let edition = Guideline::sample().map_err(Fault::internal)?.edition();
    let at = planted.at.naive_utc();
    let begun = at - TimeDelta::days(2);
    store::insert(
        tx,
        &NewLessonRow {
            id: planted.lesson.to_string(),
            owner_id: planted.owner.to_string(),
            author_id: planted.author.to_string(),
            state: LessonState::Draft.as_str(),
            title: sample.title.clone(),
            stage: sample.stage.as_str(),
            topic: sample.topic.as_str(),
            guideline: edition,
            guideline_entry: Some(sample.guideline_entry.clone()),
            action_text: sample.action.clone(),
            transcript: sample.transcript(),
            is_sample: true,
            created_at: begun,
            changed_at: at,
            version: 1,
        },
    )?;
    let captions = String::from_utf8(bytes(&format!("{}/captions.vtt", sample.slug))?)
        .map_err(Fault::internal)?;
    let tag: String = hex(&Sha256::digest(captions.trim()))
        .chars()
        .take(16)
        .collect();
    store::save_captions(tx, planted.lesson, Some((captions.trim(), &tag)))?;
    store::save_film(tx, planted.lesson, planted.asset)?;
    store::save_step(tx, planted.lesson, &steps_until(planted, at))
}

fn steps_until(planted: &Planted, at: NaiveDateTime) -> StepChanges {
    let published = planted.reviewer.is_some();
    StepChanges {
        state: if published {
            LessonState::Published.as_str()
        } else {
            LessonState::InReview.as_str()
        },
        reviewer_id: planted.reviewer.map(|reviewer| reviewer.to_string()),
        review_note: None,
        submitted_at: Some(at - TimeDelta::days(i64::from(published))),
        reviewed_at: published.then_some(at),
        published_at: published.then_some(at),
        withdrawn_at: None,
    }
}

fn plant_film(
    tx: &mut Tx<'_>,
    sample: &Sample,
    made: &Made,
    planted: &Planted,
) -> Result<(), Fault> {
    store::insert_asset(
        tx,
        &NewAssetRow {
            id: planted.asset.to_string(),
            sha256: made.sha256.clone(),
            duration_s: made.duration_s,
            width: made.width,
            height: made.height,
            video_bytes: sample.size(VIDEO)?,
            audio_bytes: sample.size(AUDIO)?,
            poster_bytes: sample.size(POSTER)?,
            is_sample: true,
            created_at: planted.at.naive_utc(),
        },
    )
}
