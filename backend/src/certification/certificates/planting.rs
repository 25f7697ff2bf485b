//! Applications that were recommended elsewhere: where seeds, tests and the benchmark begin.

use tongyu_db::Tx;
use tongyu_shared::{
    certification::{
        pack::{FrozenRules, Level},
        state::{CertEvent, CertState},
    },
    ids::{AccountId, ApplicationId, CohortId, NodeId, PersonId},
    time::Instant,
};

use super::super::{
    rows::{NewApplicationRow, NewEventRow, open_key},
    store,
};
use crate::http::fault::Fault;

/// An application in 拟认定.
pub struct Recommended<'a> {
    /// Its id.
    pub id: ApplicationId,
    /// The candidate.
    pub person: PersonId,
    /// The school.
    pub school: NodeId,
    /// The level.
    pub level: Level,
    /// The rules it was judged by.
    pub rules: &'a FrozenRules,
    /// Who put it forward.
    pub by: AccountId,
    /// When.
    pub at: Instant,
}

/// Adds an application that was recommended.
pub fn recommended(tx: &mut Tx<'_>, new: &Recommended<'_>) -> Result<(), Fault> {
    let state = CertState::Recommended;
    store::insert_application(
        tx,
        &NewApplicationRow {
            id: new.id.to_string(),
            person_id: new.person.to_string(),
            school_id: new.school.to_string(),
            level: new.level.as_str(),
            state: state.as_str(),
            rules: serde_json::to_string(new.rules).map_err(Fault::internal)?,
            open_key: open_key(state, new.person, new.level),
            body_hash: String::new(),
            applied_at: new.at.naive_utc(),
            version: 1,
        },
    )?;
    store::insert_event(
        tx,
        &NewEventRow {
            application_id: new.id.to_string(),
            seq: 1,
            kind: CertEvent::Recommend.as_str(),
            from_state: CertState::Assessed.as_str(),
            to_state: state.as_str(),
            at: new.at.naive_utc(),
            account_id: Some(new.by.to_string()),
            reason_sealed: None,
        },
    )
}

/// Puts such an application into the cohort by which it came.
pub fn joined(
    tx: &mut Tx<'_>,
    application: ApplicationId,
    cohort: CohortId,
    rules: &FrozenRules,
) -> Result<(), Fault> {
    let rules = serde_json::to_string(rules).map_err(Fault::internal)?;
    store::join_cohort(tx, application, cohort, &rules)
}
