//! Notices and objections in the database.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{dsl::count_star, prelude::*};
use tongyu_db::{
    Col, Conn, Tx, each,
    schema::{application, notice_entry, objection, public_notice},
};
use tongyu_shared::{
    certification::{certificates::notice::ObjectionState, pack::Level, state::CertState},
    ids::{AccountId, ApplicationId, NodeId, NoticeId, ObjectionId},
    time::{Date, Instant},
};

use crate::{access::Scope, http::fault::Fault};

/// A notice.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = public_notice)]
pub struct NoticeRow {
    pub id: Col<NoticeId>,
    pub node_id: Col<NodeId>,
    pub published_at: NaiveDateTime,
    pub working_days: i32,
    pub last_day: NaiveDate,
    pub document_number: Option<String>,
    pub issued_at: Option<NaiveDateTime>,
}

impl NoticeRow {
    /// Whether its last day is over.
    pub fn closed(&self, now: Instant) -> bool {
        now > Date::from(self.last_day).last_instant()
    }

    /// Whether it still runs: objections are taken, and it names people in full.
    pub fn takes_objections(&self, now: Instant) -> bool {
        !self.closed(now) && self.issued_at.is_none()
    }
}

/// A new notice.
#[derive(Insertable)]
#[diesel(table_name = public_notice, treat_none_as_default_value = false)]
pub struct NewNoticeRow {
    pub id: String,
    pub node_id: String,
    pub published_by: String,
    pub published_at: NaiveDateTime,
    pub working_days: i32,
    pub last_day: NaiveDate,
    pub document_number: Option<String>,
    pub issued_at: Option<NaiveDateTime>,
    pub version: i32,
}

/// Someone on a notice.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = notice_entry)]
pub struct EntryRow {
    pub application_id: Col<ApplicationId>,
    pub name: String,
    pub school_name: String,
    pub level: Col<Level>,
}

/// A new entry.
#[derive(Insertable)]
#[diesel(table_name = notice_entry, treat_none_as_default_value = false)]
pub struct NewEntryRow {
    pub notice_id: String,
    pub application_id: String,
    pub sort: i32,
    pub name: String,
    pub school_name: String,
    pub level: &'static str,
}

/// An objection.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = objection)]
pub struct ObjectionRow {
    pub id: Col<ObjectionId>,
    pub application_id: Col<ApplicationId>,
    pub name_sealed: Vec<u8>,
    pub contact_sealed: Vec<u8>,
    pub body_sealed: Vec<u8>,
    pub state: Col<ObjectionState>,
    pub received_at: NaiveDateTime,
    pub reason_sealed: Option<Vec<u8>>,
    pub version: i32,
}

/// A new objection.
#[derive(Insertable)]
#[diesel(table_name = objection, treat_none_as_default_value = false)]
pub struct NewObjectionRow {
    pub id: String,
    pub notice_id: String,
    pub application_id: String,
    pub name_sealed: Vec<u8>,
    pub contact_sealed: Vec<u8>,
    pub body_sealed: Vec<u8>,
    pub print: String,
    pub state: &'static str,
    pub received_at: NaiveDateTime,
    pub version: i32,
}

/// The notices within reach, the newest first.
pub fn list(conn: &mut Conn, scope: &Scope) -> Result<Vec<NoticeRow>, Fault> {
    Ok(public_notice::table
        .filter(public_notice::node_id.eq_any(scope.nodes()))
        .order((public_notice::published_at.desc(), public_notice::id.desc()))
        .limit(100)
        .select(NoticeRow::as_select())
        .load(conn)?)
}

/// A notice by id: everyone may read it.
pub fn find(conn: &mut Conn, id: NoticeId) -> Result<Option<NoticeRow>, Fault> {
    Ok(public_notice::table
        .find(id.to_string())
        .select(NoticeRow::as_select())
        .first(conn)
        .optional()?)
}

/// A notice within reach.
pub fn visible(conn: &mut Conn, scope: &Scope, id: NoticeId) -> Result<Option<NoticeRow>, Fault> {
    Ok(public_notice::table
        .filter(public_notice::id.eq(id.to_string()))
        .filter(public_notice::node_id.eq_any(scope.nodes()))
        .select(NoticeRow::as_select())
        .first(conn)
        .optional()?)
}

/// Who is on a notice, in its order.
pub fn entries(conn: &mut Conn, id: NoticeId) -> Result<Vec<EntryRow>, Fault> {
    Ok(notice_entry::table
        .filter(notice_entry::notice_id.eq(id.to_string()))
        .order(notice_entry::sort)
        .select(EntryRow::as_select())
        .load(conn)?)
}

/// How many people each of these notices has.
pub fn people(conn: &mut Conn, ids: &[NoticeId]) -> Result<HashMap<NoticeId, u32>, Fault> {
    let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    let people: Vec<(Col<NoticeId>, i64)> = notice_entry::table
        .filter(notice_entry::notice_id.eq_any(&ids))
        .group_by(notice_entry::notice_id)
        .select((notice_entry::notice_id, count_star()))
        .load(conn)?;
    let counted = people.into_iter();
    Ok(counted
        .map(|(id, count)| (id.0, u32::try_from(count).unwrap_or(u32::MAX)))
        .collect())
}

/// The undecided objections that these notices wait for: the notice, and against whom. Whichever
/// notice one came to, the notice waits on which its application stands last; none does while the
/// application is on its way to the next one.
pub fn undecided(
    conn: &mut Conn,
    ids: &[NoticeId],
) -> Result<Vec<(NoticeId, ApplicationId)>, Fault> {
    let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    let against = objection::application_id.eq(notice_entry::application_id);
    let standing = [CertState::PublicNotice, CertState::Refused].map(CertState::as_str);
    let rows: Vec<(Col<NoticeId>, Col<ApplicationId>)> = notice_entry::table
        .inner_join(application::table)
        .inner_join(objection::table.on(against))
        .filter(notice_entry::notice_id.eq_any(&ids))
        .filter(objection::state.eq(ObjectionState::Open.as_str()))
        .filter(application::state.eq_any(standing))
        .select((notice_entry::notice_id, notice_entry::application_id))
        .load(conn)?;
    let mut rows: Vec<_> = rows.into_iter().map(|(on, who)| (on.0, who.0)).collect();
    let who: Vec<_> = rows.iter().map(|(_, who)| *who).collect();
    let latest = latest_of(conn, &who)?;
    rows.retain(|(on, who)| latest.get(who) == Some(on));
    Ok(rows)
}

/// Adds a notice with its people.
pub fn insert(
    tx: &mut Tx<'_>,
    notice: &NewNoticeRow,
    entries: &[NewEntryRow],
) -> Result<(), Fault> {
    diesel::insert_into(public_notice::table)
        .values(notice)
        .execute(tx.conn())?;
    for part in entries.chunks(1_000) {
        each!(tx, |c| diesel::insert_into(notice_entry::table)
            .values(part)
            .execute(c))?;
    }
    Ok(())
}

/// The notice on which an application stands last.
pub fn latest(conn: &mut Conn, id: ApplicationId) -> Result<Option<NoticeId>, Fault> {
    Ok(latest_of(conn, &[id])?.remove(&id))
}

/// The notice on which each of these applications stands last.
pub fn latest_of(
    conn: &mut Conn,
    ids: &[ApplicationId],
) -> Result<HashMap<ApplicationId, NoticeId>, Fault> {
    let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<(Col<ApplicationId>, Col<NoticeId>)> = notice_entry::table
        .inner_join(public_notice::table)
        .filter(notice_entry::application_id.eq_any(ids))
        .order((public_notice::published_at, public_notice::id))
        .select((notice_entry::application_id, public_notice::id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(who, on)| (who.0, on.0)).collect())
}

/// Takes a notice up before its certificates are issued, or an objection to it is taken or decided:
/// of two who come at once the second waits and sees what the first did.
pub fn take_up(tx: &mut Tx<'_>, id: NoticeId) -> Result<(), Fault> {
    diesel::update(public_notice::table.find(id.to_string()))
        .set(public_notice::version.eq(public_notice::version + 1))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes that the certificates of a notice are issued.
pub fn mark_issued(
    tx: &mut Tx<'_>,
    id: NoticeId,
    document_number: &str,
    now: Instant,
) -> Result<(), Fault> {
    diesel::update(public_notice::table.find(id.to_string()))
        .set((
            public_notice::document_number.eq(document_number),
            public_notice::issued_at.eq(now.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Adds an objection; `false` where the same one came before.
pub fn insert_objection(tx: &mut Tx<'_>, row: &NewObjectionRow) -> Result<bool, Fault> {
    let added = each!(tx, |c| diesel::insert_into(objection::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added == 1)
}

/// The objections to those on a notice, the oldest first; what came to another notice is among
/// them, for it is still to be decided.
pub fn objections(conn: &mut Conn, id: NoticeId) -> Result<Vec<ObjectionRow>, Fault> {
    let people = notice_entry::table
        .filter(notice_entry::notice_id.eq(id.to_string()))
        .select(notice_entry::application_id);
    Ok(objection::table
        .filter(objection::application_id.eq_any(people))
        .order((objection::received_at, objection::id))
        .select(ObjectionRow::as_select())
        .load(conn)?)
}

/// An objection by id, for those who have a right to its notice.
pub fn objection(conn: &mut Conn, id: ObjectionId) -> Result<Option<ObjectionRow>, Fault> {
    Ok(objection::table
        .find(id.to_string())
        .select(ObjectionRow::as_select())
        .first(conn)
        .optional()?)
}

/// Decides an objection.
pub fn decide(
    tx: &mut Tx<'_>,
    row: &ObjectionRow,
    state: ObjectionState,
    reason_sealed: &[u8],
    (by, now): (AccountId, Instant),
) -> Result<(), Fault> {
    diesel::update(objection::table.find(row.id.to_string()))
        .set((
            objection::state.eq(state.as_str()),
            objection::reason_sealed.eq(reason_sealed),
            objection::decided_by.eq(by.to_string()),
            objection::decided_at.eq(now.naive_utc()),
            objection::version.eq(row.version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}
