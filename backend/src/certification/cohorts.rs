//! Cohorts: opened under the rules in force, filled with eligible applications.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    access::{Action, Role},
    api::problem::ProblemCode,
    certification::{
        state::{CertActor, CertEvent, CertState},
        types::{
            Applications, BulkReply, CohortDetail, CohortLine, CohortList, CohortPath, CohortPlace,
            NewCohort, TrainerChoice,
        },
        words,
    },
    text::certification as texts,
    time::Instant,
};

use super::{
    applications::{Step, advance, exists, record},
    bulk::{Rows, wrong_state},
    caller::Caller,
    candidates, own,
    rows::{ApplicationRow, CohortRow, frozen},
    store, trainings,
};
use crate::{access::authorize, http::fault::Fault, org};

/// The cohorts within reach, and where one can be opened.
pub fn list(caller: &Caller, conn: &mut Conn) -> Result<CohortList, Fault> {
    let rows = store::cohorts_within(conn, &caller.actor.scope(Action::CertificationRead))?;
    let ids: Vec<_> = rows.iter().map(|row| row.id.0).collect();
    let people = store::in_cohorts(conn, &ids)?;
    let nodes: Vec<_> = rows.iter().map(|row| row.node_id.0).collect();
    let names = store::names_of_nodes(conn, &nodes)?;
    let places = store::places_within(conn, &caller.actor.scope(Action::CertificationManage))?;
    let line = |row: CohortRow| {
        Ok(CohortLine {
            cohort: row.id.0,
            name: row.name,
            level: row.level.0,
            node_name: store::known(&names, row.node_id.0)?.clone(),
            // None where nobody is in it yet.
            people: people.get(&row.id.0).copied().unwrap_or(0),
            created_at: Instant::from_naive_utc(row.created_at),
        })
    };
    Ok(CohortList {
        items: rows.into_iter().map(line).collect::<Result<_, Fault>>()?,
        places: places
            .into_iter()
            .map(|(node, name)| CohortPlace { node, name })
            .collect(),
    })
}

/// Opens a cohort in a city or a district; the rules in force are frozen on it. The same again
/// changes nothing.
pub fn create(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: CohortPath,
    body: &NewCohort,
) -> Result<CohortDetail, Fault> {
    let scope = caller.actor.scope(Action::CertificationManage);
    authorize(tx, &caller.actor, Action::CertificationManage, body.node)?;
    if let Some(row) = store::cohort(tx, &scope, path.cohort)? {
        let same = (row.node_id.0, row.level.0, row.name.as_str())
            == (body.node, body.level, body.name.trim());
        if !same {
            return Err(ProblemCode::DiffersFromFirst.into());
        }
        return detail(caller, tx, row);
    }
    let places = store::places_within(tx, &scope)?;
    if !places.iter().any(|(node, _)| *node == body.node) {
        return Err(Fault::field("node", "unknown_value"));
    }
    let rules = own::rules_in_force(tx, caller)?.ok_or(ProblemCode::NoRulePack)?;
    if !rules.rules.levels.contains_key(&body.level) {
        return Err(Fault::field("level", "unknown_value"));
    }
    let json = serde_json::to_string(&rules).map_err(Fault::internal)?;
    let what = (body.node, body.level, body.name.trim());
    let by = (caller.actor.account, caller.stamp.now);
    store::insert_cohort(tx, path.cohort, what, &json, by).map_err(exists)?;
    record(tx, &caller.stamp, "cohort.open", "cohort", &path.cohort)?;
    read(caller, tx, path)
}

/// Reads a cohort with its rules, trainings and counts.
pub fn read(caller: &Caller, conn: &mut Conn, path: CohortPath) -> Result<CohortDetail, Fault> {
    let row = caller.cohort(conn, Action::CertificationRead, path.cohort)?;
    detail(caller, conn, row)
}

fn detail(caller: &Caller, conn: &mut Conn, row: CohortRow) -> Result<CohortDetail, Fault> {
    let (id, node) = (row.id.0, row.node_id.0);
    let counts = candidates::counts(&candidates::judged(caller, conn, id)?);
    let held = store::trainings_of(conn, &[id])?;
    let trainings = trainings::lines(conn, held, |_| Ok(row.name.clone()))?;
    let manages = caller
        .actor
        .scope(Action::CertificationManage)
        .covers(conn, node)?;
    let certifies = caller
        .actor
        .scope(Action::CertificationCertify)
        .covers(conn, node)?;
    Ok(CohortDetail {
        cohort: id,
        level: row.level.0,
        node,
        node_name: org::place(conn, node)?.name,
        frozen: frozen(&row.rules)?,
        counts,
        trainings,
        trainers: if manages {
            trainers(caller, conn, &row)?
        } else {
            Vec::new()
        },
        may_manage: manages,
        may_certify: certifies,
        version: row.version,
        name: row.name,
    })
}

fn trainers(
    caller: &Caller,
    conn: &mut Conn,
    row: &CohortRow,
) -> Result<Vec<TrainerChoice>, Fault> {
    let holders = store::holders_around(conn, Role::Trainer, row.node_id.0, caller.today())?;
    let ids: Vec<_> = holders.iter().map(|(id, _)| *id).collect();
    let staff = store::staff(conn, &ids)?;
    let choice = |(account, title)| {
        Ok(TrainerChoice {
            account,
            name: store::known(&staff, account)?.name.clone(),
            title,
        })
    };
    holders.into_iter().map(choice).collect()
}

/// Adds eligible applications to a cohort, row by row: those of the cohort's level, of schools
/// within reach.
pub fn add(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: CohortPath,
    body: &Applications,
) -> Result<BulkReply, Fault> {
    let cohort = caller.cohort(tx, Action::CertificationManage, path.cohort)?;
    let scope = caller.actor.scope(Action::CertificationManage);
    let found = store::some(tx, &scope, &body.applications)?;
    let mut rows = Rows::default();
    for &id in &body.applications {
        let row = found.iter().find(|row| row.id.0 == id);
        let may = row.map_or_else(
            || Err(texts::row_not_found(caller.lang).to_owned()),
            |row| may_join(caller, row, &cohort),
        );
        if may == Ok(true) {
            store::join_cohort(tx, id, path.cohort, &cohort.rules)?;
            let step = Step::new(CertEvent::Join, CertActor::Manager);
            advance(tx, &caller.keys, id, step, &caller.stamp)?;
        }
        rows.take(id, may);
    }
    Ok(rows.reply())
}

fn may_join(caller: &Caller, row: &ApplicationRow, cohort: &CohortRow) -> Result<bool, String> {
    caller.row_not_in_own_cause(row.person_id.0)?;
    if row.cohort() == Some(cohort.id.0) {
        return Ok(false);
    }
    if row.state.0 != CertState::Eligible {
        return Err(wrong_state(caller.lang, row.state.0));
    }
    if row.level.0 != cohort.level.0 {
        let level = words::level(caller.lang, row.level.0);
        return Err(texts::row_other_level(caller.lang, level));
    }
    Ok(true)
}
