//! The way of a revocation: proposed, taken back, decided by a second person with a fresh sign-in.

use chrono::TimeDelta;
use tongyu_db::Tx;
use tongyu_shared::{
    Lang,
    access::Action,
    api::problem::ProblemCode,
    certification::certificates::{
        history::Happening,
        revocation::{self, Proposal, Refused, RevocationStep},
    },
    ids::CertificateId,
    text::certificates as words,
};

use super::{super::caller::Caller, manage, office, rows::CertificateRow, store};
use crate::{
    access::session,
    http::fault::{Fault, NOT_FOUND},
};

/// Asks a second person to revoke a certificate.
pub fn propose(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: CertificateId,
    reason: &str,
) -> Result<(), Fault> {
    let row = on_the_way(tx, caller, id, RevocationStep::Propose)?;
    let by = Some(caller.actor.account);
    if !store::change(tx, &row, row.state.0, by)? {
        return Err(Fault::Stale(row.version + 1));
    }
    manage::note(tx, caller, &row, Happening::ProposeRevocation, Some(reason))
}

/// Takes a proposal to revoke back: who made it, or a certifier.
pub fn withdraw(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: CertificateId,
    reason: &str,
) -> Result<(), Fault> {
    let row = on_the_way(tx, caller, id, RevocationStep::Withdraw)?;
    if !store::change(tx, &row, row.state.0, None)? {
        return Err(Fault::Stale(row.version + 1));
    }
    manage::note(
        tx,
        caller,
        &row,
        Happening::WithdrawRevocation,
        Some(reason),
    )
}

/// A certificate within reach with which the asking person may take a step of a revocation.
fn on_the_way(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: CertificateId,
    step: RevocationStep,
) -> Result<CertificateRow, Fault> {
    let scope = caller.actor.scope(Action::CertificationRead);
    let row = store::visible(tx, &scope, id)?.ok_or(NOT_FOUND)?;
    manage::not_ones_own(caller, &row)?;
    if caller.base()? != row.version {
        return Err(Fault::Stale(row.version));
    }
    must_may(tx, caller, &row, step)?;
    Ok(row)
}

/// Whether the asking person may revoke it now: a second person, who signed in just now.
pub fn must_decide(tx: &mut Tx<'_>, caller: &Caller, row: &CertificateRow) -> Result<(), Fault> {
    must_may(tx, caller, row, RevocationStep::Decide)?;
    must_be_fresh(tx, caller)
}

/// The open proposal, seen from the asking person.
pub fn proposal(caller: &Caller, row: &CertificateRow) -> Proposal {
    match row.proposed_by {
        None => Proposal::None,
        Some(by) if by.0 == caller.actor.account => Proposal::Own,
        Some(_) => Proposal::Anothers,
    }
}

/// Whether the asking person may take a step of a revocation; the reason in words where not.
fn must_may(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &CertificateRow,
    step: RevocationStep,
) -> Result<(), Fault> {
    let days = office::renewal_due_days(tx, caller.today())?;
    let shown = row.shown(caller.today(), days);
    let certifies = manage::certifies(tx, caller, row)?;
    revocation::may(step, shown, proposal(caller, row), certifies)
        .map_err(|why| told(caller.lang, step, why))
}

fn told(lang: Lang, step: RevocationStep, why: Refused) -> Fault {
    match (why, step) {
        (Refused::AlreadyProposed, _) => ProblemCode::Exists.into(),
        (Refused::OwnProposal, _) => Fault::Explained(
            ProblemCode::Forbidden,
            words::same_person_revokes(lang).to_owned(),
        ),
        (Refused::NotByThisPerson, RevocationStep::Withdraw) => Fault::Explained(
            ProblemCode::Forbidden,
            words::withdraw_whose(lang).to_owned(),
        ),
        (Refused::NotByThisPerson, _) => ProblemCode::Forbidden.into(),
        (Refused::NotInThisState | Refused::NothingProposed | Refused::ProposalOpen, _) => {
            ProblemCode::NotInThisState.into()
        }
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
