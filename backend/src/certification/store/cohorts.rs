//! Cohorts and their trainings.

use std::collections::HashMap;

use diesel::{dsl::count_star, prelude::*};
use tongyu_db::{
    Col, Conn, Tx,
    schema::{application, cohort, org_node, sign_in, training},
};
use tongyu_shared::{
    certification::pack::Level,
    ids::{AccountId, CohortId, NodeId, TrainingId},
    org::types::NodeKind,
    time::Instant,
};

use super::super::rows::{CohortRow, NewTrainingRow, TrainingRow};
use crate::{access::Scope, http::fault::Fault};

/// A cohort within reach.
pub fn cohort(conn: &mut Conn, scope: &Scope, id: CohortId) -> Result<Option<CohortRow>, Fault> {
    Ok(cohort::table
        .filter(cohort::id.eq(id.to_string()))
        .filter(cohort::node_id.eq_any(scope.nodes()))
        .select(CohortRow::as_select())
        .first(conn)
        .optional()?)
}

/// The cohorts within reach, the newest first.
pub fn cohorts_within(conn: &mut Conn, scope: &Scope) -> Result<Vec<CohortRow>, Fault> {
    Ok(cohort::table
        .filter(cohort::node_id.eq_any(scope.nodes()))
        .order((cohort::created_at.desc(), cohort::id.desc()))
        .select(CohortRow::as_select())
        .load(conn)?)
}

/// The names of some cohorts.
pub fn cohort_names(conn: &mut Conn, ids: &[CohortId]) -> Result<HashMap<CohortId, String>, Fault> {
    let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<(Col<CohortId>, String)> = cohort::table
        .filter(cohort::id.eq_any(ids))
        .select((cohort::id, cohort::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// How many applications each of these cohorts has.
pub fn in_cohorts(conn: &mut Conn, ids: &[CohortId]) -> Result<HashMap<CohortId, u32>, Fault> {
    let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<(Option<Col<CohortId>>, i64)> = application::table
        .filter(application::cohort_id.eq_any(ids))
        .group_by(application::cohort_id)
        .select((application::cohort_id, count_star()))
        .load(conn)?;
    let counted = rows.into_iter().filter_map(|(id, count)| {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        id.map(|Col(id)| (id, count))
    });
    Ok(counted.collect())
}

/// Cities and districts within reach, the city first.
pub fn places_within(conn: &mut Conn, scope: &Scope) -> Result<Vec<(NodeId, String)>, Fault> {
    let kinds = [NodeKind::City.as_str(), NodeKind::District.as_str()];
    let rows: Vec<(Col<NodeId>, String)> = org_node::table
        .filter(org_node::id.eq_any(scope.nodes()))
        .filter(org_node::kind.eq_any(kinds))
        .order((org_node::kind, org_node::sort, org_node::id))
        .select((org_node::id, org_node::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// Adds a cohort under its frozen rules.
pub fn insert_cohort(
    tx: &mut Tx<'_>,
    id: CohortId,
    (node, level, name): (NodeId, Level, &str),
    rules: &str,
    (by, now): (AccountId, Instant),
) -> Result<(), Fault> {
    diesel::insert_into(cohort::table)
        .values((
            cohort::id.eq(id.to_string()),
            cohort::node_id.eq(node.to_string()),
            cohort::level.eq(level.as_str()),
            cohort::name.eq(name),
            cohort::rules.eq(rules),
            cohort::created_by.eq(by.to_string()),
            cohort::created_at.eq(now.naive_utc()),
            cohort::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// A training with its cohort.
pub fn training(
    conn: &mut Conn,
    id: TrainingId,
) -> Result<Option<(TrainingRow, CohortRow)>, Fault> {
    Ok(training::table
        .inner_join(cohort::table)
        .filter(training::id.eq(id.to_string()))
        .select((TrainingRow::as_select(), CohortRow::as_select()))
        .first(conn)
        .optional()?)
}

/// The trainings of some cohorts, the latest first.
pub fn trainings_of(conn: &mut Conn, cohorts: &[CohortId]) -> Result<Vec<TrainingRow>, Fault> {
    let ids: Vec<_> = cohorts.iter().map(ToString::to_string).collect();
    Ok(training::table
        .filter(training::cohort_id.eq_any(ids))
        .order((training::day.desc(), training::id))
        .select(TrainingRow::as_select())
        .load(conn)?)
}

/// The trainings that someone holds, the latest first, each with the name of its cohort.
pub fn trainings_of_trainer(
    conn: &mut Conn,
    trainer: AccountId,
) -> Result<Vec<(TrainingRow, String)>, Fault> {
    Ok(training::table
        .inner_join(cohort::table)
        .filter(training::trainer_id.eq(trainer.to_string()))
        .order((training::day.desc(), training::id))
        .select((TrainingRow::as_select(), cohort::name))
        .load(conn)?)
}

/// How many signed in to each of these trainings.
pub fn sign_ins_in(
    conn: &mut Conn,
    trainings: &[TrainingId],
) -> Result<HashMap<TrainingId, u32>, Fault> {
    let ids: Vec<_> = trainings.iter().map(ToString::to_string).collect();
    let rows: Vec<(Col<TrainingId>, i64)> = sign_in::table
        .filter(sign_in::training_id.eq_any(ids))
        .filter(sign_in::taken_back_at.is_null())
        .group_by(sign_in::training_id)
        .select((sign_in::training_id, count_star()))
        .load(conn)?;
    let counted = rows
        .into_iter()
        .map(|(id, count)| (id.0, u32::try_from(count).unwrap_or(u32::MAX)));
    Ok(counted.collect())
}

/// Adds a training.
pub fn insert_training(tx: &mut Tx<'_>, row: &NewTrainingRow) -> Result<(), Fault> {
    diesel::insert_into(training::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}
