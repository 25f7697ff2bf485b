//! 拟认定 in bulk: the server draws a sample, every file of it and every flagged one is opened
//! first, and the number of people is typed. Two persons: who certifies neither trained nor
//! assessed any of them.

use std::collections::{BTreeSet, HashMap};

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    access::Action,
    api::problem::ProblemCode,
    certification::{
        state::{CertActor, CertEvent},
        types::{
            BatchFilePath, CandidateDetail, CandidateFilter, ConfirmPeople, DrawBatch,
            RecommendationPath, RecommendationState, RecommendationView, SampledFile,
        },
        words,
    },
    ids::{ApplicationId, CohortId, RecommendationId},
    text::certification as texts,
    time::Instant,
    validate::FieldError,
};

use super::{
    applications::{Step, advance, record},
    bulk::{joined, wrong_state},
    caller::Caller,
    candidates::{self, Judged},
    files::{File, gather, one},
    judging::{by_id, missing},
    rows::{BatchFileRow, BatchRow, NewBatchFileRow, frozen},
    sample::{Look, by_chance, newly_flagged},
    store,
};
use crate::http::fault::{Fault, NOT_FOUND};

/// Draws the sample of a batch. A batch with a row that cannot be put forward is refused as a
/// whole, and each such row says why. The same batch again shows what was drawn.
pub fn draw(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: RecommendationPath,
    body: &DrawBatch,
) -> Result<RecommendationView, Fault> {
    let cohort = caller.cohort(tx, Action::CertificationCertify, body.cohort)?;
    if let Some(row) = own_batch(caller, tx, path.recommendation)? {
        let files = store::batch_files(tx, path.recommendation)?;
        let drawn: BTreeSet<_> = files.iter().map(|file| file.application_id.0).collect();
        let asked: BTreeSet<_> = body.applications.iter().copied().collect();
        if (row.cohort_id.0, drawn) != (body.cohort, asked) {
            return Err(ProblemCode::DiffersFromFirst.into());
        }
        return view(caller, tx, &row);
    }
    let judged = judged(caller, tx, body.cohort)?;
    check(caller, &body.applications, &judged)?;
    let rules = frozen(&cohort.rules)?.rules;
    let size = rules.sample.size(body.applications.len());
    let chosen = by_chance(&caller.keys, body.cohort, &body.applications, size);
    let files = drawn(path.recommendation, &body.applications, &chosen, &judged);
    let by = (caller.actor.account, caller.stamp.now);
    store::insert_batch(tx, (path.recommendation, body.cohort), &files, by)?;
    let id = path.recommendation;
    record(
        tx,
        &caller.stamp,
        "recommendation.draw",
        "recommendation",
        &id,
    )?;
    read(caller, tx, path)
}

/// The candidates of a cohort as the rules see them now.
fn judged(
    caller: &Caller,
    conn: &mut Conn,
    cohort: CohortId,
) -> Result<HashMap<ApplicationId, Judged>, Fault> {
    let judged = candidates::judged(caller, conn, cohort)?.into_iter();
    Ok(judged.map(|one| (one.file.row.id.0, one)).collect())
}

/// The files of a batch, some of them drawn by chance.
fn drawn(
    batch: RecommendationId,
    ids: &[ApplicationId],
    chosen: &BTreeSet<ApplicationId>,
    judged: &HashMap<ApplicationId, Judged>,
) -> Vec<NewBatchFileRow> {
    let file = |id: &ApplicationId| NewBatchFileRow {
        recommendation_id: batch.to_string(),
        application_id: id.to_string(),
        by_chance: chosen.contains(id),
        flagged: judged
            .get(id)
            .is_some_and(|one| one.group == CandidateFilter::Review),
    };
    ids.iter().map(file).collect()
}

/// Refuses the batch where any row cannot be put forward; the errors name the rows.
fn check(
    caller: &Caller,
    ids: &[ApplicationId],
    judged: &HashMap<ApplicationId, Judged>,
) -> Result<(), Fault> {
    let errors = ids.iter().enumerate().filter_map(|(index, id)| {
        let why = match judged.get(id) {
            Some(one) => texts::row_of(caller.lang, &one.file.name, why_not(caller, one)?),
            None => texts::row_not_in_cohort(caller.lang).to_owned(),
        };
        Some(FieldError {
            field: format!("applications.{index}"),
            code: "not_to_recommend",
            args: vec![("reason", why)],
        })
    });
    let errors: Vec<_> = errors.collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Fault::Invalid(errors))
    }
}

/// Why the reader cannot put this one forward now, if so.
fn why_not(caller: &Caller, one: &Judged) -> Option<String> {
    if let Some(conflict) = candidates::conflict(caller, &one.file) {
        return Some(words::certifier_conflict(caller.lang, conflict).to_owned());
    }
    match one.group {
        CandidateFilter::Complete | CandidateFilter::Review => None,
        CandidateFilter::Decided => Some(wrong_state(caller.lang, one.file.row.state.0)),
        CandidateFilter::Incomplete => {
            let missing = missing(&one.lines);
            if missing.is_empty() {
                return Some(wrong_state(caller.lang, one.file.row.state.0));
            }
            Some(texts::row_missing(
                caller.lang,
                joined(caller.lang, &missing),
            ))
        }
    }
}

/// A batch of one's own; anyone else's is not found, for the sample is opened by who confirms.
fn own_batch(
    caller: &Caller,
    conn: &mut Conn,
    id: RecommendationId,
) -> Result<Option<BatchRow>, Fault> {
    match store::batch(conn, id)? {
        Some(row) if row.created_by.0 != caller.actor.account => Err(NOT_FOUND),
        found => Ok(found),
    }
}

fn reachable(caller: &Caller, conn: &mut Conn, id: RecommendationId) -> Result<BatchRow, Fault> {
    let row = own_batch(caller, conn, id)?.ok_or(NOT_FOUND)?;
    caller.cohort(conn, Action::CertificationCertify, row.cohort_id.0)?;
    Ok(row)
}

/// Reads a batch with what is still to be opened.
pub fn read(
    caller: &Caller,
    conn: &mut Conn,
    path: RecommendationPath,
) -> Result<RecommendationView, Fault> {
    let row = reachable(caller, conn, path.recommendation)?;
    view(caller, conn, &row)
}

fn view(caller: &Caller, conn: &mut Conn, row: &BatchRow) -> Result<RecommendationView, Fault> {
    let files = store::batch_files(conn, row.id.0)?;
    let people = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let ids: Vec<_> = files.iter().map(|file| file.application_id.0).collect();
    let rows = store::by_ids(conn, &ids)?;
    let known: HashMap<ApplicationId, File> = by_id(gather(conn, rows, caller.today())?);
    let shown: Vec<_> = files
        .iter()
        .filter_map(|file| sampled(file, known.get(&file.application_id.0)?, row))
        .collect();
    let opened = shown.iter().filter(|file| file.opened_at.is_some()).count();
    Ok(RecommendationView {
        recommendation: row.id.0,
        cohort: row.cohort_id.0,
        state: row.state.0,
        people,
        opened: u32::try_from(opened).unwrap_or(u32::MAX),
        files: shown,
        confirmed_at: row.confirmed_at.map(Instant::from_naive_utc),
    })
}

/// A file that has to be opened; nothing for the others.
fn sampled(row: &BatchFileRow, file: &File, batch: &BatchRow) -> Option<SampledFile> {
    let look = Look::at(row, file, batch.state.0);
    look.to_open.then(|| SampledFile {
        application: row.application_id.0,
        name: file.name.clone(),
        school_name: file.school_name.clone(),
        by_chance: row.by_chance,
        flags: file.flags(),
        opened_at: row
            .opened_at
            .filter(|_| look.opened)
            .map(Instant::from_naive_utc),
        changed: look.changed,
    })
}

/// Opens the evidence of a file of the batch: written down in the log, and counted.
pub fn open(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: BatchFilePath,
) -> Result<CandidateDetail, Fault> {
    reachable(caller, tx, path.recommendation)?;
    let files = store::batch_files(tx, path.recommendation)?;
    if !files
        .iter()
        .any(|file| file.application_id.0 == path.application)
    {
        return Err(NOT_FOUND);
    }
    let row = store::application(tx, path.application)?.ok_or(NOT_FOUND)?;
    let opened = (path.application, row.version);
    store::mark_opened(tx, path.recommendation, opened, caller.stamp.now)?;
    record(
        tx,
        &caller.stamp,
        "application.open_evidence",
        "application",
        &path.application,
    )?;
    let file = one(tx, row, caller.today())?;
    candidates::detail(caller, tx, file)
}

/// Puts a batch forward: all or none, by the rules and flags of this moment. Again, it shows what
/// was done.
pub fn confirm(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: RecommendationPath,
    body: &ConfirmPeople,
) -> Result<RecommendationView, Fault> {
    let row = reachable(caller, tx, path.recommendation)?;
    let files = store::batch_files(tx, path.recommendation)?;
    let ids: Vec<_> = files.iter().map(|file| file.application_id.0).collect();
    if usize::try_from(body.people).ok() != Some(ids.len()) {
        return Err(Fault::Invalid(vec![FieldError {
            field: "people".to_owned(),
            code: "people_differ",
            args: vec![
                ("expected", ids.len().to_string()),
                ("actual", body.people.to_string()),
            ],
        }]));
    }
    if row.state.0 == RecommendationState::Confirmed {
        return view(caller, tx, &row);
    }
    let judged = judged(caller, tx, row.cohort_id.0)?;
    check(caller, &ids, &judged)?;
    let newly_flagged = all_opened(caller, &files, &judged)?;
    store::mark_flagged(tx, path.recommendation, &newly_flagged)?;
    store::confirm_batch(tx, path.recommendation, caller.stamp.now)?;
    for &id in &ids {
        let step = Step::new(CertEvent::Recommend, CertActor::Certifier);
        advance(tx, &caller.keys, id, step, &caller.stamp)?;
    }
    let id = path.recommendation;
    record(
        tx,
        &caller.stamp,
        "recommendation.confirm",
        "recommendation",
        &id,
    )?;
    read(caller, tx, path)
}

/// Refuses the batch while a file has to be opened, for the first time or again; those that changed
/// are named. Gives the files that got a flag after the batch was drawn.
fn all_opened(
    caller: &Caller,
    files: &[BatchFileRow],
    judged: &HashMap<ApplicationId, Judged>,
) -> Result<Vec<ApplicationId>, Fault> {
    let looks: Vec<_> = files
        .iter()
        .filter_map(|row| {
            let file = &judged.get(&row.application_id.0)?.file;
            Some((row, file, Look::at(row, file, RecommendationState::Drawn)))
        })
        .collect();
    let left: Vec<_> = looks.iter().filter(|(.., look)| look.is_left()).collect();
    let changed: Vec<_> = left
        .iter()
        .filter(|(.., look)| look.changed)
        .map(|(_, file, _)| file.name.as_str())
        .collect();
    if !changed.is_empty() {
        let names = changed.join(texts::name_separator(caller.lang));
        let why = texts::sample_changed(caller.lang, names);
        return Err(Fault::Explained(ProblemCode::NotInThisState, why));
    }
    if !left.is_empty() {
        let why = texts::sample_left(caller.lang, left.len());
        return Err(Fault::Explained(ProblemCode::NotInThisState, why));
    }
    let newly = looks
        .iter()
        .filter(|(row, file, _)| newly_flagged(row, file));
    Ok(newly.map(|(row, ..)| row.application_id.0).collect())
}
