use CertActor as A;
use CertEvent as E;
use CertState as S;

use super::*;

/// Every arrow of the picture, row by row: from, by which event, to, by whom.
const ARROWS: &[(S, E, S, &[A])] = &[
    (S::Applied, E::FindEligible, S::Eligible, &[A::Manager]),
    (
        S::Applied,
        E::Refuse,
        S::Refused,
        &[A::Manager, A::Certifier],
    ),
    (S::Applied, E::Withdraw, S::Withdrawn, &[A::Candidate]),
    (S::Eligible, E::Join, S::InCohort, &[A::Manager]),
    (
        S::Eligible,
        E::Refuse,
        S::Refused,
        &[A::Manager, A::Certifier],
    ),
    (S::Eligible, E::Withdraw, S::Withdrawn, &[A::Candidate]),
    (S::InCohort, E::Examine, S::Examined, &[A::System]),
    (
        S::InCohort,
        E::SendBack,
        S::InCohort,
        &[A::Manager, A::Certifier],
    ),
    (
        S::InCohort,
        E::Refuse,
        S::Refused,
        &[A::Manager, A::Certifier],
    ),
    (S::InCohort, E::Withdraw, S::Withdrawn, &[A::Candidate]),
    (S::Examined, E::Assess, S::Assessed, &[A::System]),
    (
        S::Examined,
        E::SendBack,
        S::InCohort,
        &[A::Manager, A::Certifier],
    ),
    (
        S::Examined,
        E::Refuse,
        S::Refused,
        &[A::Manager, A::Certifier],
    ),
    (S::Examined, E::Withdraw, S::Withdrawn, &[A::Candidate]),
    (S::Assessed, E::Recommend, S::Recommended, &[A::Certifier]),
    (
        S::Assessed,
        E::SendBack,
        S::InCohort,
        &[A::Manager, A::Certifier],
    ),
    (
        S::Assessed,
        E::Refuse,
        S::Refused,
        &[A::Manager, A::Certifier],
    ),
    (S::Assessed, E::Withdraw, S::Withdrawn, &[A::Candidate]),
    (S::Recommended, E::Publish, S::PublicNotice, &[A::Manager]),
    (S::Recommended, E::Withdraw, S::Withdrawn, &[A::Candidate]),
    (
        S::PublicNotice,
        E::UpholdObjection,
        S::ObjectionUpheld,
        &[A::Manager, A::Certifier],
    ),
    (S::PublicNotice, E::Certify, S::Certified, &[A::Certifier]),
    (
        S::ObjectionUpheld,
        E::Refuse,
        S::Refused,
        &[A::Manager, A::Certifier],
    ),
    (
        S::Certified,
        E::RenewalFallsDue,
        S::RenewalDue,
        &[A::System],
    ),
    (S::Certified, E::Renew, S::Renewed, &[A::Certifier]),
    (S::Certified, E::Suspend, S::Suspended, &[A::Certifier]),
    (S::Certified, E::Revoke, S::Revoked, &[A::Certifier]),
    (S::Certified, E::Expire, S::Expired, &[A::System]),
    (S::Certified, E::Surrender, S::Surrendered, &[A::Candidate]),
    (S::RenewalDue, E::Renew, S::Renewed, &[A::Certifier]),
    (S::RenewalDue, E::Suspend, S::Suspended, &[A::Certifier]),
    (S::RenewalDue, E::Revoke, S::Revoked, &[A::Certifier]),
    (S::RenewalDue, E::Expire, S::Expired, &[A::System]),
    (S::RenewalDue, E::Surrender, S::Surrendered, &[A::Candidate]),
    (S::Suspended, E::Revoke, S::Revoked, &[A::Certifier]),
    (S::Suspended, E::Expire, S::Expired, &[A::System]),
    (S::Suspended, E::Surrender, S::Surrendered, &[A::Candidate]),
];

#[test]
fn every_pair_of_state_and_event_is_an_arrow_of_the_picture_or_refused() {
    for &state in S::ALL {
        for &event in E::ALL {
            // These two lead back to where it came from and are told below.
            if matches!(event, E::UpholdAppeal | E::Reinstate) {
                continue;
            }
            let row = ARROWS.iter().find(|row| (row.0, row.1) == (state, event));
            for &who in A::ALL {
                let moved = transition(CertNow::at(state), event, who).map(|next| next.state);
                let expected = match row {
                    None => Err(NotAllowed::NotInThisState),
                    Some((_, _, to, by)) if by.contains(&who) => Ok(*to),
                    Some(_) => Err(NotAllowed::NotByThisActor),
                };
                assert_eq!(moved, expected, "{state} {event} {who}");
            }
        }
    }
}

#[test]
fn an_upheld_appeal_leads_back_to_where_the_refusal_came_from() {
    for (from, back) in [
        (S::Applied, S::Eligible),
        (S::Eligible, S::Eligible),
        (S::InCohort, S::InCohort),
        (S::Examined, S::InCohort),
        (S::Assessed, S::InCohort),
        (S::ObjectionUpheld, S::Recommended),
    ] {
        let refused = transition(CertNow::at(from), E::Refuse, A::Manager).expect("refused");
        assert_eq!(refused.refused_from, Some(from));
        let next = transition(refused, E::UpholdAppeal, A::Manager).expect("led back");
        assert_eq!((next.state, next.refused_from), (back, None), "{from}");
    }
    let never_refused = CertNow::at(S::Assessed);
    assert_eq!(
        transition(never_refused, E::UpholdAppeal, A::Manager),
        Err(NotAllowed::NotInThisState)
    );
}

#[test]
fn the_end_of_a_suspension_leads_back_to_where_it_began() {
    for from in [S::Certified, S::RenewalDue] {
        let suspended = transition(CertNow::at(from), E::Suspend, A::Certifier).expect("held");
        let next = transition(suspended, E::Reinstate, A::Certifier).expect("led back");
        assert_eq!((next.state, next.suspended_from), (from, None));
    }
}

#[test]
fn nothing_leads_out_of_an_end() {
    for &state in &[
        S::Withdrawn,
        S::Renewed,
        S::Revoked,
        S::Expired,
        S::Surrendered,
    ] {
        for &event in E::ALL {
            for &who in A::ALL {
                let moved = transition(CertNow::at(state), event, who);
                assert_eq!(moved, Err(NotAllowed::NotInThisState), "{state} {event}");
            }
        }
    }
}
