//! Observed lessons and exam scores, entered as a table: each row stands for itself, and the same
//! row again changes nothing.

use std::collections::HashMap;

use tongyu_db::Tx;
use tongyu_shared::{
    access::Action,
    certification::{
        types::{BulkReply, CohortPath, LessonRow, LessonTable, ScoreRow, ScoreTable},
        words,
    },
    ids::ApplicationId,
    text::certification as texts,
    time::Date,
    validate::{Errors, Validate},
};
use uuid::Uuid;

use super::{
    applications::record,
    bulk::{Rows, joined, wrong_state},
    caller::Caller,
    files::{File, gather},
    judging::by_id,
    rows::{ExamRow, LessonRowDb, NewExamRow, NewLessonRow},
    sealed,
    settle::settle,
    store,
};
use crate::{crypto::Place, http::fault::Fault};

/// What a row asks for, once it is known what stands already.
enum Change {
    /// It stands so already.
    Nothing,
    /// Nothing stands yet.
    Add,
    /// Another score stands in the row with this id, and a reason was given.
    Correct(String, String),
}

/// Enters observed lessons.
pub fn enter_lessons(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: CohortPath,
    body: &LessonTable,
) -> Result<BulkReply, Fault> {
    let files = files(caller, tx, path)?;
    let mut stands: Vec<LessonRowDb> = Vec::new();
    let mut rows = Rows::default();
    for row in &body.rows {
        let change = open_file(caller, &files, row.application, row.day, row).and_then(|file| {
            let all = file.lessons.iter().chain(&stands);
            lesson_change(caller, row, all)
        });
        let result = match change {
            Ok(change) => {
                let written = write_lesson(caller, tx, row, change)?;
                Ok(written.map(|row| stands.push(row)).is_some())
            }
            Err(why) => Err(why),
        };
        rows.take(row.application, result);
    }
    finish(caller, tx, rows)
}

/// Enters exam scores.
pub fn enter_scores(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: CohortPath,
    body: &ScoreTable,
) -> Result<BulkReply, Fault> {
    let files = files(caller, tx, path)?;
    let mut stands: Vec<ExamRow> = Vec::new();
    let mut rows = Rows::default();
    for row in &body.rows {
        let change = match open_file(caller, &files, row.application, row.day, row) {
            Ok(file) => exam_change(caller, row, file, &stands)?,
            Err(why) => Err(why),
        };
        let result = match change {
            Ok(change) => {
                let written = write_exam(caller, tx, row, change)?;
                Ok(written.map(|row| stands.push(row)).is_some())
            }
            Err(why) => Err(why),
        };
        rows.take(row.application, result);
    }
    finish(caller, tx, rows)
}

fn files(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: CohortPath,
) -> Result<HashMap<ApplicationId, File>, Fault> {
    caller.cohort(tx, Action::CertificationManage, path.cohort)?;
    let rows = store::of_cohort(tx, path.cohort)?;
    Ok(by_id(gather(tx, rows, caller.today())?))
}

/// The versions go up, and what the new evidence says happens.
fn finish(caller: &Caller, tx: &mut Tx<'_>, rows: Rows) -> Result<BulkReply, Fault> {
    let mut changed = rows.done_ones();
    changed.sort_unstable();
    changed.dedup();
    for &id in &changed {
        store::raise_version(tx, id)?;
    }
    // A file that was sent back with nothing missing goes on when its row is entered again.
    settle(tx, &caller.keys, &rows.accepted(), &caller.stamp)?;
    Ok(rows.reply())
}

/// The file that a row is for, if the row can be entered at all; else why not.
fn open_file<'a>(
    caller: &Caller,
    files: &'a HashMap<ApplicationId, File>,
    id: ApplicationId,
    day: Date,
    row: &impl Validate,
) -> Result<&'a File, String> {
    let errors = Errors::of(row);
    if !errors.is_empty() {
        let said: Vec<_> = errors
            .iter()
            .map(|error| error.message(caller.lang))
            .collect();
        return Err(joined(caller.lang, &said));
    }
    let file = files
        .get(&id)
        .ok_or_else(|| texts::row_not_in_cohort(caller.lang).to_owned())?;
    caller.row_not_in_own_cause(file.row.person_id.0)?;
    if day > caller.today() {
        return Err(texts::row_future(caller.lang, words::day(caller.lang, day)));
    }
    if !file.row.state.0.collects_evidence() {
        return Err(wrong_state(caller.lang, file.row.state.0));
    }
    Ok(file)
}

fn lesson_change<'a>(
    caller: &Caller,
    row: &LessonRow,
    stands: impl Iterator<Item = &'a LessonRowDb>,
) -> Result<Change, String> {
    let same = stands.filter(|lesson| {
        lesson.application_id.0 == row.application
            && Date::from(lesson.day) == row.day
            && lesson.class_name == row.class_name.trim()
    });
    let standing = same.last();
    change(
        caller,
        standing.map(|lesson| (lesson.id.as_str(), lesson.score)),
        (row.day, row.score),
        row.correction.as_deref(),
    )
}

fn exam_change(
    caller: &Caller,
    row: &ScoreRow,
    file: &File,
    stands: &[ExamRow],
) -> Result<Result<Change, String>, Fault> {
    if !file.rules()?.exam.contains_key(&row.part) {
        let part = words::exam_part(caller.lang, row.part);
        return Ok(Err(texts::row_other_part(caller.lang, part)));
    }
    let mut same = file.exams.iter().chain(stands).filter(|exam| {
        exam.application_id.0 == row.application
            && exam.part.0 == row.part
            && Date::from(exam.day) == row.day
    });
    let standing = same.next_back();
    Ok(change(
        caller,
        standing.map(|exam| (exam.id.as_str(), exam.score)),
        (row.day, row.score),
        row.correction.as_deref(),
    ))
}

/// Another score than the one that stands wants a reason.
fn change(
    caller: &Caller,
    standing: Option<(&str, i32)>,
    (day, score): (Date, i32),
    correction: Option<&str>,
) -> Result<Change, String> {
    match (standing, correction) {
        (None, _) => Ok(Change::Add),
        (Some((_, stands)), _) if stands == score => Ok(Change::Nothing),
        (Some((id, _)), Some(reason)) => Ok(Change::Correct(id.to_owned(), reason.to_owned())),
        (Some((_, stands)), None) => {
            let day = words::day(caller.lang, day);
            Err(texts::row_differs(caller.lang, day, stands))
        }
    }
}

/// A table as it is kept and logged.
struct Table {
    kind: &'static str,
    enter: &'static str,
    correct: &'static str,
    reason: fn(&str) -> Place<'_>,
    set_score: fn(&mut Tx<'_>, &str, i32, &[u8]) -> Result<(), Fault>,
}

const LESSONS: Table = Table {
    kind: "observed_lesson",
    enter: "observed_lesson.enter",
    correct: "observed_lesson.correct",
    reason: sealed::lesson_correction,
    set_score: store::correct_lesson,
};

const EXAMS: Table = Table {
    kind: "exam_score",
    enter: "exam_score.enter",
    correct: "exam_score.correct",
    reason: sealed::exam_correction,
    set_score: store::correct_exam,
};

/// What stands once a row is written: its id, and why its score was corrected, sealed.
type Written = (String, Option<Vec<u8>>);

impl Table {
    /// Adds a row or corrects its score; nothing where it stands so already.
    fn write(
        &self,
        caller: &Caller,
        tx: &mut Tx<'_>,
        (change, score): (Change, i32),
        add: impl FnOnce(&mut Tx<'_>, &str) -> Result<(), Fault>,
    ) -> Result<Option<Written>, Fault> {
        let (id, sealed, action) = match change {
            Change::Nothing => return Ok(None),
            Change::Add => {
                let id = Uuid::now_v7().to_string();
                add(tx, &id)?;
                (id, None, self.enter)
            }
            Change::Correct(id, reason) => {
                let sealed = sealed::seal(&caller.keys, (self.reason)(&id), &reason)?;
                (self.set_score)(tx, &id, score, &sealed)?;
                (id, Some(sealed), self.correct)
            }
        };
        record(tx, &caller.stamp, action, self.kind, &id)?;
        Ok(Some((id, sealed)))
    }
}

/// The lesson as it stands once the row is written; nothing where it stood so.
fn write_lesson(
    caller: &Caller,
    tx: &mut Tx<'_>,
    row: &LessonRow,
    change: Change,
) -> Result<Option<LessonRowDb>, Fault> {
    let add = |tx: &mut Tx<'_>, id: &str| {
        let new = NewLessonRow {
            id: id.to_owned(),
            application_id: row.application.to_string(),
            day: row.day.naive(),
            class_name: row.class_name.trim().to_owned(),
            observer: row.observer.trim().to_owned(),
            score: row.score,
            entered_by: caller.actor.account.to_string(),
            entered_at: caller.stamp.now.naive_utc(),
        };
        store::insert_lesson(tx, &new)
    };
    let written = LESSONS.write(caller, tx, (change, row.score), add)?;
    Ok(written.map(|(id, correction_sealed)| LessonRowDb {
        id,
        application_id: tongyu_db::Col(row.application),
        day: row.day.naive(),
        class_name: row.class_name.trim().to_owned(),
        observer: row.observer.trim().to_owned(),
        score: row.score,
        correction_sealed,
    }))
}

/// The score as it stands once the row is written; nothing where it stood so.
fn write_exam(
    caller: &Caller,
    tx: &mut Tx<'_>,
    row: &ScoreRow,
    change: Change,
) -> Result<Option<ExamRow>, Fault> {
    let add = |tx: &mut Tx<'_>, id: &str| {
        let new = NewExamRow {
            id: id.to_owned(),
            application_id: row.application.to_string(),
            part: row.part.as_str(),
            day: row.day.naive(),
            score: row.score,
            entered_by: caller.actor.account.to_string(),
            entered_at: caller.stamp.now.naive_utc(),
        };
        store::insert_exam(tx, &new)
    };
    let written = EXAMS.write(caller, tx, (change, row.score), add)?;
    Ok(written.map(|(id, correction_sealed)| ExamRow {
        id,
        application_id: tongyu_db::Col(row.application),
        part: tongyu_db::Col(row.part),
        day: row.day.naive(),
        score: row.score,
        correction_sealed,
    }))
}
