//! A visit comes in: once, however often it is sent.

use std::collections::HashMap;

use tongyu_db::Tx;
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::types::MatterSource,
    ids::{AccountId, MatterId, PersonId, StudentId, VisitId},
    messages::{LinkPurpose, Template},
    time::Date,
    visits::{
        state::{VisitActor, VisitEvent, VisitNow, VisitState, next},
        types::{BroughtBack, Delivered, FeedbackWish, NewMatter, NewVisit, Outcome},
    },
};

use super::{
    super::store::{self, First, MetRow, StudentRow, VisitRow},
    check::{self, Checked},
    plans,
};
use crate::{
    access::Actor,
    audit::{self, By},
    crypto::{
        Keys, Place, SealError,
        student::{StudentCipher, ciphers},
    },
    feedback::{self, Capture},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    messages::{
        self, NewMessage,
        links::{self, NewLink},
    },
    org::Guardian,
};

/// Whether a visit was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// It is stored now.
    First,
    /// It was stored before, and nothing changed.
    Again,
}

/// Stores a visit under the id that the phone made. The same author may send the same body again,
/// which changes nothing; another body under this id is refused, and the id of someone else's
/// visit is not found.
pub fn submit(
    tx: &mut Tx<'_>,
    keys: &Keys,
    actor: &Actor,
    id: VisitId,
    body: &NewVisit,
    stamp: &Stamp,
) -> Result<Submitted, Fault> {
    let hash = fingerprint(keys, body)?;
    if let Some(first) = store::first(tx, id)? {
        if first.author != actor.account {
            check::reach_of_day(tx, actor, body, stamp)?;
        }
        return repeat(&first, actor.account, &hash);
    }
    let checked = check::against_rosters(tx, actor, body, stamp)?;
    let state = state_after(body.outcome)?;
    let row_id = id.to_string();
    let row = visit_row(
        &row_id,
        actor.account,
        body,
        &checked,
        (state, &hash),
        stamp,
    )?;
    let students = student_rows(tx, keys, &row, body)?;
    let met = met_rows(&row_id, body, &checked);
    if !store::insert(tx, &row, &students, &met)? {
        // Someone else's insert of this id came between, and is not visible before a rerun.
        return Err(Fault::Db(tongyu_db::DbError::Busy));
    }
    capture_matters(tx, keys, actor.account, &row_id, body, &checked, stamp)?;
    if state == VisitState::Recorded {
        ask_family(tx, &row_id, body, &checked, stamp)?;
    }
    plans::fulfil(tx, actor, id, body)?;
    log(tx, &row_id, &body.students, stamp)?;
    Ok(Submitted::First)
}

/// One entry a pupil: each pupil's log is whole.
fn log(tx: &mut Tx<'_>, id: &str, students: &[StudentId], stamp: &Stamp) -> Result<(), Fault> {
    let entry = |student: &StudentId| audit::Entry {
        by: By::Staff,
        action: "visit.submit",
        subject_kind: "visit",
        subject_id: id,
        student: Some(*student),
    };
    let entries: Vec<_> = students.iter().map(entry).collect();
    audit::record_all(tx, stamp, &entries)
}

/// What tells a repeat from another body: of the body as the typed value writes itself.
fn fingerprint(keys: &Keys, body: &NewVisit) -> Result<String, Fault> {
    let canonical = serde_json::to_vec(body).map_err(Fault::internal)?;
    Ok(keys.fingerprint(&canonical))
}

fn repeat(first: &First, author: AccountId, hash: &str) -> Result<Submitted, Fault> {
    if first.author != author {
        Err(NOT_FOUND)
    } else if first.body_hash == hash {
        Ok(Submitted::Again)
    } else {
        Err(ProblemCode::DiffersFromFirst.into())
    }
}

fn state_after(outcome: Outcome) -> Result<VisitState, Fault> {
    let event = match outcome {
        Outcome::Recorded => VisitEvent::Submit,
        Outcome::Attempted => VisitEvent::SubmitNobodyHome,
        Outcome::OtherWay => VisitEvent::SubmitOtherWay,
    };
    next(VisitNow::AD_HOC, event, VisitActor::Author).map_err(Fault::internal)
}

fn visit_row<'a>(
    id: &'a str,
    author: AccountId,
    body: &NewVisit,
    checked: &Checked,
    (state, hash): (VisitState, &'a str),
    stamp: &Stamp,
) -> Result<VisitRow<'a>, Fault> {
    let first = checked.pupils.first().ok_or(NOT_FOUND)?;
    let done = |what| body.delivered.contains(&what);
    Ok(VisitRow {
        id,
        school_id: first.school.to_string(),
        class_id: first.class.to_string(),
        author_id: author.to_string(),
        state: state.as_str(),
        outcome: body.outcome.as_str(),
        mode: body.mode.as_str(),
        wanted_mode: body.wanted_mode.map(|mode| mode.as_str().to_owned()),
        started_at: body.started_at.naive_utc(),
        minutes: body.minutes,
        met_child: body.met_child,
        care: done(Delivered::Care),
        policy: done(Delivered::Policy),
        opinions_sought: done(Delivered::OpinionsSought),
        resources: done(Delivered::Resources),
        next_contact_on: body.next_contact.map(Date::naive),
        declared_clean: body.declared_clean,
        body_hash: hash,
        received_at: stamp.now.naive_utc(),
        confirmed_at: None,
        version: 1,
    })
}

/// Text stands once per child, sealed with that child's key, so that it goes when the key goes.
fn student_rows<'a>(
    tx: &mut Tx<'_>,
    keys: &Keys,
    visit: &VisitRow<'a>,
    body: &NewVisit,
) -> Result<Vec<StudentRow<'a>>, Fault> {
    let id = visit.id;
    let nothing_to_seal =
        body.agreed_measure.trim().is_empty() && body.circumstances.trim().is_empty();
    let ciphers = if nothing_to_seal {
        HashMap::new()
    } else {
        ciphers(tx, keys, &body.students)?
    };
    body.students
        .iter()
        .map(|student| {
            let cipher = ciphers.get(student);
            Ok(StudentRow {
                visit_id: id,
                student_id: student.to_string(),
                measure_sealed: seal(cipher, store::measure_place(id), &body.agreed_measure)?,
                circumstances_sealed: seal(
                    cipher,
                    store::circumstances_place(id),
                    &body.circumstances,
                )?,
                reached_by: store::way_of(body.outcome, body.mode).map(str::to_owned),
                school_id: visit.school_id.clone(),
                started_at: visit.started_at,
            })
        })
        .collect()
}

fn seal(
    cipher: Option<&StudentCipher>,
    place: Place<'_>,
    text: &str,
) -> Result<Option<Vec<u8>>, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let cipher = cipher.ok_or(SealError)?;
    Ok(Some(cipher.seal(place, text)?))
}

fn met_rows<'a>(id: &'a str, body: &NewVisit, checked: &Checked) -> Vec<MetRow<'a>> {
    let rows = body.met.iter().filter_map(|person| {
        let guardian = checked.guardian_of_any(*person)?;
        Some(MetRow {
            visit_id: id,
            person_id: person.to_string(),
            relation: guardian.relation.as_str(),
        })
    });
    rows.collect()
}

fn capture_matters(
    tx: &mut Tx<'_>,
    keys: &Keys,
    author: AccountId,
    id: &str,
    body: &NewVisit,
    checked: &Checked,
    stamp: &Stamp,
) -> Result<(), Fault> {
    let matters: &[NewMatter] = match &body.brought_back {
        Some(BroughtBack { matters, .. }) if !matters.is_empty() => matters,
        _ => return Ok(()),
    };
    let captures = matters
        .iter()
        .map(|matter| {
            let pupil = checked.pupil(matter.student).ok_or(NOT_FOUND)?;
            Ok(Capture {
                id: matter.id,
                kind: matter.kind,
                for_information: matter.wish == Some(FeedbackWish::ForInformation),
                theme: matter.theme,
                student: matter.student,
                class: pupil.class,
                school: pupil.school,
                raiser: checked.raiser(matter, &body.met),
                author,
                text: matter.text.trim(),
                source: MatterSource::Visit,
            })
        })
        .collect::<Result<Vec<_>, Fault>>()?;
    feedback::capture(tx, keys, &captures, stamp).map_err(taken_matter)?;
    let ids: Vec<MatterId> = matters.iter().map(|matter| matter.id).collect();
    store::insert_matters(tx, id, &ids)
}

/// A matter's id that another visit has used.
fn taken_matter(fault: Fault) -> Fault {
    match &fault {
        Fault::Db(error) if error.unique_violation() == Some("matter(id)") => {
            ProblemCode::Exists.into()
        }
        _ => fault,
    }
}

/// Each guardian met who may be told and has a phone gets a link to say whether it was so.
fn ask_family(
    tx: &mut Tx<'_>,
    id: &str,
    body: &NewVisit,
    checked: &Checked,
    stamp: &Stamp,
) -> Result<(), Fault> {
    for &person in &body.met {
        if let Some(student) = reachable_for(person, &body.students, checked) {
            let link = links::create(
                tx,
                &NewLink {
                    purpose: LinkPurpose::VisitConfirm,
                    person,
                    student,
                    subject: id,
                    cycle: 1,
                },
                stamp,
            )?;
            let message = NewMessage {
                template: Template::VisitConfirm,
                person,
                link: Some(link),
                code: None,
            };
            messages::send(tx, &message, stamp)?;
        }
    }
    Ok(())
}

/// The first of the visit's pupils about whom something can be sent to this person.
fn reachable_for(person: PersonId, students: &[StudentId], checked: &Checked) -> Option<StudentId> {
    students.iter().copied().find(|&student| {
        checked
            .guardian(student, person)
            .is_some_and(Guardian::is_reachable)
    })
}
