//! Applications on their way into a cohort, and the decisions on them: eligible, refused, sent
//! back, appeals.

use std::collections::HashMap;

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    access::Action,
    api::{page::Page, problem::ProblemCode},
    certification::{
        rules::{RuleLine, entry_met},
        state::{CertActor, CertEvent, CertState},
        types::{
            AppealNote, ApplicationLine, ApplicationPath, ApplicationQuery, Applications,
            BulkReply, CandidateDetail, JudgeAppeal, Reason,
        },
        words,
    },
    text::certification as texts,
    time::Instant,
};

use super::{
    applications::{Step, advance, event_key, record},
    bulk::{Rows, joined, wrong_state},
    caller::Caller,
    candidates,
    files::{self, File, gather},
    history::{self, Story},
    rows::ApplicationRow,
    sealed,
    settle::settle,
    store,
};
use crate::http::fault::{Fault, NOT_FOUND};

/// Lists the applications that wait, or those in one state.
pub fn list(
    caller: &Caller,
    conn: &mut Conn,
    query: &ApplicationQuery,
) -> Result<Page<ApplicationLine>, Fault> {
    let scope = caller.actor.scope(Action::CertificationRead);
    let page = store::page(conn, &scope, query.state, query.after.as_deref())?;
    let files = gather(conn, page.items, caller.today())?;
    let stories = history::stories(conn, &files)?;
    let lines = files
        .iter()
        .map(|file| line(caller, file, stories.of(file)?));
    Ok(Page {
        items: lines.collect::<Result<_, Fault>>()?,
        next: page.next,
    })
}

fn line(caller: &Caller, file: &File, story: &Story) -> Result<ApplicationLine, Fault> {
    let mut rules = file.lines(caller.today(), caller.lang)?;
    rules.retain(|rule| rule.rule.is_entry());
    let state = file.row.state.0;
    Ok(ApplicationLine {
        application: file.row.id.0,
        name: file.name.clone(),
        school_name: file.school_name.clone(),
        level: file.row.level.0,
        state,
        state_word: words::state(caller.lang, state).to_owned(),
        applied_at: Instant::from_naive_utc(file.row.applied_at),
        entry_met: entry_met(&rules),
        missing: missing(&rules),
        appeal: appeal_note(caller, file, story),
        cohort: file.row.cohort(),
        version: file.row.version,
    })
}

/// What is missing, each with the name of its rule.
pub fn missing(lines: &[RuleLine]) -> Vec<String> {
    lines
        .iter()
        .filter_map(|line| line.missing.clone())
        .collect()
}

fn appeal_note(caller: &Caller, file: &File, story: &Story) -> Option<AppealNote> {
    let refusal = story.refusal(file.row.state.0)?;
    let appeal = story.appeal(refusal).filter(|row| row.upheld.is_none())?;
    let decided_by = refusal.account_id.map(|id| id.0);
    let own = caller.not_in_own_cause(file.row.person_id.0).is_err();
    Some(AppealNote {
        made_at: Instant::from_naive_utc(appeal.made_at),
        may_decide: !own && decided_by != Some(caller.actor.account),
    })
}

/// Finds applications eligible, row by row: where the entry rules are met.
pub fn find_eligible(
    caller: &Caller,
    tx: &mut Tx<'_>,
    body: &Applications,
) -> Result<BulkReply, Fault> {
    let scope = caller.actor.scope(Action::CertificationManage);
    let found = store::some(tx, &scope, &body.applications)?;
    let files = by_id(gather(tx, found, caller.today())?);
    let mut rows = Rows::default();
    for &id in &body.applications {
        let may = files.get(&id).map(|file| may_be_eligible(caller, file));
        let may = may.unwrap_or_else(|| Ok(Err(texts::row_not_found(caller.lang).to_owned())))?;
        if may == Ok(true) {
            let step = Step::new(CertEvent::FindEligible, CertActor::Manager);
            advance(tx, &caller.keys, id, step, &caller.stamp)?;
        }
        rows.take(id, may);
    }
    Ok(rows.reply())
}

fn may_be_eligible(caller: &Caller, file: &File) -> Result<Result<bool, String>, Fault> {
    if let Err(why) = caller.row_not_in_own_cause(file.row.person_id.0) {
        return Ok(Err(why));
    }
    match file.row.state.0 {
        CertState::Eligible => return Ok(Ok(false)),
        CertState::Applied => {}
        other => return Ok(Err(wrong_state(caller.lang, other))),
    }
    let mut rules = file.lines(caller.today(), caller.lang)?;
    rules.retain(|rule| rule.rule.is_entry());
    if entry_met(&rules) {
        return Ok(Ok(true));
    }
    let missing = joined(caller.lang, &missing(&rules));
    Ok(Err(texts::row_missing(caller.lang, missing)))
}

/// Files by application.
pub fn by_id(files: Vec<File>) -> HashMap<tongyu_shared::ids::ApplicationId, File> {
    files
        .into_iter()
        .map(|file| (file.row.id.0, file))
        .collect()
}

/// Refuses an application with a reason.
pub fn refuse(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: ApplicationPath,
    body: &Reason,
) -> Result<CandidateDetail, Fault> {
    let row = caller.application(tx, Action::CertificationManage, path.application)?;
    caller.not_in_own_cause(row.person_id.0)?;
    decide(
        caller,
        tx,
        path,
        CertEvent::Refuse,
        CertActor::Manager,
        &body.reason,
    )
}

/// Sends a file back with what is missing: by whoever runs certification, or certifies.
pub fn send_back(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: ApplicationPath,
    body: &Reason,
) -> Result<CandidateDetail, Fault> {
    let row = caller.application(tx, Action::CertificationRead, path.application)?;
    caller.not_in_own_cause(row.person_id.0)?;
    let by = if caller.reaches(tx, Action::CertificationManage, &row)? {
        CertActor::Manager
    } else if caller.reaches(tx, Action::CertificationCertify, &row)? {
        CertActor::Certifier
    } else {
        return Err(ProblemCode::Forbidden.into());
    };
    decide(caller, tx, path, CertEvent::SendBack, by, &body.reason)
}

fn decide(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: ApplicationPath,
    event: CertEvent,
    by: CertActor,
    reason: &str,
) -> Result<CandidateDetail, Fault> {
    let step = Step {
        reason: Some(reason),
        base: Some(caller.base()?),
        ..Step::new(event, by)
    };
    advance(tx, &caller.keys, path.application, step, &caller.stamp)?;
    candidates::read(caller, tx, path)
}

/// Decides an appeal; another person than who refused, and than who appeals.
pub fn decide_appeal(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: ApplicationPath,
    body: &JudgeAppeal,
) -> Result<CandidateDetail, Fault> {
    let row = caller.application(tx, Action::CertificationManage, path.application)?;
    caller.not_in_own_cause(row.person_id.0)?;
    check_base(caller, &row)?;
    let file = files::one(tx, row, caller.today())?;
    let story = history::story(tx, &file)?;
    let refusal = story
        .refusal(file.row.state.0)
        .ok_or(ProblemCode::NotInThisState)?;
    let waits = story.appeal(refusal).filter(|row| row.upheld.is_none());
    waits.ok_or(ProblemCode::NotInThisState)?;
    if refusal.account_id.map(|id| id.0) == Some(caller.actor.account) {
        let why = texts::appeal_other_person(caller.lang).to_owned();
        return Err(Fault::Explained(ProblemCode::Forbidden, why));
    }
    if body.upheld {
        no_other_open(caller, tx, &file.row)?;
    }
    let key = event_key(path.application, refusal.seq);
    let reason = sealed::seal(&caller.keys, sealed::appeal_reason(&key), &body.reason)?;
    let by = (caller.actor.account, caller.stamp.now);
    store::decide_appeal(
        tx,
        (path.application, refusal.seq),
        body.upheld,
        &reason,
        by,
    )?;
    record(tx, &caller.stamp, "appeal.decide", "appeal", &key)?;
    if body.upheld {
        let step = Step {
            reason: Some(&body.reason),
            ..Step::new(CertEvent::UpholdAppeal, CertActor::Manager)
        };
        advance(tx, &caller.keys, path.application, step, &caller.stamp)?;
        if file.row.now().refused_from == Some(CertState::Assessed) {
            free_panel(caller, tx, &file, &body.reason)?;
        }
        settle(tx, &caller.keys, &[path.application], &caller.stamp)?;
    } else {
        store::raise_version(tx, path.application)?;
    }
    candidates::read(caller, tx, path)
}

/// An appeal that is upheld opens the application again, and of a level there is one at a time. 409
/// where another one was made before the appeal.
fn no_other_open(caller: &Caller, tx: &mut Tx<'_>, row: &ApplicationRow) -> Result<(), Fault> {
    let all = store::of_person(tx, row.person_id.0)?;
    let mut others = all.iter().filter(|other| other.id.0 != row.id.0);
    if others.any(|other| other.level.0 == row.level.0 && other.state.0.is_open()) {
        let why = texts::appeal_other_application(caller.lang).to_owned();
        return Err(Fault::Explained(ProblemCode::NotInThisState, why));
    }
    Ok(())
}

/// An assessment that was appealed against with success is made by another panel: the seats are
/// free, and whoever had one does not get one again.
fn free_panel(caller: &Caller, tx: &mut Tx<'_>, file: &File, reason: &str) -> Result<(), Fault> {
    for seat in file.live_seats() {
        let key = seat.id.to_string();
        let reason = sealed::seal(&caller.keys, sealed::freed(&key), reason)?;
        store::free_seat(tx, seat.id.0, &reason)?;
        record(tx, &caller.stamp, "assessment.free", "assessment", &key)?;
    }
    Ok(())
}

fn check_base(caller: &Caller, row: &ApplicationRow) -> Result<(), Fault> {
    if caller.base()? == row.version {
        Ok(())
    } else {
        Err(Fault::Stale(row.version))
    }
}

/// A file that someone may open; 404 where there is none.
pub fn visible(
    caller: &Caller,
    conn: &mut Conn,
    action: Action,
    id: tongyu_shared::ids::ApplicationId,
) -> Result<File, Fault> {
    let scope = caller.actor.scope(action);
    let row = store::application_visible(conn, &scope, id)?.ok_or(NOT_FOUND)?;
    files::one(conn, row, caller.today())
}
