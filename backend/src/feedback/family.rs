//! The family's side of a matter, behind the link of one answer: what it sees, and its word on
//! the answer. Only this word closes a matter as solved.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::{
        state::{MatterActor, MatterEvent, MatterState},
        types::{Rating, TimelineKind},
    },
    ids::MatterId,
    names::mask_name,
    org::calendar::Limit,
    time::{Date, Instant},
    visits::types::Relation,
};

use super::{
    frozen::Frozen,
    lines::Words,
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

/// What the page of an answer shows. No address, and no other child.
pub struct View {
    /// How the reader is related to the child.
    pub relation: Relation,
    /// The child's name, masked.
    pub child: String,
    /// The school.
    pub school: String,
    /// What the family said.
    pub said: String,
    /// When.
    pub said_at: Instant,
    /// Its way, the first line first.
    pub way: Vec<Line>,
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

/// What the page of this link shows. 404 where the right to see the child has ended since.
pub fn view(conn: &mut Conn, keys: &Keys, link: &Link, now: Instant) -> Result<View, Fault> {
    let relation =
        org::relation_of(conn, link.person, link.student, now.date())?.ok_or(NOT_FOUND)?;
    let row = of_link(conn, link)?;
    let rows = std::slice::from_ref(&row);
    let words = Words::load(conn, keys, rows)?;
    let child = store::student_names(conn, &[link.student])?;
    let events = store::events(conn, row.id.0)?;
    let names = Names {
        staff: store::staff_names(conn, &Names::accounts(&row, &events))?,
        offices: store::node_names(conn, &Names::nodes(&events))?,
    };
    let frozen = Frozen::read(&row.limits)?;
    let cycles = i32::from(frozen.cycles.cycles_max);
    Ok(View {
        relation,
        child: child
            .get(&link.student)
            .map(|name| mask_name(name))
            .unwrap_or_default(),
        school: org::place(conn, row.school_id.0)?.name,
        said: words.body(&row)?,
        said_at: Instant::from_naive_utc(row.captured_at),
        way: way(&row, &events, &names, &words)?,
        may_answer: !link.used() && can_rate(&row, link),
        next_answer: (link.cycle < cycles).then_some(frozen.limits.solution),
        word: word(&row, &events, link.cycle, &words)?,
    })
}

fn of_link(conn: &mut Conn, link: &Link) -> Result<MatterRow, Fault> {
    let id: MatterId = link.subject.parse().map_err(|_| NOT_FOUND)?;
    store::matter(conn, id)?
        .filter(|row| row.student_id.0 == link.student)
        .ok_or(NOT_FOUND)
}

/// Whether the answer of this link is the one that waits for the family. Who holds the link has
/// the answer, even where the gateway's word on it is still on its way.
fn can_rate(row: &MatterRow, link: &Link) -> bool {
    row.cycle == link.cycle
        && matches!(
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
        kind: TimelineKind::Captured,
        at: Instant::from_naive_utc(row.captured_at),
        by: names.staff(Some(row.author_id)),
        office: None,
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
            office: event
                .office_id
                .and_then(|office| names.offices.get(&office.0).cloned()),
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

/// The word that was given behind this link: what a teacher wrote down is not theirs.
fn word(
    row: &MatterRow,
    events: &[EventRow],
    cycle: i32,
    words: &Words,
) -> Result<Option<Word>, Fault> {
    let rated = |event: &&EventRow| {
        event.cycle == cycle && event.account_id.is_none() && rating_of(event.kind.0).is_some()
    };
    let Some(event) = events.iter().rev().find(rated) else {
        return Ok(None);
    };
    let Some(rating) = rating_of(event.kind.0) else {
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
    let mut walk = Walk::begin(tx, row.id.0, stamp)?;
    if walk.row.cycle != link.cycle {
        return Err(ProblemCode::NotInThisState.into());
    }
    let cipher = student::cipher(tx, keys, link.student)?;
    let told = Told {
        text: Some((&cipher, note)).filter(|_| !note.is_empty()),
        ..Told::default()
    };
    word::take(tx, &mut walk, rating, MatterActor::Parent, told)?;
    walk.save(tx)?;
    audit::record(
        tx,
        stamp,
        &audit::Entry {
            by: By::Guardian(link.person),
            action: "matter.rate",
            subject_kind: "matter",
            subject_id: &link.subject,
            student: Some(link.student),
        },
    )
}
