//! What staff do with a matter: send it to an office, take it on, hand it back, answer it.

use tongyu_db::{Col, Tx};
use tongyu_shared::{
    Lang,
    api::problem::ProblemCode,
    feedback::{
        state::{MatterActor, MatterEvent, NotAllowed, Step, transition},
        types::{AnswerMatter, AssignMatter, Delivery, MatterDetail, ProxyAnswer, ReturnMatter},
    },
    ids::{MatterId, NodeId},
    text::feedback as words,
};

use super::{
    delivery::delivery,
    detail::detail,
    reach::Reach,
    rows::proposed_place,
    standing::{Standing, steps_to_answer},
    store,
    walk::{Told, Walk},
    word,
};
use crate::{
    access::Actor,
    audit::{self, By},
    crypto::{Keys, student},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    messages::{self, LinkPurpose, NewMessage, Template, links},
    org,
};

/// Whose hands are on which matter.
pub struct Hands {
    /// The site's keys.
    pub keys: Keys,
    /// Who.
    pub actor: Actor,
    /// Which matter.
    pub matter: MatterId,
    /// The version that the change is based on; absent where nobody looked at one before.
    pub base: Option<i32>,
    /// When, and in which request.
    pub stamp: Stamp,
    /// The reader's language.
    pub lang: Lang,
}

impl Hands {
    /// Raises the version first, so that of two who act at once one sees what the other did. 404
    /// out of reach, 412 where the matter has changed since `base`.
    fn take_up(&self, tx: &mut Tx<'_>) -> Result<(Walk, Standing), Fault> {
        let reach = Reach::of(&self.actor);
        if !store::raise_version(tx, &reach, self.stamp.now.date(), self.matter)? {
            return Err(NOT_FOUND);
        }
        let walk = Walk::begin(tx, self.matter, &self.stamp)?;
        let found = walk.row.version - 1;
        if self.base.is_some_and(|base| base != found) {
            return Err(Fault::Stale(found));
        }
        let standing = Standing::of(tx, &self.actor, &walk.row, self.stamp.now.date())?;
        Ok((walk, standing))
    }

    /// Keeps what was done and shows the matter as it is now.
    fn put_down(
        &self,
        tx: &mut Tx<'_>,
        walk: Walk,
        action: &'static str,
    ) -> Result<MatterDetail, Fault> {
        let student = walk.row.student_id.0;
        walk.save(tx)?;
        let entry = audit::Entry {
            by: By::Staff,
            action,
            subject_kind: "matter",
            subject_id: &self.matter.to_string(),
            student: Some(student),
        };
        audit::record(tx, &self.stamp, &entry)?;
        let row = store::matter(tx, self.matter)?.ok_or(NOT_FOUND)?;
        detail(tx, &self.keys, &self.actor, &row, self.stamp.now.date())
    }

    fn told(&self, office: Option<NodeId>) -> Told<'static> {
        Told {
            account: Some(self.actor.account),
            office,
            text: None,
        }
    }

    /// Sends the matter to an office of its school.
    pub fn assign(&self, tx: &mut Tx<'_>, to: &AssignMatter) -> Result<MatterDetail, Fault> {
        let (mut walk, standing) = self.take_up(tx)?;
        must(standing.coordinates)?;
        self.check_office(tx, &walk, "office", to.office)?;
        let step = Step::new(MatterEvent::Assign, MatterActor::Coordinator);
        walk.take(step, self.told(Some(to.office)))?;
        self.put_down(tx, walk, "matter.assign")
    }

    /// Takes the matter on in the name of the office that has it.
    pub fn accept(&self, tx: &mut Tx<'_>) -> Result<MatterDetail, Fault> {
        let (mut walk, standing) = self.take_up(tx)?;
        must(standing.in_unit)?;
        let step = Step::new(MatterEvent::Accept, MatterActor::OfficeMember);
        let told = self.told(walk.row.office());
        walk.take(step, told)?;
        self.put_down(tx, walk, "matter.accept")
    }

    /// Hands the matter back to the coordinator; after that often the coordinator decides.
    pub fn hand_back(&self, tx: &mut Tx<'_>, why: &ReturnMatter) -> Result<MatterDetail, Fault> {
        let (mut walk, standing) = self.take_up(tx)?;
        must(standing.in_unit)?;
        if let Some(office) = why.proposed_office {
            self.check_office(tx, &walk, "proposed_office", office)?;
        }
        let step = Step::new(MatterEvent::Return, MatterActor::OfficeMember);
        let why_not = match transition(walk.now, step, walk.frozen.cycles) {
            Err(NotAllowed::ReturnsUsedUp) => {
                words::returns_used_up(self.lang, walk.frozen.cycles.returns_max)
            }
            Err(NotAllowed::StaysWithClass) => words::stays_with_class(self.lang).to_owned(),
            _ => String::new(),
        };
        if !why_not.is_empty() {
            return Err(Fault::Explained(ProblemCode::NotInThisState, why_not));
        }
        let cipher = student::cipher(tx, &self.keys, walk.row.student_id.0)?;
        let told = Told {
            text: Some((&cipher, &why.reason)),
            ..self.told(why.proposed_office)
        };
        walk.take(step, told)?;
        self.put_down(tx, walk, "matter.return")
    }

    /// Answers the matter. An office's answer to a request waits for the coordinator's approval.
    pub fn answer(&self, tx: &mut Tx<'_>, answer: &AnswerMatter) -> Result<MatterDetail, Fault> {
        let (mut walk, standing) = self.take_up(tx)?;
        must(standing.in_unit || standing.coordinates)?;
        let steps = steps_to_answer(walk.now).ok_or(ProblemCode::NotInThisState)?;
        if walk.row.proposed_sealed.is_some() {
            return Err(ProblemCode::NotInThisState.into());
        }
        let told = self.told(walk.row.office());
        for &event in steps {
            walk.take(Step::new(event, MatterActor::OfficeMember), told)?;
        }
        if standing.signs(walk.row.is_request()) {
            return self.give_answer(tx, walk, &answer.text, "matter.answer");
        }
        let cipher = student::cipher(tx, &self.keys, walk.row.student_id.0)?;
        let place = self.matter.to_string();
        let sealed = cipher.seal(proposed_place(&place), answer.text.trim())?;
        walk.row.proposed_sealed = Some(sealed);
        walk.propose(Told {
            text: Some((&cipher, &answer.text)),
            ..told
        })?;
        self.put_down(tx, walk, "matter.propose")
    }

    /// Approves the answer that an office proposed, as it is or reworded.
    pub fn approve(&self, tx: &mut Tx<'_>, answer: &AnswerMatter) -> Result<MatterDetail, Fault> {
        let (walk, standing) = self.take_up(tx)?;
        must(standing.coordinates)?;
        if walk.row.proposed_sealed.is_none() {
            return Err(ProblemCode::NotInThisState.into());
        }
        self.give_answer(tx, walk, &answer.text, "matter.approve")
    }

    /// Notes feedback that wants no answer.
    pub fn note(&self, tx: &mut Tx<'_>) -> Result<MatterDetail, Fault> {
        let (mut walk, standing) = self.take_up(tx)?;
        must(standing.own_class)?;
        let step = Step {
            for_information: walk.row.for_information,
            ..Step::new(MatterEvent::Note, MatterActor::Author)
        };
        walk.take(step, self.told(None))?;
        self.put_down(tx, walk, "matter.note")
    }

    /// Writes down the family's word as the head teacher heard it, where the answer reached nobody.
    pub fn proxy(&self, tx: &mut Tx<'_>, heard: &ProxyAnswer) -> Result<MatterDetail, Fault> {
        let (mut walk, standing) = self.take_up(tx)?;
        must(standing.own_class)?;
        if !delivery(tx, &walk.row)?.is_some_and(Delivery::needs_a_teacher) {
            return Err(ProblemCode::NotInThisState.into());
        }
        let cipher = student::cipher(tx, &self.keys, walk.row.student_id.0)?;
        let note = heard.note.trim();
        let told = Told {
            text: Some((&cipher, note)).filter(|_| !note.is_empty()),
            ..self.told(None)
        };
        word::take(tx, &mut walk, heard.rating, MatterActor::Author, told)?;
        self.put_down(tx, walk, "matter.proxy")
    }

    fn give_answer(
        &self,
        tx: &mut Tx<'_>,
        mut walk: Walk,
        text: &str,
        action: &'static str,
    ) -> Result<MatterDetail, Fault> {
        let cipher = student::cipher(tx, &self.keys, walk.row.student_id.0)?;
        let is_request = walk.row.is_request();
        let step = Step {
            signed: true,
            is_request,
            ..Step::new(MatterEvent::Answer, MatterActor::OfficeMember)
        };
        let told = Told {
            text: Some((&cipher, text)),
            ..self.told(walk.row.office())
        };
        walk.take(step, told)?;
        self.send_answer(tx, &walk)?;
        self.put_down(tx, walk, action)
    }

    /// Puts the answer on its way to the guardian who raised the matter. Where nobody can be
    /// reached the matter stays answered, and the head teacher passes the answer on.
    fn send_answer(&self, tx: &mut Tx<'_>, walk: &Walk) -> Result<(), Fault> {
        let (student, today) = (walk.row.student_id.0, self.stamp.now.date());
        let Some(Col(person)) = walk.row.raiser_id else {
            return Ok(());
        };
        if !org::may_receive(tx, person, student, today)? {
            return Ok(());
        }
        let link = links::create(
            tx,
            &links::NewLink {
                purpose: LinkPurpose::MatterAnswer,
                person,
                student,
                subject: &self.matter.to_string(),
                cycle: walk.now.cycle.into(),
            },
            &self.stamp,
        )?;
        let message = NewMessage {
            template: Template::MatterAnswered,
            person,
            link: Some(link),
            code: None,
        };
        messages::send(tx, &message, &self.stamp)?;
        Ok(())
    }

    /// Refuses what is no office of the matter's school, without telling whether it exists.
    fn check_office(
        &self,
        tx: &mut Tx<'_>,
        walk: &Walk,
        field: &str,
        office: NodeId,
    ) -> Result<(), Fault> {
        let (school, today) = (walk.row.school_id.0, self.stamp.now.date());
        if store::is_office_of(tx, office, school, today)? {
            Ok(())
        } else {
            Err(Fault::field(field, "unknown_value"))
        }
    }
}

/// Visible, but not for this person to do.
fn must(allowed: bool) -> Result<(), Fault> {
    if allowed {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}
