//! Link pages: who may open them, for how long, and how often they may be answered. The token is
//! `base64url(id ‖ HMAC(key, id, purpose))`: neither outbox nor database holds it.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use subtle::ConstantTimeEq as _;
use tongyu_db::{Col, Conn, Tx, each, schema::link};
pub use tongyu_shared::messages::LinkPurpose;
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::{LinkId, PersonId, StudentId},
    time::Instant,
};

use crate::{
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
};

/// Days that a link lives: the longest cycle of a matter and some (access rule).
pub const LINK_DAYS: i64 = 40;

/// A right to be given to one guardian.
#[derive(Clone, Copy, Debug)]
pub struct NewLink<'a> {
    /// What it allows.
    pub purpose: LinkPurpose,
    /// Who holds it.
    pub person: PersonId,
    /// The child it concerns.
    pub student: StudentId,
    /// The id of the visit or matter.
    pub subject: &'a str,
    /// The cycle of the matter; 1 for visits.
    pub cycle: i32,
}

/// A link whose token was good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The link.
    pub id: LinkId,
    /// What it allows.
    pub purpose: LinkPurpose,
    /// Who holds it.
    pub person: PersonId,
    /// The child it concerns.
    pub student: StudentId,
    /// The id of the visit or matter.
    pub subject: String,
    /// The cycle of the matter; 1 for visits.
    pub cycle: i32,
    /// When it was answered. An answered link is read-only.
    pub used_at: Option<Instant>,
}

impl Link {
    /// Whether it was answered.
    pub const fn used(&self) -> bool {
        self.used_at.is_some()
    }
}

/// The route of the pages of a purpose: the room that owns the purpose mounts it.
pub const fn route(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::VisitConfirm => "/l/v/{token}",
        LinkPurpose::MatterAnswer => "/l/m/{token}",
        LinkPurpose::JoinPersonal | LinkPurpose::JoinFamily => "/l/j/{token}",
    }
}

/// The path of one link's page.
pub fn path(keys: &Keys, id: LinkId, purpose: LinkPurpose) -> String {
    path_of(keys, id.as_bytes(), purpose)
}

/// The path of a page that is opened by something with this id, a `link` or not.
pub fn path_of(keys: &Keys, id: &[u8; 16], purpose: LinkPurpose) -> String {
    route(purpose).replace("{token}", &sealed(keys, id, purpose))
}

/// The secret that opens a link.
pub fn token(keys: &Keys, id: LinkId, purpose: LinkPurpose) -> String {
    sealed(keys, id.as_bytes(), purpose)
}

fn sealed(keys: &Keys, id: &[u8; 16], purpose: LinkPurpose) -> String {
    let secret = keys.link_secret(id, purpose.as_str());
    let mut bytes = [0; 32];
    for (to, from) in bytes.iter_mut().zip(id.iter().chain(&secret)) {
        *to = *from;
    }
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// What a token names and what for, if its secret is true. Asks no database, so that guessing
/// costs nothing and tells nothing.
pub fn named(keys: &Keys, token: &str) -> Option<([u8; 16], LinkPurpose)> {
    let bytes: [u8; 32] = BASE64_URL_SAFE_NO_PAD
        .decode(token)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())?;
    let (id, secret) = bytes.split_first_chunk::<16>()?;
    let purpose = LinkPurpose::ALL.iter().find(|purpose| {
        let due = keys.link_secret(id, purpose.as_str());
        bool::from(due.as_slice().ct_eq(secret))
    })?;
    Some((*id, *purpose))
}

/// Which link a token names, if its secret is true.
fn read(keys: &Keys, token: &str) -> Option<(LinkId, LinkPurpose)> {
    named(keys, token).map(|(id, purpose)| (LinkId::from_bytes(id), purpose))
}

/// Makes a link for 40 days, or gives the one that exists for the same purpose, subject, person
/// and cycle.
pub fn create(tx: &mut Tx<'_>, new: &NewLink<'_>, stamp: &Stamp) -> Result<LinkId, Fault> {
    let row = LinkRow {
        id: LinkId::new().to_string(),
        purpose: new.purpose.as_str(),
        person_id: new.person.to_string(),
        student_id: new.student.to_string(),
        subject_id: new.subject,
        cycle: new.cycle,
        created_at: stamp.now.naive_utc(),
        expires_at: stamp.now.plus(TimeDelta::days(LINK_DAYS)).naive_utc(),
    };
    each!(tx, |c| diesel::insert_into(link::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    let id: Col<LinkId> = link::table
        .filter(link::purpose.eq(row.purpose))
        .filter(link::subject_id.eq(row.subject_id))
        .filter(link::person_id.eq(&row.person_id))
        .filter(link::cycle.eq(row.cycle))
        .select(link::id)
        .first(tx.conn())?;
    Ok(id.0)
}

#[derive(Insertable)]
#[diesel(table_name = link)]
struct LinkRow<'a> {
    id: String,
    purpose: &'static str,
    person_id: String,
    student_id: String,
    subject_id: &'a str,
    cycle: i32,
    created_at: NaiveDateTime,
    expires_at: NaiveDateTime,
}

type Row = (
    Col<PersonId>,
    Col<StudentId>,
    String,
    i32,
    Option<NaiveDateTime>,
);

/// The link that a token opens. Malformed, foreign, expired and revoked ones are not found.
pub fn open(conn: &mut Conn, keys: &Keys, token: &str, now: Instant) -> Result<Link, Fault> {
    let (id, purpose) = read(keys, token).ok_or(NOT_FOUND)?;
    let (person, student, subject, cycle, used_at): Row = link::table
        .find(id.to_string())
        .filter(link::purpose.eq(purpose.as_str()))
        .filter(link::revoked_at.is_null())
        .filter(link::expires_at.gt(now.naive_utc()))
        .select((
            link::person_id,
            link::student_id,
            link::subject_id,
            link::cycle,
            link::used_at,
        ))
        .first(conn)
        .optional()?
        .ok_or(NOT_FOUND)?;
    Ok(Link {
        id,
        purpose,
        person: person.0,
        student: student.0,
        subject,
        cycle,
        used_at: used_at.map(Instant::from_naive_utc),
    })
}

/// Gives a person's links about a child to another row of the same person, who has none.
pub fn hand_over(
    tx: &mut Tx<'_>,
    student: StudentId,
    from: PersonId,
    to: PersonId,
) -> Result<(), Fault> {
    let of_child = link::table.filter(link::student_id.eq(student.to_string()));
    let own: i64 = of_child
        .filter(link::person_id.eq(to.to_string()))
        .count()
        .get_result(tx.conn())?;
    if own == 0 {
        diesel::update(
            link::table
                .filter(link::student_id.eq(student.to_string()))
                .filter(link::person_id.eq(from.to_string())),
        )
        .set(link::person_id.eq(to.to_string()))
        .execute(tx.conn())?;
    }
    Ok(())
}

/// The newest link of a person for a subject that is not answered and still opens, with its cycle;
/// the cycle alone where that link is past.
pub fn newest(
    conn: &mut Conn,
    purpose: LinkPurpose,
    subject: &str,
    person: PersonId,
    now: Instant,
) -> Result<(Option<LinkId>, i32), Fault> {
    type Row = (
        Col<LinkId>,
        i32,
        NaiveDateTime,
        Option<NaiveDateTime>,
        Option<NaiveDateTime>,
    );
    let row: Option<Row> = link::table
        .filter(link::purpose.eq(purpose.as_str()))
        .filter(link::subject_id.eq(subject))
        .filter(link::person_id.eq(person.to_string()))
        .order(link::cycle.desc())
        .select((
            link::id,
            link::cycle,
            link::expires_at,
            link::used_at,
            link::revoked_at,
        ))
        .first(conn)
        .optional()?;
    Ok(
        row.map_or((None, 0), |(id, cycle, expires_at, used, revoked)| {
            let open = used.is_none() && revoked.is_none() && expires_at > now.naive_utc();
            (open.then_some(id.0), cycle)
        }),
    )
}

/// Links of a person for a purpose that wait for an answer, the newest first, with the child.
pub fn waiting(
    conn: &mut Conn,
    purpose: LinkPurpose,
    person: PersonId,
    now: Instant,
) -> Result<Vec<(LinkId, StudentId)>, Fault> {
    let rows: Vec<(Col<LinkId>, Col<StudentId>)> = link::table
        .filter(link::purpose.eq(purpose.as_str()))
        .filter(link::person_id.eq(person.to_string()))
        .filter(link::used_at.is_null())
        .filter(link::revoked_at.is_null())
        .filter(link::expires_at.gt(now.naive_utc()))
        .order((link::created_at.desc(), link::id.desc()))
        .select((link::id, link::student_id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, of)| (id.0, of.0)).collect())
}

/// The visit or matter that a link is about, with its cycle, whatever became of the link.
pub fn subject(conn: &mut Conn, id: LinkId) -> Result<(String, i32), Fault> {
    Ok(link::table
        .find(id.to_string())
        .select((link::subject_id, link::cycle))
        .first(conn)?)
}

/// Uses a link up. The second time answers "already answered".
pub fn use_once(tx: &mut Tx<'_>, link: &Link, now: Instant) -> Result<(), Fault> {
    let used = diesel::update(
        link::table
            .find(link.id.to_string())
            .filter(link::used_at.is_null()),
    )
    .set(link::used_at.eq(now.naive_utc()))
    .execute(tx.conn())?;
    if used == 1 {
        Ok(())
    } else {
        Err(ProblemCode::AlreadyAnswered.into())
    }
}

/// Uses up the link that such a right has, if there is one: it was answered another way.
pub fn use_up(tx: &mut Tx<'_>, right: &NewLink<'_>, now: Instant) -> Result<(), Fault> {
    diesel::update(
        link::table
            .filter(link::purpose.eq(right.purpose.as_str()))
            .filter(link::subject_id.eq(right.subject))
            .filter(link::person_id.eq(right.person.to_string()))
            .filter(link::cycle.eq(right.cycle))
            .filter(link::used_at.is_null()),
    )
    .set(link::used_at.eq(now.naive_utc()))
    .execute(tx.conn())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_link_and_purpose_and_fits_an_address() {
        let (keys, id) = (Keys::generate(), LinkId::new());
        for &purpose in LinkPurpose::ALL {
            let token = token(&keys, id, purpose);
            assert_eq!(token.len(), 43);
            assert_eq!(read(&keys, &token), Some((id, purpose)));
            assert_eq!(read(&Keys::generate(), &token), None);
        }
    }

    #[test]
    fn a_token_with_any_byte_changed_is_no_token() {
        let (keys, id) = (Keys::generate(), LinkId::new());
        let token = token(&keys, id, LinkPurpose::VisitConfirm);
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&token).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let changed = BASE64_URL_SAFE_NO_PAD.encode(changed);
            assert_eq!(read(&keys, &changed), None, "byte {at}");
        }
        for bad in ["", "a", &token[..42], "王", &format!("{token}A")] {
            assert_eq!(read(&keys, bad), None, "{bad}");
        }
    }
}
