//! The two clocks of a matter: what starts, holds and stops them, when they end, and how far they
//! have run. The *response* clock runs from capture until the answer is delivered. The *solution*
//! clock runs until the answer that the parent accepts; it pauses only while the family is asked.
//! A return restarts nothing. Each cycle has its own solution leg; the old legs are kept.

use serde::{Deserialize, Serialize};

use super::state::{MatterEvent, MatterState};
use crate::{
    org::calendar::{Limit, WorkingCalendar},
    time::Instant,
    wire_enum::wire_enum,
};

wire_enum! {
    /// How urgent a matter is; decides its limits, which are frozen when it is created.
    pub enum LimitClass {
        /// A child's safety.
        Safety = "safety",
        /// Bound to a near date.
        TimeBound = "time_bound",
        /// The usual case.
        Ordinary = "ordinary",
        /// Needs several units.
        Complex = "complex",
    }
}

/// The limits of one matter, copied from the rule pack in force when it was created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MatterLimits {
    /// Until the first answer is delivered.
    pub first_answer: Limit,
    /// Until it is solved; each cycle anew.
    pub solution: Limit,
}

/// What an event does to one clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: it runs on, or stays as it is.
    Keep,
    /// It begins.
    Start,
    /// It is held.
    Pause,
    /// It runs on.
    Resume,
    /// The answer stands: if the parent accepts it, the clock ended now.
    Mark,
    /// The answer does not stand after all: the clock never ended.
    Unmark,
    /// It ended when the answer that now stands was delivered.
    StopAtMark,
    /// It ends now.
    Stop,
    /// The leg ends as `StopAtMark`, is kept, and a new one begins now.
    NextLeg,
}

/// What an event does to both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effects {
    /// To the response clock.
    pub response: Effect,
    /// To the solution clock.
    pub solution: Effect,
}

/// Capture starts both.
pub const ON_CAPTURE: Effects = Effects {
    response: Effect::Start,
    solution: Effect::Start,
};

/// The table of the clocks. `to` is the state after the event, since the parent's "not solved"
/// opens a new cycle or ends the matter.
pub const fn effects(event: MatterEvent, to: MatterState) -> Effects {
    use Effect as F;
    use MatterEvent as E;

    let (response, solution) = match event {
        E::Classify | E::Assign | E::Accept | E::Return | E::Start | E::Answer | E::CannotDo => {
            (F::Keep, F::Keep)
        }
        E::AskFamily => (F::Keep, F::Pause),
        E::FamilyAnswers | E::QuestionExpired => (F::Keep, F::Resume),
        E::Delivered => (F::Stop, F::Mark),
        E::Partly | E::Unsolved if matches!(to, MatterState::Assigned) => (F::Keep, F::NextLeg),
        E::Solved | E::Partly | E::Unsolved | E::Silence => (F::Keep, F::StopAtMark),
        E::NotMine => (F::Keep, F::Unmark),
        E::Reopen => (F::Keep, F::NextLeg),
        E::Note | E::Withdraw | E::Merge => (F::Stop, F::Stop),
    };
    Effects { response, solution }
}

/// One run of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// When it began.
    pub started: Instant,
    /// When it ended.
    pub stopped: Option<Instant>,
    /// When the answer was delivered that would end it.
    pub marked: Option<Instant>,
    /// Begin and end of each pause; the last may be without an end.
    pub pauses: Vec<(Instant, Option<Instant>)>,
}

impl Leg {
    const fn new(started: Instant) -> Self {
        Self {
            started,
            stopped: None,
            marked: None,
            pauses: Vec::new(),
        }
    }

    /// A clock that has ended does not move any more.
    fn apply(&mut self, effect: Effect, at: Instant) {
        if self.stopped.is_some() {
            return;
        }
        match effect {
            Effect::Keep | Effect::Start => {}
            Effect::Pause => self.pauses.push((at, None)),
            Effect::Resume => self.resume(at),
            Effect::Mark => self.marked = Some(at),
            Effect::Unmark => self.marked = None,
            Effect::StopAtMark | Effect::NextLeg => self.stop(self.marked.unwrap_or(at)),
            Effect::Stop => self.stop(at),
        }
    }

    fn resume(&mut self, at: Instant) {
        if let Some((_, end @ None)) = self.pauses.last_mut() {
            *end = Some(at);
        }
    }

    fn stop(&mut self, at: Instant) {
        self.resume(at);
        self.stopped = Some(at);
    }

    /// Whether it is held at the moment.
    pub fn is_paused(&self) -> bool {
        matches!(self.pauses.last(), Some((_, None)))
    }

    /// When it is due. A limit in working days grows by the working days of its pauses, others by
    /// their hours, in all by at most `pause_days_max` days; an open pause counts up to `now`.
    pub fn due(
        &self,
        limit: Limit,
        calendar: &WorkingCalendar,
        pause_days_max: u16,
        now: Instant,
    ) -> Instant {
        let pauses = self
            .pauses
            .iter()
            .map(|(from, until)| (*from, until.unwrap_or(now)));
        if let Limit::WorkingDays(days) = limit {
            let days_held: u32 = pauses
                .map(|(from, until)| calendar.working_days_between(from.date(), until.date()))
                .sum();
            let days_held = u16::try_from(days_held)
                .unwrap_or(u16::MAX)
                .min(pause_days_max);
            return calendar.due(
                self.started,
                Limit::WorkingDays(days.saturating_add(days_held)),
            );
        }
        let most = chrono::TimeDelta::days(pause_days_max.into());
        let time_held: chrono::TimeDelta = pauses.map(|(from, until)| until.since(from)).sum();
        calendar
            .due(self.started, limit)
            .plus(time_held.clamp(chrono::TimeDelta::zero(), most))
    }
}

/// An entry of a matter's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logged {
    /// What happened.
    pub event: MatterEvent,
    /// When.
    pub at: Instant,
    /// The state it led to.
    pub to: MatterState,
}

/// The clocks of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// From capture until an answer is first delivered; one for all cycles.
    pub response: Leg,
    /// One leg for each cycle, the running one last.
    pub solution: Vec<Leg>,
}

impl Clocks {
    /// The clocks of a matter captured at `at`.
    pub fn captured(at: Instant) -> Self {
        Self {
            response: Leg::new(at),
            solution: vec![Leg::new(at)],
        }
    }

    /// The clocks after a history, the oldest entry first.
    pub fn replay(captured_at: Instant, history: &[Logged]) -> Self {
        let mut clocks = Self::captured(captured_at);
        for entry in history {
            clocks.apply(*entry);
        }
        clocks
    }

    /// Moves both clocks by one entry.
    pub fn apply(&mut self, entry: Logged) {
        let effects = effects(entry.event, entry.to);
        self.response.apply(effects.response, entry.at);
        if let Some(leg) = self.solution.last_mut() {
            leg.apply(effects.solution, entry.at);
        }
        if effects.solution == Effect::NextLeg {
            self.solution.push(Leg::new(entry.at));
        }
    }
}

/// How far a limit has run: 0, then 1 from the warning on, then 2 once it is over. `warn_percent`
/// comes from the rule pack; the due moment is the one shifted by pauses.
pub fn escalation_level(
    leg: &Leg,
    limit: Limit,
    calendar: &WorkingCalendar,
    pause_days_max: u16,
    warn_percent: u8,
    now: Instant,
) -> u8 {
    if leg.stopped.is_some() || leg.is_paused() {
        return 0;
    }
    let due = leg.due(limit, calendar, pause_days_max, now);
    if now > due {
        return 2;
    }
    let shift = due.since(calendar.due(leg.started, limit));
    let warn = calendar
        .part_used(leg.started, limit, warn_percent)
        .plus(shift);
    u8::from(now > warn)
}

#[cfg(test)]
mod tests;
