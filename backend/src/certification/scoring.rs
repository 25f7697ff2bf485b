//! The assessor's own side: seats, scores, conflicts. An assessor sees nothing that anyone else has
//! scored, nor whether there is another assessor.

use std::collections::HashMap;

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    api::problem::ProblemCode,
    certification::{
        types::{ConflictNote, NewScore, OwnSeat, OwnSeatDetail, OwnSeats, SeatPath, SeatState},
        words,
    },
    ids::CohortId,
    text::certification as texts,
    time::{Date, Instant},
};
use uuid::Uuid;

use super::{
    applications::record,
    caller::Caller,
    files::{File, gather, one},
    judging::by_id,
    rows::{ApplicationRow, NewRelationRow, SeatRow},
    sealed,
    seats::must_be_free,
    settle::settle,
    store,
};
use crate::http::fault::{Fault, NOT_FOUND};

/// One's own seats, open ones first.
pub fn list(caller: &Caller, conn: &mut Conn) -> Result<OwnSeats, Fault> {
    let mut seats = store::seats_of_assessor(conn, caller.actor.account)?;
    seats.sort_by_key(|seat| seat.state.0);
    let ids: Vec<_> = seats.iter().map(|seat| seat.application_id.0).collect();
    let rows = store::by_ids(conn, &ids)?;
    let cohorts: Vec<_> = rows.iter().filter_map(ApplicationRow::cohort).collect();
    let cohorts = store::cohort_names(conn, &cohorts)?;
    let files = by_id(gather(conn, rows, caller.today())?);
    let shown = seats.iter().filter_map(|seat| {
        let file = files.get(&seat.application_id.0)?;
        Some(own_seat(seat, file, &cohorts))
    });
    Ok(OwnSeats {
        items: shown.collect(),
    })
}

fn own_seat(seat: &SeatRow, file: &File, cohorts: &HashMap<CohortId, String>) -> OwnSeat {
    let cohort = file.row.cohort();
    OwnSeat {
        assessment: seat.id.0,
        name: file.name.clone(),
        school_name: file.school_name.clone(),
        level: file.row.level.0,
        // Seats are given within a cohort, and who was in one stays in it.
        cohort_name: cohort
            .and_then(|id| cohorts.get(&id).cloned())
            .unwrap_or_default(),
        state: seat.state.0,
        due_on: Date::from(seat.due_on),
        score: seat.score,
    }
}

/// One's own seat that was not freed; anyone else's is not found.
fn own(caller: &Caller, conn: &mut Conn, path: SeatPath) -> Result<SeatRow, Fault> {
    store::seat(conn, path.assessment)?
        .filter(|seat| seat.assessor_id.0 == caller.actor.account)
        .filter(|seat| seat.state.0 != SeatState::Freed)
        .ok_or(NOT_FOUND)
}

/// Reads one's own seat with what there is to judge by.
pub fn read(caller: &Caller, conn: &mut Conn, path: SeatPath) -> Result<OwnSeatDetail, Fault> {
    let seat = own(caller, conn, path)?;
    let row = store::application(conn, seat.application_id.0)?.ok_or(NOT_FOUND)?;
    let cohorts = store::cohort_names(conn, row.cohort().as_slice())?;
    let file = one(conn, row, caller.today())?;
    let key = seat.id.to_string();
    let day = |date| words::day(caller.lang, date);
    let lessons = file.evidence.lessons.iter().map(|lesson| {
        let (class, observer) = (&lesson.class_name, &lesson.observer);
        texts::seat_lesson(caller.lang, day(lesson.day), class, observer)
    });
    let trainings =
        file.evidence.trainings.iter().map(|held| {
            texts::source_training(caller.lang, day(held.day), &held.topic, held.hours)
        });
    let titles = file.evidence.micro_lessons.iter();
    Ok(OwnSeatDetail {
        seat: own_seat(&seat, &file, &cohorts),
        lessons: lessons.collect(),
        trainings: trainings.collect(),
        micro_lessons: titles.map(|lesson| lesson.title.clone()).collect(),
        remarks: sealed::open_some(
            &caller.keys,
            sealed::remarks(&key),
            seat.remarks_sealed.as_deref(),
        )?,
        scored_at: seat.scored_at.map(Instant::from_naive_utc),
        version: seat.version,
    })
}

/// Scores the candidate of one's own seat. The same again changes nothing; another score is
/// refused, for the first stands. 403 with the reasons where a conflict has come up since.
pub fn score(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: SeatPath,
    body: &NewScore,
) -> Result<OwnSeatDetail, Fault> {
    let seat = own(caller, tx, path)?;
    let key = seat.id.to_string();
    if seat.state.0 == SeatState::Scored {
        let remarks = seat.remarks_sealed.as_deref();
        let told = sealed::open_some(&caller.keys, sealed::remarks(&key), remarks)?;
        let same = seat.score == Some(body.score) && told.as_deref() == Some(body.remarks.trim());
        if same {
            return read(caller, tx, path);
        }
        let why = texts::score_stands(caller.lang).to_owned();
        return Err(Fault::Explained(ProblemCode::NotInThisState, why));
    }
    let row = check_open(caller, tx, &seat)?;
    let file = one(tx, row, caller.today())?;
    must_be_free(caller, tx, &file)?;
    let remarks = sealed::seal(&caller.keys, sealed::remarks(&key), &body.remarks)?;
    store::raise_version(tx, seat.application_id.0)?;
    store::score_seat(tx, path.assessment, body.score, &remarks, caller.stamp.now)?;
    record(tx, &caller.stamp, "assessment.score", "assessment", &key)?;
    settle(tx, &caller.keys, &[seat.application_id.0], &caller.stamp)?;
    read(caller, tx, path)
}

/// 412 where the seat has changed, 409 where the candidate's evidence is no longer collected.
fn check_open(caller: &Caller, tx: &mut Tx<'_>, seat: &SeatRow) -> Result<ApplicationRow, Fault> {
    if caller.base()? != seat.version {
        return Err(Fault::Stale(seat.version));
    }
    let row = store::application(tx, seat.application_id.0)?.ok_or(NOT_FOUND)?;
    if row.state.0.collects_evidence() {
        Ok(row)
    } else {
        Err(ProblemCode::NotInThisState.into())
    }
}

/// Declares that one cannot judge the candidate: the seat is free, and the relation is kept, so
/// that it is never given to the same person again.
pub fn declare(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: SeatPath,
    body: &ConflictNote,
) -> Result<OwnSeats, Fault> {
    let seat = own(caller, tx, path)?;
    if seat.state.0 != SeatState::Open {
        let why = texts::score_stands(caller.lang).to_owned();
        return Err(Fault::Explained(ProblemCode::NotInThisState, why));
    }
    check_open(caller, tx, &seat)?;
    let (id, key) = (Uuid::now_v7().to_string(), seat.id.to_string());
    let relation = NewRelationRow {
        relation_sealed: sealed::seal(&caller.keys, sealed::relation(&id), &body.relation)?,
        id,
        application_id: seat.application_id.to_string(),
        account_id: Some(caller.actor.account.to_string()),
        name: None,
        declared_at: caller.stamp.now.naive_utc(),
    };
    store::raise_version(tx, seat.application_id.0)?;
    store::insert_relations(tx, &[relation])?;
    let reason = sealed::seal(&caller.keys, sealed::freed(&key), &body.relation)?;
    store::free_seat(tx, path.assessment, &reason)?;
    record(
        tx,
        &caller.stamp,
        "assessment.declare_conflict",
        "assessment",
        &key,
    )?;
    list(caller, tx)
}
