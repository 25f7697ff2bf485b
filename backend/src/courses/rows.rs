//! Lessons and the films of lessons as the tables hold them.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Col,
    schema::{lesson, media_asset},
};
use tongyu_shared::{
    courses::{
        film::Film,
        media,
        state::LessonState,
        types::{LessonPart, LessonText, Topic},
    },
    ids::{AccountId, AssetId, LessonId, NodeId},
    org::grades::Stage,
    time::Instant,
};

use crate::http::fault::Fault;

/// A film.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = media_asset)]
pub struct AssetRow {
    pub id: Col<AssetId>,
    pub sha256: String,
    pub duration_s: i32,
    pub video_bytes: i64,
    pub audio_bytes: i64,
    pub is_sample: bool,
}

impl AssetRow {
    /// How long it is, in whole seconds.
    pub fn seconds(&self) -> Result<u32, Fault> {
        u32::try_from(self.duration_s).map_err(Fault::internal)
    }

    /// The film as players need it.
    pub fn film(&self) -> Result<Film, Fault> {
        let bytes = |count: i64| u64::try_from(count).map_err(Fault::internal);
        Ok(Film::new(
            self.id.0,
            self.seconds()?,
            bytes(self.video_bytes)?,
            bytes(self.audio_bytes)?,
        ))
    }
}

/// A new film.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = media_asset, treat_none_as_default_value = false)]
pub struct NewAssetRow {
    pub id: String,
    pub sha256: String,
    pub duration_s: i32,
    pub width: i32,
    pub height: i32,
    pub video_bytes: i64,
    pub audio_bytes: i64,
    pub poster_bytes: i64,
    pub is_sample: bool,
    pub created_at: NaiveDateTime,
}

/// A lesson.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = lesson)]
pub struct LessonRow {
    pub id: Col<LessonId>,
    pub owner_id: Col<NodeId>,
    pub author_id: Col<AccountId>,
    pub state: Col<LessonState>,
    pub title: String,
    pub stage: Col<Stage>,
    pub topic: Col<Topic>,
    pub guideline_entry: Option<String>,
    pub action_text: String,
    pub transcript: String,
    pub captions: Option<String>,
    pub captions_tag: Option<String>,
    pub reviewer_id: Option<Col<AccountId>>,
    pub review_note: Option<String>,
    pub is_sample: bool,
    pub changed_at: NaiveDateTime,
    pub submitted_at: Option<NaiveDateTime>,
    pub reviewed_at: Option<NaiveDateTime>,
    pub published_at: Option<NaiveDateTime>,
    pub version: i32,
}

impl LessonRow {
    /// What its author wrote.
    pub fn text(&self) -> LessonText {
        LessonText {
            title: self.title.clone(),
            stage: self.stage.0,
            topic: self.topic.0,
            guideline_entry: self.guideline_entry.clone(),
            action: self.action_text.clone(),
            transcript: self.transcript.clone(),
        }
    }

    /// Where its captions are, beside this film.
    pub fn captions_url(&self, asset: &AssetRow) -> Option<String> {
        let tag = self.captions_tag.as_ref()?;
        Some(media::url(asset.id.0, &media::captions_name(tag)))
    }

    /// When it was published, of a lesson that is in the catalogue.
    pub fn published(&self) -> Result<Instant, Fault> {
        let at = self.published_at.map(Instant::from_naive_utc);
        at.ok_or_else(|| Fault::internal("a published lesson without its moment"))
    }

    /// What it lacks before it can be submitted.
    pub fn missing(&self, has_film: bool) -> Vec<LessonPart> {
        LessonPart::ALL
            .iter()
            .copied()
            .filter(|part| match part {
                LessonPart::Guideline => self.guideline_entry.is_none(),
                LessonPart::Action => self.action_text.is_empty(),
                LessonPart::Film => !has_film,
                LessonPart::Captions => self.captions.is_none(),
                LessonPart::Transcript => self.transcript.is_empty(),
            })
            .collect()
    }
}

/// A new lesson.
#[derive(Insertable)]
#[diesel(table_name = lesson, treat_none_as_default_value = false)]
pub struct NewLessonRow {
    pub id: String,
    pub owner_id: String,
    pub author_id: String,
    pub state: &'static str,
    pub title: String,
    pub stage: &'static str,
    pub topic: &'static str,
    pub guideline: String,
    pub guideline_entry: Option<String>,
    pub action_text: String,
    pub transcript: String,
    pub is_sample: bool,
    pub created_at: NaiveDateTime,
    pub changed_at: NaiveDateTime,
    pub version: i32,
}

/// What a step changes of a lesson.
#[derive(AsChangeset)]
#[diesel(table_name = lesson, treat_none_as_null = true)]
pub struct StepChanges {
    pub state: &'static str,
    pub reviewer_id: Option<String>,
    pub review_note: Option<String>,
    pub submitted_at: Option<NaiveDateTime>,
    pub reviewed_at: Option<NaiveDateTime>,
    pub published_at: Option<NaiveDateTime>,
    pub withdrawn_at: Option<NaiveDateTime>,
}
