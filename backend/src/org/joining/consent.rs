//! What people agreed to: one live row for a person and a child, with its day; taken back, the row
//! stays with its end, and agreeing again makes another.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, live_on,
    schema::{carer_request, consent, enrolment, guardianship, student},
};
use tongyu_shared::{
    ids::{PersonId, StudentId},
    org::joining::ConsentAs,
    time::{Date, Instant},
};
use uuid::Uuid;

use super::children::joined;
use crate::http::fault::Fault;

/// What someone agrees to.
#[derive(Clone, Copy, Debug)]
pub struct NewConsent<'a> {
    /// Who.
    pub person: PersonId,
    /// For which child.
    pub student: StudentId,
    /// Which text of the notice.
    pub notice_version: &'a str,
    /// As what.
    pub given_as: ConsentAs,
    /// Whether to what is used of the child too, which a guardian says apart.
    pub for_child: bool,
    /// When.
    pub at: Instant,
}

/// Writes a consent down. `false` where it stands already: the first day counts.
pub fn give(tx: &mut Tx<'_>, new: &NewConsent<'_>) -> Result<bool, Fault> {
    if is_live(tx, new.person, new.student)? {
        return Ok(false);
    }
    diesel::insert_into(consent::table)
        .values((
            consent::id.eq(Uuid::now_v7().to_string()),
            consent::person_id.eq(new.person.to_string()),
            consent::student_id.eq(new.student.to_string()),
            consent::notice_version.eq(new.notice_version),
            consent::given_as.eq(new.given_as.as_str()),
            consent::given_at.eq(new.at.naive_utc()),
            consent::for_child.eq(new.for_child),
        ))
        .execute(tx.conn())?;
    Ok(true)
}

/// What stands of a consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Since when.
    pub on: Date,
    /// Whether for what is used of the child too.
    pub for_child: bool,
}

/// What a person agreed to for a child.
pub fn given(
    conn: &mut Conn,
    person: PersonId,
    student: StudentId,
) -> Result<Option<Given>, Fault> {
    let row: Option<(NaiveDateTime, bool)> = consent::table
        .filter(consent::person_id.eq(person.to_string()))
        .filter(consent::student_id.eq(student.to_string()))
        .filter(consent::withdrawn_at.is_null())
        .select((consent::given_at, consent::for_child))
        .first(conn)
        .optional()?;
    Ok(row.map(|(at, for_child)| Given {
        on: Instant::from_naive_utc(at).date(),
        for_child,
    }))
}

fn is_live(conn: &mut Conn, person: PersonId, student: StudentId) -> Result<bool, Fault> {
    let found: Option<String> = consent::table
        .filter(consent::person_id.eq(person.to_string()))
        .filter(consent::student_id.eq(student.to_string()))
        .filter(consent::withdrawn_at.is_null())
        .select(consent::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Whether what someone agreed to stands today: for a child whom she sees, or in a wish for a child
/// that waits for a guardian. A consent for a child who has left school stands for nothing, as she
/// could not take it back: it counts again once the child is in a class.
pub fn has_agreed(conn: &mut Conn, person: PersonId, today: Date) -> Result<bool, Fault> {
    Ok(joined(conn, person, today)? || waits(conn, person, today)?)
}

/// Whether someone asked to see a child who is in a class, and no guardian has said yes or no.
fn waits(conn: &mut Conn, person: PersonId, today: Date) -> Result<bool, Fault> {
    let waiting: i64 = carer_request::table
        .inner_join(student::table.inner_join(enrolment::table))
        .filter(carer_request::person_id.eq(person.to_string()))
        .filter(carer_request::decided_at.is_null())
        .filter(live_on!(enrolment, today.naive()))
        .count()
        .get_result(conn)?;
    Ok(waiting > 0)
}

/// Whether someone has ever joined for a child, whatever has become of it.
pub fn ever_agreed(conn: &mut Conn, person: PersonId) -> Result<bool, Fault> {
    let given: i64 = consent::table
        .filter(consent::person_id.eq(person.to_string()))
        .count()
        .get_result(conn)?;
    Ok(given > 0)
}

/// Holds a person's live consents: who changes one of them waits, and then reads anew.
pub fn hold(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Fault> {
    // An update that changes nothing is a lock on both databases.
    diesel::update(
        consent::table
            .filter(consent::person_id.eq(person.to_string()))
            .filter(consent::withdrawn_at.is_null()),
    )
    .set(consent::given_as.eq(consent::given_as))
    .execute(tx.conn())?;
    Ok(())
}

/// Takes a consent back. `false` where none stands.
pub fn withdraw(
    tx: &mut Tx<'_>,
    person: PersonId,
    student: StudentId,
    now: Instant,
) -> Result<bool, Fault> {
    let ended = diesel::update(
        consent::table
            .filter(consent::person_id.eq(person.to_string()))
            .filter(consent::student_id.eq(student.to_string()))
            .filter(consent::withdrawn_at.is_null()),
    )
    .set(consent::withdrawn_at.eq(now.naive_utc()))
    .execute(tx.conn())?;
    Ok(ended > 0)
}

/// Who has joined for these children: a live consent and a guardianship that lets them view.
pub fn joined_people(
    conn: &mut Conn,
    students: &[StudentId],
    today: Date,
) -> Result<Vec<(StudentId, PersonId)>, Fault> {
    let students: Vec<_> = students.iter().map(ToString::to_string).collect();
    let rows: Vec<(Col<StudentId>, Col<PersonId>)> = consent::table
        .inner_join(
            guardianship::table.on(guardianship::person_id
                .eq(consent::person_id)
                .and(guardianship::student_id.eq(consent::student_id))),
        )
        .filter(consent::student_id.eq_any(students))
        .filter(consent::withdrawn_at.is_null())
        .filter(guardianship::may_view.eq(true))
        .filter(live_on!(guardianship, today.naive()))
        .order(guardianship::id)
        .select((consent::student_id, consent::person_id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(of, who)| (of.0, who.0)).collect())
}
