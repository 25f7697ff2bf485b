//! The candidates of a cohort (D2): lines, counts of the filters, one file.
//!
//! One rule for names: whoever may open the files here, to run certification or to decide, sees them
//! whole in lists as in the file; everyone else reaches neither. A list that masked what one press
//! shows would protect nobody.

use std::collections::HashMap;

use tongyu_db::{Conn, cursor};
use tongyu_shared::{
    access::{Action, Role},
    api::{page::PAGE_SIZE, problem::ProblemCode},
    certification::{
        conflicts::{CertifierConflict, certifier_conflict},
        pack::ExamPart,
        rules::{RuleKind, RuleLine, TrainingKind, best, hours_of, lessons_at},
        state::CertState,
        types::{
            ApplicationPath, CandidateCounts, CandidateDetail, CandidateFilter, CandidateLine,
            CandidatePage, CandidateQuery, CohortPath, ExamLine, LessonLine, SeatState, SeatView,
            SignInLine,
        },
        words,
    },
    ids::{AccountId, ApplicationId},
    time::{Date, Instant},
};

use super::{
    caller::Caller,
    files::{File, gather},
    history::{self, Story},
    judging::{missing, visible},
    own::blind,
    rows::SeatRow,
    sealed,
    store::{self, Staff},
};
use crate::http::fault::Fault;

/// A candidate with what the rules say.
pub struct Judged {
    /// The file.
    pub file: File,
    /// Rule by rule.
    pub lines: Vec<RuleLine>,
    /// Which filter shows it.
    pub group: CandidateFilter,
}

/// The candidates of a cohort, judged, in the order of their applications.
pub fn judged(
    caller: &Caller,
    conn: &mut Conn,
    cohort: tongyu_shared::ids::CohortId,
) -> Result<Vec<Judged>, Fault> {
    let rows = store::of_cohort(conn, cohort)?;
    let files = gather(conn, rows, caller.today())?;
    let judged = files.into_iter().map(|file| judge(caller, file));
    judged.collect()
}

/// Holds one file against its rules.
pub fn judge(caller: &Caller, file: File) -> Result<Judged, Fault> {
    let lines = file.lines(caller.today(), caller.lang)?;
    let group = file.group(&lines);
    Ok(Judged { file, lines, group })
}

/// Takes out of a reader's own row what a candidate is not told: the points, and that they lay apart
/// or a person looks at the file again.
fn blinded(caller: &Caller, mut one: Judged) -> Judged {
    if is_own(caller, &one.file) {
        for line in &mut one.lines {
            blind(caller.lang, line, &one.file);
        }
        if one.group == CandidateFilter::Review {
            one.group = CandidateFilter::Complete;
        }
    }
    one
}

fn is_own(caller: &Caller, file: &File) -> bool {
    caller.not_in_own_cause(file.row.person_id.0).is_err()
}

/// How many each filter shows.
pub fn counts(candidates: &[Judged]) -> CandidateCounts {
    let of = |group| count(candidates.iter().filter(|one| one.group == group).count());
    CandidateCounts {
        all: count(candidates.len()),
        complete: of(CandidateFilter::Complete),
        review: of(CandidateFilter::Review),
        incomplete: of(CandidateFilter::Incomplete),
        decided: of(CandidateFilter::Decided),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// One page of the candidates of a cohort.
pub fn list(
    caller: &Caller,
    conn: &mut Conn,
    path: CohortPath,
    query: &CandidateQuery,
) -> Result<CandidatePage, Fault> {
    let cohort = caller.cohort(conn, Action::CertificationRead, path.cohort)?;
    let node = cohort.node_id.0;
    let certifies = caller
        .actor
        .scope(Action::CertificationCertify)
        .covers(conn, node)?;
    let all = judged(caller, conn, path.cohort)?.into_iter();
    let all: Vec<_> = all.map(|one| blinded(caller, one)).collect();
    let counts = counts(&all);
    let mut shown: Vec<_> = all
        .iter()
        .filter(|one| query.show.is_none_or(|show| one.group == show))
        .collect();
    if let Some(after) = &query.after {
        let last: ApplicationId =
            cursor::decode(after).map_err(|_| ProblemCode::UnreadableQuery)?;
        let position = shown.iter().position(|one| one.file.row.id.0 == last);
        shown.drain(..position.map_or(0, |at| at + 1));
    }
    let page =
        cursor::Page::cut(shown, PAGE_SIZE, |one| one.file.row.id.0).map_err(Fault::internal)?;
    let lines = page.items.iter().map(|one| line(caller, one, certifies));
    Ok(CandidatePage {
        counts,
        items: lines.collect::<Result<_, Fault>>()?,
        next: page.next,
    })
}

fn line(caller: &Caller, one: &Judged, certifies: bool) -> Result<CandidateLine, Fault> {
    let (file, rules) = (&one.file, one.file.rules()?);
    let state = file.row.state.0;
    let conflict = conflict(caller, file).filter(|_| certifies);
    let ready = matches!(
        one.group,
        CandidateFilter::Complete | CandidateFilter::Review
    );
    Ok(CandidateLine {
        application: file.row.id.0,
        name: file.name.clone(),
        school_name: file.school_name.clone(),
        hours: hours_of(&file.evidence, TrainingKind::Course),
        hours_needed: rules.hours.into(),
        lessons: lessons_at(&file.evidence, rules.lessons.floor),
        lessons_needed: rules.lessons.count.into(),
        theory: best(&file.evidence, ExamPart::Theory),
        exams: sources(one, &[RuleKind::Theory, RuleKind::CaseDefence]),
        observed: sources(one, &[RuleKind::Lessons]),
        state,
        state_word: words::state(caller.lang, state).to_owned(),
        group: one.group,
        missing: if state.collects_evidence() {
            missing(&one.lines)
        } else {
            Vec::new()
        },
        flags: if is_own(caller, file) {
            Vec::new()
        } else {
            file.flags()
        },
        scores_in: file.evidence.assessed.scores_in,
        seats_needed: file.evidence.assessed.seats_needed,
        may_recommend: certifies && ready && conflict.is_none(),
        conflict: conflict.map(|code| words::certifier_conflict(caller.lang, code).to_owned()),
        conflict_code: conflict,
        version: file.row.version,
    })
}

/// What stands for some rules, in words.
fn sources(one: &Judged, rules: &[RuleKind]) -> Vec<String> {
    let lines = one.lines.iter().filter(|line| rules.contains(&line.rule));
    lines.flat_map(|line| line.sources.clone()).collect()
}

/// Why the reader personally cannot put a candidate forward.
pub fn conflict(caller: &Caller, file: &File) -> Option<CertifierConflict> {
    certifier_conflict(&file.ties, caller.actor.person)
}

/// Reads one file with all evidence. Nobody reads the own one here: it tells who assessed it and
/// how, which a candidate is not told.
pub fn read(
    caller: &Caller,
    conn: &mut Conn,
    path: ApplicationPath,
) -> Result<CandidateDetail, Fault> {
    let file = visible(caller, conn, Action::CertificationRead, path.application)?;
    caller.not_in_own_cause(file.row.person_id.0)?;
    detail(caller, conn, file)
}

/// A file as those see it who run certification or decide.
pub fn detail(caller: &Caller, conn: &mut Conn, file: File) -> Result<CandidateDetail, Fault> {
    let one = judge(caller, file)?;
    let story = history::story(conn, &one.file)?;
    let cohort = one.file.row.cohort();
    let cohorts = store::cohort_names(conn, cohort.as_slice())?;
    let staff = store::staff(conn, &accounts(&one.file, &story))?;
    let assessors: Vec<_> = one
        .file
        .seats
        .iter()
        .map(|seat| seat.assessor_id.0)
        .collect();
    let titles = store::titles_on(conn, Role::Assessor, &assessors, caller.today())?;
    let manages = caller.reaches(conn, Action::CertificationManage, &one.file.row)?;
    let certifies = caller.reaches(conn, Action::CertificationCertify, &one.file.row)?;
    let names = Names { staff, titles };
    let mut shown = shown(caller, &one, &story, &names)?;
    shown.cohort_name = cohort.and_then(|id| cohorts.get(&id).cloned());
    let conflict = conflict(caller, &one.file).filter(|_| certifies);
    let ready = matches!(
        one.group,
        CandidateFilter::Complete | CandidateFilter::Review
    );
    shown.may_recommend = certifies && ready && conflict.is_none();
    shown.conflict = conflict.map(|code| words::certifier_conflict(caller.lang, code).to_owned());
    shown.may_decide_appeal = manages && may_decide(caller, &story, one.file.row.state.0);
    Ok(shown)
}

/// The names of those who had a hand in a file.
struct Names {
    staff: HashMap<AccountId, Staff>,
    titles: HashMap<AccountId, String>,
}

fn accounts(file: &File, story: &Story) -> Vec<AccountId> {
    let seats = file.seats.iter().map(|seat| seat.assessor_id.0);
    let events = story.events.iter();
    let by = events.filter_map(|event| event.account_id.map(|id| id.0));
    seats.chain(by).collect()
}

fn may_decide(caller: &Caller, story: &Story, state: CertState) -> bool {
    story.refusal(state).is_some_and(|refusal| {
        let waits = story
            .appeal(refusal)
            .is_some_and(|row| row.upheld.is_none());
        waits && refusal.account_id.map(|id| id.0) != Some(caller.actor.account)
    })
}

fn shown(
    caller: &Caller,
    one: &Judged,
    story: &Story,
    names: &Names,
) -> Result<CandidateDetail, Fault> {
    let file = &one.file;
    let state = file.row.state.0;
    let floor = file.rules()?.lessons.floor;
    Ok(CandidateDetail {
        application: file.row.id.0,
        name: file.name.clone(),
        school_name: file.school_name.clone(),
        level: file.row.level.0,
        cohort: file.row.cohort(),
        cohort_name: None,
        state,
        state_word: words::state(caller.lang, state).to_owned(),
        applied_at: Instant::from_naive_utc(file.row.applied_at),
        pack: history::pack_name(&file.frozen, caller.lang),
        rules: one.lines.clone(),
        flags: file.flags(),
        sign_ins: sign_ins(caller, file)?,
        lessons: lessons(caller, file, floor)?,
        exams: exams(caller, file)?,
        seats: seats(caller, file, names)?,
        result: file.evidence.assessed.result,
        relations: history::relations(&caller.keys, file)?,
        sent_back: story.sent_back(&caller.keys, state)?,
        refusal: story.shown_refusal(caller, file)?,
        may_decide_appeal: false,
        may_recommend: false,
        conflict: None,
        history: story.lines(caller, Some(&names.staff))?,
        version: file.row.version,
    })
}

fn sign_ins(caller: &Caller, file: &File) -> Result<Vec<SignInLine>, Fault> {
    let lines = file.sign_ins.iter().map(|(row, training)| {
        let key = format!("{}/{}", row.training_id.0, row.application_id.0);
        let place = sealed::sign_in_reason(&key);
        let reason = row
            .reason_sealed
            .as_deref()
            .filter(|_| row.taken_back_at.is_some());
        Ok(SignInLine {
            training: training.id.0,
            kind: training.kind.0,
            day: Date::from(training.day),
            topic: training.topic.clone(),
            hours: u32::try_from(training.hours).unwrap_or(0),
            taken_back: sealed::open_some(&caller.keys, place, reason)?,
        })
    });
    lines.collect()
}

fn lessons(caller: &Caller, file: &File, floor: i32) -> Result<Vec<LessonLine>, Fault> {
    let lines = file.lessons.iter().map(|row| {
        let place = sealed::lesson_correction(&row.id);
        let corrected = row.correction_sealed.as_deref();
        Ok(LessonLine {
            day: Date::from(row.day),
            class_name: row.class_name.clone(),
            observer: row.observer.clone(),
            score: row.score,
            counts: row.score >= floor,
            corrected: sealed::open_some(&caller.keys, place, corrected)?,
        })
    });
    lines.collect()
}

fn exams(caller: &Caller, file: &File) -> Result<Vec<ExamLine>, Fault> {
    let lines = file.exams.iter().map(|row| {
        let place = sealed::exam_correction(&row.id);
        let corrected = row.correction_sealed.as_deref();
        Ok(ExamLine {
            part: row.part.0,
            day: Date::from(row.day),
            score: row.score,
            corrected: sealed::open_some(&caller.keys, place, corrected)?,
        })
    });
    lines.collect()
}

/// Scores show once all that are needed are in: until then nobody can carry one to another
/// assessor.
fn seats(caller: &Caller, file: &File, names: &Names) -> Result<Vec<SeatView>, Fault> {
    let all_in = file.scores().len() >= file.seats_needed();
    let view = |seat: &SeatRow| {
        let key = seat.id.to_string();
        let due_on = Date::from(seat.due_on);
        let remarks = seat.remarks_sealed.as_deref().filter(|_| all_in);
        let assessor = seat.assessor_id.0;
        Ok(SeatView {
            assessment: seat.id.0,
            number: seat.number,
            assessor_name: store::known(&names.staff, assessor)?.name.clone(),
            // Whose role has ended since bears no title any more.
            title: names.titles.get(&assessor).cloned().unwrap_or_default(),
            state: seat.state.0,
            due_on,
            overdue: seat.state.0 == SeatState::Open && caller.today() > due_on,
            score: seat.score.filter(|_| all_in),
            remarks: sealed::open_some(&caller.keys, sealed::remarks(&key), remarks)?,
            freed_because: sealed::open_some(
                &caller.keys,
                sealed::freed(&key),
                seat.freed_sealed.as_deref(),
            )?,
            version: seat.version,
        })
    };
    file.seats.iter().map(view).collect()
}
