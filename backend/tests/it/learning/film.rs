//! Published lessons with films that nobody plays.

use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    seed::{demo, label},
};
use tongyu_db::schema::{lesson, media_asset};
use tongyu_shared::{
    ids::{AssetId, LessonId, PersonId},
    learning::types::NewTicket,
};

use crate::kit::Site;

/// Length of the films of these tests.
pub const DURATION_S: u32 = 300;
/// The title of their lessons.
pub const TITLE: &str = "写作业磨蹭，先做这一件事";
/// What their lessons say.
pub const TRANSCRIPT: &str = "把今晚的作业分成两段。";

/// A lesson and its film.
#[derive(Clone, Copy, Debug)]
pub struct Film {
    /// The lesson.
    pub lesson: LessonId,
    /// The film.
    pub asset: AssetId,
}

impl Film {
    /// What the page asks that was drawn for a person.
    pub fn wanted_by(self, person: PersonId) -> NewTicket {
        let Self { lesson, asset } = self;
        NewTicket {
            lesson,
            asset,
            person,
        }
    }
}

/// A published lesson with its film.
pub async fn published(site: &Site) -> Film {
    let asset = AssetId::new();
    add_film(site, asset).await;
    published_with(site, asset).await
}

/// Another published lesson with a film that is there.
pub async fn published_with(site: &Site, asset: AssetId) -> Film {
    let wanted = Film {
        lesson: LessonId::new(),
        asset,
    };
    let now = site.app.clock.now().naive_utc();
    let written: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::insert_into(lesson::table)
                .values((
                    lesson::id.eq(wanted.lesson.to_string()),
                    lesson::owner_id.eq(label::node(demo::SCHOOL).to_string()),
                    lesson::author_id.eq(label::account("陈雨").to_string()),
                    lesson::state.eq("published"),
                    lesson::title.eq(TITLE),
                    lesson::stage.eq("primary"),
                    lesson::topic.eq("homework"),
                    lesson::guideline.eq("sample"),
                    lesson::action_text.eq("作业分成两段，中间歇 5 分钟。"),
                    lesson::transcript.eq(TRANSCRIPT),
                    lesson::asset_id.eq(wanted.asset.to_string()),
                    lesson::is_sample.eq(true),
                    lesson::created_at.eq(now),
                    lesson::changed_at.eq(now),
                    lesson::published_at.eq(now),
                    lesson::version.eq(1),
                ))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    written.expect("a lesson");
    wanted
}

/// A film that is of no lesson yet.
pub async fn add_film(site: &Site, asset: AssetId) {
    let now = site.app.clock.now().naive_utc();
    let written: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::insert_into(media_asset::table)
                .values((
                    media_asset::id.eq(asset.to_string()),
                    media_asset::sha256.eq(asset.to_string()),
                    media_asset::duration_s.eq(i32::try_from(DURATION_S).unwrap_or_default()),
                    media_asset::width.eq(854),
                    media_asset::height.eq(480),
                    media_asset::video_bytes.eq(18_000_000_i64),
                    media_asset::audio_bytes.eq(1_800_000_i64),
                    media_asset::poster_bytes.eq(20_000_i64),
                    media_asset::is_sample.eq(true),
                    media_asset::created_at.eq(now),
                ))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    written.expect("a film");
}

/// What the captions of a lesson are known by.
pub const CAPTIONS: &str = "0123456789abcdef";

/// Gives a lesson another transcript, and captions.
pub async fn say(site: &Site, id: LessonId, transcript: String) {
    let written: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::update(lesson::table.find(id.to_string()))
                .set((
                    lesson::transcript.eq(&transcript),
                    lesson::captions.eq("WEBVTT"),
                    lesson::captions_tag.eq(CAPTIONS),
                ))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    written.expect("another transcript");
}

/// Puts a lesson into another state, or gives it another film.
pub async fn change(site: &Site, id: LessonId, state: &'static str, film: Option<AssetId>) {
    let written: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::update(lesson::table.find(id.to_string()))
                .set((
                    lesson::state.eq(state),
                    film.map(|asset| lesson::asset_id.eq(asset.to_string())),
                ))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    written.expect("a changed lesson");
}
