//! Certificates for those who run certification: lists, one in full, and its steps. How a revocation
//! comes about is in `revoking`.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    Lang,
    access::Action,
    api::{page::Page, problem::ProblemCode},
    certification::{
        certificates::{
            history::Happening,
            revocation::{self, RevocationStep},
            types::{
                CertificateAct, CertificateDetail, CertificateLine, CertificateQuery,
                CertificateStep,
            },
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
    office, revoking,
    rows::{CertificateEventRow, CertificateRow, NewCertificateEventRow},
    store, token,
};
use crate::{
    crypto::Place,
    http::fault::{Fault, NOT_FOUND},
};

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
        steps: steps(conn, caller, &row)?,
        may: acts(
            caller,
            &row,
            certificate.state,
            certifies(conn, caller, &row)?,
        ),
        version: row.version,
        certificate,
    })
}

fn steps(
    conn: &mut Conn,
    caller: &Caller,
    row: &CertificateRow,
) -> Result<Vec<CertificateStep>, Fault> {
    let id = row.id.0;
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
            what: event.kind.0.words(caller.lang).to_owned(),
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
fn acts(
    caller: &Caller,
    row: &CertificateRow,
    shown: CertState,
    certifies: bool,
) -> Vec<CertificateAct> {
    if not_ones_own(caller, row).is_err() {
        return Vec::new();
    }
    let leads = |event| certifies && transition(now(shown), event, CertActor::Certifier).is_ok();
    let way =
        |step| revocation::may(step, shown, revoking::proposal(caller, row), certifies).is_ok();
    let may = |act: &&CertificateAct| match act {
        CertificateAct::Suspend => leads(CertEvent::Suspend),
        CertificateAct::Reinstate => leads(CertEvent::Reinstate),
        CertificateAct::ProposeRevocation => way(RevocationStep::Propose),
        CertificateAct::WithdrawRevocation => way(RevocationStep::Withdraw),
        CertificateAct::Revoke => way(RevocationStep::Decide),
    };
    CertificateAct::ALL.iter().filter(may).copied().collect()
}

/// Refuses a step with a certificate of the asking person's own, but for giving it back.
pub fn not_ones_own(caller: &Caller, row: &CertificateRow) -> Result<(), Fault> {
    let holder = row.person_id.map(|person| person.0);
    holder.map_or(Ok(()), |holder| caller.not_in_own_cause(holder))
}

/// Whether the asking person is a certifier here: a grant elsewhere says nothing.
pub fn certifies(conn: &mut Conn, caller: &Caller, row: &CertificateRow) -> Result<bool, Fault> {
    let scope = caller.actor.scope(Action::CertificationCertify);
    scope.covers(conn, row.node_id.0)
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
    not_ones_own(caller, &row)?;
    if event == CertEvent::Revoke {
        revoking::must_decide(tx, caller, &row)?;
    }
    let by = CertActor::Certifier;
    change(tx, caller, &row, &Act { event, by, reason })
}

/// Moves a certificate, and its application with it. What has to wait for an open proposal to revoke
/// it is refused.
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
    let kept = match row.proposed_by {
        Some(by) => revocation::stands_after(act.event)
            .map_err(|_| proposal_open(caller.lang))?
            .then_some(by.0),
        None => None,
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
    let what = Happening::of(act.event)
        .ok_or_else(|| Fault::internal("a step that no certificate takes"))?;
    note(tx, caller, row, what, Some(act.reason))
}

fn proposal_open(lang: Lang) -> Fault {
    let said = words::proposal_open(lang).to_owned();
    Fault::Explained(ProblemCode::NotInThisState, said)
}

/// Notes in the history and in the log what happened, and why, where there is a reason.
pub fn note(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &CertificateRow,
    what: Happening,
    reason: Option<&str>,
) -> Result<(), Fault> {
    let id = row.id.0;
    let seq = store::next_seq(tx, id)?;
    let key = reason_key(id, seq);
    let sealed = reason.map(|reason| sealed::seal(&caller.keys, place(&key), reason));
    let event = NewCertificateEventRow {
        certificate_id: id.to_string(),
        seq,
        kind: what.as_str(),
        at: caller.stamp.now.naive_utc(),
        account_id: Some(caller.actor.account.to_string()),
        reason_sealed: sealed.transpose()?,
    };
    store::insert(tx, &[], &[event])?;
    applications::record(tx, &caller.stamp, log(what), "certificate", &id)
}

const fn log(what: Happening) -> &'static str {
    match what {
        Happening::Certify | Happening::TakeOver => "certificate.issue",
        Happening::SupplyHolder => "certificate.supply_holder",
        Happening::Renew => "certificate.renew",
        Happening::Suspend => "certificate.suspend",
        Happening::Reinstate => "certificate.reinstate",
        Happening::ProposeRevocation => "certificate.propose_revocation",
        Happening::WithdrawRevocation => "certificate.withdraw_revocation",
        Happening::Revoke => "certificate.revoke",
        Happening::Surrender => "certificate.surrender",
    }
}
