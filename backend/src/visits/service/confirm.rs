//! The family's word on a visit, by its link.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::{PersonId, StudentId, VisitId},
    time::Instant,
    validate::Errors,
    visits::{
        state::{NotAllowed, VisitActor, VisitEvent, VisitNow, next},
        types::{ConfirmAnswer, Relation},
    },
};

use super::super::store::{self, Detail, Met, NewAnswer};
use crate::{
    audit::{self, By},
    crypto::{Keys, student::cipher},
    feedback::{self, Said},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    messages::links::{self, Link},
    org,
};

/// The most characters of what the family adds.
pub const NOTE_MAX: usize = 300;

/// What the page behind the link shows: the family's own part, nothing of the rest.
pub struct ConfirmPage {
    /// The visit's own row.
    pub visit: Detail,
    /// The child of the link.
    pub child: String,
    /// Brothers and sisters of the same visit, whom this person looks after too.
    pub siblings: Vec<String>,
    /// Relation of the reader to the child.
    pub relation: Option<Relation>,
    /// What this person said.
    pub matters: Vec<Said>,
    /// The one small thing agreed on.
    pub agreed_measure: String,
    /// What was answered, and when.
    pub answered: Option<(ConfirmAnswer, String, Instant)>,
}

/// The page's contents. 404 where the holder may no longer see anything of the child.
pub fn page(conn: &mut Conn, keys: &Keys, link: &Link, now: Instant) -> Result<ConfirmPage, Fault> {
    let id = visit_of(link)?;
    let family = family(conn, id, link, now)?;
    let students: Vec<StudentId> = family.iter().map(|text| text.student).collect();
    let visit = store::detail(conn, id)?.ok_or(NOT_FOUND)?;
    let matters = store::matters_of(conn, id, &students, Some(link.person))?;
    let matters = feedback::said(conn, keys, matters)?;
    let met = store::met_of(conn, id, &students)?;
    let cipher = cipher(conn, keys, link.student)?;
    let row = id.to_string();
    let own = family
        .iter()
        .find(|text| text.student == link.student)
        .ok_or(NOT_FOUND)?;
    let agreed_measure = match &own.measure_sealed {
        Some(sealed) => cipher.open(store::measure_place(&row), sealed)?,
        None => String::new(),
    };
    let answers = store::answers_of(conn, id, &students)?;
    let mut answered = None;
    if let Some(mine) = answers
        .into_iter()
        .find(|answer| answer.person == link.person)
    {
        let row = store::answer_row(id, mine.person);
        let note = match &mine.note_sealed {
            Some(sealed) => cipher.open(store::note_place(&row), sealed)?,
            None => String::new(),
        };
        answered = Some((mine.answer, note, mine.at));
    }
    Ok(ConfirmPage {
        child: own.name.clone(),
        siblings: family
            .iter()
            .filter(|text| text.student != link.student)
            .map(|text| text.name.clone())
            .collect(),
        relation: relation(&met, link.person),
        visit,
        matters,
        agreed_measure,
        answered,
    })
}

fn relation(met: &[Met], person: PersonId) -> Option<Relation> {
    met.iter()
        .find(|met| met.person == person)
        .map(|met| met.relation)
}

fn visit_of(link: &Link) -> Result<VisitId, Fault> {
    link.subject.parse().map_err(Fault::internal)
}

/// The pupils of the visit whom the holder looks after and may see today.
fn family(
    conn: &mut Conn,
    id: VisitId,
    link: &Link,
    now: Instant,
) -> Result<Vec<store::StudentText>, Fault> {
    let texts = store::all_texts(conn, id)?;
    let mut mine = |student: StudentId| org::relation_of(conn, link.person, student, now.date());
    mine(link.student)?.ok_or(NOT_FOUND)?;
    let mut family = Vec::new();
    for text in texts {
        if mine(text.student)?.is_some() {
            family.push(text);
        }
    }
    Ok(family)
}

/// Takes the family's answer: once, and the first one counts.
pub fn answer(
    tx: &mut Tx<'_>,
    keys: &Keys,
    link: &Link,
    answer: ConfirmAnswer,
    note: &str,
    stamp: &Stamp,
) -> Result<(), Fault> {
    let id = visit_of(link)?;
    let note = note.trim();
    check_note(answer, note)?;
    family(tx, id, link, stamp.now)?;
    links::use_once(tx, link, stamp.now)?;
    let row = store::answer_row(id, link.person);
    let note_sealed = if note.is_empty() {
        None
    } else {
        Some(cipher(tx, keys, link.student)?.seal(store::note_place(&row), note)?)
    };
    let stored = store::insert_answer(
        tx,
        &NewAnswer {
            visit_id: id.to_string(),
            person_id: link.person.to_string(),
            student_id: link.student.to_string(),
            answer: answer.as_str(),
            note_sealed,
            at: stamp.now.naive_utc(),
        },
    )?;
    if !stored {
        return Err(ProblemCode::AlreadyAnswered.into());
    }
    move_on(tx, id, answer, stamp)?;
    audit::record(
        tx,
        stamp,
        &audit::Entry {
            by: By::Guardian(link.person),
            action: "visit.answer",
            subject_kind: "visit",
            subject_id: &id.to_string(),
            student: Some(link.student),
        },
    )
}

fn check_note(answer: ConfirmAnswer, note: &str) -> Result<(), Fault> {
    let mut errors = Errors::default();
    if answer == ConfirmAnswer::NeedsChange {
        errors.required("note", note);
    }
    errors.max_chars("note", note, NOTE_MAX);
    match errors.into_found() {
        found if found.is_empty() => Ok(()),
        found => Err(Fault::Invalid(found)),
    }
}

/// Moves the visit where the table has an arrow: a visit that another guardian, or silence,
/// confirmed is still disputed. Where it has none, the answer is kept beside the record.
fn move_on(
    tx: &mut Tx<'_>,
    id: VisitId,
    answer: ConfirmAnswer,
    stamp: &Stamp,
) -> Result<(), Fault> {
    let from = store::confirmable(tx, id)?.ok_or(NOT_FOUND)?;
    let event = match answer {
        ConfirmAnswer::Met => VisitEvent::Confirm,
        ConfirmAnswer::NotCome => VisitEvent::Dispute,
        ConfirmAnswer::NeedsChange => VisitEvent::AskChange,
    };
    let now = VisitNow {
        state: Some(from.state),
        planned: false,
    };
    match next(now, event, VisitActor::Family) {
        Ok(to) if to == from.state => Ok(()),
        Ok(to) => {
            if store::set_state(tx, id, from, to, stamp.now)? {
                Ok(())
            } else {
                Err(ProblemCode::Stale.into())
            }
        }
        Err(NotAllowed::NotInThisState) => Ok(()),
        Err(error @ NotAllowed::NotByThisActor) => Err(Fault::internal(error)),
    }
}
