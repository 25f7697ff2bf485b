//! A home visit as it is recorded, and the pages around it.

use serde::{Deserialize, Serialize};

use super::state::{ConfirmedBy, VisitState};
use crate::{
    feedback::types::{MatterKind, MatterLine, Theme},
    ids::{MatterId, NodeId, PersonId, StudentId, VisitId},
    org::types::SheetText,
    path_params,
    time::{Date, Instant},
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

path_params! {
    /// A visit in a path.
    pub struct VisitPath { visit: VisitId }
    /// A pupil in a path.
    pub struct StudentPath { student: StudentId }
    /// A guardian of a pupil in a path.
    pub struct GuardianPath { student: StudentId, person: PersonId }
}

wire_enum! {
    /// How a visit takes place; the family chooses.
    pub enum VisitMode {
        /// 入户.
        Home = "home",
        /// 到校.
        School = "school",
        /// 视频.
        Online = "online",
        /// 电话.
        Phone = "phone",
        /// 分组.
        Group = "group",
    }
}

wire_enum! {
    /// Relation of a person to a pupil.
    pub enum Relation {
        /// 妈妈.
        Mother = "mother",
        /// 爸爸.
        Father = "father",
        /// 奶奶.
        PaternalGrandmother = "paternal_grandmother",
        /// 爷爷.
        PaternalGrandfather = "paternal_grandfather",
        /// 姥姥, 外婆.
        MaternalGrandmother = "maternal_grandmother",
        /// 姥爷, 外公.
        MaternalGrandfather = "maternal_grandfather",
        /// Another guardian or carer.
        Other = "other",
    }
}

impl Relation {
    /// Whether pages for this person open in large type.
    pub const fn is_grandparent(self) -> bool {
        matches!(
            self,
            Self::PaternalGrandmother
                | Self::PaternalGrandfather
                | Self::MaternalGrandmother
                | Self::MaternalGrandfather
        )
    }
}

wire_enum! {
    /// 四到家: what a visit takes to the home (plan item 4).
    pub enum Delivered {
        /// 关心关爱.
        Care = "care",
        /// 方针政策.
        Policy = "policy",
        /// 征求意见.
        OpinionsSought = "opinions_sought",
        /// 教育资源.
        Resources = "resources",
    }
}

wire_enum! {
    /// What became of the visit.
    pub enum Outcome {
        /// It took place.
        Recorded = "recorded",
        /// 到访未遇: nobody was home.
        Attempted = "attempted",
        /// The family wants another way; that counts as contacted and blames nobody.
        OtherWay = "other_way",
    }
}

wire_enum! {
    /// What a family's feedback asks for.
    pub enum FeedbackWish {
        /// 知会: to be known, no answer wanted.
        ForInformation = "for_information",
        /// 要答复.
        ReplyWanted = "reply_wanted",
    }
}

/// A visit as the head teacher's phone submits it. Nothing in it is preset: what was done was
/// said to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewVisit {
    /// The pupils; siblings share a visit and each counts.
    pub students: Vec<StudentId>,
    /// When it began.
    pub started_at: Instant,
    /// How long it took, in minutes.
    pub minutes: i32,
    /// How it took place.
    pub mode: VisitMode,
    /// What became of it.
    pub outcome: Outcome,
    /// The way the family would rather have; with [`Outcome::OtherWay`] only.
    pub wanted_mode: Option<VisitMode>,
    /// Who was met: guardians by id.
    pub met: Vec<PersonId>,
    /// Whether the child was there.
    pub met_child: bool,
    /// What of the four was done; each was switched on by hand.
    pub delivered: Vec<Delivered>,
    /// What was brought back. `None` for a visit that did not take place.
    pub brought_back: Option<BroughtBack>,
    /// Family circumstances (S2), optional.
    pub circumstances: String,
    /// The one small thing agreed on.
    pub agreed_measure: String,
    /// When to be in touch again.
    pub next_contact: Option<Date>,
    /// 承诺: no gifts, no meals, nothing sold.
    pub declared_clean: bool,
}

/// 三带回: each is explicitly nothing (an empty list) or things in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BroughtBack {
    /// 家长反馈, 家长诉求, 家长建议: one entry each that was said.
    pub matters: Vec<NewMatter>,
    /// The kinds of which the family said there is nothing.
    pub nothing_of: Vec<MatterKind>,
}

/// One brought-back thing as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMatter {
    /// Made by the phone, so that a repeat makes no second one.
    pub id: MatterId,
    /// Feedback, request or suggestion.
    pub kind: MatterKind,
    /// For feedback: whether an answer is wanted. Absent for the others, which always want one.
    pub wish: Option<FeedbackWish>,
    /// What it is about; decides who owns it.
    pub theme: Theme,
    /// The pupil it is about, one of the visit's.
    pub student: StudentId,
    /// Who said it: one of those met. Absent where nobody met has a phone.
    pub raiser: Option<PersonId>,
    /// In the family's words.
    pub text: String,
}

/// The most characters of a narrative text.
pub const TEXT_MAX: usize = 1000;
/// The most characters of the agreed measure.
pub const MEASURE_MAX: usize = 100;

impl Validate for NewVisit {
    fn validate(&self, errors: &mut Errors) {
        errors.count("students", self.students.len(), 1, 8);
        errors.in_range("minutes", self.minutes, 1, 480);
        errors.max_chars("circumstances", &self.circumstances, TEXT_MAX);
        errors.max_chars("agreed_measure", &self.agreed_measure, MEASURE_MAX);
        match self.outcome {
            Outcome::Recorded => self.validate_recorded(errors),
            Outcome::Attempted | Outcome::OtherWay => self.validate_not_held(errors),
        }
    }
}

impl NewVisit {
    fn validate_recorded(&self, errors: &mut Errors) {
        if self.met.is_empty() && !self.met_child {
            errors.add("met", "choose_one", Vec::new());
        }
        if !self.declared_clean {
            errors.add("declared_clean", "declare", Vec::new());
        }
        if self.wanted_mode.is_some() {
            errors.add("wanted_mode", "only_with_other_way", Vec::new());
        }
        match &self.brought_back {
            Some(brought_back) => self.validate_brought_back(brought_back, errors),
            None => errors.add("brought_back", "required", Vec::new()),
        }
    }

    fn validate_not_held(&self, errors: &mut Errors) {
        if self.outcome == Outcome::OtherWay && self.wanted_mode.is_none() {
            errors.add("wanted_mode", "choose_one", Vec::new());
        }
        if self.outcome == Outcome::Attempted && self.wanted_mode.is_some() {
            errors.add("wanted_mode", "only_with_other_way", Vec::new());
        }
        if self.brought_back.is_some() {
            errors.add("brought_back", "only_if_held", Vec::new());
        }
    }

    fn validate_brought_back(&self, brought_back: &BroughtBack, errors: &mut Errors) {
        errors.count("brought_back.matters", brought_back.matters.len(), 0, 12);
        for &kind in MatterKind::ALL {
            let said = brought_back
                .matters
                .iter()
                .any(|matter| matter.kind == kind);
            if said == brought_back.nothing_of.contains(&kind) {
                errors.add(
                    &format!("brought_back.{kind}"),
                    "said_or_nothing",
                    Vec::new(),
                );
            }
        }
        for (index, matter) in brought_back.matters.iter().enumerate() {
            let field = |name: &str| format!("brought_back.matters.{index}.{name}");
            errors.required(&field("text"), &matter.text);
            errors.max_chars(&field("text"), &matter.text, TEXT_MAX);
            if (matter.kind == MatterKind::Feedback) != matter.wish.is_some() {
                errors.add(&field("wish"), "wish_with_feedback", Vec::new());
            }
            if !self.students.contains(&matter.student) {
                errors.add(&field("student"), "one_of_the_visit", Vec::new());
            }
            if matter
                .raiser
                .is_some_and(|raiser| !self.met.contains(&raiser))
            {
                errors.add(&field("raiser"), "one_of_those_met", Vec::new());
            }
        }
    }
}

/// The server has it: what is shown on the saved page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VisitReceipt {
    /// The visit.
    pub visit: VisitId,
    /// Its state now.
    pub state: VisitState,
    /// Where each matter went; empty where the author may no longer read the visit.
    pub matters: Vec<MatterLine>,
    /// The class's coverage with this visit in it, while it is a class of the author.
    pub coverage: Option<Coverage>,
    /// Whether the family gets a link to confirm it.
    pub family_is_asked: bool,
}

/// How many pupils' families were reached this term. Counts pupils, not visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Pupils in the class.
    pub students: u32,
    /// Pupils whose family was reached in any way.
    pub reached: u32,
    /// Of these, by the best way that took place: at home.
    pub home: u32,
    /// At school.
    pub school: u32,
    /// By video.
    pub online: u32,
    /// By telephone.
    pub phone: u32,
    /// In a group.
    pub group: u32,
    /// The family would rather have another way and it has not taken place yet.
    pub other_way: u32,
}

/// The head teacher's first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Today {
    /// Server time, which screens show dates by.
    pub now: Instant,
    /// The teaching week, where a term is running.
    pub week: Option<u32>,
    /// The term in words.
    pub term: Option<String>,
    /// Each class of this head teacher.
    pub classes: Vec<ClassToday>,
    /// Matters of these classes that are on their way, the most urgent first.
    pub matters: Vec<MatterLine>,
}

/// One class on the first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassToday {
    /// The class.
    pub class: NodeId,
    /// Its name.
    pub name: String,
    /// The school's name.
    pub school_name: String,
    /// Whom it has reached.
    pub coverage: Coverage,
    /// Families to be in touch with next: agreed dates first, then the longest not visited.
    pub next: Vec<FamilyLine>,
}

/// A pupil's family in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FamilyLine {
    /// The pupil.
    pub student: StudentId,
    /// Name in full.
    pub name: String,
    /// Who mainly looks after the child.
    pub carer: Option<Relation>,
    /// The last visit that took place, or was tried.
    pub last: Option<LastVisit>,
    /// Whether a visit took place this term, in any way.
    pub reached: bool,
    /// When to be in touch again, as agreed last time.
    pub next_contact: Option<Date>,
    /// Matters of this pupil that are open.
    pub open_matters: u32,
}

/// The last time one was in touch with a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LastVisit {
    /// Which visit.
    pub visit: VisitId,
    /// When.
    pub started_at: Instant,
    /// How.
    pub mode: VisitMode,
    /// With what outcome.
    pub outcome: Outcome,
    /// Where it stands now.
    pub state: VisitState,
}

/// A class with its families, the longest not visited first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassFamilies {
    /// The class.
    pub class: NodeId,
    /// Its name.
    pub name: String,
    /// The school's name.
    pub school_name: String,
    /// Whom it has reached.
    pub coverage: Coverage,
    /// Its families. A class is small: it comes whole.
    pub families: Vec<FamilyLine>,
}

/// P2: what one wants to know at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FamilyCard {
    /// The pupil.
    pub student: StudentId,
    /// Name in full.
    pub name: String,
    /// The class.
    pub class: NodeId,
    /// Its name.
    pub class_name: String,
    /// Guardians and carers; barred ones are left out.
    pub guardians: Vec<GuardianLine>,
    /// Whether an address is kept; it is shown by a press, which is logged.
    pub has_address: bool,
    /// Brothers and sisters in classes of the same head teacher.
    pub siblings: Vec<Sibling>,
    /// What the school prepared to take along.
    pub sheet: SheetText,
    /// Visits, the latest first.
    pub visits: Vec<VisitLine>,
    /// What was left open, and what was answered.
    pub matters: Vec<MatterLine>,
}

/// A guardian on the family card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GuardianLine {
    /// The person.
    pub person: PersonId,
    /// Name in full.
    pub name: String,
    /// Relation to the pupil.
    pub relation: Relation,
    /// Whether this is who mainly looks after the child.
    pub primary_carer: bool,
    /// The phone with its middle covered; absent where none is known.
    pub phone_masked: Option<String>,
}

/// A brother or sister.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sibling {
    /// The pupil.
    pub student: StudentId,
    /// Name, masked outside the reader's own class.
    pub name: String,
    /// The class in words.
    pub class_name: String,
}

/// A visit in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VisitLine {
    /// The visit.
    pub visit: VisitId,
    /// When.
    pub started_at: Instant,
    /// How.
    pub mode: VisitMode,
    /// With what outcome.
    pub outcome: Outcome,
    /// Where it stands.
    pub state: VisitState,
    /// What was agreed on.
    pub agreed_measure: String,
}

/// A visit with all that the reader may see of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VisitDetail {
    /// The visit.
    pub visit: VisitId,
    /// Where it stands.
    pub state: VisitState,
    /// Whose word confirmed it; also after a dispute, where one had come before.
    pub confirmed_by: Option<ConfirmedBy>,
    /// When it began.
    pub started_at: Instant,
    /// Minutes it took.
    pub minutes: i32,
    /// How it took place.
    pub mode: VisitMode,
    /// What became of it.
    pub outcome: Outcome,
    /// The way the family would rather have.
    pub wanted_mode: Option<VisitMode>,
    /// The class in words.
    pub class_name: String,
    /// Who recorded it.
    pub author_name: String,
    /// The pupils it was about, by name.
    pub students: Vec<Sibling>,
    /// Who was met, in words: relation and name.
    pub met: Vec<MetPerson>,
    /// Whether the child was there.
    pub met_child: bool,
    /// What of the four was done.
    pub delivered: Vec<Delivered>,
    /// What was brought back.
    pub matters: Vec<MatterLine>,
    /// The one small thing agreed on.
    pub agreed_measure: String,
    /// When to be in touch again.
    pub next_contact: Option<Date>,
    /// Family circumstances (S2); absent where the reader's role does not include them.
    pub circumstances: Option<String>,
    /// What the family said about the record.
    pub family_answer: Option<FamilyAnswer>,
}

/// Someone who was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MetPerson {
    /// Name, masked outside the reader's own class.
    pub name: String,
    /// Relation to the pupil.
    pub relation: Relation,
}

wire_enum! {
    /// The family's one tap on the confirmation page.
    pub enum ConfirmAnswer {
        /// 见过了.
        Met = "met",
        /// 没有来.
        NotCome = "not_come",
        /// 内容要改.
        NeedsChange = "needs_change",
    }
}

/// What the family answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FamilyAnswer {
    /// The tap.
    pub answer: ConfirmAnswer,
    /// What else was said.
    pub note: String,
    /// When.
    pub at: Instant,
}

/// A phone number or an address, uncovered by a press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Revealed {
    /// In full.
    pub value: String,
}

/// A school's coverage as counts, class by class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchoolCoverage {
    /// The school.
    pub school: NodeId,
    /// Its name.
    pub school_name: String,
    /// The term in words.
    pub term: Option<String>,
    /// All classes together whose counts are shown: what is hidden cannot be had by subtraction.
    pub total: Coverage,
    /// Class by class, in the order of grades; never ordered by the figures.
    pub classes: Vec<ClassCoverage>,
}

/// One class's coverage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassCoverage {
    /// The class.
    pub class: NodeId,
    /// Its name.
    pub name: String,
    /// Its counts; `None` where they are too small to be shown to this reader.
    pub coverage: Option<Coverage>,
}

/// The visits of a school that a family says never were, the one waiting longest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DisputedVisits {
    /// The school.
    pub school: NodeId,
    /// The visits. They are few: they come whole.
    pub visits: Vec<DisputedVisit>,
}

/// A visit that waits for the coordinator to find out whether it took place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DisputedVisit {
    /// The visit.
    pub visit: VisitId,
    /// When it is said to have begun.
    pub started_at: Instant,
    /// How it is said to have taken place.
    pub mode: VisitMode,
    /// The class in words.
    pub class_name: String,
    /// Who recorded it.
    pub author_name: String,
    /// The pupils, masked: coordinators are outside their class.
    pub students: Vec<String>,
    /// When the family first said that nobody came.
    pub disputed_at: Option<Instant>,
}
