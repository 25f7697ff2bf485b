//! Films, and who may see their files.

use std::collections::HashSet;

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx,
    schema::{lesson, media_asset},
};
use tongyu_shared::{
    courses::state::LessonState,
    ids::{AccountId, AssetId},
};

use super::super::rows::{AssetRow, NewAssetRow};
use crate::{access::Scope, http::fault::Fault};

/// The film with this content.
pub fn asset_of_content(conn: &mut Conn, sha256: &str) -> Result<Option<AssetId>, Fault> {
    let found: Option<Col<AssetId>> = media_asset::table
        .filter(media_asset::sha256.eq(sha256))
        .select(media_asset::id)
        .first(conn)
        .optional()?;
    Ok(found.map(Col::into_inner))
}

/// Adds a film.
pub fn insert_asset(tx: &mut Tx<'_>, row: &NewAssetRow) -> Result<(), Fault> {
    diesel::insert_into(media_asset::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// The contents that films have.
pub fn known_contents(conn: &mut Conn) -> Result<HashSet<String>, Fault> {
    let all: Vec<String> = media_asset::table.select(media_asset::sha256).load(conn)?;
    Ok(all.into_iter().collect())
}

/// Who looks at a film that is not published.
pub struct Looker<'a> {
    /// The account, for its own lessons.
    pub account: AccountId,
    /// Where it may make lessons.
    pub writes: &'a Scope,
    /// Where it may review what was submitted.
    pub reviews: &'a Scope,
}

/// A film whose files a reader may have.
#[derive(Clone, Debug)]
pub struct Readable {
    /// The film.
    pub asset: AssetRow,
    /// Whether everyone may have them.
    pub public: bool,
}

/// A film, where a published lesson shows it, or one that the looker made or may review.
pub fn readable(
    conn: &mut Conn,
    id: AssetId,
    looker: Option<&Looker<'_>>,
) -> Result<Option<Readable>, Fault> {
    let asset: Option<AssetRow> = media_asset::table
        .find(id.to_string())
        .select(AssetRow::as_select())
        .first(conn)
        .optional()?;
    let Some(asset) = asset else {
        return Ok(None);
    };
    let states = lesson::table.filter(lesson::asset_id.eq(id.to_string()));
    let published: i64 = states
        .filter(lesson::state.eq(LessonState::Published.as_str()))
        .count()
        .get_result(conn)?;
    if published > 0 {
        return Ok(Some(Readable {
            asset,
            public: true,
        }));
    }
    let Some(looker) = looker else {
        return Ok(None);
    };
    let within: i64 = lesson::table
        .filter(lesson::asset_id.eq(id.to_string()))
        .filter(
            lesson::author_id
                .eq(looker.account.to_string())
                .and(lesson::owner_id.eq_any(looker.writes.nodes()))
                .or(lesson::owner_id
                    .eq_any(looker.reviews.nodes())
                    .and(lesson::state.ne(LessonState::Draft.as_str()))),
        )
        .count()
        .get_result(conn)?;
    Ok((within > 0).then_some(Readable {
        asset,
        public: false,
    }))
}

/// The captions with this tag of a lesson with this film; of a published one only, where everyone
/// may have the film.
pub fn captions(
    conn: &mut Conn,
    id: AssetId,
    tag: &str,
    only_published: bool,
) -> Result<Option<String>, Fault> {
    let mut query = lesson::table
        .filter(lesson::asset_id.eq(id.to_string()))
        .filter(lesson::captions_tag.eq(tag))
        .select(lesson::captions)
        .into_boxed();
    if only_published {
        query = query.filter(lesson::state.eq(LessonState::Published.as_str()));
    }
    let found: Option<Option<String>> = query.first(conn).optional()?;
    Ok(found.flatten())
}
