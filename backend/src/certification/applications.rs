//! The steps of applications and certificates: every one comes from the shared table, raises the
//! version first, leaves an event with its sealed reason, and an audit row.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    api::problem::ProblemCode,
    certification::{
        pack::{FrozenRules, Level},
        state::{CertActor, CertEvent, CertState, NotAllowed, transition},
    },
    ids::{AccountId, ApplicationId, CohortId, NodeId, PersonId},
};

use super::{
    rows::{ApplicationChanges, ApplicationRow, NewEventRow, frozen, open_key},
    sealed, store,
};
use crate::{
    audit::{self, By},
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
};

impl From<NotAllowed> for Fault {
    fn from(refused: NotAllowed) -> Self {
        match refused {
            NotAllowed::NotByThisActor => ProblemCode::Forbidden.into(),
            NotAllowed::NotInThisState => ProblemCode::NotInThisState.into(),
        }
    }
}

/// A step with who takes it and why.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// What happens.
    pub event: CertEvent,
    /// Who the account of the stamp is to this application.
    pub by: CertActor,
    /// Why, where a reason is given.
    pub reason: Option<&'a str>,
    /// The version that the change is based on; absent where nobody looked at one before.
    pub base: Option<i32>,
}

impl Step<'_> {
    /// A step without a reason, based on no version.
    pub const fn new(event: CertEvent, by: CertActor) -> Self {
        Self {
            event,
            by,
            reason: None,
            base: None,
        }
    }
}

/// Takes a step. 409 where no arrow leads that way, 403 where others may take it, 412 where the
/// application has changed since its base.
pub fn advance(
    tx: &mut Tx<'_>,
    keys: &Keys,
    id: ApplicationId,
    step: Step<'_>,
    stamp: &Stamp,
) -> Result<CertState, Fault> {
    let row = take_up(tx, id, step.base)?;
    let next = transition(row.now(), step.event, step.by)?;
    let word = |state: CertState| state.as_str().to_owned();
    let changes = ApplicationChanges {
        state: next.state.as_str(),
        refused_from: next.refused_from.map(word),
        suspended_from: next.suspended_from.map(word),
        open_key: open_key(next.state, row.person_id.0, row.level.0),
    };
    store::update(tx, id, &changes).map_err(exists)?;
    let account = (step.by != CertActor::System)
        .then_some(stamp.account)
        .flatten();
    let seq = store::next_seq(tx, id)?;
    let key = event_key(id, seq);
    let reason = step
        .reason
        .map(|reason| sealed::seal(keys, sealed::event_reason(&key), reason));
    let event = NewEventRow {
        application_id: id.to_string(),
        seq,
        kind: step.event.as_str(),
        from_state: row.state.as_str(),
        to_state: next.state.as_str(),
        at: stamp.now.naive_utc(),
        account_id: account.map(|account| account.to_string()),
        reason_sealed: reason.transpose()?,
    };
    store::insert_event(tx, &event)?;
    record(tx, stamp, action(step.event), "application", &id)?;
    Ok(next.state)
}

/// Raises the version and reads the application, so that nobody else changes it meanwhile.
pub fn take_up(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    base: Option<i32>,
) -> Result<ApplicationRow, Fault> {
    store::raise_version(tx, id)?;
    let row = store::application(tx, id)?.ok_or(NOT_FOUND)?;
    let found = row.version - 1;
    if base.is_some_and(|base| base != found) {
        return Err(Fault::Stale(found));
    }
    Ok(row)
}

/// Another application of the same person and level is under way.
pub fn exists(fault: Fault) -> Fault {
    match fault {
        Fault::Db(error) if error.unique_violation().is_some() => ProblemCode::Exists.into(),
        other => other,
    }
}

/// The key of an event and of what belongs to it: `application/seq`.
pub fn event_key(id: ApplicationId, seq: i32) -> String {
    format!("{id}/{seq}")
}

/// Tells the log what staff, or the rules themselves, did.
pub fn record(
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    action: &'static str,
    subject_kind: &'static str,
    subject: &impl ToString,
) -> Result<(), Fault> {
    let entry = audit::Entry {
        by: By::Staff,
        action,
        subject_kind,
        subject_id: &subject.to_string(),
        student: None,
    };
    audit::record(tx, stamp, &entry)
}

/// What the log calls an event.
const fn action(event: CertEvent) -> &'static str {
    use CertEvent as E;
    match event {
        E::FindEligible => "application.find_eligible",
        E::Refuse => "application.refuse",
        E::Withdraw => "application.withdraw",
        E::Join => "application.join",
        E::Examine => "application.examine",
        E::Assess => "application.assess",
        E::SendBack => "application.send_back",
        E::Recommend => "application.recommend",
        E::Publish => "application.publish",
        E::UpholdObjection => "application.uphold_objection",
        E::Certify => "application.certify",
        E::UpholdAppeal => "application.uphold_appeal",
        E::RenewalFallsDue => "application.renewal_falls_due",
        E::Renew => "application.renew",
        E::Suspend => "application.suspend",
        E::Reinstate => "application.reinstate",
        E::Revoke => "application.revoke",
        E::Expire => "application.expire",
        E::Surrender => "application.surrender",
    }
}

/// An application as the rooms behind it need it: who, where, by which rules.
#[derive(Clone, Debug)]
pub struct Applicant {
    /// The application.
    pub application: ApplicationId,
    /// Whose.
    pub person: PersonId,
    /// The name in full.
    pub name: String,
    /// The school at the time of the application.
    pub school: NodeId,
    /// That school's name.
    pub school_name: String,
    /// The level.
    pub level: Level,
    /// The cohort.
    pub cohort: Option<CohortId>,
    /// Where it stands.
    pub state: CertState,
    /// The rules by which it is judged.
    pub frozen: FrozenRules,
    /// Who put it forward, if it was.
    pub recommended_by: Option<AccountId>,
    /// Its version.
    pub version: i32,
}

/// Some applications, for those who have a right to them already; the order of their making.
pub fn applicants(conn: &mut Conn, ids: &[ApplicationId]) -> Result<Vec<Applicant>, Fault> {
    let mut rows = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(500) {
        rows.extend(store::by_ids(conn, chunk)?);
    }
    told(conn, rows)
}

/// The applications of a cohort that are in one of these states.
pub fn applicants_of_cohort(
    conn: &mut Conn,
    cohort: CohortId,
    states: &[CertState],
) -> Result<Vec<Applicant>, Fault> {
    let mut rows = store::of_cohort(conn, cohort)?;
    rows.retain(|row| states.contains(&row.state.0));
    told(conn, rows)
}

fn told(conn: &mut Conn, rows: Vec<ApplicationRow>) -> Result<Vec<Applicant>, Fault> {
    let ids: Vec<_> = rows.iter().map(|row| row.id.0).collect();
    let people: Vec<_> = rows.iter().map(|row| row.person_id.0).collect();
    let schools: Vec<_> = rows.iter().map(|row| row.school_id.0).collect();
    let names = store::people(conn, &people)?;
    let places = store::names_of_nodes(conn, &schools)?;
    let events = store::events_of(conn, &ids)?;
    let by = |id| {
        let mut of = events.iter().rev();
        let put =
            of.find(|event| event.application_id.0 == id && event.kind.0 == CertEvent::Recommend);
        put.and_then(|event| event.account_id)
            .map(|account| account.0)
    };
    let applicant = |row: ApplicationRow| {
        Ok(Applicant {
            application: row.id.0,
            person: row.person_id.0,
            name: store::known(&names, row.person_id.0)?.clone(),
            school: row.school_id.0,
            school_name: store::known(&places, row.school_id.0)?.clone(),
            level: row.level.0,
            cohort: row.cohort(),
            state: row.state.0,
            frozen: frozen(&row.rules)?,
            recommended_by: by(row.id.0),
            version: row.version,
        })
    };
    rows.into_iter().map(applicant).collect()
}
