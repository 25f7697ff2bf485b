//! Trainings and their sign-in lists: kept by who holds the training, or by who runs certification.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    access::{Action, Role},
    api::problem::ProblemCode,
    certification::types::{
        Applications, BulkReply, CorrectSignIn, NewTraining, OwnTrainings, SignInCandidate,
        TrainingDetail, TrainingLine, TrainingPath,
    },
    text::certification as texts,
    time::Date,
};

use super::{
    applications::record,
    bulk::{Rows, wrong_state},
    caller::Caller,
    files::{File, gather},
    judging::by_id,
    rows::{CohortRow, NewSignInRow, NewTrainingRow, TrainingRow},
    sealed,
    settle::settle,
    store,
};
use crate::http::fault::{Fault, NOT_FOUND};

/// The trainings that one holds.
pub fn own(caller: &Caller, conn: &mut Conn) -> Result<OwnTrainings, Fault> {
    let (rows, names): (Vec<_>, Vec<_>) = store::trainings_of_trainer(conn, caller.actor.account)?
        .into_iter()
        .unzip();
    let cohorts: std::collections::HashMap<_, _> = rows
        .iter()
        .map(|row: &TrainingRow| row.cohort_id.0)
        .zip(names)
        .collect();
    let cohort_name = |row: &TrainingRow| store::known(&cohorts, row.cohort_id.0).cloned();
    Ok(OwnTrainings {
        items: lines(conn, rows, cohort_name)?,
    })
}

/// Trainings as lists show them.
pub fn lines(
    conn: &mut Conn,
    rows: Vec<TrainingRow>,
    cohort_name: impl Fn(&TrainingRow) -> Result<String, Fault>,
) -> Result<Vec<TrainingLine>, Fault> {
    let ids: Vec<_> = rows.iter().map(|row| row.id.0).collect();
    let trainers: Vec<_> = rows.iter().map(|row| row.trainer_id.0).collect();
    let signed_in = store::sign_ins_in(conn, &ids)?;
    let staff = store::staff(conn, &trainers)?;
    let line = |row: TrainingRow| {
        Ok(TrainingLine {
            training: row.id.0,
            kind: row.kind.0,
            day: Date::from(row.day),
            hours: u32::try_from(row.hours).unwrap_or(0),
            trainer_name: store::known(&staff, row.trainer_id.0)?.name.clone(),
            cohort_name: cohort_name(&row)?,
            // None where nobody has signed in yet.
            signed_in: signed_in.get(&row.id.0).copied().unwrap_or(0),
            topic: row.topic,
        })
    };
    rows.into_iter().map(line).collect()
}

/// Adds a training to a cohort. The same again changes nothing. 409 where the trainer has a seat in
/// the cohort: who trains the candidates does not judge them.
pub fn add(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: TrainingPath,
    body: &NewTraining,
) -> Result<TrainingDetail, Fault> {
    let cohort = caller.cohort(tx, Action::CertificationManage, body.cohort)?;
    if let Some((row, _)) = store::training(tx, path.training)? {
        let same = row.cohort_id.0 == body.cohort
            && (row.kind.0, Date::from(row.day), row.hours) == (body.kind, body.day, body.hours)
            && (row.topic.as_str(), row.trainer_id.0) == (body.topic.trim(), body.trainer);
        if !same {
            return Err(ProblemCode::DiffersFromFirst.into());
        }
        return detail(tx, row, &cohort, caller.today());
    }
    let trainers = store::holders_around(tx, Role::Trainer, cohort.node_id.0, caller.today())?;
    if !trainers.iter().any(|(id, _)| *id == body.trainer) {
        return Err(Fault::field("trainer", "unknown_value"));
    }
    if store::sits_in(tx, body.cohort, body.trainer)? {
        let why = texts::trainer_has_seat(caller.lang).to_owned();
        return Err(Fault::Explained(ProblemCode::NotInThisState, why));
    }
    let row = NewTrainingRow {
        id: path.training.to_string(),
        cohort_id: body.cohort.to_string(),
        kind: body.kind.as_str(),
        day: body.day.naive(),
        hours: body.hours,
        topic: body.topic.trim().to_owned(),
        trainer_id: body.trainer.to_string(),
        created_at: caller.stamp.now.naive_utc(),
    };
    store::insert_training(tx, &row)?;
    record(
        tx,
        &caller.stamp,
        "training.add",
        "training",
        &path.training,
    )?;
    let (row, cohort) = store::training(tx, path.training)?.ok_or(NOT_FOUND)?;
    detail(tx, row, &cohort, caller.today())
}

/// A training whose list one may keep: one's own, or of a cohort that one runs. Others are not
/// found.
fn kept(
    caller: &Caller,
    conn: &mut Conn,
    path: TrainingPath,
) -> Result<(TrainingRow, CohortRow), Fault> {
    let (row, cohort) = store::training(conn, path.training)?.ok_or(NOT_FOUND)?;
    let runs = caller.actor.scope(Action::CertificationManage);
    let own = row.trainer_id.0 == caller.actor.account;
    if own || runs.covers(conn, cohort.node_id.0)? {
        Ok((row, cohort))
    } else {
        Err(NOT_FOUND)
    }
}

/// Reads a training with its sign-in list.
pub fn read(caller: &Caller, conn: &mut Conn, path: TrainingPath) -> Result<TrainingDetail, Fault> {
    let (row, cohort) = kept(caller, conn, path)?;
    detail(conn, row, &cohort, caller.today())
}

fn detail(
    conn: &mut Conn,
    row: TrainingRow,
    cohort: &CohortRow,
    today: Date,
) -> Result<TrainingDetail, Fault> {
    let id = row.id.0;
    let rows = store::of_cohort(conn, cohort.id.0)?;
    let files = gather(conn, rows, today)?;
    let candidate = |file: &File| {
        let signed_in = signed_in(file, id);
        let shown = signed_in || file.row.state.0.collects_evidence();
        shown.then(|| SignInCandidate {
            application: file.row.id.0,
            name: file.name.clone(),
            school_name: file.school_name.clone(),
            signed_in,
        })
    };
    let candidates = files.iter().filter_map(candidate).collect();
    let mut lines = lines(conn, vec![row], |_| Ok(cohort.name.clone()))?;
    let line = lines.pop().ok_or(NOT_FOUND)?;
    Ok(TrainingDetail { line, candidates })
}

/// Whether a candidate's sign-in to a training counts.
fn signed_in(file: &File, training: tongyu_shared::ids::TrainingId) -> bool {
    let mut sign_ins = file.sign_ins.iter();
    sign_ins.any(|(row, _)| row.training_id.0 == training && row.taken_back_at.is_none())
}

/// Signs candidates in, row by row. A list can be kept from the training's day on.
pub fn sign_in(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: TrainingPath,
    body: &Applications,
) -> Result<BulkReply, Fault> {
    let (training, cohort) = kept(caller, tx, path)?;
    let files = by_id({
        let rows = store::of_cohort(tx, cohort.id.0)?;
        gather(tx, rows, caller.today())?
    });
    let mut rows = Rows::default();
    for &id in &body.applications {
        if rows.done_ones().contains(&id) {
            rows.unchanged(id);
            continue;
        }
        let file = files.get(&id);
        let may = may_sign_in(caller, file, &training);
        if let (Ok(true), Some(file)) = (&may, file) {
            write_sign_in(caller, tx, file, &training)?;
        }
        rows.take(id, may);
    }
    settle(tx, &caller.keys, &rows.accepted(), &caller.stamp)?;
    Ok(rows.reply())
}

fn may_sign_in(
    caller: &Caller,
    file: Option<&File>,
    training: &TrainingRow,
) -> Result<bool, String> {
    let day = Date::from(training.day);
    let Some(file) = file else {
        return Err(texts::row_not_in_cohort(caller.lang).to_owned());
    };
    caller.row_not_in_own_cause(file.row.person_id.0)?;
    if signed_in(file, training.id.0) {
        return Ok(false);
    }
    if day > caller.today() {
        let day = tongyu_shared::certification::words::day(caller.lang, day);
        return Err(texts::row_future(caller.lang, day));
    }
    if !file.row.state.0.collects_evidence() {
        return Err(wrong_state(caller.lang, file.row.state.0));
    }
    Ok(true)
}

fn write_sign_in(
    caller: &Caller,
    tx: &mut Tx<'_>,
    file: &File,
    training: &TrainingRow,
) -> Result<(), Fault> {
    let (id, by) = (file.row.id.0, (caller.actor.account, caller.stamp.now));
    let mut sign_ins = file.sign_ins.iter();
    if sign_ins.any(|(row, _)| row.training_id == training.id) {
        store::sign_in_again(tx, (training.id.0, id), by)?;
    } else {
        let row = NewSignInRow {
            training_id: training.id.to_string(),
            application_id: id.to_string(),
            signed_by: caller.actor.account.to_string(),
            signed_at: caller.stamp.now.naive_utc(),
        };
        store::insert_sign_in(tx, &row)?;
    }
    store::raise_version(tx, id)?;
    let key = format!("{}/{id}", training.id.0);
    record(tx, &caller.stamp, "sign_in.add", "sign_in", &key)
}

/// Takes one sign-in back with a reason. What it had moved on stays, and the rules say what is
/// missing again.
pub fn take_back(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: TrainingPath,
    body: &CorrectSignIn,
) -> Result<TrainingDetail, Fault> {
    let (training, cohort) = kept(caller, tx, path)?;
    let row = store::application(tx, body.application)?
        .filter(|row| row.cohort() == Some(cohort.id.0))
        .ok_or(NOT_FOUND)?;
    caller.not_in_own_cause(row.person_id.0)?;
    if !row.state.0.collects_evidence() {
        return Err(ProblemCode::NotInThisState.into());
    }
    let key = format!("{}/{}", path.training, body.application);
    let reason = sealed::seal(&caller.keys, sealed::sign_in_reason(&key), &body.reason)?;
    let which = (path.training, body.application);
    if !store::take_back_sign_in(tx, which, &reason, caller.stamp.now)? {
        return Err(ProblemCode::NotInThisState.into());
    }
    store::raise_version(tx, body.application)?;
    record(tx, &caller.stamp, "sign_in.take_back", "sign_in", &key)?;
    detail(tx, training, &cohort, caller.today())
}
