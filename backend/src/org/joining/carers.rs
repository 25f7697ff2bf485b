//! Carers whom the roster does not know: they prove their phone, and a guardian who joined says
//! yes or no. The school cannot say it for the family.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, each,
    schema::{account, carer_request, guardianship, person, session, student},
};
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::{AccountId, CarerRequestId, InviteId, PersonId, StudentId},
    messages::Template,
    org::joining::{ConsentAs, NOTICE_VERSION},
    time::Instant,
    visits::types::Relation,
};

use super::{
    consent::{self, NewConsent},
    store,
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

/// Who never proved the phone is forgotten after this time.
const UNPROVED_FOR: TimeDelta = TimeDelta::days(1);
/// How many are forgotten in one transaction.
const SLICE: i64 = 100;

/// Someone wants to join.
#[derive(Clone, Copy, Debug)]
pub struct NewRequest {
    /// Who.
    pub person: PersonId,
    /// Whether the person came with this wish.
    pub person_is_new: bool,
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
    person_is_new: bool,
    relation: &'static str,
    notice_version: &'static str,
    asked_at: NaiveDateTime,
}

/// Writes a wish down; asked again before it is decided, the relation is the one said last.
pub fn ask(tx: &mut Tx<'_>, new: &NewRequest, now: Instant) -> Result<(), Fault> {
    let row = RequestRow {
        id: CarerRequestId::new().to_string(),
        student_id: new.student.to_string(),
        invite_id: new.invite.to_string(),
        person_id: new.person.to_string(),
        person_is_new: new.person_is_new,
        relation: new.relation.as_str(),
        notice_version: NOTICE_VERSION,
        asked_at: now.naive_utc(),
    };
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

/// Notes that the phone behind a wish was proved: from now on a guardian sees it.
pub fn prove(tx: &mut Tx<'_>, who: PersonId, of: StudentId, now: Instant) -> Result<(), Fault> {
    diesel::update(
        carer_request::table
            .filter(carer_request::person_id.eq(who.to_string()))
            .filter(carer_request::student_id.eq(of.to_string()))
            .filter(carer_request::proved_at.is_null()),
    )
    .set(carer_request::proved_at.eq(now.naive_utc()))
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

/// A condition on wishes that were proved and are not decided.
#[diesel::dsl::auto_type]
fn waiting() -> _ {
    carer_request::proved_at
        .is_not_null()
        .and(carer_request::decided_at.is_null())
}

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
        .filter(waiting())
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
        .filter(waiting())
        .order((carer_request::asked_at, carer_request::id))
        .select(columns())
        .load(conn)?;
    Ok(rows.into_iter().map(request).collect())
}

/// Says yes or no to a wish, as a guardian who joined and decides for the child. Another's wish is
/// not found; one that was decided is "already answered".
pub fn decide(
    tx: &mut Tx<'_>,
    (guardian, account): (PersonId, AccountId),
    id: CarerRequestId,
    yes: bool,
    stamp: &Stamp,
) -> Result<(), Fault> {
    type Asked = (
        Col<StudentId>,
        Col<PersonId>,
        Col<Relation>,
        String,
        Option<NaiveDateTime>,
        Option<NaiveDateTime>,
    );
    let (of, who, relation, notice, proved, decided): Asked = carer_request::table
        .find(id.to_string())
        .select((
            carer_request::student_id,
            carer_request::person_id,
            carer_request::relation,
            carer_request::notice_version,
            carer_request::proved_at,
            carer_request::decided_at,
        ))
        .first(tx.conn())
        .optional()?
        .ok_or(NOT_FOUND)?;
    let proved = proved.map(Instant::from_naive_utc).ok_or(NOT_FOUND)?;
    if !decides_for(tx, guardian, of.0, stamp)? {
        return Err(NOT_FOUND);
    }
    if decided.is_some() {
        return Err(ProblemCode::AlreadyAnswered.into());
    }
    diesel::update(carer_request::table.find(id.to_string()))
        .set((
            carer_request::decided_at.eq(stamp.now.naive_utc()),
            carer_request::decided_by.eq(account.to_string()),
            carer_request::accepted.eq(yes),
        ))
        .execute(tx.conn())?;
    if yes {
        let agreed = NewConsent {
            person: who.0,
            student: of.0,
            notice_version: &notice,
            given_as: ConsentAs::Carer,
            at: proved,
        };
        accept(tx, &agreed, relation.0, stamp)?;
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
        student: Some(of.0),
    };
    audit::record(tx, stamp, &entry)
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

fn accept(
    tx: &mut Tx<'_>,
    agreed: &NewConsent<'_>,
    relation: Relation,
    stamp: &Stamp,
) -> Result<(), Fault> {
    enrol::add_carer(
        tx,
        agreed.person,
        agreed.student,
        relation,
        stamp.now.date(),
    )?;
    consent::give(tx, agreed)?;
    let message = NewMessage {
        template: Template::CarerAccepted,
        person: agreed.person,
        link: None,
        code: None,
    };
    messages::send(tx, &message, stamp)?;
    Ok(())
}

/// Whether someone came to a child as a carer whom a guardian accepted: the right rests on that
/// word and the own consent, not on the school's roster.
pub fn was_accepted(conn: &mut Conn, who: PersonId, of: StudentId) -> Result<bool, Fault> {
    let found: Option<String> = carer_request::table
        .filter(carer_request::person_id.eq(who.to_string()))
        .filter(carer_request::student_id.eq(of.to_string()))
        .filter(carer_request::accepted.eq(true))
        .select(carer_request::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Takes a wish away with what came of it.
pub fn remove(tx: &mut Tx<'_>, who: PersonId, of: StudentId) -> Result<(), Fault> {
    diesel::delete(
        carer_request::table
            .filter(carer_request::person_id.eq(who.to_string()))
            .filter(carer_request::student_id.eq(of.to_string())),
    )
    .execute(tx.conn())?;
    diesel::delete(
        guardianship::table
            .filter(guardianship::person_id.eq(who.to_string()))
            .filter(guardianship::student_id.eq(of.to_string())),
    )
    .execute(tx.conn())?;
    Ok(())
}

/// Forgets a slice of those who typed a name and a phone, and never proved that it was theirs.
pub fn forget_unproved(tx: &mut Tx<'_>, stamp: &Stamp) -> Result<u32, Fault> {
    let signed_in = account::table
        .inner_join(session::table)
        .select(account::person_id);
    let strangers: Vec<Col<PersonId>> = carer_request::table
        .filter(carer_request::proved_at.is_null())
        .filter(carer_request::person_is_new.eq(true))
        .filter(carer_request::asked_at.lt(stamp.now.plus(-UNPROVED_FOR).naive_utc()))
        .filter(carer_request::person_id.ne_all(signed_in))
        .order(carer_request::asked_at)
        .limit(SLICE)
        .select(carer_request::person_id)
        .load(tx.conn())?;
    for stranger in &strangers {
        forget(tx, &stranger.to_string())?;
    }
    Ok(u32::try_from(strangers.len()).unwrap_or(u32::MAX))
}

/// Forgets a stranger; of someone whom a roster has named since, the wish alone.
fn forget(tx: &mut Tx<'_>, who: &str) -> Result<(), Fault> {
    let named: i64 = guardianship::table
        .filter(guardianship::person_id.eq(who))
        .count()
        .get_result(tx.conn())?;
    diesel::delete(carer_request::table.filter(carer_request::person_id.eq(who)))
        .execute(tx.conn())?;
    if named == 0 {
        diesel::delete(account::table.filter(account::person_id.eq(who))).execute(tx.conn())?;
        diesel::delete(person::table.find(who)).execute(tx.conn())?;
    }
    Ok(())
}
