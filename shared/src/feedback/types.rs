//! Matters: what a family said, on its way to an answer.

use serde::{Deserialize, Serialize};

use super::{
    clocks::LimitClass,
    question::AskedAbout,
    state::{MatterState, Resolution},
    words,
};
use crate::{
    ids::{MatterId, NodeId, StudentId},
    lang::Lang,
    path_params,
    time::{Date, Instant},
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

path_params! {
    /// A matter in a path.
    pub struct MatterPath { matter: MatterId }
}

wire_enum! {
    /// 三带回: what a visit brings back (plan item 4).
    pub enum MatterKind {
        /// 家长反馈.
        Feedback = "feedback",
        /// 家长诉求.
        Request = "request",
        /// 家长建议.
        Suggestion = "suggestion",
    }
}

wire_enum! {
    /// What a matter is about; with its kind it decides which office owns it.
    pub enum Theme {
        /// 学习与作业.
        Learning = "learning",
        /// 课后服务.
        AfterSchool = "after_school",
        /// 品德与同伴相处.
        Conduct = "conduct",
        /// 心理与情绪.
        Wellbeing = "wellbeing",
        /// 饮食与健康.
        Health = "health",
        /// 校园安全与接送.
        Safety = "safety",
        /// 设施与环境.
        Facilities = "facilities",
        /// 资助与困难.
        Support = "support",
        /// 老师与沟通.
        Teachers = "teachers",
        /// 其他.
        Other = "other",
    }
}

impl Theme {
    /// How urgent a matter of this theme is before anyone has looked at it.
    pub const fn limit_class(self) -> LimitClass {
        match self {
            Self::Safety => LimitClass::Safety,
            _ => LimitClass::Ordinary,
        }
    }
}

wire_enum! {
    /// Where a matter came from.
    pub enum MatterSource {
        /// Brought back from a visit.
        Visit = "visit",
        /// Raised by a parent directly.
        Parent = "parent",
    }
}

/// A matter in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatterLine {
    /// The matter.
    pub matter: MatterId,
    /// Feedback, request or suggestion.
    pub kind: MatterKind,
    /// What it is about.
    pub theme: Theme,
    /// Where it stands.
    pub state: MatterState,
    /// How it ended.
    pub resolution: Option<Resolution>,
    /// Whether it is only to be known.
    pub for_information: bool,
    /// The beginning of what was said.
    pub excerpt: String,
    /// The pupil, where the reader needs to know: masked outside one's own class.
    pub student_name: Option<String>,
    /// The class in words.
    pub class_name: String,
    /// The unit that has it: an office, or the class whose head teacher was asked.
    pub office: Option<NodeId>,
    /// That office's name; a class has none here.
    pub office_name: Option<String>,
    /// Whether it is with the head teacher of the class.
    pub with_class: bool,
    /// The lesson it was asked about.
    pub asked: Option<AskedAbout>,
    /// When it was said.
    pub captured_at: Instant,
    /// Until when the family should have the answer.
    pub due_on: Option<Date>,
    /// Whether an answer waits for the coordinator's approval.
    pub awaits_approval: bool,
    /// 1 for the first answer, 2 after the family said it is not solved.
    pub cycle: i32,
}

impl MatterLine {
    /// Who has it, in words: `教务处`, `班主任`.
    pub fn unit(&self, lang: Lang) -> Option<&str> {
        words::unit(lang, self.with_class, self.office_name.as_deref())
    }
}

wire_enum! {
    /// Which matters a list shows.
    pub enum MatterFilter {
        /// Someone has to do something.
        Open = "open",
        /// Waiting for the family.
        WithFamily = "with_family",
        /// Ended.
        Ended = "ended",
    }
}

/// Which matters, and which page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MatterQuery {
    /// Which; all within reach where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show: Option<MatterFilter>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A matter with its whole way (P6) and what the reader may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatterDetail {
    /// What a list shows of it.
    pub line: MatterLine,
    /// The school.
    pub school: NodeId,
    /// The pupil, for those who may open the family card.
    pub student: Option<StudentId>,
    /// What was said, in full.
    pub text: String,
    /// Who recorded it, or asked it; a parent's name is for the head teacher alone.
    pub author_name: Option<String>,
    /// Who accepted it.
    pub accepted_by: Option<String>,
    /// An answer that waits for the coordinator's approval.
    pub proposed_answer: Option<String>,
    /// Where an answer is that was given and has not reached the family.
    pub delivery: Option<Delivery>,
    /// Until when it should be solved.
    pub solution_due_on: Option<Date>,
    /// What happened, the first first.
    pub timeline: Vec<TimelineEntry>,
    /// What this reader may do now.
    pub actions: Vec<MatterAction>,
    /// Grows with each change; name it in `If-Match`.
    pub version: i32,
}

wire_enum! {
    /// Where an answer is between the school and the family.
    pub enum Delivery {
        /// On its way, or waiting for another try.
        Waiting = "waiting",
        /// 没送到: given up after the last try.
        Failed = "failed",
        /// Nobody can be reached: without a phone, or since someone said 不是我提的.
        Nobody = "nobody",
    }
}

impl Delivery {
    /// Whether a teacher has to pass the answer on.
    pub const fn needs_a_teacher(self) -> bool {
        matches!(self, Self::Failed | Self::Nobody)
    }
}

wire_enum! {
    /// What staff can do with a matter.
    pub enum MatterAction {
        /// Send it to an office.
        Assign = "assign",
        /// Take it on.
        Accept = "accept",
        /// Hand it back with a reason.
        Return = "return",
        /// Answer it.
        Answer = "answer",
        /// Approve the answer that an office proposed to a request.
        Approve = "approve",
        /// Note feedback that wants no answer.
        Note = "note",
        /// Pass on an answer that reached nobody, and write down the family's word.
        Proxy = "proxy",
    }
}

wire_enum! {
    /// What a line of the timeline tells.
    pub enum TimelineKind {
        /// The teacher wrote it down.
        Captured = "captured",
        /// A parent asked it from a lesson.
        Asked = "asked",
        /// It went to an office.
        Assigned = "assigned",
        /// Someone took it on.
        Accepted = "accepted",
        /// It was handed back.
        Returned = "returned",
        /// An answer waits for approval.
        Proposed = "proposed",
        /// It was answered.
        Answered = "answered",
        /// The answer reached the family.
        Delivered = "delivered",
        /// The family said how it is.
        Rated = "rated",
        /// It was noted.
        Noted = "noted",
        /// It was closed after silence.
        ClosedSilent = "closed_silent",
    }
}

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimelineEntry {
    /// What.
    pub kind: TimelineKind,
    /// When.
    pub at: Instant,
    /// Who, in words; absent for the system and for the family.
    pub by: Option<String>,
    /// To which office.
    pub office_name: Option<String>,
    /// Whether it is the head teacher of the class that was asked instead.
    pub with_class: bool,
    /// What was said.
    pub text: Option<String>,
    /// How the family rated it.
    pub resolution: Option<Resolution>,
    /// Whether a teacher passed it on or wrote it down for the family.
    pub by_proxy: bool,
}

impl TimelineEntry {
    /// The unit, in words.
    pub fn unit(&self, lang: Lang) -> Option<&str> {
        words::unit(lang, self.with_class, self.office_name.as_deref())
    }
}

/// Sends a matter to an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AssignMatter {
    /// The office, one of the same school.
    pub office: NodeId,
}

impl Validate for AssignMatter {}

/// Hands a matter back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnMatter {
    /// Why it belongs elsewhere.
    pub reason: String,
    /// Where it belongs.
    pub proposed_office: Option<NodeId>,
}

impl Validate for ReturnMatter {
    fn validate(&self, errors: &mut Errors) {
        errors.required("reason", &self.reason);
        errors.max_chars("reason", &self.reason, 200);
    }
}

/// Answers a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerMatter {
    /// In words the family understands.
    pub text: String,
}

impl Validate for AnswerMatter {
    fn validate(&self, errors: &mut Errors) {
        errors.required("text", &self.text);
        errors.max_chars("text", &self.text, 1000);
    }
}

wire_enum! {
    /// The parent's one tap on the answer page.
    pub enum Rating {
        /// 解决了.
        Solved = "solved",
        /// 一部分.
        Partly = "partly",
        /// 没有.
        Unsolved = "unsolved",
        /// 不是我提的.
        NotMine = "not_mine",
    }
}

impl Rating {
    /// What a family may say: whoever asked it herself does not say that it is not hers.
    pub const fn choices(was_asked: bool) -> &'static [Self] {
        if was_asked {
            &[Self::Solved, Self::Partly, Self::Unsolved]
        } else {
            Self::ALL
        }
    }
}

/// The family's word on an answer, as a teacher heard it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProxyAnswer {
    /// What the family said.
    pub rating: Rating,
    /// In which words, or how it was reached; may be empty.
    #[serde(default)]
    pub note: String,
}

impl Validate for ProxyAnswer {
    fn validate(&self, errors: &mut Errors) {
        errors.max_chars("note", &self.note, 200);
    }
}

/// A school's matters as counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchoolMatters {
    /// The school.
    pub school: NodeId,
    /// The counts; absent where there are too few for a reader who may not open the matters.
    pub counts: Option<MatterCounts>,
}

/// How many matters a school has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatterCounts {
    /// Matters in each state, states without any left out.
    pub by_state: Vec<StateCount>,
    /// Open matters past the moment by which the family should have had the answer.
    pub past_due: u32,
}

/// How many matters are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StateCount {
    /// The state.
    pub state: MatterState,
    /// How many.
    pub count: u32,
}
