//! The family's word on an answer, whoever brings it: the tap on the link page, or the head teacher
//! who passed the answer on.

use tongyu_db::Tx;
use tongyu_shared::feedback::{
    state::{MatterActor, MatterEvent, MatterState, Step},
    types::Rating,
};

use super::walk::{Told, Walk};
use crate::{http::fault::Fault, org};

/// What a rating does to a matter.
pub const fn event_of(rating: Rating) -> MatterEvent {
    match rating {
        Rating::Solved => MatterEvent::Solved,
        Rating::Partly => MatterEvent::Partly,
        Rating::Unsolved => MatterEvent::Unsolved,
        Rating::NotMine => MatterEvent::NotMine,
    }
}

/// Takes the family's word. Whoever rates an answer has it, even where no gateway said so; where
/// it is not solved the office is given a new date.
pub fn take(
    tx: &mut Tx<'_>,
    walk: &mut Walk,
    rating: Rating,
    who: MatterActor,
    told: Told<'_>,
) -> Result<(), Fault> {
    if walk.now.state == MatterState::Answered {
        let delivered = Step::new(MatterEvent::Delivered, MatterActor::System);
        walk.take(delivered, Told { text: None, ..told })?;
    }
    walk.take(Step::new(event_of(rating), who), told)?;
    if walk.now.state == MatterState::Assigned {
        let calendar = org::terms::working_calendar(tx, walk.frozen.office_hours)?;
        let dues = walk.frozen.next_dues(&calendar, walk.at());
        walk.row.answer_due_at = Some(dues.answer.naive_utc());
        walk.row.solution_due_at = Some(dues.solution.naive_utc());
    }
    Ok(())
}
