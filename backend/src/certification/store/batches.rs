//! Batches that are put forward.

use diesel::prelude::*;
use tongyu_db::{
    Conn, Tx, each,
    schema::{recommendation, recommendation_file},
};
use tongyu_shared::{
    certification::types::RecommendationState,
    ids::{AccountId, ApplicationId, CohortId, RecommendationId},
    time::Instant,
};

use super::super::rows::{BatchFileRow, BatchRow, NewBatchFileRow};
use crate::http::fault::Fault;

/// A batch.
pub fn batch(conn: &mut Conn, id: RecommendationId) -> Result<Option<BatchRow>, Fault> {
    Ok(recommendation::table
        .find(id.to_string())
        .select(BatchRow::as_select())
        .first(conn)
        .optional()?)
}

/// Its files.
pub fn batch_files(conn: &mut Conn, id: RecommendationId) -> Result<Vec<BatchFileRow>, Fault> {
    Ok(recommendation_file::table
        .filter(recommendation_file::recommendation_id.eq(id.to_string()))
        .order(recommendation_file::application_id)
        .select(BatchFileRow::as_select())
        .load(conn)?)
}

/// Adds a batch with its files.
pub fn insert_batch(
    tx: &mut Tx<'_>,
    (id, cohort): (RecommendationId, CohortId),
    files: &[NewBatchFileRow],
    (by, now): (AccountId, Instant),
) -> Result<(), Fault> {
    diesel::insert_into(recommendation::table)
        .values((
            recommendation::id.eq(id.to_string()),
            recommendation::cohort_id.eq(cohort.to_string()),
            recommendation::state.eq(RecommendationState::Drawn.as_str()),
            recommendation::created_by.eq(by.to_string()),
            recommendation::created_at.eq(now.naive_utc()),
            recommendation::version.eq(1),
        ))
        .execute(tx.conn())?;
    each!(tx, |c| diesel::insert_into(recommendation_file::table)
        .values(files)
        .execute(c))?;
    Ok(())
}

/// Writes down that a file was opened at a version; the first time at each version stays.
pub fn mark_opened(
    tx: &mut Tx<'_>,
    id: RecommendationId,
    (file, version): (ApplicationId, i32),
    now: Instant,
) -> Result<(), Fault> {
    let never = recommendation_file::opened_version.is_null();
    let changed = recommendation_file::opened_version.ne(version);
    diesel::update(
        recommendation_file::table
            .find((id.to_string(), file.to_string()))
            .filter(never.or(changed)),
    )
    .set((
        recommendation_file::opened_at.eq(now.naive_utc()),
        recommendation_file::opened_version.eq(version),
    ))
    .execute(tx.conn())?;
    Ok(())
}

/// Writes down that files got a flag after the batch was drawn, and were opened for it.
pub fn mark_flagged(
    tx: &mut Tx<'_>,
    id: RecommendationId,
    files: &[ApplicationId],
) -> Result<(), Fault> {
    let files: Vec<_> = files.iter().map(ToString::to_string).collect();
    diesel::update(
        recommendation_file::table
            .filter(recommendation_file::recommendation_id.eq(id.to_string()))
            .filter(recommendation_file::application_id.eq_any(files)),
    )
    .set(recommendation_file::flagged.eq(true))
    .execute(tx.conn())?;
    Ok(())
}

/// Marks a batch as put forward; `false` where it is already.
pub fn confirm_batch(tx: &mut Tx<'_>, id: RecommendationId, now: Instant) -> Result<bool, Fault> {
    let changed = diesel::update(
        recommendation::table
            .find(id.to_string())
            .filter(recommendation::state.eq(RecommendationState::Drawn.as_str())),
    )
    .set((
        recommendation::state.eq(RecommendationState::Confirmed.as_str()),
        recommendation::confirmed_at.eq(now.naive_utc()),
        recommendation::version.eq(recommendation::version + 1),
    ))
    .execute(tx.conn())?;
    Ok(changed == 1)
}
