//! Invitations: one link for a whole family, which goes on working for its forty days, and a
//! message to one guardian, whose phone is known and who needs to type nothing.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use tongyu_db::{Col, Conn, Tx, schema::join_invite};
use tongyu_shared::{
    ids::{AccountId, InviteId, LinkId, PersonId, StudentId},
    messages::LinkPurpose,
    time::Instant,
};

use crate::{
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    messages::links::{self, LINK_DAYS, Link, NewLink},
};

/// What a token opened.
#[derive(Clone, Debug)]
pub enum Invitation {
    /// Sent to one guardian.
    Personal(Link),
    /// For whoever of a child's family opens it.
    Family {
        /// The invitation.
        id: InviteId,
        /// The child.
        student: StudentId,
    },
}

impl Invitation {
    /// The child it is about.
    pub const fn student(&self) -> StudentId {
        match self {
            Self::Personal(link) => link.student,
            Self::Family { student, .. } => *student,
        }
    }
}

/// The invitation that a token opens. Malformed, foreign, expired and revoked ones are not found.
pub fn open(conn: &mut Conn, keys: &Keys, token: &str, now: Instant) -> Result<Invitation, Fault> {
    match links::named(keys, token).ok_or(NOT_FOUND)? {
        (_, LinkPurpose::JoinPersonal) => {
            links::open(conn, keys, token, now).map(Invitation::Personal)
        }
        (id, LinkPurpose::JoinFamily) => open_family(conn, InviteId::from_bytes(id), now),
        _ => Err(NOT_FOUND),
    }
}

fn open_family(conn: &mut Conn, id: InviteId, now: Instant) -> Result<Invitation, Fault> {
    let student: Col<StudentId> = join_invite::table
        .find(id.to_string())
        .filter(join_invite::revoked_at.is_null())
        .filter(join_invite::expires_at.gt(now.naive_utc()))
        .select(join_invite::student_id)
        .first(conn)
        .optional()?
        .ok_or(NOT_FOUND)?;
    Ok(Invitation::Family {
        id,
        student: student.0,
    })
}

/// A family's invitation that opens now, with its end.
pub fn of_family(
    conn: &mut Conn,
    student: StudentId,
    now: Instant,
) -> Result<Option<(InviteId, Instant)>, Fault> {
    let row: Option<(Col<InviteId>, NaiveDateTime)> = join_invite::table
        .filter(join_invite::student_id.eq(student.to_string()))
        .filter(join_invite::revoked_at.is_null())
        .filter(join_invite::expires_at.gt(now.naive_utc()))
        .order((join_invite::expires_at.desc(), join_invite::id.desc()))
        .select((join_invite::id, join_invite::expires_at))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, end)| (id.0, Instant::from_naive_utc(end))))
}

/// The family's invitation, made for forty days where none opens now.
pub fn for_family(
    tx: &mut Tx<'_>,
    student: StudentId,
    made_by: AccountId,
    stamp: &Stamp,
) -> Result<(InviteId, Instant), Fault> {
    if let Some(known) = of_family(tx, student, stamp.now)? {
        return Ok(known);
    }
    let (id, end) = (InviteId::new(), stamp.now.plus(TimeDelta::days(LINK_DAYS)));
    diesel::insert_into(join_invite::table)
        .values((
            join_invite::id.eq(id.to_string()),
            join_invite::student_id.eq(student.to_string()),
            join_invite::made_by.eq(made_by.to_string()),
            join_invite::created_at.eq(stamp.now.naive_utc()),
            join_invite::expires_at.eq(end.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok((id, end))
}

/// Takes a family's invitations back.
pub fn revoke(tx: &mut Tx<'_>, student: StudentId, now: Instant) -> Result<(), Fault> {
    diesel::update(
        join_invite::table
            .filter(join_invite::student_id.eq(student.to_string()))
            .filter(join_invite::revoked_at.is_null()),
    )
    .set(join_invite::revoked_at.eq(now.naive_utc()))
    .execute(tx.conn())?;
    Ok(())
}

/// The link of one guardian, made anew where the last one was used or is past.
pub fn for_guardian(
    tx: &mut Tx<'_>,
    person: PersonId,
    student: StudentId,
    stamp: &Stamp,
) -> Result<LinkId, Fault> {
    let (purpose, subject) = (LinkPurpose::JoinPersonal, student.to_string());
    let (open, cycle) = links::newest(tx, purpose, &subject, person, stamp.now)?;
    if let Some(link) = open {
        return Ok(link);
    }
    let new = NewLink {
        purpose,
        person,
        student,
        subject: &subject,
        cycle: cycle + 1,
    };
    links::create(tx, &new, stamp)
}
