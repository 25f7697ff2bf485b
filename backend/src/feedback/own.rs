//! A signed-in guardian's own matters: what she raised, how far it is, and her word on the answer.
//! The same rules as behind the link of an answer, and one word for both.

use std::collections::{BTreeSet, HashSet};

use tongyu_db::{Col, Conn, Tx};
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::{
        question::AskedAbout,
        state::{MatterEvent, MatterState, Resolution},
        types::{MatterKind, Rating},
    },
    ids::{MatterId, NodeId, PersonId, StudentId},
    time::{Date, Instant},
};

use super::{
    family::{self, View, Waits},
    lines::{Words, excerpt},
    rows::{EventRow, Happening, MatterRow},
    store,
    walk::Walk,
};
use crate::{
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    messages::{LinkPurpose, links},
    org,
};

/// A matter in the list of who raised it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMatter {
    /// The matter.
    pub matter: MatterId,
    /// The child.
    pub student: StudentId,
    /// The child's name in full.
    pub child: String,
    /// Feedback, request or suggestion.
    pub kind: MatterKind,
    /// The lesson she asked about; absent for what a visit brought back.
    pub asked: Option<AskedAbout>,
    /// The beginning of what she said.
    pub excerpt: String,
    /// When.
    pub said_at: Instant,
    /// Where it stands.
    pub state: MatterState,
    /// How it ended.
    pub resolution: Option<Resolution>,
    /// Whether an answer waits for her word.
    pub may_answer: bool,
    /// Who owes her an answer.
    pub waits: Option<Waits>,
    /// Until when she should have it.
    pub due_on: Option<Date>,
}

/// What this guardian raised about children whom she may see today, the newest first.
pub fn of_person(
    conn: &mut Conn,
    keys: &Keys,
    person: PersonId,
    today: Date,
) -> Result<Vec<OwnMatter>, Fault> {
    let mut rows = store::raised_by(conn, person)?;
    let children: BTreeSet<StudentId> = rows.iter().map(|row| row.student_id.0).collect();
    let mut hers = HashSet::new();
    for child in children {
        if org::relation_of(conn, person, child, today)?.is_some() {
            hers.insert(child);
        }
    }
    rows.retain(|row| hers.contains(&row.student_id.0));
    let words = Words::load(conn, keys, &rows)?;
    let led = family::led(conn, &rows, today)?;
    rows.iter().map(|row| line(row, &words, &led)).collect()
}

fn line(row: &MatterRow, words: &Words, led: &HashSet<NodeId>) -> Result<OwnMatter, Fault> {
    let waits = family::waits(row, words, led);
    Ok(OwnMatter {
        matter: row.id.0,
        student: row.student_id.0,
        child: words.child(row),
        kind: row.kind.0,
        asked: row.asked(),
        excerpt: excerpt(&words.body(row)?),
        said_at: Instant::from_naive_utc(row.captured_at),
        state: row.state.0,
        resolution: row.resolution.map(Col::into_inner),
        may_answer: family::waits_for_word(row),
        due_on: row
            .answer_due_at
            // Nobody can be promised what someone says who is not there yet.
            .filter(|_| waits.as_ref().is_some_and(|who| *who != Waits::NextHead))
            .map(|due| Instant::from_naive_utc(due).date()),
        waits,
    })
}

/// One matter that this guardian raised. 404 for everyone else, the other guardian too, and where
/// her right to see the child has ended.
pub fn own(
    conn: &mut Conn,
    keys: &Keys,
    person: PersonId,
    matter: MatterId,
    today: Date,
) -> Result<View, Fault> {
    let row = hers(conn, person, matter, today)?;
    let events = store::events(conn, matter)?;
    let cycle = last_answered(&events);
    let reader = family::Reader {
        person,
        cycle,
        may_answer: family::can_rate(&row, cycle),
    };
    family::picture(conn, keys, &row, &events, &reader, today)
}

fn hers(
    conn: &mut Conn,
    person: PersonId,
    matter: MatterId,
    today: Date,
) -> Result<MatterRow, Fault> {
    let row = store::matter(conn, matter)?
        .filter(|row| row.raiser_id.is_some_and(|raiser| raiser.0 == person))
        .ok_or(NOT_FOUND)?;
    org::relation_of(conn, person, row.student_id.0, today)?.ok_or(NOT_FOUND)?;
    Ok(row)
}

/// The cycle of the answer that was given last; 1 where none was.
fn last_answered(events: &[EventRow]) -> i32 {
    let answered = |event: &&EventRow| {
        matches!(
            event.kind.0,
            Happening::Step(MatterEvent::Answer | MatterEvent::CannotDo)
        )
    };
    let answers = events.iter().filter(answered);
    answers.map(|event| event.cycle).max().unwrap_or(1)
}

/// A guardian's word on an answer.
#[derive(Clone, Copy, Debug)]
pub struct OwnWord<'a> {
    /// The matter.
    pub matter: MatterId,
    /// The cycle of the answer that she read.
    pub cycle: i32,
    /// The tap.
    pub rating: Rating,
    /// The sentence beside it; may be empty.
    pub note: &'a str,
}

/// Takes her word, once: here or behind the link, whichever comes first. 404 for a matter that is
/// not hers, 409 where she has answered or the matter has moved on.
pub fn own_word(
    tx: &mut Tx<'_>,
    keys: &Keys,
    person: PersonId,
    word: &OwnWord<'_>,
    stamp: &Stamp,
) -> Result<(), Fault> {
    hers(tx, person, word.matter, stamp.now.date())?;
    store::raise_version_of(tx, word.matter)?;
    let walk = Walk::begin(tx, word.matter, stamp)?;
    if !family::can_rate(&walk.row, word.cycle) {
        let events = store::events(tx, word.matter)?;
        return Err(if family::was_rated(&events, word.cycle) {
            ProblemCode::AlreadyAnswered.into()
        } else {
            ProblemCode::NotInThisState.into()
        });
    }
    let subject = word.matter.to_string();
    links::use_up(
        tx,
        &links::NewLink {
            purpose: LinkPurpose::MatterAnswer,
            person,
            student: walk.row.student_id.0,
            subject: &subject,
            cycle: word.cycle,
        },
        stamp.now,
    )?;
    family::take_word(tx, keys, walk, person, (word.rating, word.note), stamp)
}
