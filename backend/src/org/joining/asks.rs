//! What someone typed who asked for a code by a family's link. Until the code is right it says
//! nothing of who they are: no account, no wish, no right.

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx,
    schema::{account, carer_request, guardianship, join_ask, person},
};
use tongyu_shared::{
    ids::{CodeId, InviteId, PersonId, StudentId},
    time::Instant,
    visits::types::Relation,
};
use uuid::Uuid;

use crate::http::{fault::Fault, input::Stamp};

/// Who never proved the phone is forgotten after this time.
const UNPROVED_FOR: TimeDelta = TimeDelta::days(1);
/// How many are forgotten in one transaction.
const SLICE: i64 = 100;

/// Someone asks for a code.
#[derive(Clone, Copy, Debug)]
pub struct NewAsk<'a> {
    /// By which invitation.
    pub invite: InviteId,
    /// For which child.
    pub student: StudentId,
    /// To whom the code goes.
    pub person: PersonId,
    /// Whether the person came with this.
    pub person_is_new: bool,
    /// The phone, as it is found.
    pub phone_hash: &'a str,
    /// As what.
    pub relation: Relation,
    /// The code.
    pub code: CodeId,
}

/// Writes down what was typed.
pub fn add(tx: &mut Tx<'_>, new: &NewAsk<'_>, now: Instant) -> Result<(), Fault> {
    diesel::insert_into(join_ask::table)
        .values((
            join_ask::id.eq(Uuid::now_v7().to_string()),
            join_ask::student_id.eq(new.student.to_string()),
            join_ask::invite_id.eq(new.invite.to_string()),
            join_ask::person_id.eq(new.person.to_string()),
            join_ask::person_is_new.eq(new.person_is_new),
            join_ask::phone_hash.eq(new.phone_hash),
            join_ask::relation.eq(new.relation.as_str()),
            join_ask::code_id.eq(new.code.to_string()),
            join_ask::asked_at.eq(now.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// What was asked last.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// By which invitation.
    pub invite: InviteId,
    /// To whom the code went.
    pub person: PersonId,
    /// As what.
    pub relation: Relation,
    /// The code.
    pub code: CodeId,
}

/// What was asked last for a child with a phone: the newest code alone counts.
pub fn newest(conn: &mut Conn, student: StudentId, phone_hash: &str) -> Result<Option<Ask>, Fault> {
    type Row = (Col<InviteId>, Col<PersonId>, Col<Relation>, Col<CodeId>);
    let row: Option<Row> = join_ask::table
        .filter(join_ask::student_id.eq(student.to_string()))
        .filter(join_ask::phone_hash.eq(phone_hash))
        .order((join_ask::asked_at.desc(), join_ask::id.desc()))
        .select((
            join_ask::invite_id,
            join_ask::person_id,
            join_ask::relation,
            join_ask::code_id,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(|(invite, person, relation, code)| Ask {
        invite: invite.0,
        person: person.0,
        relation: relation.0,
        code: code.0,
    }))
}

/// Whether a person came with something that was typed and is not proved.
pub fn came_so(conn: &mut Conn, who: PersonId) -> Result<bool, Fault> {
    let found: Option<String> = join_ask::table
        .filter(join_ask::person_id.eq(who.to_string()))
        .filter(join_ask::person_is_new.eq(true))
        .select(join_ask::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Takes away what was asked for a child with a phone that is proved now.
pub fn close(tx: &mut Tx<'_>, student: StudentId, phone_hash: &str) -> Result<(), Fault> {
    let strangers: Vec<Col<PersonId>> = join_ask::table
        .filter(join_ask::student_id.eq(student.to_string()))
        .filter(join_ask::phone_hash.eq(phone_hash))
        .filter(join_ask::person_is_new.eq(true))
        .select(join_ask::person_id)
        .load(tx.conn())?;
    diesel::delete(
        join_ask::table
            .filter(join_ask::student_id.eq(student.to_string()))
            .filter(join_ask::phone_hash.eq(phone_hash)),
    )
    .execute(tx.conn())?;
    for stranger in &strangers {
        drop_stranger(tx, &stranger.to_string())?;
    }
    Ok(())
}

/// Forgets a slice of those who typed a name and a phone, and never proved that it was theirs.
pub fn forget_unproved(tx: &mut Tx<'_>, stamp: &Stamp) -> Result<u32, Fault> {
    let old: Vec<(String, String, bool)> = join_ask::table
        .filter(join_ask::asked_at.lt(stamp.now.plus(-UNPROVED_FOR).naive_utc()))
        .order(join_ask::asked_at)
        .limit(SLICE)
        .select((join_ask::id, join_ask::person_id, join_ask::person_is_new))
        .load(tx.conn())?;
    for (id, who, is_new) in &old {
        diesel::delete(join_ask::table.find(id)).execute(tx.conn())?;
        if *is_new {
            drop_stranger(tx, who)?;
        }
    }
    Ok(u32::try_from(old.len()).unwrap_or(u32::MAX))
}

/// Drops a person who came with a wish, unless something else rests on this person by now.
fn drop_stranger(tx: &mut Tx<'_>, who: &str) -> Result<(), Fault> {
    let guards = guardianship::table.filter(guardianship::person_id.eq(who));
    let wishes = carer_request::table.filter(carer_request::person_id.eq(who));
    let holds = account::table.filter(account::person_id.eq(who));
    let guards: i64 = guards.count().get_result(tx.conn())?;
    let wishes: i64 = wishes.count().get_result(tx.conn())?;
    let holds: i64 = holds.count().get_result(tx.conn())?;
    if guards + wishes + holds == 0 {
        hand_on(tx, who)?;
    }
    Ok(())
}

/// Another ask of the same person takes over that the person came with it; the last one goes.
fn hand_on(tx: &mut Tx<'_>, who: &str) -> Result<(), Fault> {
    let others = diesel::update(join_ask::table.filter(join_ask::person_id.eq(who)))
        .set(join_ask::person_is_new.eq(true))
        .execute(tx.conn())?;
    if others == 0 {
        diesel::delete(person::table.find(who)).execute(tx.conn())?;
    }
    Ok(())
}
