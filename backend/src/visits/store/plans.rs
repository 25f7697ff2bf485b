//! Plans in the database.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{Col, Conn, Tx, each, schema::visit_plan};
use tongyu_shared::{
    ids::{AccountId, PlanId, StudentId, VisitId},
    time::Instant,
    visits::{plan::PlanState, types::VisitMode},
};

use super::{instant, texts};
use crate::http::fault::Fault;

/// A plan as it is stored.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// The pupil.
    pub student: StudentId,
    /// Whose plan it is.
    pub author: AccountId,
    /// When.
    pub planned_for: Instant,
    /// How.
    pub mode: VisitMode,
    /// Where it stands.
    pub state: PlanState,
    /// What tells a repeat from another body.
    pub body_hash: String,
    /// What a change is based on.
    pub version: i32,
}

type Row = (
    Col<PlanId>,
    Col<StudentId>,
    Col<AccountId>,
    NaiveDateTime,
    Col<VisitMode>,
    Col<PlanState>,
    String,
    i32,
);

type Columns = (
    visit_plan::id,
    visit_plan::student_id,
    visit_plan::author_id,
    visit_plan::planned_for,
    visit_plan::mode,
    visit_plan::state,
    visit_plan::body_hash,
    visit_plan::version,
);

const COLUMNS: Columns = (
    visit_plan::id,
    visit_plan::student_id,
    visit_plan::author_id,
    visit_plan::planned_for,
    visit_plan::mode,
    visit_plan::state,
    visit_plan::body_hash,
    visit_plan::version,
);

fn plan(row: Row) -> Plan {
    let (id, student, author, planned_for, mode, state, body_hash, version) = row;
    Plan {
        id: id.0,
        student: student.0,
        author: author.0,
        planned_for: instant(planned_for),
        mode: mode.0,
        state: state.0,
        body_hash,
        version,
    }
}

/// A plan by id. Whose it is, the caller looks at.
pub fn plan_by_id(conn: &mut Conn, id: PlanId) -> Result<Option<Plan>, Fault> {
    let row: Option<Row> = visit_plan::table
        .find(id.to_string())
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    Ok(row.map(plan))
}

/// The open plans of an author up to a moment, the first one first.
pub fn open_plans_until(
    conn: &mut Conn,
    author: AccountId,
    until: Instant,
) -> Result<Vec<Plan>, Fault> {
    let rows: Vec<Row> = visit_plan::table
        .filter(visit_plan::author_id.eq(author.to_string()))
        .filter(visit_plan::state.eq(PlanState::Planned.as_str()))
        .filter(visit_plan::planned_for.le(until.naive_utc()))
        .order((visit_plan::planned_for, visit_plan::id))
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(plan).collect())
}

/// The open plans of an author for these pupils: at most one each.
pub fn open_plans_for(
    conn: &mut Conn,
    author: AccountId,
    students: &[StudentId],
) -> Result<Vec<Plan>, Fault> {
    let rows: Vec<Row> = visit_plan::table
        .filter(visit_plan::student_id.eq_any(texts(students)))
        .filter(visit_plan::author_id.eq(author.to_string()))
        .filter(visit_plan::state.eq(PlanState::Planned.as_str()))
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(plan).collect())
}

/// A plan as a new row.
#[derive(Insertable)]
#[diesel(table_name = visit_plan, treat_none_as_default_value = false)]
pub struct NewPlanRow {
    pub id: String,
    pub student_id: String,
    pub class_id: String,
    pub school_id: String,
    pub author_id: String,
    pub planned_for: NaiveDateTime,
    pub mode: &'static str,
    pub state: &'static str,
    pub visit_id: Option<String>,
    pub body_hash: String,
    pub created_at: NaiveDateTime,
    pub version: i32,
}

/// Stores a plan. `false` where the id is taken, or the author has an open plan for the pupil.
pub fn insert_plan(tx: &mut Tx<'_>, row: &NewPlanRow) -> Result<bool, Fault> {
    let inserted = each!(tx, |c| diesel::insert_into(visit_plan::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// What a plan becomes; what is not given stays as it was.
#[derive(AsChangeset, Default)]
#[diesel(table_name = visit_plan)]
pub struct PlanMove {
    pub planned_for: Option<NaiveDateTime>,
    pub mode: Option<&'static str>,
    pub state: Option<&'static str>,
    pub visit_id: Option<String>,
}

impl PlanMove {
    /// Another time, another way.
    pub fn to(at: Instant, mode: VisitMode) -> Self {
        Self {
            planned_for: Some(at.naive_utc()),
            mode: Some(mode.as_str()),
            ..Self::default()
        }
    }

    /// Another way at the same time.
    pub fn in_mode(mode: VisitMode) -> Self {
        Self {
            mode: Some(mode.as_str()),
            ..Self::default()
        }
    }

    /// Dropped.
    pub fn cancelled() -> Self {
        Self {
            state: Some(PlanState::Cancelled.as_str()),
            ..Self::default()
        }
    }

    /// A visit took its place.
    pub fn done_with(visit: VisitId) -> Self {
        Self {
            state: Some(PlanState::Done.as_str()),
            visit_id: Some(visit.to_string()),
            ..Self::default()
        }
    }
}

/// Changes a plan. `false` where someone changed it since `base`.
pub fn change_plan(
    tx: &mut Tx<'_>,
    id: PlanId,
    base: i32,
    change: &PlanMove,
) -> Result<bool, Fault> {
    let changed = diesel::update(
        visit_plan::table
            .find(id.to_string())
            .filter(visit_plan::version.eq(base)),
    )
    .set((change, visit_plan::version.eq(base + 1)))
    .execute(tx.conn())?;
    Ok(changed == 1)
}
