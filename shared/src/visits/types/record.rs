//! A visit as the head teacher's phone submits it, with its checks, and the receipt for it.

use serde::{Deserialize, Serialize};

use super::{
    super::state::VisitState,
    kinds::{Delivered, FeedbackWish, Outcome, VisitMode},
    school::Coverage,
};
use crate::{
    feedback::types::{MatterKind, MatterLine, Theme},
    ids::{MatterId, PersonId, StudentId, VisitId},
    time::{Date, Instant},
    validate::{Errors, Validate},
};

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
