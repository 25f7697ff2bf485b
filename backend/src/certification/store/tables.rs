//! Sign-in lists and the tables of lessons and scores.

use diesel::prelude::*;
use tongyu_db::{
    Tx, each,
    schema::{exam_score, observed_lesson, sign_in},
};
use tongyu_shared::{
    ids::{AccountId, ApplicationId, TrainingId},
    time::Instant,
};

use super::super::rows::{NewExamRow, NewLessonRow, NewSignInRow};
use crate::http::fault::Fault;

/// Adds a sign-in.
pub fn insert_sign_in(tx: &mut Tx<'_>, row: &NewSignInRow) -> Result<(), Fault> {
    each!(tx, |c| diesel::insert_into(sign_in::table)
        .values(row)
        .execute(c))?;
    Ok(())
}

/// Counts a sign-in that was taken back again.
pub fn sign_in_again(
    tx: &mut Tx<'_>,
    (training, id): (TrainingId, ApplicationId),
    (by, now): (AccountId, Instant),
) -> Result<(), Fault> {
    diesel::update(sign_in::table.find((training.to_string(), id.to_string())))
        .set((
            sign_in::taken_back_at.eq(None::<chrono::NaiveDateTime>),
            sign_in::signed_by.eq(by.to_string()),
            sign_in::signed_at.eq(now.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes a sign-in back; `false` where there is none that counts.
pub fn take_back_sign_in(
    tx: &mut Tx<'_>,
    (training, id): (TrainingId, ApplicationId),
    reason_sealed: &[u8],
    now: Instant,
) -> Result<bool, Fault> {
    let changed = diesel::update(
        sign_in::table
            .find((training.to_string(), id.to_string()))
            .filter(sign_in::taken_back_at.is_null()),
    )
    .set((
        sign_in::taken_back_at.eq(now.naive_utc()),
        sign_in::reason_sealed.eq(reason_sealed),
    ))
    .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Adds an observed lesson.
pub fn insert_lesson(tx: &mut Tx<'_>, row: &NewLessonRow) -> Result<(), Fault> {
    diesel::insert_into(observed_lesson::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Corrects the score of a lesson.
pub fn correct_lesson(
    tx: &mut Tx<'_>,
    id: &str,
    score: i32,
    reason_sealed: &[u8],
) -> Result<(), Fault> {
    diesel::update(observed_lesson::table.find(id))
        .set((
            observed_lesson::score.eq(score),
            observed_lesson::correction_sealed.eq(reason_sealed),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Adds an exam score.
pub fn insert_exam(tx: &mut Tx<'_>, row: &NewExamRow) -> Result<(), Fault> {
    diesel::insert_into(exam_score::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Corrects an exam score.
pub fn correct_exam(
    tx: &mut Tx<'_>,
    id: &str,
    score: i32,
    reason_sealed: &[u8],
) -> Result<(), Fault> {
    diesel::update(exam_score::table.find(id))
        .set((
            exam_score::score.eq(score),
            exam_score::correction_sealed.eq(reason_sealed),
        ))
        .execute(tx.conn())?;
    Ok(())
}
