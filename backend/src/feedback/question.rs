//! 问问班主任: a parent asks from the page of a lesson. The question goes to the class itself, whose
//! head teacher answers it; where the class has none today, to the coordinator.

use std::collections::HashMap;

use tongyu_db::{Col, Conn, Tx};
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::{
        question::{AskedAbout, AskedLesson, QuestionText},
        state::MatterState,
        types::{MatterKind, MatterSource, Theme},
    },
    ids::{LessonId, MatterId, NodeId, PersonId, StudentId},
    time::Date,
    validate::Errors,
};

use super::{
    capture::{Capture, capture_question},
    lines::Words,
    reach::confided,
    rows::MatterRow,
    store,
};
use crate::{
    access::Actor,
    audit::{self, By},
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    org,
};

/// What is wrong with telling a head teacher alone where the class has none.
pub const NO_HEAD_TEACHER: &str = "no_head_teacher";

/// What a guardian asks about a lesson.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Its id, made with the form, so that sending twice asks once.
    pub id: MatterId,
    /// The child it is about.
    pub student: StudentId,
    /// The guardian, who is signed in.
    pub person: PersonId,
    /// The lesson.
    pub lesson: LessonId,
    /// Its title now.
    pub lesson_title: String,
    /// In her words.
    pub text: &'a str,
    /// 只告诉班主任: nobody but the head teacher of the class reads it.
    pub class_only: bool,
}

/// Asks the class of the child, whose head teacher answers without anybody's approval; where the
/// class has none today, the coordinator finds out who answers. The same question again changes
/// nothing. 404 where she may not see the child, where the child is in no class, and under an id
/// that is not hers; 422 for text that is missing or too long, for what is told to a head teacher
/// alone who is not there, and for another question under the same id.
pub fn ask(
    tx: &mut Tx<'_>,
    keys: &Keys,
    question: &Question<'_>,
    stamp: &Stamp,
) -> Result<(), Fault> {
    let today = stamp.now.date();
    org::relation_of(tx, question.person, question.student, today)?.ok_or(NOT_FOUND)?;
    let faults = Errors::of(&QuestionText(question.text.trim()));
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    if let Some(row) = store::matter(tx, question.id)? {
        return same_as_first(tx, keys, &row, question);
    }
    let place = org::enrolled_on(tx, question.student, today)?.ok_or(NOT_FOUND)?;
    let led = !org::led(tx, &[place.class], today)?.is_empty();
    if question.class_only && !led {
        // Nobody would read it, and an answer would be promised.
        return Err(Fault::field("who", NO_HEAD_TEACHER));
    }
    let one = Capture {
        id: question.id,
        kind: MatterKind::Feedback,
        for_information: false,
        theme: Theme::Other,
        student: question.student,
        class: place.class,
        school: place.school,
        raiser: Some(question.person),
        author: store::account_of(tx, question.person)?.ok_or(NOT_FOUND)?,
        text: question.text,
        source: MatterSource::Parent,
    };
    capture_question(tx, keys, &one, (&about(question), led), stamp)?;
    let entry = audit::Entry {
        by: By::Guardian(question.person),
        action: "matter.ask",
        subject_kind: "matter",
        subject_id: &question.id.to_string(),
        student: Some(question.student),
    };
    audit::record(tx, stamp, &entry)
}

fn about(question: &Question<'_>) -> AskedAbout {
    AskedAbout {
        lesson: question.lesson,
        title: question.lesson_title.trim().to_owned(),
        class_only: question.class_only,
    }
}

/// A repeat is answered like the first time; the title of a lesson may have changed since.
fn same_as_first(
    conn: &mut Conn,
    keys: &Keys,
    row: &MatterRow,
    question: &Question<'_>,
) -> Result<(), Fault> {
    let hers = row.was_asked() && row.raiser_id == Some(Col(question.person));
    if !hers {
        return Err(NOT_FOUND);
    }
    let text = Words::load(conn, keys, std::slice::from_ref(row))?.body(row)?;
    let same = row.student_id.0 == question.student
        && row.lesson_id == Some(Col(question.lesson))
        && row.class_only == question.class_only
        && text == question.text.trim();
    if same {
        Ok(())
    } else {
        Err(ProblemCode::DiffersFromFirst.into())
    }
}

/// The lessons that parents of a class asked about this term, the latest first; 404 for everyone
/// but the head teacher of the class.
pub fn lessons_asked(
    conn: &mut Conn,
    actor: &Actor,
    class: NodeId,
    today: Date,
) -> Result<Vec<AskedLesson>, Fault> {
    if !confided(actor).covers(conn, class)? {
        return Err(NOT_FOUND);
    }
    let Some(term) = org::current_term(conn, class, today)? else {
        return Ok(Vec::new());
    };
    let asked = store::asked_in(conn, class, term.starts_on.first_instant())?;
    Ok(by_lesson(asked))
}

/// Counts questions by lesson. They come with the latest first, and so do the lessons.
fn by_lesson(asked: Vec<store::Asked>) -> Vec<AskedLesson> {
    let mut lessons: Vec<AskedLesson> = Vec::new();
    let mut places: HashMap<LessonId, usize> = HashMap::new();
    for one in asked {
        let waiting = u32::from(waits_for_school(one.state));
        let place = *places.entry(one.lesson).or_insert(lessons.len());
        match lessons.get_mut(place) {
            Some(line) => {
                line.questions += 1;
                line.waiting += waiting;
            }
            None => lessons.push(AskedLesson {
                lesson: one.lesson,
                title: one.title,
                questions: 1,
                waiting,
                latest_on: one.at.date(),
            }),
        }
    }
    lessons
}

/// Whether the school owes an answer.
pub const fn waits_for_school(state: MatterState) -> bool {
    use MatterState as S;
    matches!(
        state,
        S::New | S::Triaged | S::Assigned | S::Accepted | S::InProgress
    )
}
