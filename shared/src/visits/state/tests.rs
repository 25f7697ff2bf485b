use VisitActor as A;
use VisitEvent as E;
use VisitState as S;

use super::*;

/// Every arrow of the picture: from (nothing = ad hoc), event, who may take it, to.
const ARROWS: &[(Option<S>, E, &[A], S)] = &[
    (None, E::Submit, &[A::Author], S::Recorded),
    (None, E::SubmitNobodyHome, &[A::Author], S::Attempted),
    (None, E::SubmitOtherWay, &[A::Author], S::OtherWay),
    (Some(S::Planned), E::Propose, &[A::Author], S::Proposed),
    (Some(S::Planned), E::Cancel, &[A::Author], S::Cancelled),
    (Some(S::Proposed), E::Accept, &[A::Family], S::Scheduled),
    (Some(S::Proposed), E::Counter, &[A::Family], S::Planned),
    (Some(S::Proposed), E::OtherMode, &[A::Family], S::Planned),
    (Some(S::Proposed), E::Decline, &[A::Family], S::Declined),
    (
        Some(S::Proposed),
        E::ProposalExpired,
        &[A::System],
        S::Planned,
    ),
    (Some(S::Scheduled), E::Submit, &[A::Author], S::Recorded),
    (
        Some(S::Scheduled),
        E::SubmitNobodyHome,
        &[A::Author],
        S::Attempted,
    ),
    (
        Some(S::Attempted),
        E::PlanAgain,
        &[A::Author, A::System],
        S::Planned,
    ),
    (
        Some(S::Recorded),
        E::Confirm,
        &[A::Family, A::Companion],
        S::Confirmed,
    ),
    (
        Some(S::Recorded),
        E::ConfirmBySilence,
        &[A::System],
        S::Confirmed,
    ),
    (Some(S::Recorded), E::AskChange, &[A::Family], S::Recorded),
    (Some(S::Recorded), E::Dispute, &[A::Family], S::Disputed),
    (Some(S::Recorded), E::Amend, &[A::Author], S::Recorded),
    (Some(S::Confirmed), E::Dispute, &[A::Family], S::Disputed),
    (Some(S::Confirmed), E::Close, &[A::System], S::Closed),
    (Some(S::Confirmed), E::Amend, &[A::Author], S::Confirmed),
    (Some(S::Closed), E::Amend, &[A::Author], S::Closed),
    (Some(S::Disputed), E::Uphold, &[A::Coordinator], S::Closed),
    (Some(S::Planned), E::Void, &[A::Coordinator], S::Voided),
    (Some(S::Proposed), E::Void, &[A::Coordinator], S::Voided),
    (Some(S::Scheduled), E::Void, &[A::Coordinator], S::Voided),
    (Some(S::Attempted), E::Void, &[A::Coordinator], S::Voided),
    (Some(S::Recorded), E::Void, &[A::Coordinator], S::Voided),
    (Some(S::Confirmed), E::Void, &[A::Coordinator], S::Voided),
    (Some(S::Disputed), E::Void, &[A::Coordinator], S::Voided),
    (Some(S::Closed), E::Void, &[A::Coordinator], S::Voided),
    (Some(S::Declined), E::Void, &[A::Coordinator], S::Voided),
    (Some(S::OtherWay), E::Void, &[A::Coordinator], S::Voided),
    (Some(S::Cancelled), E::Void, &[A::Coordinator], S::Voided),
];

fn states() -> impl Iterator<Item = Option<S>> {
    std::iter::once(None).chain(S::ALL.iter().copied().map(Some))
}

#[test]
fn the_table_holds_each_arrow_and_no_other() {
    for state in states() {
        for &event in E::ALL {
            for &who in A::ALL {
                let now = VisitNow {
                    state,
                    planned: true,
                };
                let arrow = ARROWS
                    .iter()
                    .find(|arrow| (arrow.0, arrow.1) == (state, event));
                let expected = match arrow {
                    None => Err(NotAllowed::NotInThisState),
                    Some((.., actors, _)) if !actors.contains(&who) => {
                        Err(NotAllowed::NotByThisActor)
                    }
                    Some((.., to)) => Ok(*to),
                };
                assert_eq!(next(now, event, who), expected, "{state:?} {event} {who}");
            }
        }
    }
}

#[test]
fn every_event_leads_somewhere() {
    for event in E::ALL {
        assert!(ARROWS.iter().any(|arrow| arrow.1 == *event), "{event}");
    }
}

#[test]
fn the_author_never_confirms() {
    let recorded = VisitNow {
        state: Some(S::Recorded),
        planned: false,
    };
    assert_eq!(
        next(recorded, E::Confirm, A::Author),
        Err(NotAllowed::NotByThisActor)
    );
    assert_eq!(
        next(recorded, E::ConfirmBySilence, A::Author),
        Err(NotAllowed::NotByThisActor)
    );
}

#[test]
fn an_ad_hoc_attempt_has_no_plan_to_go_back_to() {
    let attempted = VisitNow {
        state: Some(S::Attempted),
        planned: false,
    };
    assert_eq!(
        next(attempted, E::PlanAgain, A::Author),
        Err(NotAllowed::NotInThisState)
    );
}

#[test]
fn from_a_final_state_only_voiding_is_left() {
    for &state in S::ALL {
        let ways_out = E::ALL.iter().filter(|event| {
            let now = VisitNow {
                state: Some(state),
                planned: true,
            };
            A::ALL
                .iter()
                .any(|who| next(now, **event, *who).is_ok_and(|to| to != S::Voided))
        });
        assert_eq!(ways_out.count() == 0, state.is_final(), "{state}");
    }
}

#[test]
fn silent_editing_ends_with_the_window_or_the_first_reader() {
    let submitted: Instant = "2026-11-23T19:00:00+08:00".parse().expect("an instant");
    let after = |minutes| submitted.plus(chrono::TimeDelta::minutes(minutes));
    assert!(may_edit_silently(submitted, after(29), false, 30));
    assert!(!may_edit_silently(submitted, after(30), false, 30));
    assert!(!may_edit_silently(submitted, after(1), true, 30));
}

#[test]
fn a_visit_is_complete_when_confirmed_and_nothing_is_open() {
    for &state in S::ALL {
        assert_eq!(is_complete(state, 0), state == S::Confirmed, "{state}");
        assert!(!is_complete(state, 1), "{state}");
    }
}
