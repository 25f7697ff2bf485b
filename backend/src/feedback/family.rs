//! The family's side of a matter: what who raised it sees, and the word on the answer, behind a
//! link or signed in. Only this word closes a matter as solved.

use std::collections::HashSet;

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::{
        question::AskedAbout,
        state::{MatterActor, MatterEvent, MatterState},
        types::{Rating, TimelineKind},
    },
    ids::{MatterId, NodeId, PersonId, StudentId},
    names::mask_name,
    org::calendar::Limit,
    time::{Date, Instant},
    visits::types::Relation,
};

use super::{
    frozen::Frozen,
    lines::Words,
    question::waits_for_school,
    rows::{EventRow, Happening, MatterRow},
    store,
    story::{self, Names},
    walk::{Told, Walk},
    word,
};
use crate::{
    audit::{self, By},
    crypto::{Keys, student},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    messages::links::{self, Link},
    org,
};

/// The most characters of the sentence that a family may add.
pub const NOTE_MAX: usize = 200;

/// What the page of a matter shows to who raised it. No address, and no other child.
pub struct View {
    /// How the reader is related to the child.
    pub relation: Relation,
    /// The child.
    pub student: StudentId,
    /// The child's name, masked.
    pub child: String,
    /// The school.
    pub school: String,
    /// The lesson that the family asked about.
    pub asked: Option<AskedAbout>,
    /// What the family said.
    pub said: String,
    /// When.
    pub said_at: Instant,
    /// Its way, the first line first.
    pub way: Vec<Line>,
    /// Who owes the family an answer now.
    pub waits: Option<Waits>,
    /// The cycle of the answer that the family is asked about.
    pub cycle: i32,
    /// Whether the family may answer now.
    pub may_answer: bool,
    /// How soon the school answers again if this answer does not solve it, if it does.
    pub next_answer: Option<Limit>,
    /// The family's word on this answer, if it was given.
    pub word: Option<Word>,
}

/// A line of the way.
pub struct Line {
    /// What happened.
    pub kind: TimelineKind,
    /// When.
    pub at: Instant,
    /// The member of staff.
    pub by: Option<String>,
    /// The office.
    pub office: Option<String>,
    /// Whether it is the head teacher of the class that was asked instead.
    pub with_class: bool,
    /// The answer, in full.
    pub text: Option<String>,
    /// The family's word.
    pub rating: Option<Rating>,
}

/// What the family said about an answer.
pub struct Word {
    /// The tap.
    pub rating: Rating,
    /// The sentence beside it.
    pub note: Option<String>,
    /// What came of it.
    pub then: Then,
}

/// What comes of the family's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It is over.
    Over,
    /// The school answers again by this day.
    AnsweredAgain(Option<Date>),
    /// The coordinator finds out whose it is.
    LookedInto,
}

/// Who owes the family an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waits {
    /// The head teacher of the class.
    Class,
    /// The next head teacher, whom alone it is told: the class has none today.
    NextHead,
    /// An office of the school, by name.
    Office(String),
    /// The coordinator decides who.
    School,
}

/// Who reads, and which answer is asked about.
pub struct Reader {
    /// The guardian.
    pub person: PersonId,
    /// The cycle of the answer.
    pub cycle: i32,
    /// Whether the guardian may answer now.
    pub may_answer: bool,
}

/// What the page of this link shows. 404 where the right to see the child has ended since.
pub fn view(conn: &mut Conn, keys: &Keys, link: &Link, now: Instant) -> Result<View, Fault> {
    let row = of_link(conn, link)?;
    let events = store::events(conn, row.id.0)?;
    let reader = Reader {
        person: link.person,
        cycle: link.cycle,
        may_answer: !link.used() && can_rate(&row, link.cycle),
    };
    picture(conn, keys, &row, &events, &reader, now.date())
}

/// What a guardian sees of a matter. 404 where the right to see the child has ended.
pub fn picture(
    conn: &mut Conn,
    keys: &Keys,
    row: &MatterRow,
    events: &[EventRow],
    reader: &Reader,
    today: Date,
) -> Result<View, Fault> {
    let relation =
        org::relation_of(conn, reader.person, row.student_id.0, today)?.ok_or(NOT_FOUND)?;
    let words = Words::load(conn, keys, std::slice::from_ref(row))?;
    let names = Names {
        staff: store::staff_names(conn, &Names::accounts(row, events))?,
        offices: store::node_names(conn, &Names::nodes(events))?,
    };
    let frozen = Frozen::read(&row.limits)?;
    let cycles = i32::from(frozen.cycles.cycles_max);
    Ok(View {
        relation,
        student: row.student_id.0,
        child: mask_name(&words.child(row)),
        school: org::place(conn, row.school_id.0)?.name,
        asked: row.asked(),
        said: words.body(row)?,
        said_at: Instant::from_naive_utc(row.captured_at),
        way: way(row, events, &names, &words)?,
        waits: waits(row, &words, &led(conn, std::slice::from_ref(row), today)?),
        cycle: reader.cycle,
        may_answer: reader.may_answer,
        next_answer: (reader.cycle < cycles).then_some(frozen.limits.solution),
        word: word(row, events, reader.cycle, &words)?,
    })
}

/// Who owes the family an answer, with the classes that have a head teacher today.
pub fn waits(row: &MatterRow, words: &Words, led: &HashSet<NodeId>) -> Option<Waits> {
    if !waits_for_school(row.state.0) {
        return None;
    }
    Some(match (row.with_class(), led.contains(&row.class_id.0)) {
        (true, true) => Waits::Class,
        (true, false) if row.class_only => Waits::NextHead,
        // The coordinator sees it and may answer.
        (true, false) => Waits::School,
        (false, _) => words.office(row).map_or(Waits::School, Waits::Office),
    })
}

/// Those classes of these matters that have a head teacher today.
pub fn led(conn: &mut Conn, rows: &[MatterRow], today: Date) -> Result<HashSet<NodeId>, Fault> {
    let classes: Vec<_> = rows.iter().map(|row| row.class_id.0).collect();
    org::led(conn, &classes, today)
}

fn of_link(conn: &mut Conn, link: &Link) -> Result<MatterRow, Fault> {
    let id: MatterId = link.subject.parse().map_err(|_| NOT_FOUND)?;
    store::matter(conn, id)?
        .filter(|row| row.student_id.0 == link.student)
        .ok_or(NOT_FOUND)
}

/// Whether the answer of this cycle is the one that waits for the family.
pub fn can_rate(row: &MatterRow, cycle: i32) -> bool {
    row.cycle == cycle && waits_for_word(row)
}

/// Whether an answer waits for the family. Who opens it has it, even where the gateway's word on
/// it is still on its way.
pub const fn waits_for_word(row: &MatterRow) -> bool {
    matches!(
        row.state.0,
        MatterState::AwaitingParent | MatterState::Answered
    )
}

/// The lines that a family sees. An answer bears the name of whoever wrote it, not of whoever
/// approved it; what the school does among itself is left out.
fn way(
    row: &MatterRow,
    events: &[EventRow],
    names: &Names,
    words: &Words,
) -> Result<Vec<Line>, Fault> {
    let mut lines = vec![Line {
        kind: story::beginning(row),
        at: Instant::from_naive_utc(row.captured_at),
        by: names
            .staff(Some(row.author_id))
            .filter(|_| !row.was_asked()),
        office: None,
        with_class: false,
        text: None,
        rating: None,
    }];
    let mut proposed_by = None;
    for event in events {
        if event.kind.0 == Happening::Proposed {
            proposed_by = event.account_id;
        }
        let Some(kind) = story::line_of(event.kind.0).filter(|kind| is_for_family(*kind)) else {
            continue;
        };
        let by = if kind == TimelineKind::Answered {
            proposed_by.take().or(event.account_id)
        } else {
            event.account_id
        };
        lines.push(Line {
            kind,
            at: Instant::from_naive_utc(event.at),
            by: names.staff(by),
            office: names.office(row, event),
            with_class: story::is_class(row, event),
            text: if story::by_proxy(event) {
                // A teacher's note, perhaps about another guardian.
                None
            } else {
                story::text_of(row, event, words.cipher(row))?
            },
            rating: rating_of(event.kind.0),
        });
    }
    Ok(lines)
}

const fn is_for_family(kind: TimelineKind) -> bool {
    matches!(
        kind,
        TimelineKind::Assigned
            | TimelineKind::Accepted
            | TimelineKind::Answered
            | TimelineKind::Rated
            | TimelineKind::ClosedSilent
    )
}

const fn rating_of(what: Happening) -> Option<Rating> {
    match what {
        Happening::Step(MatterEvent::Solved) => Some(Rating::Solved),
        Happening::Step(MatterEvent::Partly) => Some(Rating::Partly),
        Happening::Step(MatterEvent::Unsolved) => Some(Rating::Unsolved),
        Happening::Step(MatterEvent::NotMine) => Some(Rating::NotMine),
        _ => None,
    }
}

/// Whether the family itself rated the answer of this cycle: what a teacher wrote down is not
/// theirs.
pub fn was_rated(events: &[EventRow], cycle: i32) -> bool {
    their_word(events, cycle).is_some()
}

fn their_word(events: &[EventRow], cycle: i32) -> Option<(&EventRow, Rating)> {
    let theirs = |event: &&EventRow| event.cycle == cycle && event.account_id.is_none();
    let mut latest_first = events.iter().rev().filter(theirs);
    latest_first.find_map(|event| Some((event, rating_of(event.kind.0)?)))
}

/// The word that the family gave on the answer of this cycle.
fn word(
    row: &MatterRow,
    events: &[EventRow],
    cycle: i32,
    words: &Words,
) -> Result<Option<Word>, Fault> {
    let Some((event, rating)) = their_word(events, cycle) else {
        return Ok(None);
    };
    Ok(Some(Word {
        rating,
        note: story::text_of(row, event, words.cipher(row))?,
        then: match rating {
            Rating::NotMine => Then::LookedInto,
            _ if row.cycle > cycle => {
                let due = row.answer_due_at.filter(|_| row.state.0.is_open());
                Then::AnsweredAgain(due.map(|due| Instant::from_naive_utc(due).date()))
            }
            _ => Then::Over,
        },
    }))
}

/// Takes the family's word on the answer of this link, once.
pub fn rate(
    tx: &mut Tx<'_>,
    keys: &Keys,
    link: &Link,
    rating: Rating,
    note: &str,
    stamp: &Stamp,
) -> Result<(), Fault> {
    org::relation_of(tx, link.person, link.student, stamp.now.date())?.ok_or(NOT_FOUND)?;
    let row = of_link(tx, link)?;
    store::raise_version_of(tx, row.id.0)?;
    links::use_once(tx, link, stamp.now)?;
    let walk = Walk::begin(tx, row.id.0, stamp)?;
    if walk.row.cycle != link.cycle {
        return Err(ProblemCode::NotInThisState.into());
    }
    take_word(tx, keys, walk, link.person, (rating, note), stamp)
}

/// Takes a guardian's word, whichever way it came.
pub fn take_word(
    tx: &mut Tx<'_>,
    keys: &Keys,
    mut walk: Walk,
    person: PersonId,
    (rating, note): (Rating, &str),
    stamp: &Stamp,
) -> Result<(), Fault> {
    if !Rating::choices(walk.row.was_asked()).contains(&rating) {
        return Err(Fault::field("rating", "choose_one"));
    }
    let (matter, student) = (walk.row.id.to_string(), walk.row.student_id.0);
    let cipher = student::cipher(tx, keys, student)?;
    let told = Told {
        text: Some((&cipher, note)).filter(|_| !note.is_empty()),
        ..Told::default()
    };
    word::take(tx, &mut walk, rating, MatterActor::Parent, told)?;
    walk.save(tx)?;
    let entry = audit::Entry {
        by: By::Guardian(person),
        action: "matter.rate",
        subject_kind: "matter",
        subject_id: &matter,
        student: Some(student),
    };
    audit::record(tx, stamp, &entry)
}
