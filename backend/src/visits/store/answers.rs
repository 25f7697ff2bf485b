//! The family's word on a visit, and what its silence comes to.

use chrono::NaiveDateTime;
use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use tongyu_db::{
    Col, Conn, Tx, each,
    schema::{link, message, visit, visit_answer},
};
use tongyu_shared::{
    ids::{PersonId, StudentId, VisitId},
    messages::LinkPurpose,
    time::Instant,
    visits::{
        state::{ConfirmedBy, VisitState},
        types::ConfirmAnswer,
    },
};

use super::{instant, reached::set_counts, texts};
use crate::http::fault::Fault;

/// A person's answer as it is stored.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Who answered.
    pub person: PersonId,
    /// The pupil whose key seals the note.
    pub student: StudentId,
    /// The tap.
    pub answer: ConfirmAnswer,
    /// What else was said.
    pub note_sealed: Option<Vec<u8>>,
    /// When.
    pub at: Instant,
}

type AnswerRow = (
    Col<PersonId>,
    Col<StudentId>,
    Col<ConfirmAnswer>,
    Option<Vec<u8>>,
    NaiveDateTime,
);

/// What these pupils' families answered, the first answer first.
pub fn answers_of(
    conn: &mut Conn,
    id: VisitId,
    students: &[StudentId],
) -> Result<Vec<Answered>, Fault> {
    let rows: Vec<AnswerRow> = visit_answer::table
        .filter(visit_answer::visit_id.eq(id.to_string()))
        .filter(visit_answer::student_id.eq_any(texts(students)))
        .order((visit_answer::at, visit_answer::person_id))
        .select((
            visit_answer::person_id,
            visit_answer::student_id,
            visit_answer::answer,
            visit_answer::note_sealed,
            visit_answer::at,
        ))
        .load(conn)?;
    let answered = |(person, student, answer, note_sealed, at): AnswerRow| Answered {
        person: person.0,
        student: student.0,
        answer: answer.0,
        note_sealed,
        at: instant(at),
    };
    Ok(rows.into_iter().map(answered).collect())
}

/// An answer to be stored.
#[derive(Insertable)]
#[diesel(table_name = visit_answer, treat_none_as_default_value = false)]
pub struct NewAnswer {
    pub visit_id: String,
    pub person_id: String,
    pub student_id: String,
    pub answer: &'static str,
    pub note_sealed: Option<Vec<u8>>,
    pub at: NaiveDateTime,
}

/// Stores an answer. `false` where this person answered before: the first one counts.
pub fn insert_answer(tx: &mut Tx<'_>, row: &NewAnswer) -> Result<bool, Fault> {
    let inserted = each!(tx, |c| diesel::insert_into(visit_answer::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// Where a visit stands, with the version that a change must find.
#[derive(Clone, Copy, Debug)]
pub struct Confirmable {
    /// Its state.
    pub state: VisitState,
    /// Its version.
    pub version: i32,
}

/// A visit on its way to being confirmed.
pub fn confirmable(conn: &mut Conn, id: VisitId) -> Result<Option<Confirmable>, Fault> {
    let row: Option<(Col<VisitState>, i32)> = visit::table
        .find(id.to_string())
        .select((visit::state, visit::version))
        .first(conn)
        .optional()?;
    Ok(row.map(|(state, version)| Confirmable {
        state: state.0,
        version,
    }))
}

/// A visit's move; what is not given stays as it was.
#[derive(AsChangeset)]
#[diesel(table_name = visit)]
struct Moved {
    state: &'static str,
    confirmed_at: Option<NaiveDateTime>,
    confirmed_by: Option<&'static str>,
    version: i32,
}

/// Moves a visit on by the word of its family. `false` where someone moved it since `from` was
/// read. How it was once confirmed is kept when it is disputed later.
pub fn set_state(
    tx: &mut Tx<'_>,
    id: VisitId,
    from: Confirmable,
    to: VisitState,
    now: Instant,
) -> Result<bool, Fault> {
    let confirmed = to == VisitState::Confirmed;
    let moved = Moved {
        state: to.as_str(),
        confirmed_at: confirmed.then(|| now.naive_utc()),
        confirmed_by: confirmed.then_some(ConfirmedBy::Family.as_str()),
        version: from.version + 1,
    };
    let changed = diesel::update(
        visit::table
            .find(id.to_string())
            .filter(visit::version.eq(from.version)),
    )
    .set(moved)
    .execute(tx.conn())?;
    if changed == 1 {
        set_counts(tx, id, from.state, to)?;
    }
    Ok(changed == 1)
}

/// Some recorded visits of whose families someone received the link at `asked_until` or before,
/// and nobody answered. Who was never reached is not silent.
pub fn silent_visits(
    conn: &mut Conn,
    asked_until: Instant,
    most: i64,
) -> Result<Vec<VisitId>, Fault> {
    let asked = link::table
        .inner_join(message::table)
        .filter(link::purpose.eq(LinkPurpose::VisitConfirm.as_str()))
        .filter(link::subject_id.eq(visit::id))
        .filter(message::delivered_at.le(asked_until.naive_utc()));
    let answered = visit_answer::table.filter(visit_answer::visit_id.eq(visit::id));
    let rows: Vec<Col<VisitId>> = visit::table
        .filter(visit::state.eq(VisitState::Recorded.as_str()))
        .filter(visit::received_at.le(asked_until.naive_utc()))
        .filter(exists(asked))
        .filter(not(exists(answered)))
        .order(visit::received_at)
        .limit(most)
        .select(visit::id)
        .load(conn)?;
    Ok(rows.into_iter().map(Col::into_inner).collect())
}

/// Confirms by silence the visits that are still only recorded.
pub fn confirm_silent(tx: &mut Tx<'_>, visits: &[VisitId], now: Instant) -> Result<usize, Fault> {
    Ok(diesel::update(
        visit::table
            .filter(visit::id.eq_any(texts(visits)))
            .filter(visit::state.eq(VisitState::Recorded.as_str())),
    )
    .set((
        visit::state.eq(VisitState::Confirmed.as_str()),
        visit::confirmed_at.eq(now.naive_utc()),
        visit::confirmed_by.eq(ConfirmedBy::Silence.as_str()),
        visit::version.eq(visit::version + 1),
    ))
    .execute(tx.conn())?)
}
