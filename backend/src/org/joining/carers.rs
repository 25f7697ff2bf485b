//! Carers whom the roster does not know: they prove their phone, and a guardian who joined says
//! yes or no. The school cannot say it for the family.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, each,
    schema::{carer_request, person, student},
};
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::{AccountId, CarerRequestId, InviteId, PersonId, StudentId},
    messages::Template,
    org::joining::{ConsentAs, NOTICE_VERSION},
    time::{Date, Instant},
    visits::types::Relation,
};

use super::{
    consent::{self, NewConsent},
    ending, store,
};
use crate::{
    audit::{self, By, Entry},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    messages::{self, NewMessage},
    org::enrol,
};

/// Someone who proved the phone wants to join.
#[derive(Clone, Copy, Debug)]
pub struct NewRequest {
    /// Who.
    pub person: PersonId,
    /// For which child.
    pub student: StudentId,
    /// By which invitation.
    pub invite: InviteId,
    /// As what.
    pub relation: Relation,
}

#[derive(Insertable)]
#[diesel(table_name = carer_request, treat_none_as_default_value = false)]
struct RequestRow {
    id: String,
    student_id: String,
    invite_id: String,
    person_id: String,
    relation: &'static str,
    notice_version: &'static str,
    asked_at: NaiveDateTime,
    made_guardian: bool,
}

/// Writes a wish down; asked again before it is decided, the relation is the one said last. A wish
/// that was declined, or whose right has ended, may be asked anew.
pub fn ask(tx: &mut Tx<'_>, new: &NewRequest, now: Instant) -> Result<(), Fault> {
    let row = RequestRow {
        id: CarerRequestId::new().to_string(),
        student_id: new.student.to_string(),
        invite_id: new.invite.to_string(),
        person_id: new.person.to_string(),
        relation: new.relation.as_str(),
        notice_version: NOTICE_VERSION,
        asked_at: now.naive_utc(),
        made_guardian: false,
    };
    diesel::delete(
        carer_request::table
            .filter(carer_request::student_id.eq(&row.student_id))
            .filter(carer_request::person_id.eq(&row.person_id))
            .filter(carer_request::decided_at.is_not_null()),
    )
    .execute(tx.conn())?;
    each!(tx, |c| diesel::insert_into(carer_request::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    diesel::update(
        carer_request::table
            .filter(carer_request::student_id.eq(&row.student_id))
            .filter(carer_request::person_id.eq(&row.person_id))
            .filter(carer_request::decided_at.is_null()),
    )
    .set(carer_request::relation.eq(row.relation))
    .execute(tx.conn())?;
    Ok(())
}

/// A wish that waits for a guardian.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarerRequest {
    /// The wish.
    pub id: CarerRequestId,
    /// The child.
    pub student: StudentId,
    /// The child's name in full.
    pub child: String,
    /// Who asks, in the own words.
    pub name: String,
    /// As what.
    pub relation: Relation,
    /// The phone that was proved, as it is stored.
    pub phone_sealed: Option<Vec<u8>>,
    /// Whose phone it is.
    pub person: PersonId,
    /// When.
    pub asked_at: Instant,
}

type Row = (
    Col<CarerRequestId>,
    Col<StudentId>,
    String,
    Col<PersonId>,
    String,
    Option<Vec<u8>>,
    Col<Relation>,
    NaiveDateTime,
);

#[diesel::dsl::auto_type]
fn columns() -> _ {
    (
        carer_request::id,
        student::id,
        student::name,
        person::id,
        person::name,
        person::phone_sealed,
        carer_request::relation,
        carer_request::asked_at,
    )
}

fn request((id, of, child, who, name, phone_sealed, relation, asked_at): Row) -> CarerRequest {
    CarerRequest {
        id: id.0,
        student: of.0,
        child,
        name,
        relation: relation.0,
        phone_sealed,
        person: who.0,
        asked_at: Instant::from_naive_utc(asked_at),
    }
}

/// The wishes for these children that wait, the oldest first.
pub fn waiting_for(conn: &mut Conn, students: &[StudentId]) -> Result<Vec<CarerRequest>, Fault> {
    let students: Vec<_> = students.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = carer_request::table
        .inner_join(student::table)
        .inner_join(person::table)
        .filter(carer_request::student_id.eq_any(students))
        .filter(carer_request::decided_at.is_null())
        .order((carer_request::asked_at, carer_request::id))
        .select(columns())
        .load(conn)?;
    Ok(rows.into_iter().map(request).collect())
}

/// The wishes of a person that wait.
pub fn waiting_of(conn: &mut Conn, who: PersonId) -> Result<Vec<CarerRequest>, Fault> {
    let rows: Vec<Row> = carer_request::table
        .inner_join(student::table)
        .inner_join(person::table)
        .filter(carer_request::person_id.eq(who.to_string()))
        .filter(carer_request::decided_at.is_null())
        .order((carer_request::asked_at, carer_request::id))
        .select(columns())
        .load(conn)?;
    Ok(rows.into_iter().map(request).collect())
}

/// What was asked for, and whether it was decided.
#[derive(Queryable, Selectable)]
#[diesel(table_name = carer_request)]
struct Wish {
    student_id: Col<StudentId>,
    person_id: Col<PersonId>,
    relation: Col<Relation>,
    notice_version: String,
    asked_at: NaiveDateTime,
    decided_at: Option<NaiveDateTime>,
}

/// Says yes or no to a wish, as a guardian who joined and decides for the child. Another's wish is
/// not found; one that was decided is "already answered". Gives who asked.
pub fn decide(
    tx: &mut Tx<'_>,
    (guardian, account): (PersonId, AccountId),
    id: CarerRequestId,
    yes: bool,
    stamp: &Stamp,
) -> Result<PersonId, Fault> {
    let asked = to_decide(tx, guardian, id, stamp)?;
    diesel::update(carer_request::table.find(id.to_string()))
        .set((
            carer_request::decided_at.eq(stamp.now.naive_utc()),
            carer_request::decided_by.eq(account.to_string()),
            carer_request::accepted.eq(yes),
        ))
        .execute(tx.conn())?;
    if yes {
        accept(tx, id, &asked, stamp)?;
    }
    let entry = Entry {
        by: By::Guardian(guardian),
        action: if yes {
            "joining.accept_carer"
        } else {
            "joining.decline_carer"
        },
        subject_kind: "carer_request",
        subject_id: &id.to_string(),
        student: Some(asked.student_id.0),
    };
    audit::record(tx, stamp, &entry)?;
    Ok(asked.person_id.0)
}

/// A wish that waits for this guardian's word.
fn to_decide(
    tx: &mut Tx<'_>,
    guardian: PersonId,
    id: CarerRequestId,
    stamp: &Stamp,
) -> Result<Wish, Fault> {
    let asked: Wish = carer_request::table
        .find(id.to_string())
        .select(Wish::as_select())
        .first(tx.conn())
        .optional()?
        .ok_or(NOT_FOUND)?;
    if !decides_for(tx, guardian, asked.student_id.0, stamp)? {
        Err(NOT_FOUND)
    } else if asked.decided_at.is_some() {
        Err(ProblemCode::AlreadyAnswered.into())
    } else {
        Ok(asked)
    }
}

/// Whether someone has joined for a child and decides for it.
pub fn decides_for(
    conn: &mut Conn,
    guardian: PersonId,
    of: StudentId,
    stamp: &Stamp,
) -> Result<bool, Fault> {
    let today = stamp.now.date();
    let joined = consent::joined_people(conn, &[of], today)?.contains(&(of, guardian));
    let standing = store::standing(conn, guardian, of, today)?;
    Ok(joined && standing.is_some_and(|standing| standing.may_decide))
}

/// Gives a carer what follows from a guardian's yes, and notes whether the right to view began with
/// it.
fn accept(tx: &mut Tx<'_>, id: CarerRequestId, asked: &Wish, stamp: &Stamp) -> Result<(), Fault> {
    let (who, of) = (asked.person_id.0, asked.student_id.0);
    let made = enrol::add_carer(tx, who, of, asked.relation.0, stamp.now.date())?;
    let agreed = NewConsent {
        person: who,
        student: of,
        notice_version: &asked.notice_version,
        given_as: ConsentAs::Carer,
        for_child: false,
        at: Instant::from_naive_utc(asked.asked_at),
    };
    consent::give(tx, &agreed)?;
    ending::begin_again(tx, who, of)?;
    let message = NewMessage {
        template: Template::CarerAccepted,
        person: who,
        link: None,
        code: None,
    };
    messages::send(tx, &message, stamp)?;
    diesel::update(carer_request::table.find(id.to_string()))
        .set(carer_request::made_guardian.eq(made))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends what a guardian's word gave a carer, and takes the wish away. What stood in the school's
/// roster before that word stays as it is.
pub fn leave(tx: &mut Tx<'_>, who: PersonId, of: StudentId, today: Date) -> Result<(), Fault> {
    let accepted = carer_request::table
        .filter(carer_request::person_id.eq(who.to_string()))
        .filter(carer_request::student_id.eq(of.to_string()))
        .filter(carer_request::accepted.eq(true));
    let found: Option<(String, bool)> = accepted
        .select((carer_request::id, carer_request::made_guardian))
        .first(tx.conn())
        .optional()?;
    let Some((id, made)) = found else {
        return Ok(());
    };
    if made {
        enrol::end_carer(tx, who, of, today)?;
    }
    diesel::delete(carer_request::table.find(id)).execute(tx.conn())?;
    Ok(())
}
