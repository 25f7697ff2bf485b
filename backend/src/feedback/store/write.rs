//! Writing matters: the version first, so that two who work on one matter cannot both go on.

use diesel::{dsl::max, prelude::*};
use tongyu_db::{
    Tx, each,
    schema::{matter, matter_event},
};
use tongyu_shared::{ids::MatterId, time::Date};

use super::{
    super::{
        reach::Reach,
        rows::{MatterChanges, NewEventRow, NewMatterRow},
    },
    lists::of_reach,
};
use crate::http::fault::Fault;

/// Raises the version of a matter within reach; `false` where there is none.
pub fn raise_version(
    tx: &mut Tx<'_>,
    reach: &Reach,
    today: Date,
    id: MatterId,
) -> Result<bool, Fault> {
    let raised = diesel::update(
        matter::table
            .filter(matter::id.eq(id.to_string()))
            .filter(of_reach(reach, today)),
    )
    .set(matter::version.eq(matter::version + 1))
    .execute(tx.conn())?;
    Ok(raised == 1)
}

/// Raises the version of a matter that a link or a job names.
pub fn raise_version_of(tx: &mut Tx<'_>, id: MatterId) -> Result<bool, Fault> {
    let raised = diesel::update(matter::table.filter(matter::id.eq(id.to_string())))
        .set(matter::version.eq(matter::version + 1))
        .execute(tx.conn())?;
    Ok(raised == 1)
}

/// The number of a matter's next event.
pub fn next_seq(tx: &mut Tx<'_>, id: MatterId) -> Result<i32, Fault> {
    let last: Option<i32> = matter_event::table
        .filter(matter_event::matter_id.eq(id.to_string()))
        .select(max(matter_event::seq))
        .first(tx.conn())?;
    Ok(last.unwrap_or(0) + 1)
}

/// Adds matters.
pub fn insert_matters(tx: &mut Tx<'_>, rows: &[NewMatterRow]) -> Result<(), Fault> {
    each!(tx, |c| diesel::insert_into(matter::table)
        .values(rows)
        .execute(c))?;
    Ok(())
}

/// Adds events.
pub fn insert_events(tx: &mut Tx<'_>, rows: &[NewEventRow]) -> Result<(), Fault> {
    each!(tx, |c| diesel::insert_into(matter_event::table)
        .values(rows)
        .execute(c))?;
    Ok(())
}

/// Writes what steps have changed.
pub fn update(tx: &mut Tx<'_>, id: MatterId, changes: &MatterChanges) -> Result<(), Fault> {
    diesel::update(matter::table.filter(matter::id.eq(id.to_string())))
        .set(changes)
        .execute(tx.conn())?;
    Ok(())
}
