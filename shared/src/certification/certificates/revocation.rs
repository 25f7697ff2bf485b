//! The way of a revocation (撤销): one person proposes it, another decides, or it is taken back. It
//! runs beside the states of `state`, which it leaves alone until it is decided. Two persons are
//! certification.md's rule for what cannot be taken back; that a proposal holds giving back up is
//! ours.

use super::super::state::{CertActor, CertEvent, CertNow, CertState, transition};

/// The open proposal to revoke a certificate, seen from whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// There is none.
    None,
    /// One's own.
    Own,
    /// Someone else's.
    Anothers,
}

/// A step on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevocationStep {
    /// Asks a second person.
    Propose,
    /// Takes the proposal back.
    Withdraw,
    /// Revokes what was proposed.
    Decide,
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The certificate does not stand so that it could be revoked.
    NotInThisState,
    /// There is a proposal already.
    AlreadyProposed,
    /// There is none.
    NothingProposed,
    /// Who proposed it does not decide it.
    OwnProposal,
    /// Only a certifier does this.
    NotByThisPerson,
    /// A proposal is open, and has to be decided or taken back first.
    ProposalOpen,
}

/// Whether someone may take a step with a certificate that is shown so today. `certifies`: whether
/// she is a certifier; others who run certification propose, and take their own proposals back.
pub fn may(
    step: RevocationStep,
    shown: CertState,
    proposal: Proposal,
    certifies: bool,
) -> Result<(), Refused> {
    use Proposal as P;
    use RevocationStep as S;
    let revoked = transition(CertNow::at(shown), CertEvent::Revoke, CertActor::Certifier);
    let revocable = revoked.is_ok();
    match (step, proposal) {
        (S::Decide, _) | (S::Withdraw, P::Anothers) if !certifies => Err(Refused::NotByThisPerson),
        (S::Withdraw | S::Decide, P::None) => Err(Refused::NothingProposed),
        // A proposal on what has meanwhile expired is still taken back.
        (S::Withdraw, P::Own | P::Anothers) => Ok(()),
        (S::Propose, P::Own | P::Anothers) => Err(Refused::AlreadyProposed),
        (S::Decide, P::Own) => Err(Refused::OwnProposal),
        (S::Propose, P::None) | (S::Decide, P::Anothers) if revocable => Ok(()),
        (S::Propose | S::Decide, _) => Err(Refused::NotInThisState),
    }
}

/// Whether an open proposal still stands after a step of the certificate. Only its decision ends it.
/// Giving back and renewing have to wait for that: else a holder could turn a revocation into a
/// giving back, which says less, and the proposal would vanish without a word.
pub const fn stands_after(event: CertEvent) -> Result<bool, Refused> {
    match event {
        CertEvent::Revoke => Ok(false),
        CertEvent::Surrender | CertEvent::Renew => Err(Refused::ProposalOpen),
        _ => Ok(true),
    }
}

/// Whether a holder may give a certificate back that is shown so today.
pub fn may_surrender(shown: CertState, proposed: bool) -> Result<(), Refused> {
    let now = CertNow::at(shown);
    transition(now, CertEvent::Surrender, CertActor::Candidate)
        .map_err(|_| Refused::NotInThisState)?;
    if proposed {
        stands_after(CertEvent::Surrender)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use CertState as C;
    use Proposal as P;
    use Refused as R;
    use RevocationStep as S;

    use super::*;

    /// Step, whose proposal, by a certifier or by a manager, what comes of it on a valid one.
    const VALID: &[(S, P, bool, Result<(), R>)] = &[
        (S::Propose, P::None, true, Ok(())),
        (S::Propose, P::None, false, Ok(())),
        (S::Propose, P::Own, true, Err(R::AlreadyProposed)),
        (S::Propose, P::Own, false, Err(R::AlreadyProposed)),
        (S::Propose, P::Anothers, true, Err(R::AlreadyProposed)),
        (S::Propose, P::Anothers, false, Err(R::AlreadyProposed)),
        (S::Withdraw, P::None, true, Err(R::NothingProposed)),
        (S::Withdraw, P::None, false, Err(R::NothingProposed)),
        (S::Withdraw, P::Own, true, Ok(())),
        (S::Withdraw, P::Own, false, Ok(())),
        (S::Withdraw, P::Anothers, true, Ok(())),
        (S::Withdraw, P::Anothers, false, Err(R::NotByThisPerson)),
        (S::Decide, P::None, true, Err(R::NothingProposed)),
        (S::Decide, P::None, false, Err(R::NotByThisPerson)),
        (S::Decide, P::Own, true, Err(R::OwnProposal)),
        (S::Decide, P::Own, false, Err(R::NotByThisPerson)),
        (S::Decide, P::Anothers, true, Ok(())),
        (S::Decide, P::Anothers, false, Err(R::NotByThisPerson)),
    ];

    #[test]
    fn a_revocation_takes_two_people_and_can_be_taken_back_until_it_is_decided() {
        for &state in &[C::Certified, C::RenewalDue, C::Suspended] {
            for &(step, proposal, certifies, result) in VALID {
                let got = may(step, state, proposal, certifies);
                assert_eq!(got, result, "{state} {step:?} {proposal:?} {certifies}");
            }
        }
    }

    #[test]
    fn what_is_over_is_neither_proposed_nor_revoked_but_a_proposal_is_still_taken_back() {
        for &state in &[C::Expired, C::Revoked, C::Surrendered, C::Renewed] {
            assert_eq!(
                may(S::Propose, state, P::None, true),
                Err(R::NotInThisState)
            );
            assert_eq!(
                may(S::Decide, state, P::Anothers, true),
                Err(R::NotInThisState)
            );
            assert_eq!(may(S::Withdraw, state, P::Own, false), Ok(()), "{state}");
        }
    }

    #[test]
    fn nothing_but_its_decision_ends_a_proposal_and_giving_back_waits_for_it() {
        for &event in CertEvent::ALL {
            let expected = match event {
                CertEvent::Revoke => Ok(false),
                CertEvent::Surrender | CertEvent::Renew => Err(R::ProposalOpen),
                _ => Ok(true),
            };
            assert_eq!(stands_after(event), expected, "{event}");
        }
        for &state in &[C::Certified, C::RenewalDue, C::Suspended] {
            assert_eq!(may_surrender(state, false), Ok(()), "{state}");
            assert_eq!(may_surrender(state, true), Err(R::ProposalOpen), "{state}");
        }
        assert_eq!(may_surrender(C::Expired, false), Err(R::NotInThisState));
    }
}
