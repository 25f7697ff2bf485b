//! A person's own rows. The person is always the reader: nothing here takes another's.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn,
    schema::{lesson, media_asset, watch},
};
use tongyu_shared::{
    courses::state::LessonState,
    ids::{AssetId, LessonId, PersonId},
    time::{Date, Instant},
};

use crate::http::fault::Fault;

/// A film that one watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRow {
    /// The film.
    pub asset: AssetId,
    /// The lesson that it was watched with last.
    pub lesson: LessonId,
    /// Its title.
    pub title: String,
    /// Whether it can still be opened.
    pub open: bool,
    /// Length of the film.
    pub duration_s: u32,
    /// Seconds of it seen.
    pub covered_s: u32,
    /// Where it was left.
    pub position_s: u32,
    /// When it was learnt.
    pub completed_at: Option<Instant>,
    /// The day it was last watched.
    pub last_on: Date,
}

type Row = (
    Col<AssetId>,
    Col<LessonId>,
    String,
    Col<LessonState>,
    i32,
    (i32, i32, Option<NaiveDateTime>, NaiveDate),
);

/// What a person watched, the last first.
pub fn own(conn: &mut Conn, person: PersonId) -> Result<Vec<OwnRow>, Fault> {
    let rows: Vec<Row> = watch::table
        .inner_join(lesson::table)
        .inner_join(media_asset::table)
        .filter(watch::person_id.eq(person.to_string()))
        .order((
            watch::last_on.desc(),
            watch::began_at.desc(),
            watch::asset_id,
        ))
        .select((
            watch::asset_id,
            watch::lesson_id,
            lesson::title,
            lesson::state,
            media_asset::duration_s,
            (
                watch::covered_s,
                watch::position_s,
                watch::completed_at,
                watch::last_on,
            ),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(line).collect())
}

fn line((asset, lesson, title, state, duration_s, watched): Row) -> OwnRow {
    let (covered_s, position_s, completed_at, last_on) = watched;
    let whole = |number: i32| u32::try_from(number).unwrap_or_default();
    OwnRow {
        asset: asset.0,
        lesson: lesson.0,
        title,
        open: state.0 == LessonState::Published,
        duration_s: whole(duration_s),
        covered_s: whole(covered_s),
        position_s: whole(position_s),
        completed_at: completed_at.map(Instant::from_naive_utc),
        last_on: last_on.into(),
    }
}
