//! The way of a matter (带回事项) from capture to its end, as one table. Only the parent closes;
//! silence is counted apart. What the clocks do meanwhile stands in `clocks`.

use serde::{Deserialize, Serialize};

use crate::wire_enum::wire_enum;

wire_enum! {
    /// Where a matter stands.
    pub enum MatterState {
        /// 新收到.
        New = "new",
        /// 已分类.
        Triaged = "triaged",
        /// 已转交.
        Assigned = "assigned",
        /// 已接收: someone of the unit took it on by name.
        Accepted = "accepted",
        /// 办理中.
        InProgress = "in_progress",
        /// 等家长补充.
        WaitingFamily = "waiting_family",
        /// 已答复: not yet delivered.
        Answered = "answered",
        /// 等家长确认.
        AwaitingParent = "awaiting_parent",
        /// 已办结, with a resolution.
        Closed = "closed",
        /// Feedback for information, noted by the head teacher; in no rate.
        Noted = "noted",
        /// 家长已撤回.
        Withdrawn = "withdrawn",
        /// 已合并: answered with another matter, each parent's thread stays.
        Merged = "merged",
    }
}

wire_enum! {
    /// How a matter ended.
    pub enum Resolution {
        /// 解决了.
        Solved = "solved",
        /// 部分解决.
        Partly = "partly",
        /// 没解决.
        Unsolved = "unsolved",
        /// 未回复: the family said nothing; in no numerator.
        Silent = "silent",
    }
}

wire_enum! {
    /// What can happen to a matter.
    pub enum MatterEvent {
        /// The routing table or the coordinator says what it is about.
        Classify = "classify",
        /// Feedback for information is noted.
        Note = "note",
        /// It goes to a unit.
        Assign = "assign",
        /// A member of the unit takes it on.
        Accept = "accept",
        /// The unit hands it back with a reason.
        Return = "return",
        /// Work begins.
        Start = "start",
        /// A question to the family was delivered.
        AskFamily = "ask_family",
        /// The family answered the question.
        FamilyAnswers = "family_answers",
        /// The family left the question open for too long; work goes on.
        QuestionExpired = "question_expired",
        /// An answer is given; one to a request carries the coordinator's signature.
        Answer = "answer",
        /// 暂时办不到, with a reason and a signature from one level up.
        CannotDo = "cannot_do",
        /// The gateway took the answer.
        Delivered = "delivered",
        /// 解决了.
        Solved = "solved",
        /// 部分解决.
        Partly = "partly",
        /// 没有解决.
        Unsolved = "unsolved",
        /// 不是我提的.
        NotMine = "not_mine",
        /// The days of silence are over.
        Silence = "silence",
        /// The parent takes it up again.
        Reopen = "reopen",
        /// The parent withdraws it.
        Withdraw = "withdraw",
        /// The coordinator joins it to another.
        Merge = "merge",
    }
}

wire_enum! {
    /// Who someone is to one matter.
    pub enum MatterActor {
        /// The routing table, the gateway, a timer.
        System = "system",
        /// The school's coordinator.
        Coordinator = "coordinator",
        /// A member of the unit that has the matter: of the office, or the head teacher of the
        /// class that was asked.
        OfficeMember = "office_member",
        /// The parent who raised it.
        Parent = "parent",
        /// The teacher who wrote it down; may record a parent's answer by phone, marked proxy.
        Author = "author",
    }
}

impl MatterState {
    /// Whether something is still to come. A reopened matter is open again.
    pub const fn is_open(self) -> bool {
        !matches!(
            self,
            Self::Closed | Self::Noted | Self::Withdrawn | Self::Merged
        )
    }
}

/// The numbers of a rule pack that steer the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MatterCycles {
    /// How often a matter may be answered.
    pub cycles_max: u8,
    /// How often it may be handed back before the coordinator decides.
    pub returns_max: u8,
    /// Days after closing within which the parent may take it up again.
    pub reopen_days: u16,
}

/// How a matter came in. What a parent asked from a lesson is the class's own to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Brought back from a visit.
    Visit,
    /// Asked by a parent who was signed in.
    Question,
    /// The same, told to the head teacher alone (只告诉班主任).
    ClassOnly,
}

/// Where a matter stands, with what the table needs to know besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatterNow {
    /// How it came in.
    pub origin: Origin,
    /// The state.
    pub state: MatterState,
    /// How it ended; only of a closed one.
    pub resolution: Option<Resolution>,
    /// 1 until the family first says that it is not solved.
    pub cycle: u8,
    /// How often it was handed back, over all cycles.
    pub returns: u8,
    /// Whether only the coordinator may send it on.
    pub with_coordinator: bool,
    /// Whether the last answer was 暂时办不到.
    pub cannot_do: bool,
    /// Whether the parent's last word was taken down by a teacher.
    pub by_proxy: bool,
}

impl MatterNow {
    /// A matter just captured.
    pub const NEW: Self = Self {
        origin: Origin::Visit,
        state: MatterState::New,
        resolution: None,
        cycle: 1,
        returns: 0,
        with_coordinator: false,
        cannot_do: false,
        by_proxy: false,
    };
}

/// An event with who brings it about and under which circumstances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What happens.
    pub event: MatterEvent,
    /// Who brings it about.
    pub who: MatterActor,
    /// Whether the signature that the event may need is there: the coordinator's under the answer
    /// to a request, that of one level up under 暂时办不到.
    pub signed: bool,
    /// Whether it is feedback for information (知会).
    pub for_information: bool,
    /// Whether it is a request, whose answer the coordinator approves.
    pub is_request: bool,
    /// Whole days since it was closed; only for reopening.
    pub days_closed: u16,
}

impl Step {
    /// An event without special circumstances.
    pub const fn new(event: MatterEvent, who: MatterActor) -> Self {
        Self {
            event,
            who,
            signed: false,
            for_information: false,
            is_request: false,
            days_closed: 0,
        }
    }
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    /// No arrow leads from this state by this event.
    NotInThisState,
    /// The arrow exists, but others may take it.
    NotByThisActor,
    /// Only feedback for information is noted, and it is nothing but noted.
    WantsReply,
    /// Handed back as often as it may be: the coordinator decides.
    ReturnsUsedUp,
    /// A signature is missing.
    NotSigned,
    /// Answered as often as it may be.
    CyclesUsedUp,
    /// Closed too long ago.
    TooLate,
    /// Told to the head teacher alone: it goes nowhere else.
    StaysWithClass,
    /// Whoever asked it was signed in: it is hers.
    IsTheirs,
}

impl std::fmt::Display for NotAllowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotInThisState => "not in this state",
            Self::NotByThisActor => "not by this person",
            Self::WantsReply => "only feedback for information is noted",
            Self::ReturnsUsedUp => "handed back as often as it may be",
            Self::NotSigned => "a signature is missing",
            Self::CyclesUsedUp => "answered as often as it may be",
            Self::TooLate => "closed too long ago",
            Self::StaysWithClass => "told to the head teacher alone",
            Self::IsTheirs => "asked by the parent herself",
        })
    }
}

impl std::error::Error for NotAllowed {}

/// Where the matter stands after `step`.
pub fn transition(
    now: MatterNow,
    step: Step,
    rules: MatterCycles,
) -> Result<MatterNow, NotAllowed> {
    let state = target(now, step.event).ok_or(NotAllowed::NotInThisState)?;
    if !may(step.event, step.who) {
        return Err(NotAllowed::NotByThisActor);
    }
    check_circumstances(now, step, rules)?;
    let mut next = MatterNow { state, ..now };
    match step.event {
        MatterEvent::Assign => next.with_coordinator = false,
        MatterEvent::Return => {
            next.returns = now.returns.saturating_add(1);
            next.with_coordinator = next.returns >= rules.returns_max;
        }
        MatterEvent::Answer => next.cannot_do = false,
        MatterEvent::CannotDo => next.cannot_do = true,
        MatterEvent::Solved => next.resolution = Some(Resolution::Solved),
        MatterEvent::Partly => open_again_or_close(&mut next, Resolution::Partly, rules),
        MatterEvent::Unsolved => open_again_or_close(&mut next, Resolution::Unsolved, rules),
        MatterEvent::Silence => next.resolution = Some(Resolution::Silent),
        MatterEvent::NotMine => next.with_coordinator = true,
        MatterEvent::Reopen => {
            next.resolution = None;
            next.cycle = now.cycle.saturating_add(1);
        }
        _ => {}
    }
    if is_parents_word(step.event) {
        next.by_proxy = step.who == MatterActor::Author;
    }
    Ok(next)
}

/// The family says it is not (wholly) solved: the unit answers once more, or it ends as it is.
fn open_again_or_close(next: &mut MatterNow, resolution: Resolution, rules: MatterCycles) {
    if next.cycle < rules.cycles_max {
        next.state = MatterState::Assigned;
        next.cycle += 1;
    } else {
        next.resolution = Some(resolution);
    }
}

/// The arrows of the picture, whoever takes them and whatever else must hold.
#[expect(
    clippy::match_same_arms,
    reason = "one line for each arrow of the picture"
)]
const fn target(now: MatterNow, event: MatterEvent) -> Option<MatterState> {
    use MatterEvent as E;
    use MatterState as S;

    Some(match (now.state, event) {
        (S::New, E::Classify) | (S::Assigned | S::Accepted, E::Return) => S::Triaged,
        (S::New, E::Note) => S::Noted,
        (S::Triaged, E::Assign) => S::Assigned,
        (S::Assigned, E::Accept) => S::Accepted,
        (S::Accepted, E::Start) => S::InProgress,
        (S::InProgress, E::AskFamily) => S::WaitingFamily,
        (S::WaitingFamily, E::FamilyAnswers | E::QuestionExpired) => S::InProgress,
        (S::InProgress, E::Answer | E::CannotDo) => S::Answered,
        (S::Answered, E::Delivered) => S::AwaitingParent,
        (S::AwaitingParent, E::Solved | E::Partly | E::Unsolved | E::Silence) => S::Closed,
        (S::AwaitingParent, E::NotMine) => S::Triaged,
        (S::Closed, E::Reopen) => match now.resolution {
            Some(Resolution::Solved | Resolution::Silent) => S::Assigned,
            _ => return None,
        },
        (state, E::Withdraw) if state.is_open() => S::Withdrawn,
        (state, E::Merge) if state.is_open() => S::Merged,
        _ => return None,
    })
}

/// Who may take the arrows of an event.
const fn may(event: MatterEvent, who: MatterActor) -> bool {
    use MatterActor as A;
    use MatterEvent as E;

    match event {
        E::Classify | E::Assign => matches!(who, A::System | A::Coordinator),
        E::Note => matches!(who, A::System | A::Author),
        E::Accept | E::Return | E::Start | E::AskFamily | E::Answer | E::CannotDo => {
            matches!(who, A::OfficeMember)
        }
        E::FamilyAnswers | E::Reopen | E::Withdraw => matches!(who, A::Parent),
        E::QuestionExpired | E::Delivered | E::Silence => matches!(who, A::System),
        E::Solved | E::Partly | E::Unsolved | E::NotMine => matches!(who, A::Parent | A::Author),
        E::Merge => matches!(who, A::Coordinator),
    }
}

const fn is_parents_word(event: MatterEvent) -> bool {
    use MatterEvent as E;
    matches!(event, E::Solved | E::Partly | E::Unsolved | E::NotMine)
}

fn check_circumstances(now: MatterNow, step: Step, rules: MatterCycles) -> Result<(), NotAllowed> {
    use MatterEvent as E;

    let refused = match step.event {
        E::Return | E::Assign | E::Merge
            if now.origin == Origin::ClassOnly && step.who != MatterActor::System =>
        {
            NotAllowed::StaysWithClass
        }
        E::NotMine if now.origin != Origin::Visit => NotAllowed::IsTheirs,
        E::Note if !step.for_information => NotAllowed::WantsReply,
        E::Classify if step.for_information => NotAllowed::WantsReply,
        E::Assign if now.with_coordinator && step.who != MatterActor::Coordinator => {
            NotAllowed::NotByThisActor
        }
        E::Return if now.returns >= rules.returns_max => NotAllowed::ReturnsUsedUp,
        E::Answer if step.is_request && !step.signed => NotAllowed::NotSigned,
        E::CannotDo if !step.signed => NotAllowed::NotSigned,
        E::Reopen if now.cycle >= rules.cycles_max => NotAllowed::CyclesUsedUp,
        E::Reopen if step.days_closed > rules.reopen_days => NotAllowed::TooLate,
        _ => return Ok(()),
    };
    Err(refused)
}

#[cfg(test)]
mod tests;
