//! The steps that a matter takes in one transaction. Every one comes from the shared table; the
//! columns that follow from a step are set in one place.

use chrono::NaiveDateTime;
use tongyu_db::{Col, Tx};
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::state::{
        MatterEvent, MatterNow, MatterState, NotAllowed, Resolution, Step, transition,
    },
    ids::{AccountId, MatterId, NodeId},
    time::Instant,
};

use super::{
    frozen::Frozen,
    rows::{Happening, MatterChanges, MatterRow, NewEventRow, event_key, event_place},
    store,
};
use crate::{
    crypto::student::StudentCipher,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
};

impl From<NotAllowed> for Fault {
    fn from(refused: NotAllowed) -> Self {
        match refused {
            NotAllowed::NotByThisActor => ProblemCode::Forbidden.into(),
            _ => ProblemCode::NotInThisState.into(),
        }
    }
}

/// What an event says besides the step itself.
#[derive(Clone, Copy, Default)]
pub struct Told<'a> {
    /// Which member of staff.
    pub account: Option<AccountId>,
    /// Which office: the one it goes to, or the one that answers.
    pub office: Option<NodeId>,
    /// In which words, sealed with the pupil's key.
    pub text: Option<(&'a StudentCipher, &'a str)>,
}

/// A matter at work: loaded once its version was raised, so that nobody else changes it meanwhile.
pub struct Walk {
    /// The matter, with the columns that have changed so far.
    pub row: MatterRow,
    /// Its rules.
    pub frozen: Frozen,
    /// Where it stands.
    pub now: MatterNow,
    stamp: Stamp,
    next_seq: i32,
    events: Vec<NewEventRow>,
}

impl Walk {
    /// Takes up a matter whose version was raised in this transaction.
    pub fn begin(tx: &mut Tx<'_>, matter: MatterId, stamp: &Stamp) -> Result<Self, Fault> {
        let row = store::matter(tx, matter)?.ok_or(NOT_FOUND)?;
        Ok(Self {
            frozen: Frozen::read(&row.limits)?,
            now: row.now()?,
            next_seq: store::next_seq(tx, matter)?,
            row,
            stamp: *stamp,
            events: Vec::new(),
        })
    }

    /// When all this happens.
    pub const fn at(&self) -> Instant {
        self.stamp.now
    }

    /// Takes a step.
    pub fn take(&mut self, step: Step, told: Told<'_>) -> Result<(), Fault> {
        let before = self.now;
        self.now = transition(before, step, self.frozen.cycles)?;
        self.write(Happening::Step(step.event), before, told)?;
        follow(
            &mut self.row,
            step.event,
            self.now,
            told,
            self.stamp.now.naive_utc(),
        );
        Ok(())
    }

    /// Writes down that an answer waits for approval.
    pub fn propose(&mut self, told: Told<'_>) -> Result<(), Fault> {
        self.write(Happening::Proposed, self.now, told)
    }

    fn write(&mut self, what: Happening, before: MatterNow, told: Told<'_>) -> Result<(), Fault> {
        let matter_id = self.row.id.to_string();
        let key = event_key(&matter_id, self.next_seq);
        let text_sealed = told
            .text
            .map(|(cipher, text)| cipher.seal(event_place(&key), text.trim()))
            .transpose()?;
        self.events.push(NewEventRow {
            matter_id,
            seq: self.next_seq,
            cycle: before.cycle.into(),
            kind: what.as_str(),
            from_state: before.state.as_str(),
            to_state: self.now.state.as_str(),
            at: self.stamp.now.naive_utc(),
            account_id: told.account.map(|account| account.to_string()),
            office_id: told.office.map(|office| office.to_string()),
            resolution: said(what).map(|word| word.to_string()),
            text_sealed,
        });
        self.next_seq += 1;
        Ok(())
    }

    /// Writes what has changed, and what happened.
    pub fn save(self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        let changes = MatterChanges {
            state: self.now.state.as_str(),
            resolution: self.now.resolution.map(|word| word.to_string()),
            cycle: self.now.cycle.into(),
            returns: self.now.returns.into(),
            office_id: self.row.office_id.map(|office| office.to_string()),
            accepted_by: self.row.accepted_by.map(|account| account.to_string()),
            raiser_id: self.row.raiser_id.map(|person| person.to_string()),
            answer_due_at: self.row.answer_due_at,
            solution_due_at: self.row.solution_due_at,
            answered_at: self.row.answered_at,
            delivered_at: self.row.delivered_at,
            closed_at: self.row.closed_at,
            proposed_sealed: self.row.proposed_sealed,
        };
        store::update(tx, self.row.id.0, &changes)?;
        store::insert_events(tx, &self.events)
    }
}

/// The columns that follow from a step.
fn follow(
    row: &mut MatterRow,
    event: MatterEvent,
    now: MatterNow,
    told: Told<'_>,
    at: NaiveDateTime,
) {
    use MatterEvent as E;

    match event {
        E::Assign => row.office_id = told.office.map(Col),
        E::Accept => row.accepted_by = told.account.map(Col),
        E::Return => (row.office_id, row.accepted_by) = (None, None),
        E::Answer | E::CannotDo => (row.answered_at, row.proposed_sealed) = (Some(at), None),
        E::Delivered => row.delivered_at = Some(at),
        // Nobody knows now whose it is: the coordinator finds out before anyone is asked again.
        E::NotMine => {
            forget_answer(row);
            (row.office_id, row.raiser_id) = (None, None);
        }
        _ if now.state == MatterState::Assigned => forget_answer(row),
        _ => {}
    }
    row.closed_at = (!now.state.is_open()).then_some(at);
}

/// The unit begins again; the events keep what was answered and when.
fn forget_answer(row: &mut MatterRow) {
    (row.accepted_by, row.answered_at, row.delivered_at) = (None, None, None);
}

/// What the family's word, or its silence, says about the answer.
pub const fn said(what: Happening) -> Option<Resolution> {
    match what {
        Happening::Step(MatterEvent::Solved) => Some(Resolution::Solved),
        Happening::Step(MatterEvent::Partly) => Some(Resolution::Partly),
        Happening::Step(MatterEvent::Unsolved) => Some(Resolution::Unsolved),
        Happening::Step(MatterEvent::Silence) => Some(Resolution::Silent),
        _ => None,
    }
}
