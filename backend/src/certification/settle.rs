//! Evidence moves an application on by itself: once every part of the exam is at its floor, and
//! once the assessors' result stands.

use tongyu_db::Tx;
use tongyu_shared::{
    Lang,
    certification::{
        rules::{RuleKind, exam_done},
        state::{CertActor, CertEvent, CertState},
    },
    ids::ApplicationId,
};

use super::{
    applications::{Step, advance},
    files::{File, gather},
    store,
};
use crate::{
    crypto::Keys,
    http::{fault::Fault, input::Stamp},
};

/// Moves on those of these applications whose evidence says so.
pub fn settle(
    tx: &mut Tx<'_>,
    keys: &Keys,
    ids: &[ApplicationId],
    stamp: &Stamp,
) -> Result<(), Fault> {
    let mut rows = store::by_ids(tx, ids)?;
    rows.retain(|row| matches!(row.state.0, CertState::InCohort | CertState::Examined));
    for file in gather(tx, rows, stamp.now.date())? {
        let id = file.row.id.0;
        for event in due(&file, stamp)? {
            advance(tx, keys, id, Step::new(event, CertActor::System), stamp)?;
        }
    }
    Ok(())
}

/// The steps that the evidence of a file says. One that was sent back waits until all that its
/// rules ask for is there, not only the exam.
fn due(file: &File, stamp: &Stamp) -> Result<Vec<CertEvent>, Fault> {
    let mut events = Vec::new();
    let mut state = file.row.state.0;
    if state == CertState::InCohort && exam_done(file.rules()?, &file.evidence) {
        let lines = file.lines(stamp.now.date(), Lang::ZhCn)?;
        let complete = lines
            .iter()
            .all(|line| line.met || line.rule == RuleKind::Assessment);
        if complete || !file.sent_back {
            events.push(CertEvent::Examine);
            state = CertState::Examined;
        }
    }
    if state == CertState::Examined && file.evidence.assessed.result.is_some() {
        events.push(CertEvent::Assess);
    }
    Ok(events)
}
