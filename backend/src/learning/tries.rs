//! 今晚试一试: that someone tried a lesson's action, and what it did.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, each,
    schema::{lesson, lesson_try},
};
use tongyu_shared::{
    courses::state::LessonState,
    ids::{LessonId, PersonId},
    learning::types::Helped,
    time::Instant,
};

use crate::http::fault::Fault;

/// An action of a lesson that one tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTry {
    /// The lesson.
    pub lesson: LessonId,
    /// Its title.
    pub title: String,
    /// Whether it can still be opened.
    pub open: bool,
    /// When.
    pub tried_at: Instant,
    /// What it did.
    pub helped: Option<Helped>,
}

#[derive(Insertable)]
#[diesel(table_name = lesson_try, treat_none_as_default_value = false)]
struct NewTry {
    person_id: String,
    lesson_id: String,
    tried_at: NaiveDateTime,
    helped: Option<String>,
}

/// Notes that it was tried; the first time counts.
pub fn tried(
    tx: &mut Tx<'_>,
    person: PersonId,
    lesson: LessonId,
    now: Instant,
) -> Result<(), Fault> {
    let row = NewTry {
        person_id: person.to_string(),
        lesson_id: lesson.to_string(),
        tried_at: now.naive_utc(),
        helped: None,
    };
    each!(tx, |c| diesel::insert_into(lesson_try::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Notes what it did, or that this is open again.
pub fn helped(
    tx: &mut Tx<'_>,
    (person, lesson): (PersonId, LessonId),
    helped: Option<Helped>,
) -> Result<(), Fault> {
    diesel::update(lesson_try::table.find((person.to_string(), lesson.to_string())))
        .set(lesson_try::helped.eq(helped.map(Helped::as_str)))
        .execute(tx.conn())?;
    Ok(())
}

/// What a person tried.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<OwnTry>, Fault> {
    type Row = (
        Col<LessonId>,
        String,
        Col<LessonState>,
        NaiveDateTime,
        Option<Col<Helped>>,
    );
    let rows: Vec<Row> = lesson_try::table
        .inner_join(lesson::table)
        .filter(lesson_try::person_id.eq(person.to_string()))
        .order((lesson_try::tried_at.desc(), lesson_try::lesson_id))
        .select((
            lesson_try::lesson_id,
            lesson::title,
            lesson::state,
            lesson_try::tried_at,
            lesson_try::helped,
        ))
        .load(conn)?;
    let one = |(lesson, title, state, tried_at, helped): Row| OwnTry {
        lesson: lesson.0,
        title,
        open: state.0 == LessonState::Published,
        tried_at: Instant::from_naive_utc(tried_at),
        helped: helped.map(Col::into_inner),
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Deletes what a person tried.
pub fn delete(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Fault> {
    diesel::delete(lesson_try::table.filter(lesson_try::person_id.eq(person.to_string())))
        .execute(tx.conn())?;
    Ok(())
}
