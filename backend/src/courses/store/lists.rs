//! The catalogue, and the lists of desks.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use tongyu_db::{
    Conn,
    cursor::{self, Page},
    schema::{account, lesson, media_asset, org_node, person},
};
use tongyu_shared::{
    api::{page::PAGE_SIZE, problem::ProblemCode},
    courses::{
        state::LessonState,
        types::{DeskQuery, Topic},
    },
    ids::{AccountId, LessonId},
    org::grades::Stage,
};

use super::super::rows::{AssetRow, LessonRow};
use crate::{access::Scope, http::fault::Fault};

/// Which lessons of the catalogue.
#[derive(Clone, Copy, Debug, Default)]
pub struct CatalogueFilter {
    /// For parents of this stage.
    pub stage: Option<Stage>,
    /// About this topic.
    pub topic: Option<Topic>,
}

/// The key of a row in a list that shows the newest first.
#[derive(Serialize, Deserialize)]
struct NewestKey {
    at: NaiveDateTime,
    id: String,
}

fn key(after: Option<&str>) -> Result<Option<NewestKey>, Fault> {
    after
        .map(cursor::decode)
        .transpose()
        .map_err(|_| ProblemCode::UnreadableQuery.into())
}

/// Published lessons, the newest first.
pub fn catalogue(
    conn: &mut Conn,
    filter: CatalogueFilter,
    after: Option<&str>,
) -> Result<Page<(LessonRow, AssetRow)>, Fault> {
    let mut query = lesson::table
        .inner_join(media_asset::table)
        .filter(lesson::state.eq(LessonState::Published.as_str()))
        .select((LessonRow::as_select(), AssetRow::as_select()))
        .order((lesson::published_at.desc(), lesson::id.desc()))
        .limit(Page::<()>::fetch(PAGE_SIZE))
        .into_boxed();
    if let Some(stage) = filter.stage {
        query = query.filter(lesson::stage.eq(stage.as_str()));
    }
    if let Some(topic) = filter.topic {
        query = query.filter(lesson::topic.eq(topic.as_str()));
    }
    if let Some(key) = key(after)? {
        let earlier = lesson::published_at.lt(key.at).assume_not_null();
        let same = lesson::published_at.eq(key.at).assume_not_null();
        query = query.filter(earlier.or(same.and(lesson::id.lt(key.id))));
    }
    let rows: Vec<(LessonRow, AssetRow)> = query.load(conn)?;
    Page::cut(rows, PAGE_SIZE, |(row, _)| NewestKey {
        // The catalogue's condition is that each was published.
        at: row.published_at.unwrap_or_default(),
        id: row.id.to_string(),
    })
    .map_err(Fault::internal)
}

/// A published lesson with its film, who made it and where.
pub fn published(
    conn: &mut Conn,
    id: LessonId,
) -> Result<Option<(LessonRow, AssetRow, String, String)>, Fault> {
    Ok(lesson::table
        .inner_join(media_asset::table)
        .inner_join(org_node::table)
        .inner_join(account::table.inner_join(person::table))
        .filter(lesson::id.eq(id.to_string()))
        .filter(lesson::state.eq(LessonState::Published.as_str()))
        .select((
            LessonRow::as_select(),
            AssetRow::as_select(),
            person::name,
            org_node::name,
        ))
        .first(conn)
        .optional()?)
}

/// A lesson of a desk: with its film, who made it and where.
pub type DeskRow = (LessonRow, Option<AssetRow>, String, String);

/// Whose lessons a desk shows.
#[derive(Clone, Copy)]
pub enum Desk<'a> {
    /// Those that this account made.
    Own(AccountId),
    /// Those within the scope that others than this account made, and handed in.
    ToReview(&'a Scope, AccountId),
}

/// The lessons of a desk, the last changed first. Whoever reviews is shown first what waits.
pub fn desk(conn: &mut Conn, desk: Desk<'_>, query: &DeskQuery) -> Result<Page<DeskRow>, Fault> {
    let mut rows = lesson::table
        .left_join(media_asset::table)
        .inner_join(org_node::table)
        .inner_join(account::table.inner_join(person::table))
        .select((
            LessonRow::as_select(),
            Option::<AssetRow>::as_select(),
            person::name,
            org_node::name,
        ))
        .order((lesson::changed_at.desc(), lesson::id.desc()))
        .limit(Page::<()>::fetch(PAGE_SIZE))
        .into_boxed();
    let state = match desk {
        Desk::Own(author) => {
            rows = rows.filter(lesson::author_id.eq(author.to_string()));
            query.state
        }
        Desk::ToReview(scope, reviewer) => {
            rows = rows
                .filter(lesson::owner_id.eq_any(scope.nodes()))
                .filter(lesson::author_id.ne(reviewer.to_string()))
                .filter(lesson::state.ne(LessonState::Draft.as_str()));
            query.state.or(Some(LessonState::InReview))
        }
    };
    if let Some(state) = state {
        rows = rows.filter(lesson::state.eq(state.as_str()));
    }
    if let Some(key) = key(query.after.as_deref())? {
        let same = lesson::changed_at.eq(key.at);
        rows = rows.filter(
            lesson::changed_at
                .lt(key.at)
                .or(same.and(lesson::id.lt(key.id))),
        );
    }
    cut(rows.load(conn)?)
}

fn cut(rows: Vec<DeskRow>) -> Result<Page<DeskRow>, Fault> {
    Page::cut(rows, PAGE_SIZE, |(row, ..)| NewestKey {
        at: row.changed_at,
        id: row.id.to_string(),
    })
    .map_err(Fault::internal)
}
