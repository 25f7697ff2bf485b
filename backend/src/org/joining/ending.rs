//! A guardian ends what a carer sees of her child: at once, and until a guardian says yes again. The
//! school's roster stays as it is, but it is not enough any more.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, each, live_on,
    schema::{carer_end, carer_request, consent, guardianship, person, student},
};
use tongyu_shared::{
    ids::{AccountId, PersonId, StudentId},
    time::Date,
    visits::types::Relation,
};

use super::{carers, consent as agreed};
use crate::{
    audit::{self, By, Entry},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
};

/// A carer who joined for a child: she sees it and decides nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carer {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// As what.
    pub relation: Relation,
}

/// The carers who joined for a child.
pub fn carers_of(conn: &mut Conn, of: StudentId, today: Date) -> Result<Vec<Carer>, Fault> {
    let joined = consent::table
        .filter(consent::student_id.eq(of.to_string()))
        .filter(consent::withdrawn_at.is_null())
        .select(consent::person_id);
    let rows: Vec<(Col<PersonId>, String, Col<Relation>)> = guardianship::table
        .inner_join(person::table)
        .filter(guardianship::student_id.eq(of.to_string()))
        .filter(guardianship::person_id.eq_any(joined))
        .filter(guardianship::may_view.eq(true))
        .filter(guardianship::may_decide.eq(false))
        .filter(live_on!(guardianship, today.naive()))
        .order(guardianship::id)
        .select((person::id, person::name, guardianship::relation))
        .load(conn)?;
    let carer = |(person, name, relation): (Col<PersonId>, String, Col<Relation>)| Carer {
        person: person.0,
        name,
        relation: relation.0,
    };
    Ok(rows.into_iter().map(carer).collect())
}

#[derive(Insertable)]
#[diesel(table_name = carer_end, treat_none_as_default_value = false)]
struct EndRow {
    student_id: String,
    person_id: String,
    ended_at: NaiveDateTime,
    ended_by: String,
}

/// Ends what a carer sees, by the word of a guardian who joined and decides for the child. Who is no
/// carer of the child is not found.
pub fn end_carer(
    tx: &mut Tx<'_>,
    (guardian, account): (PersonId, AccountId),
    (of, who): (StudentId, PersonId),
    stamp: &Stamp,
) -> Result<(), Fault> {
    let today = stamp.now.date();
    let known = carers_of(tx, of, today)?;
    let theirs = known.iter().any(|carer| carer.person == who);
    if !theirs || who == guardian || !carers::decides_for(tx, guardian, of, stamp)? {
        return Err(NOT_FOUND);
    }
    agreed::withdraw(tx, who, of, stamp.now)?;
    carers::leave(tx, who, of, today)?;
    let row = EndRow {
        student_id: of.to_string(),
        person_id: who.to_string(),
        ended_at: stamp.now.naive_utc(),
        ended_by: account.to_string(),
    };
    each!(tx, |c| diesel::insert_into(carer_end::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    let entry = Entry {
        by: By::Guardian(guardian),
        action: "joining.end_carer",
        subject_kind: "person",
        subject_id: &row.person_id,
        student: Some(of),
    };
    audit::record(tx, stamp, &entry)
}

/// Whether a guardian ended this carer's view and none has said yes since.
pub fn is_ended(conn: &mut Conn, who: PersonId, of: StudentId) -> Result<bool, Fault> {
    let found: i64 = carer_end::table
        .find((of.to_string(), who.to_string()))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// The carers of these children whose view was ended: no message invites them.
pub fn ended_of(
    conn: &mut Conn,
    students: &[StudentId],
) -> Result<Vec<(StudentId, PersonId)>, Fault> {
    let students: Vec<_> = students.iter().map(ToString::to_string).collect();
    let rows: Vec<(Col<StudentId>, Col<PersonId>)> = carer_end::table
        .filter(carer_end::student_id.eq_any(students))
        .select((carer_end::student_id, carer_end::person_id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(of, who)| (of.0, who.0)).collect())
}

/// A guardian's yes lets the carer in again.
pub fn begin_again(tx: &mut Tx<'_>, who: PersonId, of: StudentId) -> Result<(), Fault> {
    diesel::delete(carer_end::table.find((of.to_string(), who.to_string()))).execute(tx.conn())?;
    Ok(())
}

/// A family's no, as the one hears it to whom it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The child.
    pub student: StudentId,
    /// The child's name in full; pages mask it.
    pub child: String,
    /// Whether something was seen before and ended.
    pub ended: bool,
}

/// What families said no to that this person asked for, or had.
pub fn refusals_of(conn: &mut Conn, who: PersonId) -> Result<Vec<Refusal>, Fault> {
    let ended: Vec<(Col<StudentId>, String)> = carer_end::table
        .inner_join(student::table)
        .filter(carer_end::person_id.eq(who.to_string()))
        .order((carer_end::ended_at, carer_end::student_id))
        .select((student::id, student::name))
        .load(conn)?;
    let declined: Vec<(Col<StudentId>, String)> = carer_request::table
        .inner_join(student::table)
        .filter(carer_request::person_id.eq(who.to_string()))
        .filter(carer_request::accepted.eq(false))
        .order((carer_request::asked_at, carer_request::id))
        .select((student::id, student::name))
        .load(conn)?;
    let mut said: Vec<Refusal> = Vec::with_capacity(ended.len() + declined.len());
    let ended = ended.into_iter().map(|row| (row, true));
    for ((of, child), ended) in ended.chain(declined.into_iter().map(|row| (row, false))) {
        if said.iter().all(|known| known.student != of.0) {
            said.push(Refusal {
                student: of.0,
                child,
                ended,
            });
        }
    }
    Ok(said)
}
