//! Applications, their events and appeals.

use chrono::NaiveDateTime;
use diesel::{BoxableExpression, dsl::max, prelude::*, sql_types::Bool};
use serde::{Deserialize, Serialize};
use tongyu_db::{
    Backend, Col, Conn, Tx,
    cursor::{self, Page},
    each,
    schema::{appeal, application, application_event, cohort, declared_relation},
};
use tongyu_shared::{
    api::{page::PAGE_SIZE, problem::ProblemCode},
    certification::{pack::Level, state::CertState},
    ids::{AccountId, ApplicationId, CohortId, PersonId},
    time::Instant,
};

use super::super::rows::{
    AppealRow, ApplicationChanges, ApplicationRow, EventRow, NewApplicationRow, NewEventRow,
    NewRelationRow,
};
use crate::{access::Scope, http::fault::Fault};

type Condition = Box<dyn BoxableExpression<application::table, Backend, SqlType = Bool>>;

/// Applications of cohorts within reach, and those in no cohort yet of schools within reach.
fn within(scope: &Scope) -> Condition {
    let cohorts = cohort::table
        .filter(cohort::node_id.eq_any(scope.nodes()))
        .select(cohort::id);
    let waiting = application::cohort_id
        .is_null()
        .and(application::school_id.eq_any(scope.nodes()));
    let joined = application::cohort_id.assume_not_null().eq_any(cohorts);
    Box::new(waiting.or(joined))
}

fn texts<T: ToString>(ids: &[T]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// An application by id, for those who have a right to it already.
pub fn application(conn: &mut Conn, id: ApplicationId) -> Result<Option<ApplicationRow>, Fault> {
    Ok(application::table
        .find(id.to_string())
        .select(ApplicationRow::as_select())
        .first(conn)
        .optional()?)
}

/// An application within reach.
pub fn application_visible(
    conn: &mut Conn,
    scope: &Scope,
    id: ApplicationId,
) -> Result<Option<ApplicationRow>, Fault> {
    Ok(application::table
        .filter(application::id.eq(id.to_string()))
        .filter(within(scope))
        .select(ApplicationRow::as_select())
        .first(conn)
        .optional()?)
}

/// Those of these applications that lie within reach.
pub fn some(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[ApplicationId],
) -> Result<Vec<ApplicationRow>, Fault> {
    Ok(application::table
        .filter(application::id.eq_any(texts(ids)))
        .filter(within(scope))
        .select(ApplicationRow::as_select())
        .load(conn)?)
}

/// Applications by id, for those who have a right to them already, in the order of their making.
pub fn by_ids(conn: &mut Conn, ids: &[ApplicationId]) -> Result<Vec<ApplicationRow>, Fault> {
    Ok(application::table
        .filter(application::id.eq_any(texts(ids)))
        .order((application::applied_at, application::id))
        .select(ApplicationRow::as_select())
        .load(conn)?)
}

/// The applications of a cohort, in the order in which they were made.
pub fn of_cohort(conn: &mut Conn, cohort: CohortId) -> Result<Vec<ApplicationRow>, Fault> {
    Ok(application::table
        .filter(application::cohort_id.eq(cohort.to_string()))
        .order((application::applied_at, application::id))
        .select(ApplicationRow::as_select())
        .load(conn)?)
}

/// Someone's applications, the newest first.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<ApplicationRow>, Fault> {
    Ok(application::table
        .filter(application::person_id.eq(person.to_string()))
        .order((application::applied_at.desc(), application::id.desc()))
        .select(ApplicationRow::as_select())
        .load(conn)?)
}

#[derive(Serialize, Deserialize)]
struct Key {
    at: NaiveDateTime,
    id: String,
}

/// Applications in this state; without one those that wait: to be judged, to join a cohort, or for
/// a decision on an appeal.
fn in_state(state: Option<CertState>) -> Condition {
    if let Some(state) = state {
        return Box::new(application::state.eq(state.as_str()));
    }
    let waiting = [CertState::Applied, CertState::Eligible].map(CertState::as_str);
    let appealed = appeal::table
        .filter(appeal::upheld.is_null())
        .select(appeal::application_id);
    let refused = application::state.eq(CertState::Refused.as_str());
    Box::new(
        application::state
            .eq_any(waiting)
            .or(refused.and(application::id.eq_any(appealed))),
    )
}

/// One page of the applications within reach that are in this state, or that wait; the first made
/// first.
pub fn page(
    conn: &mut Conn,
    scope: &Scope,
    state: Option<CertState>,
    after: Option<&str>,
) -> Result<Page<ApplicationRow>, Fault> {
    let mut query = application::table
        .filter(within(scope))
        .filter(in_state(state))
        .select(ApplicationRow::as_select())
        .order((application::applied_at, application::id))
        .limit(Page::<ApplicationRow>::fetch(PAGE_SIZE))
        .into_boxed();
    if let Some(after) = after {
        let key: Key = cursor::decode(after).map_err(|_| ProblemCode::UnreadableQuery)?;
        let later = application::applied_at.gt(key.at);
        let behind = application::applied_at
            .eq(key.at)
            .and(application::id.gt(key.id));
        query = query.filter(later.or(behind));
    }
    let key = |row: &ApplicationRow| Key {
        at: row.applied_at,
        id: row.id.to_string(),
    };
    Page::cut(query.load(conn)?, PAGE_SIZE, key).map_err(Fault::internal)
}

/// Adds an application.
pub fn insert_application(tx: &mut Tx<'_>, row: &NewApplicationRow) -> Result<(), Fault> {
    diesel::insert_into(application::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Adds declared relations.
pub fn insert_relations(tx: &mut Tx<'_>, rows: &[NewRelationRow]) -> Result<(), Fault> {
    each!(tx, |c| diesel::insert_into(declared_relation::table)
        .values(rows)
        .execute(c))?;
    Ok(())
}

/// Raises the version first, so that of two who act at once one sees what the other did.
pub fn raise_version(tx: &mut Tx<'_>, id: ApplicationId) -> Result<(), Fault> {
    diesel::update(application::table.find(id.to_string()))
        .set(application::version.eq(application::version + 1))
        .execute(tx.conn())?;
    Ok(())
}

/// Writes what a step has changed.
pub fn update(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    changes: &ApplicationChanges,
) -> Result<(), Fault> {
    diesel::update(application::table.find(id.to_string()))
        .set(changes)
        .execute(tx.conn())?;
    Ok(())
}

/// Puts an application into a cohort, under its rules.
pub fn join_cohort(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    cohort: CohortId,
    rules: &str,
) -> Result<(), Fault> {
    diesel::update(application::table.find(id.to_string()))
        .set((
            application::cohort_id.eq(cohort.to_string()),
            application::rules.eq(rules),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The number of an application's next event.
pub fn next_seq(tx: &mut Tx<'_>, id: ApplicationId) -> Result<i32, Fault> {
    let last: Option<i32> = application_event::table
        .filter(application_event::application_id.eq(id.to_string()))
        .select(max(application_event::seq))
        .first(tx.conn())?;
    Ok(last.unwrap_or(0) + 1)
}

/// Adds an event.
pub fn insert_event(tx: &mut Tx<'_>, row: &NewEventRow) -> Result<(), Fault> {
    diesel::insert_into(application_event::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// What happened to some applications, the first first.
pub fn events_of(conn: &mut Conn, ids: &[ApplicationId]) -> Result<Vec<EventRow>, Fault> {
    Ok(application_event::table
        .filter(application_event::application_id.eq_any(texts(ids)))
        .order((application_event::application_id, application_event::seq))
        .select(EventRow::as_select())
        .load(conn)?)
}

/// The appeals of some applications, the first first.
pub fn appeals_of(conn: &mut Conn, ids: &[ApplicationId]) -> Result<Vec<AppealRow>, Fault> {
    Ok(appeal::table
        .filter(appeal::application_id.eq_any(texts(ids)))
        .order((appeal::application_id, appeal::refusal_seq))
        .select(AppealRow::as_select())
        .load(conn)?)
}

/// The levels for which an appeal of someone's waits for its decision.
pub fn appealed_levels(conn: &mut Conn, person: PersonId) -> Result<Vec<Level>, Fault> {
    let rows: Vec<Col<Level>> = appeal::table
        .inner_join(application::table)
        .filter(application::person_id.eq(person.to_string()))
        .filter(appeal::upheld.is_null())
        .select(application::level)
        .load(conn)?;
    Ok(rows.into_iter().map(|level| level.0).collect())
}

/// Adds an appeal.
pub fn insert_appeal(
    tx: &mut Tx<'_>,
    (id, refusal): (ApplicationId, i32),
    text_sealed: &[u8],
    now: Instant,
) -> Result<(), Fault> {
    diesel::insert_into(appeal::table)
        .values((
            appeal::application_id.eq(id.to_string()),
            appeal::refusal_seq.eq(refusal),
            appeal::text_sealed.eq(text_sealed),
            appeal::made_at.eq(now.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Writes the decision on an appeal.
pub fn decide_appeal(
    tx: &mut Tx<'_>,
    (id, refusal): (ApplicationId, i32),
    upheld: bool,
    reason_sealed: &[u8],
    (by, now): (AccountId, Instant),
) -> Result<(), Fault> {
    diesel::update(appeal::table.find((id.to_string(), refusal)))
        .set((
            appeal::upheld.eq(upheld),
            appeal::reason_sealed.eq(reason_sealed),
            appeal::decided_by.eq(by.to_string()),
            appeal::decided_at.eq(now.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(())
}
