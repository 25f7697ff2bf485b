//! The family to which an answer goes.

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn,
    schema::{guardianship, person},
};
use tongyu_shared::{
    ids::{PersonId, StudentId},
    time::Date,
    visits::types::Relation,
};

use crate::http::fault::Fault;

/// Whether an answer can be sent to this person: a guardian on `today` who may view and has a
/// phone. Asked when the answer goes out, since a right may have ended after the visit.
pub fn may_receive(
    conn: &mut Conn,
    raiser: PersonId,
    student: StudentId,
    today: Date,
) -> Result<bool, Fault> {
    let found: Option<String> = guardianship::table
        .inner_join(person::table)
        .filter(guardianship::person_id.eq(raiser.to_string()))
        .filter(guardianship::student_id.eq(student.to_string()))
        .filter(guardianship::may_view.eq(true))
        .filter(guardianship::from_on.le(today.naive()))
        .filter(
            guardianship::to_on
                .is_null()
                .or(guardianship::to_on.ge(today.naive())),
        )
        .filter(person::phone_sealed.is_not_null())
        .select(guardianship::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// How a guardian who may view is related to the pupil today; nothing where the right has ended.
pub fn relation(
    conn: &mut Conn,
    guardian: PersonId,
    student: StudentId,
    today: Date,
) -> Result<Option<Relation>, Fault> {
    let relation: Option<Col<Relation>> = guardianship::table
        .filter(guardianship::person_id.eq(guardian.to_string()))
        .filter(guardianship::student_id.eq(student.to_string()))
        .filter(guardianship::may_view.eq(true))
        .filter(guardianship::from_on.le(today.naive()))
        .filter(
            guardianship::to_on
                .is_null()
                .or(guardianship::to_on.ge(today.naive())),
        )
        .select(guardianship::relation)
        .first(conn)
        .optional()?;
    Ok(relation.map(Col::into_inner))
}
