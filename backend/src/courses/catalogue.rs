//! What everyone may see: published lessons.

use tongyu_db::Conn;
use tongyu_shared::{
    api::page::Page,
    courses::{
        film::Film,
        guideline::Guideline,
        types::{LessonLine, Topic},
    },
    ids::LessonId,
    org::grades::Stage,
    time::Instant,
};

use super::{
    detail::guideline_title,
    rows::{AssetRow, LessonRow},
    store,
};
use crate::http::fault::Fault;

pub use store::CatalogueFilter;

/// A published lesson, as its page shows it.
#[derive(Clone, Debug)]
pub struct OpenLesson {
    /// The lesson.
    pub id: LessonId,
    /// Its title.
    pub title: String,
    /// For parents of which stage.
    pub stage: Stage,
    /// What it is about.
    pub topic: Topic,
    /// The heading of the guideline's entry that it serves.
    pub guideline_title: Option<String>,
    /// 今晚试一试: one thing to do.
    pub action: String,
    /// What is said, to read.
    pub transcript: String,
    /// Its film: asset, duration, sizes, and where its files are.
    pub film: Film,
    /// Where its captions are.
    pub captions_url: Option<String>,
    /// Who made it.
    pub author_name: String,
    /// Where its author works.
    pub owner_name: String,
    /// Since when it is in the catalogue.
    pub published_at: Instant,
    /// Whether it is one of the samples.
    pub is_sample: bool,
}

/// A lesson that is in the catalogue; nothing where it is not, or not any more.
pub fn open_lesson(conn: &mut Conn, id: LessonId) -> Result<Option<OpenLesson>, Fault> {
    let Some((row, asset, author_name, owner_name)) = store::published(conn, id)? else {
        return Ok(None);
    };
    let guideline = Guideline::sample().map_err(Fault::internal)?;
    Ok(Some(OpenLesson {
        id,
        guideline_title: guideline_title(&guideline, &row),
        film: asset.film()?,
        captions_url: row.captions_url(&asset),
        stage: row.stage.0,
        topic: row.topic.0,
        published_at: row.published()?,
        is_sample: row.is_sample,
        title: row.title,
        action: row.action_text,
        transcript: row.transcript,
        author_name,
        owner_name,
    }))
}

/// A page of the catalogue, the newest first.
pub fn catalogue(
    conn: &mut Conn,
    filter: CatalogueFilter,
    after: Option<&str>,
) -> Result<Page<LessonLine>, Fault> {
    let page = store::catalogue(conn, filter, after)?;
    let items = page
        .items
        .iter()
        .map(|(row, asset)| line(row, asset))
        .collect::<Result<_, _>>()?;
    Ok(Page {
        items,
        next: page.next,
    })
}

fn line(row: &LessonRow, asset: &AssetRow) -> Result<LessonLine, Fault> {
    let film = asset.film()?;
    Ok(LessonLine {
        lesson: row.id.0,
        title: row.title.clone(),
        stage: row.stage.0,
        topic: row.topic.0,
        asset: film.asset,
        duration_s: film.duration_s,
        poster_url: film.poster_url,
        is_sample: row.is_sample,
        published_at: row.published()?,
    })
}
