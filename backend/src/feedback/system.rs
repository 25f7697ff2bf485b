//! What happens to matters without a person: answers arrive, silence ends.

use chrono::TimeDelta;
use tongyu_db::Tx;
use tongyu_shared::{
    feedback::state::{MatterActor, MatterEvent, MatterState, Step},
    ids::MatterId,
};

use super::{
    frozen::rules_in_force,
    store,
    walk::{Told, Walk},
};
use crate::{
    audit::{self, By},
    http::{fault::Fault, input::Stamp},
};

/// Matters that are closed in one transaction, so that other writes pass between.
const SLICE: i64 = 50;

/// The gateway took the answer of this cycle: from now on the family has its say. An answer that
/// has moved on since is left as it is, so that a second report changes nothing.
pub fn answer_delivered(
    tx: &mut Tx<'_>,
    matter: MatterId,
    cycle: i32,
    stamp: &Stamp,
) -> Result<(), Fault> {
    let waits = store::matter(tx, matter)?
        .is_some_and(|row| row.state.0 == MatterState::Answered && row.cycle == cycle);
    if waits {
        by_itself(tx, matter, MatterEvent::Delivered, stamp)?;
    }
    Ok(())
}

/// Closes some answered matters on which the family said nothing for the days that the rule pack
/// names, counted apart. Gives how many; call it again until it gives none. Without an approved
/// pack nothing is closed so.
pub fn close_silences(tx: &mut Tx<'_>, stamp: &Stamp) -> Result<u32, Fault> {
    let Some(rules) = rules_in_force(tx, stamp.now.date())? else {
        return Ok(0);
    };
    let until = stamp
        .now
        .plus(-TimeDelta::days(rules.process.silence_days.into()));
    let silent = store::silent(tx, until.naive_utc(), SLICE)?;
    for &matter in &silent {
        by_itself(tx, matter, MatterEvent::Silence, stamp)?;
    }
    u32::try_from(silent.len()).map_err(Fault::internal)
}

fn by_itself(
    tx: &mut Tx<'_>,
    matter: MatterId,
    event: MatterEvent,
    stamp: &Stamp,
) -> Result<(), Fault> {
    store::raise_version_of(tx, matter)?;
    let mut walk = Walk::begin(tx, matter, stamp)?;
    walk.take(Step::new(event, MatterActor::System), Told::default())?;
    let student = walk.row.student_id.0;
    walk.save(tx)?;
    let action = match event {
        MatterEvent::Silence => "matter.close_silent",
        _ => "matter.deliver",
    };
    audit::record(
        tx,
        stamp,
        &audit::Entry {
            by: By::Staff,
            action,
            subject_kind: "matter",
            subject_id: &matter.to_string(),
            student: Some(student),
        },
    )
}
