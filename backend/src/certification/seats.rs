//! Who assesses whom: two seats a candidate, a third after a disagreement, none for anyone with a
//! conflict.

use std::collections::{BTreeSet, HashMap};

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    access::{Action, Role},
    api::problem::ProblemCode,
    certification::{
        conflicts::{Conflict, Judge, conflicts},
        types::{
            ApplicationPath, Applications, AssessorChoice, AssessorChoices, BulkReply,
            CandidateDetail, CohortPath, NewSeat, Reason, SeatPath, SeatState,
        },
        words,
    },
    ids::{AccountId, ApplicationId, AssessmentId, NodeId},
    org::calendar::WorkingCalendar,
    text::certification as texts,
    time::Date,
};

use super::{
    applications::record,
    bulk::{Rows, joined, wrong_state},
    caller::Caller,
    candidates,
    files::{self, File, gather},
    history,
    judging::{by_id, visible},
    rows::NewSeatRow,
    sealed,
    settle::settle,
    store,
};
use crate::http::fault::{Fault, NOT_FOUND};

/// Everyone who could have a seat around a place, with what is needed to tell conflicts.
struct Bench {
    judges: Vec<(AccountId, String, Judge)>,
    loads: HashMap<AccountId, u32>,
}

impl Bench {
    fn around(caller: &Caller, conn: &mut Conn, node: NodeId) -> Result<Self, Fault> {
        let today = caller.today();
        let holders = store::holders_around(conn, Role::Assessor, node, today)?;
        let ids: Vec<_> = holders.iter().map(|(id, _)| *id).collect();
        let mut judges = judges(conn, &ids, today)?;
        let judge = |(account, title): (AccountId, String)| {
            let judge = judges.remove(&account)?;
            Some((account, title, judge))
        };
        Ok(Self {
            judges: holders.into_iter().filter_map(judge).collect(),
            loads: store::loads(conn, &ids)?,
        })
    }

    fn load(&self, account: AccountId) -> u32 {
        self.loads.get(&account).copied().unwrap_or(0)
    }

    /// Who has no conflict and no seat for this file, those with the least to do first.
    fn free_for(&self, file: &File) -> Vec<AccountId> {
        let seated = seated(file);
        let mut free: Vec<_> = self
            .judges
            .iter()
            .filter(|(account, _, judge)| {
                !seated.contains(account) && conflicts(&file.ties, judge).is_empty()
            })
            .map(|(account, _, _)| *account)
            .collect();
        free.sort_by_key(|account| (self.load(*account), *account));
        free
    }
}

/// What conflicts are told by, of some accounts.
fn judges(
    conn: &mut Conn,
    ids: &[AccountId],
    today: Date,
) -> Result<HashMap<AccountId, Judge>, Fault> {
    let staff = store::staff(conn, ids)?;
    let people: Vec<_> = staff.values().map(|staff| staff.person).collect();
    let posts = store::posts_of(conn, &people, today)?;
    let judge = |(account, staff): (AccountId, store::Staff)| {
        let own = posts.iter().filter(|post| post.person == staff.person);
        let judge = Judge {
            person: staff.person,
            schools: own.map(|post| post.school).collect(),
            name: staff.name,
        };
        (account, judge)
    };
    Ok(staff.into_iter().map(judge).collect())
}

/// Refuses the asking assessor, with the reasons, where something speaks against judging this
/// candidate by now: posts, trainings and relations can come after the seat.
pub fn must_be_free(caller: &Caller, conn: &mut Conn, file: &File) -> Result<(), Fault> {
    let account = caller.actor.account;
    let judges = judges(conn, &[account], caller.today())?;
    let judge = judges.get(&account).ok_or(NOT_FOUND)?;
    let found = conflicts(&file.ties, judge);
    if found.is_empty() {
        return Ok(());
    }
    let reasons = joined(caller.lang, &said(caller, &found));
    let why = texts::score_conflict(caller.lang, reasons);
    Err(Fault::Explained(ProblemCode::Forbidden, why))
}

/// Who has a seat, or had one and gave it up.
fn seated(file: &File) -> BTreeSet<AccountId> {
    file.seats.iter().map(|seat| seat.assessor_id.0).collect()
}

fn node_of(caller: &Caller, conn: &mut Conn, file: &File) -> Result<NodeId, Fault> {
    let cohort = file.row.cohort().ok_or(ProblemCode::NotInThisState)?;
    let row = caller.cohort(conn, Action::CertificationManage, cohort)?;
    Ok(row.node_id.0)
}

/// Who could assess a candidate, with what speaks against each: those without a conflict first,
/// then by what they have to do.
pub fn choices(
    caller: &Caller,
    conn: &mut Conn,
    path: ApplicationPath,
) -> Result<AssessorChoices, Fault> {
    let file = visible(caller, conn, Action::CertificationManage, path.application)?;
    caller.not_in_own_cause(file.row.person_id.0)?;
    let node = node_of(caller, conn, &file)?;
    let bench = Bench::around(caller, conn, node)?;
    let seated = seated(&file);
    let mut items: Vec<_> = bench
        .judges
        .iter()
        .filter(|(account, _, _)| !seated.contains(account))
        .map(|(account, title, judge)| {
            let conflicts = conflicts(&file.ties, judge);
            AssessorChoice {
                account: *account,
                name: judge.name.clone(),
                title: title.clone(),
                load: bench.load(*account),
                conflict_words: said(caller, &conflicts),
                conflicts,
            }
        })
        .collect();
    items.sort_by(|a, b| {
        let key = |choice: &AssessorChoice| (!choice.conflicts.is_empty(), choice.load);
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    Ok(AssessorChoices { items })
}

fn said(caller: &Caller, conflicts: &[Conflict]) -> Vec<String> {
    let words = conflicts.iter();
    words
        .map(|conflict| words::conflict(caller.lang, *conflict).to_owned())
        .collect()
}

/// The number of the next seat, if one is to be given.
fn next_number(file: &File) -> Option<i32> {
    let taken: BTreeSet<_> = file.live_seats().map(|seat| seat.number).collect();
    let needed = i32::try_from(file.seats_needed()).unwrap_or(i32::MAX);
    (1..=needed).find(|number| !taken.contains(number))
}

/// Gives a seat to an assessor. 409 with the reasons where there is a conflict.
pub fn give(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: SeatPath,
    body: &NewSeat,
) -> Result<CandidateDetail, Fault> {
    let file = visible(caller, tx, Action::CertificationManage, body.application)?;
    caller.not_in_own_cause(file.row.person_id.0)?;
    if let Some(seat) = store::seat(tx, path.assessment)? {
        let same = (seat.application_id.0, seat.assessor_id.0) == (body.application, body.assessor);
        if !same {
            return Err(ProblemCode::DiffersFromFirst.into());
        }
        return candidates::detail(caller, tx, file);
    }
    if !file.row.state.0.collects_evidence() {
        let why = wrong_state(caller.lang, file.row.state.0);
        return Err(Fault::Explained(ProblemCode::NotInThisState, why));
    }
    let node = node_of(caller, tx, &file)?;
    let bench = Bench::around(caller, tx, node)?;
    check_seat(caller, &file, &bench, body.assessor)?;
    let number = next_number(&file).ok_or_else(|| {
        let why = texts::seats_full(caller.lang).to_owned();
        Fault::Explained(ProblemCode::NotInThisState, why)
    })?;
    let calendar = history::calendar(tx)?;
    let seat = (path.assessment, body.assessor, number);
    write(caller, tx, &file, seat, &calendar)?;
    let file = visible(caller, tx, Action::CertificationManage, body.application)?;
    candidates::detail(caller, tx, file)
}

fn check_seat(
    caller: &Caller,
    file: &File,
    bench: &Bench,
    assessor: AccountId,
) -> Result<(), Fault> {
    let refused = |why: String| Err(Fault::Explained(ProblemCode::NotInThisState, why));
    let mut judges = bench.judges.iter();
    let Some((_, _, judge)) = judges.find(|(account, _, _)| *account == assessor) else {
        return refused(texts::seat_no_assessor(caller.lang).to_owned());
    };
    let found = conflicts(&file.ties, judge);
    if !found.is_empty() {
        let reasons = joined(caller.lang, &said(caller, &found));
        return refused(texts::seat_conflict(caller.lang, reasons));
    }
    if seated(file).contains(&assessor) {
        return refused(texts::seat_taken_already(caller.lang).to_owned());
    }
    Ok(())
}

fn write(
    caller: &Caller,
    tx: &mut Tx<'_>,
    file: &File,
    (id, assessor, number): (AssessmentId, AccountId, i32),
    calendar: &WorkingCalendar,
) -> Result<(), Fault> {
    let application = file.row.id.0;
    let days = file.frozen.rules.assessment_working_days;
    let row = NewSeatRow {
        id: id.to_string(),
        application_id: application.to_string(),
        number,
        assessor_id: assessor.to_string(),
        state: SeatState::Open.as_str(),
        live_key: Some(format!("{application}/{number}")),
        due_on: calendar.add_working_days(caller.today(), days).naive(),
        given_by: caller.actor.account.to_string(),
        given_at: caller.stamp.now.naive_utc(),
        version: 1,
    };
    store::raise_version(tx, application)?;
    store::insert_seat(tx, &row)?;
    record(tx, &caller.stamp, "assessment.give", "assessment", &id)
}

/// Gives every empty seat of these candidates to the assessor without conflict who has the least
/// to do; row by row.
pub fn fill(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: CohortPath,
    body: &Applications,
) -> Result<BulkReply, Fault> {
    let cohort = caller.cohort(tx, Action::CertificationManage, path.cohort)?;
    let mut bench = Bench::around(caller, tx, cohort.node_id.0)?;
    let calendar = history::calendar(tx)?;
    let found = store::of_cohort(tx, path.cohort)?;
    let mut files = by_id(gather(tx, found, caller.today())?);
    let mut rows = Rows::default();
    for &id in &body.applications {
        // A row that comes twice finds its seats given: it is taken out of the files.
        let result = match files.remove(&id) {
            Some(file) => fill_one(caller, tx, &file, &mut bench, &calendar)?,
            None => Err(texts::row_not_in_cohort(caller.lang).to_owned()),
        };
        rows.take(id, result);
    }
    settle(tx, &caller.keys, &rows.accepted(), &caller.stamp)?;
    Ok(rows.reply())
}

fn fill_one(
    caller: &Caller,
    tx: &mut Tx<'_>,
    file: &File,
    bench: &mut Bench,
    calendar: &WorkingCalendar,
) -> Result<Result<bool, String>, Fault> {
    if let Err(why) = caller.row_not_in_own_cause(file.row.person_id.0) {
        return Ok(Err(why));
    }
    if !file.row.state.0.collects_evidence() {
        return Ok(Err(wrong_state(caller.lang, file.row.state.0)));
    }
    let taken: BTreeSet<_> = file.live_seats().map(|seat| seat.number).collect();
    let needed = i32::try_from(file.seats_needed()).unwrap_or(i32::MAX);
    let empty: Vec<_> = (1..=needed)
        .filter(|number| !taken.contains(number))
        .collect();
    let free = bench.free_for(file);
    if free.len() < empty.len() {
        return Ok(Err(texts::row_no_assessor(caller.lang).to_owned()));
    }
    for (number, assessor) in empty.iter().zip(free) {
        let seat = (AssessmentId::new(), assessor, *number);
        write(caller, tx, file, seat, calendar)?;
        *bench.loads.entry(assessor).or_default() += 1;
    }
    Ok(Ok(!empty.is_empty()))
}

/// Frees a seat that has no score yet, overdue or not, so that someone else can have it.
pub fn free(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: SeatPath,
    body: &Reason,
) -> Result<CandidateDetail, Fault> {
    let seat = store::seat(tx, path.assessment)?.ok_or(NOT_FOUND)?;
    let id: ApplicationId = seat.application_id.0;
    let row = caller.application(tx, Action::CertificationManage, id)?;
    caller.not_in_own_cause(row.person_id.0)?;
    if caller.base()? != seat.version {
        return Err(Fault::Stale(seat.version));
    }
    if seat.state.0 != SeatState::Open {
        return Err(ProblemCode::NotInThisState.into());
    }
    let key = path.assessment.to_string();
    let reason = sealed::seal(&caller.keys, sealed::freed(&key), &body.reason)?;
    store::raise_version(tx, id)?;
    store::free_seat(tx, path.assessment, &reason)?;
    record(tx, &caller.stamp, "assessment.free", "assessment", &key)?;
    let row = store::application(tx, id)?.ok_or(NOT_FOUND)?;
    let file = files::one(tx, row, caller.today())?;
    candidates::detail(caller, tx, file)
}
