//! Assessors' seats.

use std::collections::HashMap;

use diesel::{dsl::count_star, prelude::*};
use tongyu_db::{
    Col, Conn, Tx,
    schema::{application, assessment},
};
use tongyu_shared::{
    certification::types::SeatState,
    ids::{AccountId, ApplicationId, AssessmentId, CohortId},
    time::Instant,
};

use super::super::rows::{NewSeatRow, SeatRow};
use crate::http::fault::Fault;

/// A seat.
pub fn seat(conn: &mut Conn, id: AssessmentId) -> Result<Option<SeatRow>, Fault> {
    Ok(assessment::table
        .find(id.to_string())
        .select(SeatRow::as_select())
        .first(conn)
        .optional()?)
}

/// The seats for some candidates, by number; freed ones too.
pub fn seats_of(conn: &mut Conn, ids: &[ApplicationId]) -> Result<Vec<SeatRow>, Fault> {
    let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    Ok(assessment::table
        .filter(assessment::application_id.eq_any(ids))
        .order((assessment::number, assessment::given_at, assessment::id))
        .select(SeatRow::as_select())
        .load(conn)?)
}

/// The seats of an assessor that were not freed, those due first in front.
pub fn seats_of_assessor(conn: &mut Conn, assessor: AccountId) -> Result<Vec<SeatRow>, Fault> {
    Ok(assessment::table
        .filter(assessment::assessor_id.eq(assessor.to_string()))
        .filter(assessment::state.ne(SeatState::Freed.as_str()))
        .order((assessment::state, assessment::due_on, assessment::id))
        .select(SeatRow::as_select())
        .load(conn)?)
}

/// Whether someone has a seat, that was not freed, for a candidate of a cohort.
pub fn sits_in(conn: &mut Conn, cohort: CohortId, assessor: AccountId) -> Result<bool, Fault> {
    let seats: i64 = assessment::table
        .inner_join(application::table)
        .filter(application::cohort_id.eq(cohort.to_string()))
        .filter(assessment::assessor_id.eq(assessor.to_string()))
        .filter(assessment::state.ne(SeatState::Freed.as_str()))
        .count()
        .get_result(conn)?;
    Ok(seats > 0)
}

/// How many open seats each of these has.
pub fn loads(conn: &mut Conn, ids: &[AccountId]) -> Result<HashMap<AccountId, u32>, Fault> {
    let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<(Col<AccountId>, i64)> = assessment::table
        .filter(assessment::assessor_id.eq_any(ids))
        .filter(assessment::state.eq(SeatState::Open.as_str()))
        .group_by(assessment::assessor_id)
        .select((assessment::assessor_id, count_star()))
        .load(conn)?;
    let counted = rows
        .into_iter()
        .map(|(id, count)| (id.0, u32::try_from(count).unwrap_or(u32::MAX)));
    Ok(counted.collect())
}

/// Adds a seat.
pub fn insert_seat(tx: &mut Tx<'_>, row: &NewSeatRow) -> Result<(), Fault> {
    diesel::insert_into(assessment::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Frees a seat: its number can be given again.
pub fn free_seat(tx: &mut Tx<'_>, id: AssessmentId, reason_sealed: &[u8]) -> Result<(), Fault> {
    diesel::update(assessment::table.find(id.to_string()))
        .set((
            assessment::state.eq(SeatState::Freed.as_str()),
            assessment::live_key.eq(None::<String>),
            assessment::freed_sealed.eq(reason_sealed),
            assessment::version.eq(assessment::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Writes a score.
pub fn score_seat(
    tx: &mut Tx<'_>,
    id: AssessmentId,
    score: i32,
    remarks_sealed: &[u8],
    now: Instant,
) -> Result<(), Fault> {
    diesel::update(assessment::table.find(id.to_string()))
        .set((
            assessment::state.eq(SeatState::Scored.as_str()),
            assessment::score.eq(score),
            assessment::remarks_sealed.eq(remarks_sealed),
            assessment::scored_at.eq(now.naive_utc()),
            assessment::version.eq(assessment::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}
