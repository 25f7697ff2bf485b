//! Reading matters: the inbox, one matter, a school's counts.

use tongyu_db::Conn;
use tongyu_shared::{
    access::Action,
    api::page::Page,
    feedback::types::{
        MatterCounts, MatterDetail, MatterLine, MatterQuery, SchoolMatters, StateCount,
    },
    ids::{MatterId, NodeId, StudentId},
    small_numbers::shown,
    time::Instant,
};

use super::{
    detail::detail,
    lines::{NameShown, Words},
    reach::Reach,
    standing::OwnClasses,
    store,
};
use crate::{
    access::Actor,
    audit,
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    org,
};

/// The action under which reading a matter stands in the audit log.
pub const READ: &str = "matter.read";
/// The action under which reading the beginnings of matters in a list stands there.
pub const LIST: &str = "matter.list";

/// Something read, with those pupils whose reading the log does not tell yet.
pub struct Read<T> {
    /// What was read.
    pub value: T,
    /// The pupils, each with the matter that was read.
    pub unlogged: Vec<(MatterId, StudentId)>,
}

/// A page of the matters within reach, those due first in front.
pub fn list(
    conn: &mut Conn,
    keys: &Keys,
    actor: &Actor,
    query: &MatterQuery,
    stamp: &Stamp,
) -> Result<Read<Page<MatterLine>>, Fault> {
    let today = stamp.now.date();
    let page = store::page(
        conn,
        (&Reach::of(actor), today),
        query.show,
        query.after.as_deref(),
    )?;
    let rows = &page.items;
    let classes: Vec<NodeId> = rows.iter().map(|row| row.class_id.0).collect();
    let own = OwnClasses::of(conn, actor, rows, today)?;
    let coordinated = store::within(conn, &actor.scope(Action::MatterCoordinate), &classes)?;
    let words = Words::load(conn, keys, rows)?;
    let items = words.lines(rows, |row| {
        if own.has(row) {
            NameShown::Full
        } else if coordinated.contains(&row.class_id.0) {
            NameShown::Masked
        } else {
            NameShown::Hidden
        }
    })?;
    let read: Vec<_> = rows
        .iter()
        .map(|row| (row.id.0, row.student_id.0))
        .collect();
    Ok(Read {
        unlogged: unlogged(conn, stamp, LIST, read)?,
        value: Page {
            items,
            next: page.next,
        },
    })
}

/// A matter within reach with its whole way.
pub fn read(
    conn: &mut Conn,
    keys: &Keys,
    actor: &Actor,
    matter: MatterId,
    stamp: &Stamp,
) -> Result<Read<MatterDetail>, Fault> {
    let today = stamp.now.date();
    let row = store::visible(conn, &Reach::of(actor), today, matter)?.ok_or(NOT_FOUND)?;
    let value = detail(conn, keys, actor, &row, today)?;
    let read = vec![(row.id.0, row.student_id.0)];
    Ok(Read {
        unlogged: unlogged(conn, stamp, READ, read)?,
        value,
    })
}

fn unlogged(
    conn: &mut Conn,
    stamp: &Stamp,
    action: &'static str,
    mut read: Vec<(MatterId, StudentId)>,
) -> Result<Vec<(MatterId, StudentId)>, Fault> {
    read.sort_unstable_by_key(|(_, student)| *student);
    read.dedup_by_key(|(_, student)| *student);
    let students: Vec<_> = read.iter().map(|(_, student)| *student).collect();
    let unlogged = audit::unlogged_reads(conn, stamp, action, &students)?;
    read.retain(|(_, student)| unlogged.contains(student));
    Ok(read)
}

/// A school's matters by state, for those who oversee it. Few matters are counted for those only
/// who may see small numbers.
pub fn by_state(
    conn: &mut Conn,
    actor: &Actor,
    school: NodeId,
    now: Instant,
) -> Result<SchoolMatters, Fault> {
    org::school_within(conn, actor, Action::SchoolOverview, school)?;
    let mut by_state: Vec<StateCount> = store::counts(conn, school)?
        .into_iter()
        .map(|(state, count)| StateCount { state, count })
        .collect();
    by_state.sort_unstable_by_key(|line| line.state);
    let all = by_state.iter().map(|line| line.count).sum();
    let may_open = actor.scope(Action::SmallNumbers).covers(conn, school)?;
    let counts = if shown(all, may_open, org::smallest_aggregate(conn, now.date())?) {
        let past_due = store::past_due(conn, school, now)?;
        Some(MatterCounts { by_state, past_due })
    } else {
        None
    };
    Ok(SchoolMatters { school, counts })
}
