//! What parents asked and raised.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn,
    schema::{account, matter},
};
use tongyu_shared::{
    feedback::{state::MatterState, types::MatterSource},
    ids::{AccountId, LessonId, NodeId, PersonId},
    time::Instant,
};

use super::super::rows::MatterRow;
use crate::http::fault::Fault;

/// The account of a person who can sign in.
pub fn account_of(conn: &mut Conn, person: PersonId) -> Result<Option<AccountId>, Fault> {
    let found: Option<Col<AccountId>> = account::table
        .filter(account::person_id.eq(person.to_string()))
        .select(account::id)
        .first(conn)
        .optional()?;
    Ok(found.map(Col::into_inner))
}

/// All that this person raised, the newest first.
pub fn raised_by(conn: &mut Conn, person: PersonId) -> Result<Vec<MatterRow>, Fault> {
    Ok(matter::table
        .filter(matter::raiser_id.eq(person.to_string()))
        .order((matter::captured_at.desc(), matter::id.desc()))
        .select(MatterRow::as_select())
        .load(conn)?)
}

/// One question of a class.
pub struct Asked {
    /// The lesson.
    pub lesson: LessonId,
    /// Its title at that time.
    pub title: String,
    /// Where the question stands.
    pub state: MatterState,
    /// When it was asked.
    pub at: Instant,
}

type Row = (
    Option<Col<LessonId>>,
    Option<String>,
    Col<MatterState>,
    NaiveDateTime,
);

/// What parents of a class asked about lessons since then, the latest first.
pub fn asked_in(conn: &mut Conn, class: NodeId, since: Instant) -> Result<Vec<Asked>, Fault> {
    let rows: Vec<Row> = matter::table
        .filter(matter::class_id.eq(class.to_string()))
        .filter(matter::source.eq(MatterSource::Parent.as_str()))
        .filter(matter::captured_at.ge(since.naive_utc()))
        .order((matter::captured_at.desc(), matter::id.desc()))
        .select((
            matter::lesson_id,
            matter::lesson_title,
            matter::state,
            matter::captured_at,
        ))
        .load(conn)?;
    let asked = |(lesson, title, state, at): Row| {
        Some(Asked {
            lesson: lesson?.0,
            title: title?,
            state: state.0,
            at: Instant::from_naive_utc(at),
        })
    };
    Ok(rows.into_iter().filter_map(asked).collect())
}
