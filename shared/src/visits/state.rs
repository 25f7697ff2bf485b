//! The way of a home visit from plan to end, as one table. What a state is called on screens is a
//! locale key; who a person is to a visit, the service finds out.

use crate::{time::Instant, wire_enum::wire_enum};

wire_enum! {
    /// Where a visit stands.
    pub enum VisitState {
        /// 已计划.
        Planned = "planned",
        /// 待家长选时间.
        Proposed = "proposed",
        /// 已约定.
        Scheduled = "scheduled",
        /// 到访未遇: nobody was home.
        Attempted = "attempted",
        /// 已记录: submitted, not yet confirmed.
        Recorded = "recorded",
        /// 家长已确认, or confirmed by the second visitor or by silence.
        Confirmed = "confirmed",
        /// 家长有异议: with the coordinator.
        Disputed = "disputed",
        /// 已完成: confirmed, and no matter of it open.
        Closed = "closed",
        /// 家长另有安排: the family declined a proposal.
        Declined = "declined",
        /// 家长另有安排: recorded as a wish for another way, without a plan before.
        OtherWay = "other_way",
        /// 已取消.
        Cancelled = "cancelled",
        /// 已作废.
        Voided = "voided",
    }
}

wire_enum! {
    /// What can happen to a visit.
    pub enum VisitEvent {
        /// Times are offered to the family.
        Propose = "propose",
        /// The family takes one.
        Accept = "accept",
        /// The family asks for other times.
        Counter = "counter",
        /// The family would rather have another mode; the plan goes on in that mode.
        OtherMode = "other_mode",
        /// The family would rather have another way, and no plan goes on.
        Decline = "decline",
        /// The proposal was not answered in time.
        ProposalExpired = "proposal_expired",
        /// The plan is dropped.
        Cancel = "cancel",
        /// The record of a visit that took place comes in.
        Submit = "submit",
        /// Nobody was home.
        SubmitNobodyHome = "submit_nobody_home",
        /// Without a plan: the family wants another way.
        SubmitOtherWay = "submit_other_way",
        /// A planned visit that met nobody is planned again.
        PlanAgain = "plan_again",
        /// 见过了, or the second visitor says so.
        Confirm = "confirm",
        /// The days of silence are over.
        ConfirmBySilence = "confirm_by_silence",
        /// 内容要改: the record stays, the note goes to the author.
        AskChange = "ask_change",
        /// 没有来.
        Dispute = "dispute",
        /// No matter of a confirmed visit is open any more.
        Close = "close",
        /// The coordinator finds that the visit did take place.
        Uphold = "uphold",
        /// A correction: a new version with its reason.
        Amend = "amend",
        /// The record is void, with a reason and by a second person.
        Void = "void",
    }
}

wire_enum! {
    /// Who someone is to one visit.
    pub enum VisitActor {
        /// Who plans and records it.
        Author = "author",
        /// The second visitor.
        Companion = "companion",
        /// The family, through its link.
        Family = "family",
        /// The school's coordinator, who is never the author here.
        Coordinator = "coordinator",
        /// A timer, or a rule that follows from another event.
        System = "system",
    }
}

wire_enum! {
    /// Whose word confirmed a visit. Silence is counted apart.
    pub enum ConfirmedBy {
        /// The family's tap.
        Family = "family",
        /// The second visitor.
        Companion = "companion",
        /// Nobody answered in time.
        Silence = "silence",
    }
}

impl VisitState {
    /// Whether nothing but voiding can follow. `Attempted` ends an ad hoc visit, but not a plan.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Declined | Self::OtherWay | Self::Cancelled | Self::Voided
        )
    }
}

/// Where a visit stands, with what the table needs to know besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitNow {
    /// Nothing before an ad hoc visit is submitted.
    pub state: Option<VisitState>,
    /// Whether it began as a plan, to which an attempt can go back.
    pub planned: bool,
}

impl VisitNow {
    /// A visit that nobody planned, before its record comes in.
    pub const AD_HOC: Self = Self {
        state: None,
        planned: false,
    };
}

/// The event is not for this state, or not for this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    /// No arrow leads from this state by this event.
    NotInThisState,
    /// The arrow exists, but others may take it.
    NotByThisActor,
}

impl std::fmt::Display for NotAllowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotInThisState => "not in this state",
            Self::NotByThisActor => "not by this person",
        })
    }
}

impl std::error::Error for NotAllowed {}

/// The state after `event`. The author never confirms; a void is signed by a second person.
pub const fn next(
    now: VisitNow,
    event: VisitEvent,
    who: VisitActor,
) -> Result<VisitState, NotAllowed> {
    match target(now, event) {
        None => Err(NotAllowed::NotInThisState),
        Some(_) if !may(event, who) => Err(NotAllowed::NotByThisActor),
        Some(state) => Ok(state),
    }
}

/// The arrows of the picture, whoever takes them.
#[expect(
    clippy::match_same_arms,
    reason = "one line for each arrow of the picture"
)]
const fn target(now: VisitNow, event: VisitEvent) -> Option<VisitState> {
    use VisitEvent as E;
    use VisitState as S;

    let Some(state) = now.state else {
        return match event {
            E::Submit => Some(S::Recorded),
            E::SubmitNobodyHome => Some(S::Attempted),
            E::SubmitOtherWay => Some(S::OtherWay),
            _ => None,
        };
    };
    Some(match (state, event) {
        (S::Planned, E::Propose) => S::Proposed,
        (S::Planned, E::Cancel) => S::Cancelled,
        (S::Proposed, E::Accept) => S::Scheduled,
        (S::Proposed, E::Counter | E::OtherMode | E::ProposalExpired) => S::Planned,
        (S::Proposed, E::Decline) => S::Declined,
        (S::Scheduled, E::Submit) => S::Recorded,
        (S::Scheduled, E::SubmitNobodyHome) => S::Attempted,
        (S::Attempted, E::PlanAgain) if now.planned => S::Planned,
        (S::Recorded, E::Confirm | E::ConfirmBySilence) => S::Confirmed,
        // Also after silence, or after another guardian's word: the coordinator finds out.
        (S::Recorded | S::Confirmed, E::Dispute) => S::Disputed,
        (S::Recorded, E::AskChange) => S::Recorded,
        (S::Confirmed, E::Close) | (S::Disputed, E::Uphold) => S::Closed,
        (S::Recorded | S::Confirmed | S::Closed, E::Amend) => state,
        (S::Voided, _) => return None,
        (_, E::Void) => S::Voided,
        _ => return None,
    })
}

/// Who may take the arrows of an event.
const fn may(event: VisitEvent, who: VisitActor) -> bool {
    use VisitActor as A;
    use VisitEvent as E;

    match event {
        E::Propose | E::Cancel | E::Submit | E::SubmitNobodyHome | E::SubmitOtherWay | E::Amend => {
            matches!(who, A::Author)
        }
        E::PlanAgain => matches!(who, A::Author | A::System),
        E::Accept | E::Counter | E::OtherMode | E::Decline | E::AskChange | E::Dispute => {
            matches!(who, A::Family)
        }
        E::Confirm => matches!(who, A::Family | A::Companion),
        E::ProposalExpired | E::ConfirmBySilence | E::Close => matches!(who, A::System),
        E::Uphold | E::Void => matches!(who, A::Coordinator),
    }
}

/// Whether the author may still edit without an amendment: within the window after submitting,
/// while nobody else has read it. `window_minutes` comes from the rule pack.
pub fn may_edit_silently(
    submitted_at: Instant,
    now: Instant,
    read_by_others: bool,
    window_minutes: u16,
) -> bool {
    !read_by_others && now.since(submitted_at).num_minutes() < i64::from(window_minutes)
}

/// Whether a confirmed visit is complete: `closed` is derived, nobody declares it.
pub const fn is_complete(state: VisitState, open_matters: u32) -> bool {
    matches!(state, VisitState::Confirmed) && open_matters == 0
}

#[cfg(test)]
mod tests;
