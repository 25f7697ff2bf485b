//! A lesson on a desk, as its author or a reviewer sees it.

use tongyu_shared::{
    courses::{
        guideline::Guideline,
        state::{LessonActor, open_events},
        types::{DeskLesson, LessonDetail},
    },
    time::Instant,
};

use super::{
    rows::{AssetRow, LessonRow},
    store::{DeskRow, Found},
};
use crate::http::fault::Fault;

/// The lesson in full.
pub fn detail(found: Found, who: LessonActor) -> Result<LessonDetail, Fault> {
    let Found {
        row,
        asset,
        author_name,
        owner_name,
        reviewer_name,
    } = found;
    let guideline = Guideline::sample().map_err(Fault::internal)?;
    let mine = who == LessonActor::Author;
    Ok(LessonDetail {
        lesson: row.id.0,
        state: row.state.0,
        text: row.text(),
        guideline_title: guideline_title(&guideline, &row),
        owner: row.owner_id.0,
        owner_name,
        author_name,
        mine,
        film: asset.as_ref().map(AssetRow::film).transpose()?,
        captions_url: asset.as_ref().and_then(|asset| row.captions_url(asset)),
        missing: row.missing(asset.is_some()),
        reviewer_name,
        submitted_at: row.submitted_at.map(Instant::from_naive_utc),
        reviewed_at: row.reviewed_at.map(Instant::from_naive_utc),
        published_at: row.published_at.map(Instant::from_naive_utc),
        is_sample: row.is_sample,
        may_edit: mine && row.state.0.is_open_to_change(),
        steps: open_events(row.state.0, who),
        version: row.version,
        captions: row.captions,
        review_note: row.review_note,
    })
}

/// The heading of the entry that a lesson serves.
pub fn guideline_title(guideline: &Guideline, row: &LessonRow) -> Option<String> {
    let code = row.guideline_entry.as_deref()?;
    let entry = guideline.entry(row.stage.0, code)?;
    Some(entry.title.clone())
}

/// The lesson in a list.
pub fn line((row, asset, author_name, owner_name): DeskRow) -> Result<DeskLesson, Fault> {
    Ok(DeskLesson {
        lesson: row.id.0,
        stage: row.stage.0,
        topic: row.topic.0,
        state: row.state.0,
        author_name,
        owner_name,
        duration_s: asset.as_ref().map(AssetRow::seconds).transpose()?,
        was_returned: row.state.0.is_open_to_change() && row.review_note.is_some(),
        is_sample: row.is_sample,
        changed_at: Instant::from_naive_utc(row.changed_at),
        title: row.title,
    })
}
