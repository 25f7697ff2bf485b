//! The outbox: rows written in the transaction of what they tell, taken up by the delivering job.

use std::collections::HashSet;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx,
    schema::{link, message},
};
use tongyu_shared::{
    ids::{CodeId, LinkId, MessageId, PersonId},
    messages::{LinkPurpose, Template},
    time::Instant,
};

use crate::http::{fault::Fault, input::Stamp};

/// Waits for delivery, or for the next try.
const QUEUED: &str = "queued";
const DELIVERED: &str = "delivered";
const FAILED: &str = "failed";
/// A gateway that is down over a weekend loses nothing. What is outdated before, such as a
/// one-time code, is given up earlier by whoever renders it.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(3);
const FIRST_PAUSE_S: i64 = 2;
const LONGEST_PAUSE_S: i64 = 900;

/// A message to be sent.
#[derive(Clone, Copy, Debug)]
pub struct NewMessage {
    /// What it says.
    pub template: Template,
    /// To whom.
    pub person: PersonId,
    /// The link it carries, if any.
    pub link: Option<LinkId>,
    /// The one-time code it carries, if any.
    pub code: Option<CodeId>,
}

/// Puts a message into the outbox. It is delivered after the transaction commits.
pub fn send(tx: &mut Tx<'_>, new: &NewMessage, stamp: &Stamp) -> Result<MessageId, Fault> {
    let id = MessageId::new();
    let now = stamp.now.naive_utc();
    diesel::insert_into(message::table)
        .values((
            message::id.eq(id.to_string()),
            message::template.eq(new.template.as_str()),
            message::person_id.eq(new.person.to_string()),
            message::link_id.eq(new.link.map(|link| link.to_string())),
            message::code_id.eq(new.code.map(|code| code.to_string())),
            message::state.eq(QUEUED),
            message::tries.eq(0),
            message::next_try_at.eq(now),
            message::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Whether a message is due.
pub fn is_due(conn: &mut Conn, now: Instant) -> Result<bool, Fault> {
    let first: Option<String> = message::table
        .filter(message::state.eq(QUEUED))
        .filter(message::next_try_at.le(now.naive_utc()))
        .select(message::id)
        .first(conn)
        .optional()?;
    Ok(first.is_some())
}

/// A message that one process has taken up for one try.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    /// The message.
    pub id: MessageId,
    /// What it says, to whom, with what.
    pub content: NewMessage,
    /// Which try this is, from 1.
    pub tries: i32,
    /// Whether no other try follows.
    pub last: bool,
}

type Row = (
    Col<MessageId>,
    Col<Template>,
    Col<PersonId>,
    Option<Col<LinkId>>,
    Option<Col<CodeId>>,
    i32,
    NaiveDateTime,
    NaiveDateTime,
);

/// Takes up at most `limit` messages that are due. Each is put off to its next try at once, so
/// that a crash in the middle of delivering costs a pause and not the message.
pub fn claim_due(tx: &mut Tx<'_>, now: Instant, limit: i64) -> Result<Vec<Due>, Fault> {
    let rows: Vec<Row> = message::table
        .filter(message::state.eq(QUEUED))
        .filter(message::next_try_at.le(now.naive_utc()))
        .order((message::next_try_at, message::id))
        .limit(limit)
        .select((
            message::id,
            message::template,
            message::person_id,
            message::link_id,
            message::code_id,
            message::tries,
            message::next_try_at,
            message::created_at,
        ))
        .load(tx.conn())?;
    let mut claimed = Vec::with_capacity(rows.len());
    for (id, template, person, link, code, tried, was_due, created_at) in rows {
        let tries = tried + 1;
        let taken = diesel::update(
            message::table
                .find(id.to_string())
                .filter(message::state.eq(QUEUED))
                .filter(message::next_try_at.eq(was_due)),
        )
        .set((
            message::tries.eq(tries),
            message::next_try_at.eq(now.plus(pause_after(tries)).naive_utc()),
        ))
        .execute(tx.conn())?;
        if taken == 1 {
            claimed.push(Due {
                id: id.0,
                content: NewMessage {
                    template: template.0,
                    person: person.0,
                    link: link.map(|link| link.0),
                    code: code.map(|code| code.0),
                },
                tries,
                last: now.since(Instant::from_naive_utc(created_at)) >= GIVE_UP_AFTER,
            });
        }
    }
    Ok(claimed)
}

/// The pause after a try: doubled each time, to a quarter of an hour at most.
fn pause_after(tries: i32) -> TimeDelta {
    let doublings = u32::try_from(tries.max(1) - 1).unwrap_or(0).min(16);
    TimeDelta::seconds((FIRST_PAUSE_S << doublings).min(LONGEST_PAUSE_S))
}

/// Notes that a message was accepted by the gateway. `false` where it was noted before.
pub fn mark_delivered(tx: &mut Tx<'_>, id: MessageId, now: Instant) -> Result<bool, Fault> {
    let changed = diesel::update(
        message::table
            .find(id.to_string())
            .filter(message::state.eq(QUEUED)),
    )
    .set((
        message::state.eq(DELIVERED),
        message::delivered_at.eq(now.naive_utc()),
    ))
    .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Gives a message up after the last try, or at once where it can never be sent. `false` where
/// another try follows.
pub fn mark_failed(tx: &mut Tx<'_>, due: &Due, forever: bool) -> Result<bool, Fault> {
    if !forever && !due.last {
        return Ok(false);
    }
    let changed = diesel::update(
        message::table
            .find(due.id.to_string())
            .filter(message::state.eq(QUEUED)),
    )
    .set(message::state.eq(FAILED))
    .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Where a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnItsWay {
    /// Waits for delivery, or for the next try.
    Waiting,
    /// The gateway took it.
    Delivered,
    /// Given up.
    Failed,
}

/// Where the newest message is that carries a link to this subject in this cycle; nothing where
/// none was sent.
pub fn way_of(
    conn: &mut Conn,
    purpose: LinkPurpose,
    subject: &str,
    cycle: i32,
) -> Result<Option<OnItsWay>, Fault> {
    let state: Option<String> = message::table
        .inner_join(link::table)
        .filter(link::purpose.eq(purpose.as_str()))
        .filter(link::subject_id.eq(subject))
        .filter(link::cycle.eq(cycle))
        .order((message::created_at.desc(), message::id.desc()))
        .select(message::state)
        .first(conn)
        .optional()?;
    Ok(state.map(|state| match state.as_str() {
        DELIVERED => OnItsWay::Delivered,
        FAILED => OnItsWay::Failed,
        _ => OnItsWay::Waiting,
    }))
}

/// Who of these people was sent such a message since a moment.
pub fn sent_since(
    conn: &mut Conn,
    template: Template,
    people: &[PersonId],
    since: Instant,
) -> Result<HashSet<PersonId>, Fault> {
    let people: Vec<_> = people.iter().map(ToString::to_string).collect();
    let found: Vec<Col<PersonId>> = message::table
        .filter(message::template.eq(template.as_str()))
        .filter(message::person_id.eq_any(people))
        .filter(message::created_at.ge(since.naive_utc()))
        .select(message::person_id)
        .load(conn)?;
    Ok(found.into_iter().map(Col::into_inner).collect())
}

/// How many messages wait for a gateway.
pub fn count_waiting(conn: &mut Conn) -> Result<i64, Fault> {
    Ok(message::table
        .filter(message::state.eq(QUEUED))
        .count()
        .get_result(conn)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_from_two_seconds_to_a_quarter_of_an_hour() {
        let pauses: Vec<_> = [1, 2, 3, 9, 10, 40, i32::MAX]
            .map(|tries| pause_after(tries).num_seconds())
            .into();
        assert_eq!(pauses, [2, 4, 8, 512, 900, 900, 900]);
    }
}
