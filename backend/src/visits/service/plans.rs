//! Plans: made, moved and dropped by their author; a visit takes their place.

use chrono::TimeDelta;
use tongyu_db::{Conn, DbError, Tx};
use tongyu_shared::{
    access::Action,
    api::problem::ProblemCode,
    ids::{PlanId, StudentId, VisitId},
    time::{Instant, words},
    validate::Errors,
    visits::{
        plan::{AfterVisit, PlanState, after_visit},
        state::{VisitActor, VisitEvent, next},
        types::{NewPlan, NewVisit, PlanChange, PlanLine},
    },
};

use super::super::{
    reach::{Reach, Reached},
    store::{self, NewPlanRow, Plan, PlanMove},
};
use crate::{
    access::Actor,
    audit::{self, By},
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    org::Enrolled,
};

/// How far ahead a visit may be planned.
const AHEAD: TimeDelta = TimeDelta::days(366);
/// Days of which the first page shows the plans, today among them.
const DAYS_SHOWN: i64 = 7;

/// Stores a plan under the id that the phone made. The same author may send the same body again,
/// which changes nothing; another body under this id is refused, and the id of someone else's plan
/// is not found. 409 where the author has an open plan for the pupil.
pub fn make(
    tx: &mut Tx<'_>,
    keys: &Keys,
    actor: &Actor,
    id: PlanId,
    body: &NewPlan,
    stamp: &Stamp,
) -> Result<PlanLine, Fault> {
    let pupil = pupil(tx, actor, body.student, stamp)?;
    let canonical = serde_json::to_vec(body).map_err(Fault::internal)?;
    let hash = keys.fingerprint(&canonical);
    if let Some(first) = store::plan_by_id(tx, id)? {
        return if first.author != actor.account {
            Err(NOT_FOUND)
        } else if first.body_hash == hash {
            Ok(line(&first, &pupil))
        } else {
            Err(ProblemCode::DiffersFromFirst.into())
        };
    }
    check_time(body.planned_for, stamp.now)?;
    if !store::open_plans_for(tx, actor.account, &[body.student])?.is_empty() {
        return Err(ProblemCode::Exists.into());
    }
    if !store::insert_plan(tx, &row(id, body, &pupil, (actor, hash), stamp))? {
        // Another insert came between, and is not visible before a rerun.
        return Err(Fault::Db(DbError::Busy));
    }
    log(tx, stamp, "visit.plan", id, body.student)?;
    let stored = store::plan_by_id(tx, id)?.ok_or(NOT_FOUND)?;
    Ok(line(&stored, &pupil))
}

fn row(
    id: PlanId,
    body: &NewPlan,
    pupil: &Enrolled,
    (actor, body_hash): (&Actor, String),
    stamp: &Stamp,
) -> NewPlanRow {
    NewPlanRow {
        id: id.to_string(),
        student_id: body.student.to_string(),
        class_id: pupil.class.to_string(),
        school_id: pupil.school.to_string(),
        author_id: actor.account.to_string(),
        planned_for: body.planned_for.naive_utc(),
        mode: body.mode.as_str(),
        state: PlanState::Planned.as_str(),
        visit_id: None,
        body_hash,
        created_at: stamp.now.naive_utc(),
        version: 1,
    }
}

/// Gives an open plan of this author another time or another way; 412 where it was changed since
/// `base`.
pub fn move_to(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, base): (PlanId, i32),
    body: &PlanChange,
    stamp: &Stamp,
) -> Result<PlanLine, Fault> {
    let (plan, pupil) = own(tx, actor, id, stamp)?;
    if plan.version != base {
        return Err(Fault::Stale(plan.version));
    }
    if plan.state != PlanState::Planned {
        return Err(ProblemCode::NotInThisState.into());
    }
    check_time(body.planned_for, stamp.now)?;
    let to = PlanMove::to(body.planned_for, body.mode);
    change(tx, &plan, &pupil, &to, ("visit.move_plan", stamp))
}

/// Drops an open plan of this author; 412 where it was changed since `base`.
pub fn cancel(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, base): (PlanId, i32),
    stamp: &Stamp,
) -> Result<PlanLine, Fault> {
    let (plan, pupil) = own(tx, actor, id, stamp)?;
    if plan.version != base {
        return Err(Fault::Stale(plan.version));
    }
    next(
        plan.state.as_visit(),
        VisitEvent::Cancel,
        VisitActor::Author,
    )
    .map_err(|_| ProblemCode::NotInThisState)?;
    let cancelled = PlanMove::cancelled();
    change(tx, &plan, &pupil, &cancelled, ("visit.cancel_plan", stamp))
}

fn change(
    tx: &mut Tx<'_>,
    plan: &Plan,
    pupil: &Enrolled,
    to: &PlanMove,
    (action, stamp): (&'static str, &Stamp),
) -> Result<PlanLine, Fault> {
    if !store::change_plan(tx, plan.id, plan.version, to)? {
        return Err(ProblemCode::Stale.into());
    }
    log(tx, stamp, action, plan.id, plan.student)?;
    let changed = store::plan_by_id(tx, plan.id)?.ok_or(NOT_FOUND)?;
    Ok(line(&changed, pupil))
}

/// A visit that has come in takes the place of its author's open plans for its pupils, in the same
/// transaction.
pub fn fulfil(
    tx: &mut Tx<'_>,
    actor: &Actor,
    visit: VisitId,
    body: &NewVisit,
) -> Result<(), Fault> {
    for plan in store::open_plans_for(tx, actor.account, &body.students)? {
        let (planned, visited) = (plan.planned_for.date(), body.started_at.date());
        let to = match after_visit(planned, visited, body.outcome, body.wanted_mode) {
            AfterVisit::Stays => continue,
            AfterVisit::Done => PlanMove::done_with(visit),
            AfterVisit::GoesOn(mode) => PlanMove::in_mode(mode),
        };
        if !store::change_plan(tx, plan.id, plan.version, &to)? {
            return Err(Fault::Db(DbError::Busy));
        }
    }
    Ok(())
}

/// This reader's open plan for a pupil.
pub fn open_of(
    conn: &mut Conn,
    actor: &Actor,
    pupil: &Enrolled,
) -> Result<Option<PlanLine>, Fault> {
    let open = store::open_plans_for(conn, actor.account, &[pupil.student])?;
    Ok(open.first().map(|plan| line(plan, pupil)))
}

/// This reader's open plans up to the end of the next days, for pupils who are within reach today.
pub fn shown_today(conn: &mut Conn, actor: &Actor, now: Instant) -> Result<Vec<PlanLine>, Fault> {
    let today = now.date();
    let until = today.plus_days(DAYS_SHOWN - 1).last_instant();
    let open = store::open_plans_until(conn, actor.account, until)?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let students: Vec<StudentId> = open.iter().map(|plan| plan.student).collect();
    let pupils = Reach::of(conn, actor, Action::VisitRecord)?.pupils(conn, &students, today)?;
    let shown = open.iter().filter_map(|plan| {
        let reached = pupils
            .iter()
            .find(|reached| reached.pupil.student == plan.student)?;
        Some(line(plan, &reached.pupil))
    });
    Ok(shown.collect())
}

/// A pupil whom this person may visit today.
fn pupil(
    conn: &mut Conn,
    actor: &Actor,
    student: StudentId,
    stamp: &Stamp,
) -> Result<Enrolled, Fault> {
    let reach = Reach::of(conn, actor, Action::VisitRecord)?;
    let Reached { pupil, .. } = reach
        .pupil(conn, student, stamp.now.date())?
        .ok_or(NOT_FOUND)?;
    Ok(pupil)
}

/// A plan of this person's own for a pupil who is still within reach.
fn own(
    conn: &mut Conn,
    actor: &Actor,
    id: PlanId,
    stamp: &Stamp,
) -> Result<(Plan, Enrolled), Fault> {
    let plan = store::plan_by_id(conn, id)?
        .filter(|plan| plan.author == actor.account)
        .ok_or(NOT_FOUND)?;
    let pupil = pupil(conn, actor, plan.student, stamp)?;
    Ok((plan, pupil))
}

fn check_time(at: Instant, now: Instant) -> Result<(), Fault> {
    let mut errors = Errors::default();
    let last = now.plus(AHEAD);
    if at < now {
        errors.add("planned_for", "in_the_past", Vec::new());
    } else if at > last {
        let max = format!("{} {}", last.date(), words::clock(last));
        errors.add("planned_for", "too_late", vec![("max", max)]);
    }
    match errors.into_found() {
        found if found.is_empty() => Ok(()),
        found => Err(Fault::Invalid(found)),
    }
}

fn line(plan: &Plan, pupil: &Enrolled) -> PlanLine {
    PlanLine {
        plan: plan.id,
        student: plan.student,
        name: pupil.name.clone(),
        class_name: pupil.class_name.clone(),
        planned_for: plan.planned_for,
        mode: plan.mode,
        state: plan.state,
        version: plan.version,
    }
}

fn log(
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    action: &'static str,
    id: PlanId,
    student: StudentId,
) -> Result<(), Fault> {
    audit::record(
        tx,
        stamp,
        &audit::Entry {
            by: By::Staff,
            action,
            subject_kind: "visit_plan",
            subject_id: &id.to_string(),
            student: Some(student),
        },
    )
}
