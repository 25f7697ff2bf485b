//! One visit, as much of it as the reader may see.

use std::collections::{HashMap, HashSet};

use tongyu_db::Conn;
use tongyu_shared::{
    access::Action,
    ids::{StudentId, VisitId},
    names::mask_name,
    visits::{
        state::{VisitState, is_complete},
        types::{ConfirmAnswer, FamilyAnswer, MetPerson, Sibling, VisitDetail},
    },
};

use super::{
    super::{
        reach::Reach,
        store::{self, Answered, Detail, StudentText},
    },
    Logged,
};
use crate::{
    access::Actor,
    crypto::{
        Keys, Place, SealError,
        student::{StudentCipher, ciphers},
    },
    feedback::{self, LinesFor},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    org,
};

type Ciphers = HashMap<StudentId, StudentCipher>;

/// A visit with what it says (S1); family circumstances (S2) for those alone whose role reaches
/// them.
pub fn detail(
    conn: &mut Conn,
    keys: &Keys,
    actor: &Actor,
    id: VisitId,
    stamp: &Stamp,
) -> Result<Logged<VisitDetail>, Fault> {
    let today = stamp.now.date();
    let texts = Reach::of(conn, actor, Action::VisitRead)?.texts(conn, id, today)?;
    let students: Vec<StudentId> = texts.iter().map(|text| text.student).collect();
    if students.is_empty() {
        return Err(NOT_FOUND);
    }
    let visit = store::detail(conn, id)?.ok_or(NOT_FOUND)?;
    let deeper = Reach::of(conn, actor, Action::CircumstancesRead)?.texts(conn, id, today)?;
    let own: HashSet<StudentId> = Reach::of(conn, actor, Action::FamilyRead)?
        .texts(conn, id, today)?
        .into_iter()
        .map(|text| text.student)
        .collect();
    let full_names = !own.is_empty();
    let classes = org::class_names_of(conn, &students, today)?;
    let ciphers = ciphers(conn, keys, &students)?;
    let matters = store::matters_of(conn, id, &students, None)?;
    let matters = feedback::lines(conn, keys, &LinesFor::Matters(matters), full_names)?;
    let open = matters
        .iter()
        .filter(|matter| matter.state.is_open())
        .count();
    let met = store::met_of(conn, id, &students)?;
    let answers = store::answers_of(conn, id, &students)?;
    let row = id.to_string();
    let answer = VisitDetail {
        visit: id,
        state: state(&visit, open),
        confirmed_by: visit.confirmed_by,
        started_at: visit.started_at,
        minutes: visit.minutes,
        mode: visit.mode,
        outcome: visit.outcome,
        wanted_mode: visit.wanted_mode,
        class_name: visit.class_name,
        author_name: visit.author_name,
        met_child: visit.met_child,
        delivered: visit.delivered,
        next_contact: visit.next_contact,
        agreed_measure: opened(&ciphers, store::measure_place(&row), texts.iter(), |text| {
            &text.measure_sealed
        })?
        .unwrap_or_default(),
        circumstances: opened(
            &ciphers,
            store::circumstances_place(&row),
            deeper.iter(),
            |text| &text.circumstances_sealed,
        )?,
        students: texts
            .into_iter()
            .map(|text| Sibling {
                class_name: classes.get(&text.student).cloned().unwrap_or_default(),
                student: text.student,
                name: name(text.name, own.contains(&text.student)),
            })
            .collect(),
        met: met
            .into_iter()
            .map(|met| MetPerson {
                name: name(met.name, full_names),
                relation: met.relation,
            })
            .collect(),
        matters,
        family_answer: family_answer(&ciphers, id, answers)?,
    };
    Logged::new(conn, stamp, "visit.read", Some(id), &students, answer)
}

/// Names are full of one's own pupils and masked of others.
fn name(full: String, own: bool) -> String {
    if own { full } else { mask_name(&full) }
}

fn state(visit: &Detail, open: usize) -> VisitState {
    if is_complete(visit.state, u32::try_from(open).unwrap_or(u32::MAX)) {
        VisitState::Closed
    } else {
        visit.state
    }
}

/// The first text that is there. Siblings share what was written, each under the own key; a key
/// that was destroyed takes its text with it.
fn opened<'a>(
    ciphers: &Ciphers,
    place: Place<'_>,
    texts: impl Iterator<Item = &'a StudentText>,
    column: impl Fn(&StudentText) -> &Option<Vec<u8>>,
) -> Result<Option<String>, SealError> {
    for text in texts {
        if let (Some(sealed), Some(cipher)) = (column(text), ciphers.get(&text.student)) {
            return cipher.open(place, sealed).map(Some);
        }
    }
    Ok(None)
}

/// Of several answers the one that asks for something: a visit denied before one to be changed.
fn family_answer(
    ciphers: &Ciphers,
    id: VisitId,
    answers: Vec<Answered>,
) -> Result<Option<FamilyAnswer>, SealError> {
    let weight = |answer: ConfirmAnswer| match answer {
        ConfirmAnswer::NotCome => 0,
        ConfirmAnswer::NeedsChange => 1,
        ConfirmAnswer::Met => 2,
    };
    let Some(first) = answers
        .into_iter()
        .min_by_key(|answered| weight(answered.answer))
    else {
        return Ok(None);
    };
    let row = store::answer_row(id, first.person);
    let note = match (&first.note_sealed, ciphers.get(&first.student)) {
        (Some(sealed), Some(cipher)) => cipher.open(store::note_place(&row), sealed)?,
        _ => String::new(),
    };
    Ok(Some(FamilyAnswer {
        answer: first.answer,
        note,
        at: first.at,
    }))
}
