//! Certificates for those who run certification: lists, suspension, revocation. Revoking takes two
//! people and a fresh sign-in, because it cannot be taken back.

use chrono::TimeDelta;
use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    access::Action,
    api::{page::Page, problem::ProblemCode},
    certification::{
        certificates::types::{
            CertificateAct, CertificateDetail, CertificateLine, CertificateQuery, CertificateStep,
        },
        state::{CertActor, CertEvent, CertNow, CertState, transition},
    },
    ids::{AccountId, CertificateId},
    text::certificates as words,
    time::{Date, Instant},
};

use super::{
    super::{
        applications::{self, Step},
        caller::Caller,
        sealed, store as base,
    },
    office,
    rows::{CertificateEventRow, CertificateRow, NewCertificateEventRow},
    store, token,
};
use crate::{
    access::session,
    crypto::Place,
    http::fault::{Fault, NOT_FOUND},
};

/// An event that is no step of the table: it only asks a second person.
const PROPOSE: &str = "propose_revocation";

/// One page of the certificates within reach.
pub fn list(
    conn: &mut Conn,
    caller: &Caller,
    query: &CertificateQuery,
) -> Result<Page<CertificateLine>, Fault> {
    let today = caller.today();
    let wanted = store::Wanted {
        find: query
            .find
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty()),
        state: query.state,
        today,
        renewal_due_days: office::renewal_due_days(conn, today)?,
    };
    let scope = caller.actor.scope(Action::CertificationRead);
    let page = store::page(conn, &scope, &wanted, query.after.as_deref())?;
    Ok(Page {
        next: page.next,
        items: page
            .items
            .iter()
            .map(|row| line(row, today, wanted.renewal_due_days))
            .collect(),
    })
}

fn line(row: &CertificateRow, today: Date, renewal_due_days: u16) -> CertificateLine {
    CertificateLine {
        id: row.id.0,
        number: row.number.clone(),
        name: row.name.clone(),
        school: row.school_name.clone(),
        level: row.level.0,
        state: row.shown(today, renewal_due_days),
        issued_on: row.issued_on.into(),
        valid_to: row.valid_to.map(Date::from),
        legacy: row.legacy_batch_id.is_some(),
        revocation_proposed: row.proposed_by.is_some(),
    }
}

/// A certificate with its way.
pub fn detail(
    conn: &mut Conn,
    caller: &Caller,
    origin: &str,
    id: CertificateId,
) -> Result<CertificateDetail, Fault> {
    let scope = caller.actor.scope(Action::CertificationRead);
    let row = store::visible(conn, &scope, id)?.ok_or(NOT_FOUND)?;
    let days = office::renewal_due_days(conn, caller.today())?;
    let certificate = line(&row, caller.today(), days);
    Ok(CertificateDetail {
        document_number: row.document_number.clone(),
        check_url: token::address(&caller.keys, origin, id),
        steps: steps(conn, caller, id)?,
        may: acts(caller, &row, certificate.state),
        version: row.version,
        certificate,
    })
}

fn steps(
    conn: &mut Conn,
    caller: &Caller,
    id: CertificateId,
) -> Result<Vec<CertificateStep>, Fault> {
    let events = store::events(conn, id)?;
    let accounts: Vec<AccountId> = events
        .iter()
        .filter_map(|event| event.account_id.map(|account| account.0))
        .collect();
    let staff = base::staff(conn, &accounts)?;
    let step = |event: &CertificateEventRow| {
        let key = reason_key(id, event.seq);
        let reason = event.reason_sealed.as_deref();
        Ok(CertificateStep {
            event: event.kind.parse().ok(),
            at: Instant::from_naive_utc(event.at),
            by: event
                .account_id
                .and_then(|account| staff.get(&account.0))
                .map(|who| who.name.clone()),
            reason: sealed::open_some(&caller.keys, place(&key), reason)?,
        })
    };
    events.iter().map(step).collect()
}

/// What the asking person may do now.
fn acts(caller: &Caller, row: &CertificateRow, shown: CertState) -> Vec<CertificateAct> {
    let certifies = caller
        .actor
        .grants
        .iter()
        .any(|grant| grant.role.may(Action::CertificationCertify));
    let leads = |event| transition(now(shown), event, CertActor::Certifier).is_ok();
    let proposed = row.proposed_by.map(|by| by.0);
    let may = |act: &&CertificateAct| match act {
        CertificateAct::Suspend => certifies && leads(CertEvent::Suspend),
        CertificateAct::Reinstate => certifies && leads(CertEvent::Reinstate),
        CertificateAct::ProposeRevocation => proposed.is_none() && leads(CertEvent::Revoke),
        CertificateAct::Revoke => {
            certifies
                && leads(CertEvent::Revoke)
                && proposed.is_some_and(|by| by != caller.actor.account)
        }
    };
    CertificateAct::ALL.iter().filter(may).copied().collect()
}

/// Where a certificate stands, for the shared table. A suspension always began at 已认定: what time
/// alone brings about is not stored.
const fn now(shown: CertState) -> CertNow {
    CertNow {
        suspended_from: Some(CertState::Certified),
        ..CertNow::at(shown)
    }
}

fn reason_key(id: CertificateId, seq: i32) -> String {
    format!("{id}/{seq}")
}

fn place(key: &str) -> Place<'_> {
    Place {
        table: "certificate_event",
        column: "reason_sealed",
        row: key,
    }
}

/// What is done to a certificate, by whom, and why.
pub struct Act<'a> {
    /// What.
    pub event: CertEvent,
    /// By whom.
    pub by: CertActor,
    /// Why.
    pub reason: &'a str,
}

/// Takes a step with a certificate within reach: suspends, reinstates or revokes it.
pub fn act(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: CertificateId,
    event: CertEvent,
    reason: &str,
) -> Result<(), Fault> {
    let scope = caller.actor.scope(Action::CertificationCertify);
    let row = store::visible(tx, &scope, id)?.ok_or(NOT_FOUND)?;
    if event == CertEvent::Revoke {
        must_be_second(caller, &row)?;
        must_be_fresh(tx, caller)?;
    }
    let by = CertActor::Certifier;
    change(tx, caller, &row, &Act { event, by, reason })
}

/// Moves a certificate, and its application with it.
pub fn change(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &CertificateRow,
    act: &Act<'_>,
) -> Result<(), Fault> {
    if caller.base()? != row.version {
        return Err(Fault::Stale(row.version));
    }
    let days = office::renewal_due_days(tx, caller.today())?;
    let shown = row.shown(caller.today(), days);
    let next = transition(now(shown), act.event, act.by)?.state;
    let kept = match act.event {
        // A proposal outlives a suspension.
        CertEvent::Suspend => row.proposed_by.map(|by| by.0),
        _ => None,
    };
    if !store::change(tx, row, next, kept)? {
        return Err(Fault::Stale(row.version + 1));
    }
    if let Some(application) = row.application_id {
        let step = Step {
            reason: Some(act.reason),
            ..Step::new(act.event, act.by)
        };
        let stamp = &caller.stamp;
        applications::advance(tx, &caller.keys, application.0, step, stamp)?;
    }
    note(
        tx,
        caller,
        row,
        (act.event.as_str(), log(act.event)),
        act.reason,
    )
}

/// Asks a second person to revoke a certificate.
pub fn propose(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: CertificateId,
    reason: &str,
) -> Result<(), Fault> {
    let scope = caller.actor.scope(Action::CertificationRead);
    let row = store::visible(tx, &scope, id)?.ok_or(NOT_FOUND)?;
    if caller.base()? != row.version {
        return Err(Fault::Stale(row.version));
    }
    let days = office::renewal_due_days(tx, caller.today())?;
    let shown = row.shown(caller.today(), days);
    transition(now(shown), CertEvent::Revoke, CertActor::Certifier)?;
    if row.proposed_by.is_some() {
        return Err(ProblemCode::Exists.into());
    }
    if !store::change(tx, &row, row.state.0, Some(caller.actor.account))? {
        return Err(Fault::Stale(row.version + 1));
    }
    note(
        tx,
        caller,
        &row,
        (PROPOSE, "certificate.propose_revocation"),
        reason,
    )
}

fn note(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &CertificateRow,
    (kind, action): (&'static str, &'static str),
    reason: &str,
) -> Result<(), Fault> {
    let id = row.id.0;
    let seq = store::next_seq(tx, id)?;
    let key = reason_key(id, seq);
    let event = NewCertificateEventRow {
        certificate_id: id.to_string(),
        seq,
        kind,
        at: caller.stamp.now.naive_utc(),
        account_id: Some(caller.actor.account.to_string()),
        reason_sealed: Some(sealed::seal(&caller.keys, place(&key), reason)?),
    };
    store::insert(tx, &[], &[event])?;
    applications::record(tx, &caller.stamp, action, "certificate", &id)
}

const fn log(event: CertEvent) -> &'static str {
    match event {
        CertEvent::Suspend => "certificate.suspend",
        CertEvent::Reinstate => "certificate.reinstate",
        CertEvent::Revoke => "certificate.revoke",
        CertEvent::Surrender => "certificate.surrender",
        _ => "certificate.change",
    }
}

/// Who proposed a revocation does not decide it; without a proposal there is nothing to decide.
fn must_be_second(caller: &Caller, row: &CertificateRow) -> Result<(), Fault> {
    match row.proposed_by {
        None => Err(ProblemCode::NotInThisState.into()),
        Some(first) if first.0 == caller.actor.account => {
            let said = words::same_person_revokes(caller.lang).to_owned();
            Err(Fault::Explained(ProblemCode::Forbidden, said))
        }
        Some(_) => Ok(()),
    }
}

/// A phone that was left lying about revokes nothing.
fn must_be_fresh(tx: &mut Tx<'_>, caller: &Caller) -> Result<(), Fault> {
    let rules = office::rules(tx, caller.today(), caller.lang)?;
    let begun = session::begun_at(tx, caller.actor.session)?;
    let minutes = TimeDelta::minutes(rules.fresh_sign_in_minutes.into());
    if caller.stamp.now.since(begun) <= minutes {
        Ok(())
    } else {
        Err(ProblemCode::SignInAgain.into())
    }
}
