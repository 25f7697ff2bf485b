//! What a visit brings back becomes matters, in the transaction of the visit.

use std::collections::{BTreeSet, HashMap};

use tongyu_db::Tx;
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::{
        question::AskedAbout,
        state::{MatterActor, MatterEvent, MatterNow, MatterState, Origin, Step, transition},
        types::{MatterKind, MatterSource, Theme},
    },
    ids::{AccountId, MatterId, NodeId, PersonId, StudentId},
    org::calendar::WorkingCalendar,
};

use super::{
    frozen::{Frozen, Rules, rules_in_force},
    rows::{NewEventRow, NewMatterRow, body_place},
    store,
};
use crate::{
    crypto::{
        Keys,
        student::{self, StudentCipher},
    },
    http::{fault::Fault, input::Stamp},
    org,
};

/// One brought-back thing.
#[derive(Clone, Debug)]
pub struct Capture<'a> {
    /// Its id, made by the phone.
    pub id: MatterId,
    /// Feedback, request or suggestion.
    pub kind: MatterKind,
    /// Whether it is only to be known (知会).
    pub for_information: bool,
    /// What it is about.
    pub theme: Theme,
    /// The pupil it is about.
    pub student: StudentId,
    /// The pupil's class on that day.
    pub class: NodeId,
    /// The school.
    pub school: NodeId,
    /// The guardian who gets the answer, if one has a phone.
    pub raiser: Option<PersonId>,
    /// Who wrote it down.
    pub author: AccountId,
    /// In the family's words.
    pub text: &'a str,
    /// Where it came from.
    pub source: MatterSource,
}

/// Stores what was brought back and sends each to the office that the school's routing names;
/// what it does not name waits with the coordinator, and what is only to be known is noted.
/// Takes the same few statements for any number of matters. Without an approved rule pack nobody
/// can be promised an answer: [`ProblemCode::NoRulePack`].
pub fn capture(
    tx: &mut Tx<'_>,
    keys: &Keys,
    captures: &[Capture<'_>],
    stamp: &Stamp,
) -> Result<(), Fault> {
    if captures.is_empty() {
        return Ok(());
    }
    let desk = Desk::open(tx, keys, captures, stamp)?;
    let routing = store::routing(tx, &distinct(captures.iter().map(|one| one.school)))?;
    let mut matters = Vec::with_capacity(captures.len());
    let mut events = Vec::with_capacity(captures.len() * 2);
    for one in captures {
        let office = routing.get(&(one.school, one.kind, one.theme)).copied();
        matters.push(desk.take_in(one, Origin::Visit, office, &mut events)?);
    }
    store::insert_matters(tx, &matters)?;
    store::insert_events(tx, &events)
}

/// Stores what a parent asked and sends it to the class itself, or to the coordinator where the
/// class is not `led` by a head teacher today.
pub fn capture_question(
    tx: &mut Tx<'_>,
    keys: &Keys,
    one: &Capture<'_>,
    (about, led): (&AskedAbout, bool),
    stamp: &Stamp,
) -> Result<(), Fault> {
    let desk = Desk::open(tx, keys, std::slice::from_ref(one), stamp)?;
    let origin = if about.class_only {
        Origin::ClassOnly
    } else {
        Origin::Question
    };
    let mut events = Vec::new();
    let matter = NewMatterRow {
        class_only: about.class_only,
        lesson_id: Some(about.lesson.to_string()),
        lesson_title: Some(about.title.clone()),
        ..desk.take_in(one, origin, led.then_some(one.class), &mut events)?
    };
    store::insert_matters(tx, &[matter])?;
    store::insert_events(tx, &events)
}

fn distinct<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<T> {
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}

/// What is needed to take matters in.
struct Desk {
    rules: Rules,
    calendar: WorkingCalendar,
    ciphers: HashMap<StudentId, StudentCipher>,
    stamp: Stamp,
}

impl Desk {
    /// Loads what taking these in needs.
    fn open(
        tx: &mut Tx<'_>,
        keys: &Keys,
        captures: &[Capture<'_>],
        stamp: &Stamp,
    ) -> Result<Self, Fault> {
        let rules = rules_in_force(tx, stamp.now.date())?.ok_or(ProblemCode::NoRulePack)?;
        let students = distinct(captures.iter().map(|one| one.student));
        Ok(Self {
            calendar: org::terms::working_calendar(tx, rules.process.office_hours)?,
            rules,
            ciphers: student::ciphers(tx, keys, &students)?,
            stamp: *stamp,
        })
    }

    /// The row of one matter, which goes to `office` where that is known; what happens to it at
    /// once is added to `events`.
    fn take_in(
        &self,
        one: &Capture<'_>,
        origin: Origin,
        office: Option<NodeId>,
        events: &mut Vec<NewEventRow>,
    ) -> Result<NewMatterRow, Fault> {
        let id = one.id.to_string();
        let rules = Frozen::of(&self.rules, one.theme)
            .ok_or_else(|| Fault::internal("the rule pack lacks the limits of a class"))?;
        let dues = rules.first_dues(&self.calendar, self.stamp.now);
        let cipher = self
            .ciphers
            .get(&one.student)
            .ok_or_else(|| Fault::internal("a student's key is missing"))?;
        let steps = first_steps(one.for_information, office.is_some());
        let mut now = MatterNow {
            origin,
            ..MatterNow::NEW
        };
        for (&event, seq) in steps.iter().zip(1..) {
            let step = Step {
                for_information: one.for_information,
                ..Step::new(event, MatterActor::System)
            };
            let next = transition(now, step, rules.cycles)?;
            events.push(NewEventRow {
                matter_id: id.clone(),
                seq,
                cycle: now.cycle.into(),
                kind: event.as_str(),
                from_state: now.state.as_str(),
                to_state: next.state.as_str(),
                at: self.stamp.now.naive_utc(),
                account_id: None,
                office_id: office
                    .filter(|_| event == MatterEvent::Assign)
                    .map(|office| office.to_string()),
                resolution: None,
                text_sealed: None,
            });
            now = next;
        }
        Ok(NewMatterRow {
            school_id: one.school.to_string(),
            class_id: one.class.to_string(),
            student_id: one.student.to_string(),
            source: one.source.as_str(),
            kind: one.kind.as_str(),
            theme: one.theme.as_str(),
            for_information: one.for_information,
            state: now.state.as_str(),
            cycle: now.cycle.into(),
            returns: now.returns.into(),
            escalation: 0,
            office_id: office
                .filter(|_| now.state == MatterState::Assigned)
                .map(|office| office.to_string()),
            author_id: one.author.to_string(),
            raiser_id: one.raiser.map(|person| person.to_string()),
            captured_at: self.stamp.now.naive_utc(),
            limits: rules.write()?,
            answer_due_at: dues.answer.naive_utc(),
            solution_due_at: dues.solution.naive_utc(),
            closed_at: (!now.state.is_open()).then(|| self.stamp.now.naive_utc()),
            body_sealed: cipher.seal(body_place(&id), one.text.trim())?,
            version: 1,
            class_only: false,
            lesson_id: None,
            lesson_title: None,
            id,
        })
    }
}

/// What happens to a matter as soon as it is there.
const fn first_steps(for_information: bool, office_known: bool) -> &'static [MatterEvent] {
    match (for_information, office_known) {
        (true, _) => &[MatterEvent::Note],
        (false, true) => &[MatterEvent::Classify, MatterEvent::Assign],
        (false, false) => &[MatterEvent::Classify],
    }
}
