//! One lesson.

use diesel::prelude::*;
use tongyu_db::{
    Conn, Tx,
    schema::{account, lesson, media_asset, org_node, person},
};
use tongyu_shared::{
    courses::types::LessonText,
    ids::{AccountId, AssetId, LessonId},
    time::Instant,
};

use super::super::rows::{AssetRow, LessonRow, NewLessonRow, StepChanges};
use crate::http::fault::Fault;

/// A lesson with its film and the names around it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The lesson.
    pub row: LessonRow,
    /// Its film.
    pub asset: Option<AssetRow>,
    /// Who made it.
    pub author_name: String,
    /// Where its author works.
    pub owner_name: String,
    /// Who reviewed it last.
    pub reviewer_name: Option<String>,
}

/// A lesson by id, whoever asks.
pub fn find(conn: &mut Conn, id: LessonId) -> Result<Option<Found>, Fault> {
    let found: Option<(LessonRow, Option<AssetRow>, String, String)> = lesson::table
        .left_join(media_asset::table)
        .inner_join(org_node::table)
        .inner_join(account::table.inner_join(person::table))
        .filter(lesson::id.eq(id.to_string()))
        .select((
            LessonRow::as_select(),
            Option::<AssetRow>::as_select(),
            person::name,
            org_node::name,
        ))
        .first(conn)
        .optional()?;
    let Some((row, asset, author_name, owner_name)) = found else {
        return Ok(None);
    };
    let reviewer_name = match row.reviewer_id {
        Some(reviewer) => name_of(conn, reviewer.0)?,
        None => None,
    };
    Ok(Some(Found {
        row,
        asset,
        author_name,
        owner_name,
        reviewer_name,
    }))
}

fn name_of(conn: &mut Conn, id: AccountId) -> Result<Option<String>, Fault> {
    Ok(account::table
        .inner_join(person::table)
        .filter(account::id.eq(id.to_string()))
        .select(person::name)
        .first(conn)
        .optional()?)
}

/// Adds a lesson.
pub fn insert(tx: &mut Tx<'_>, row: &NewLessonRow) -> Result<(), Fault> {
    diesel::insert_into(lesson::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Raises the version first, so that of two who change a lesson at once one sees what the other
/// did. `false` where there is no such lesson.
pub fn raise_version(tx: &mut Tx<'_>, id: LessonId, now: Instant) -> Result<bool, Fault> {
    let raised = diesel::update(lesson::table.find(id.to_string()))
        .set((
            lesson::version.eq(lesson::version + 1),
            lesson::changed_at.eq(now.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(raised == 1)
}

/// Keeps what the author wrote, citing this edition of the guideline.
pub fn save_text(
    tx: &mut Tx<'_>,
    id: LessonId,
    text: &LessonText,
    edition: &str,
) -> Result<(), Fault> {
    diesel::update(lesson::table.find(id.to_string()))
        .set((
            lesson::title.eq(&text.title),
            lesson::stage.eq(text.stage.as_str()),
            lesson::topic.eq(text.topic.as_str()),
            lesson::guideline.eq(edition),
            lesson::guideline_entry.eq(&text.guideline_entry),
            lesson::action_text.eq(&text.action),
            lesson::transcript.eq(&text.transcript),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Keeps captions with their tag, or takes them away.
pub fn save_captions(
    tx: &mut Tx<'_>,
    id: LessonId,
    captions: Option<(&str, &str)>,
) -> Result<(), Fault> {
    diesel::update(lesson::table.find(id.to_string()))
        .set((
            lesson::captions.eq(captions.map(|(text, _)| text)),
            lesson::captions_tag.eq(captions.map(|(_, tag)| tag)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Gives the lesson this film.
pub fn save_film(tx: &mut Tx<'_>, id: LessonId, asset: AssetId) -> Result<(), Fault> {
    diesel::update(lesson::table.find(id.to_string()))
        .set(lesson::asset_id.eq(asset.to_string()))
        .execute(tx.conn())?;
    Ok(())
}

/// Keeps what a step changed.
pub fn save_step(tx: &mut Tx<'_>, id: LessonId, changes: &StepChanges) -> Result<(), Fault> {
    diesel::update(lesson::table.find(id.to_string()))
        .set(changes)
        .execute(tx.conn())?;
    Ok(())
}
