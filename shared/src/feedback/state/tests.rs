use MatterActor as A;
use MatterEvent as E;
use MatterState as S;

use super::*;

const RULES: MatterCycles = MatterCycles {
    cycles_max: 2,
    returns_max: 2,
    reopen_days: 30,
};

/// Every arrow of the picture in the first cycle: from, event, who may take it, to.
const ARROWS: &[(S, E, &[A], S)] = &[
    (
        S::New,
        E::Classify,
        &[A::System, A::Coordinator],
        S::Triaged,
    ),
    (S::New, E::Note, &[A::System, A::Author], S::Noted),
    (
        S::Triaged,
        E::Assign,
        &[A::System, A::Coordinator],
        S::Assigned,
    ),
    (S::Assigned, E::Accept, &[A::OfficeMember], S::Accepted),
    (S::Assigned, E::Return, &[A::OfficeMember], S::Triaged),
    (S::Accepted, E::Return, &[A::OfficeMember], S::Triaged),
    (S::Accepted, E::Start, &[A::OfficeMember], S::InProgress),
    (
        S::InProgress,
        E::AskFamily,
        &[A::OfficeMember],
        S::WaitingFamily,
    ),
    (
        S::WaitingFamily,
        E::FamilyAnswers,
        &[A::Parent],
        S::InProgress,
    ),
    (
        S::WaitingFamily,
        E::QuestionExpired,
        &[A::System],
        S::InProgress,
    ),
    (S::InProgress, E::Answer, &[A::OfficeMember], S::Answered),
    (S::InProgress, E::CannotDo, &[A::OfficeMember], S::Answered),
    (S::Answered, E::Delivered, &[A::System], S::AwaitingParent),
    (
        S::AwaitingParent,
        E::Solved,
        &[A::Parent, A::Author],
        S::Closed,
    ),
    (
        S::AwaitingParent,
        E::Partly,
        &[A::Parent, A::Author],
        S::Assigned,
    ),
    (
        S::AwaitingParent,
        E::Unsolved,
        &[A::Parent, A::Author],
        S::Assigned,
    ),
    (
        S::AwaitingParent,
        E::NotMine,
        &[A::Parent, A::Author],
        S::Triaged,
    ),
    (S::AwaitingParent, E::Silence, &[A::System], S::Closed),
    (S::Closed, E::Reopen, &[A::Parent], S::Assigned),
    (S::New, E::Withdraw, &[A::Parent], S::Withdrawn),
    (S::Triaged, E::Withdraw, &[A::Parent], S::Withdrawn),
    (S::Assigned, E::Withdraw, &[A::Parent], S::Withdrawn),
    (S::Accepted, E::Withdraw, &[A::Parent], S::Withdrawn),
    (S::InProgress, E::Withdraw, &[A::Parent], S::Withdrawn),
    (S::WaitingFamily, E::Withdraw, &[A::Parent], S::Withdrawn),
    (S::Answered, E::Withdraw, &[A::Parent], S::Withdrawn),
    (S::AwaitingParent, E::Withdraw, &[A::Parent], S::Withdrawn),
    (S::New, E::Merge, &[A::Coordinator], S::Merged),
    (S::Triaged, E::Merge, &[A::Coordinator], S::Merged),
    (S::Assigned, E::Merge, &[A::Coordinator], S::Merged),
    (S::Accepted, E::Merge, &[A::Coordinator], S::Merged),
    (S::InProgress, E::Merge, &[A::Coordinator], S::Merged),
    (S::WaitingFamily, E::Merge, &[A::Coordinator], S::Merged),
    (S::Answered, E::Merge, &[A::Coordinator], S::Merged),
    (S::AwaitingParent, E::Merge, &[A::Coordinator], S::Merged),
];

fn in_state(state: S) -> MatterNow {
    let resolution = (state == S::Closed).then_some(Resolution::Solved);
    MatterNow {
        state,
        resolution,
        ..MatterNow::NEW
    }
}

/// A step under circumstances in which nothing but the arrow decides.
fn plain(event: E, who: A) -> Step {
    Step {
        signed: true,
        for_information: event == E::Note,
        ..Step::new(event, who)
    }
}

fn go(now: MatterNow, event: E, who: A) -> Result<MatterNow, NotAllowed> {
    transition(now, plain(event, who), RULES)
}

#[test]
fn the_table_holds_each_arrow_and_no_other() {
    for &state in S::ALL {
        for &event in E::ALL {
            for &who in A::ALL {
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
                let result = go(in_state(state), event, who).map(|next| next.state);
                assert_eq!(result, expected, "{state} {event} {who}");
            }
        }
    }
}

#[test]
fn every_event_leads_somewhere_and_every_open_state_has_a_way_on() {
    for event in E::ALL {
        assert!(ARROWS.iter().any(|arrow| arrow.1 == *event), "{event}");
    }
    for state in S::ALL {
        assert_eq!(
            ARROWS.iter().filter(|a| a.0 == *state).count() > 1,
            state.is_open(),
            "{state}"
        );
    }
}

#[test]
fn nothing_moves_but_what_the_event_is_about() {
    for (state, event, actors, to) in ARROWS {
        let before = in_state(*state);
        let after = go(before, *event, actors[0]).expect("an arrow");
        let mut expected = MatterNow {
            state: *to,
            ..before
        };
        match event {
            E::Solved => expected.resolution = Some(Resolution::Solved),
            E::Silence => expected.resolution = Some(Resolution::Silent),
            E::Partly | E::Unsolved => expected.cycle = 2,
            E::Reopen => (expected.cycle, expected.resolution) = (2, None),
            E::Return => expected.returns = 1,
            E::NotMine => expected.with_coordinator = true,
            E::CannotDo => expected.cannot_do = true,
            _ => {}
        }
        assert_eq!(after, expected, "{state} {event}");
    }
}

#[test]
fn the_last_cycle_ends_as_the_parent_says() {
    let second = MatterNow {
        cycle: 2,
        ..in_state(S::AwaitingParent)
    };
    for (event, resolution) in [
        (E::Solved, Resolution::Solved),
        (E::Partly, Resolution::Partly),
        (E::Unsolved, Resolution::Unsolved),
    ] {
        let after = go(second, event, A::Parent).expect("an arrow");
        assert_eq!(
            (after.state, after.resolution),
            (S::Closed, Some(resolution))
        );
        assert_eq!(after.cycle, 2);
    }
}

#[test]
fn only_what_was_solved_or_left_silent_is_reopened_once_and_in_time() {
    let reopen = |resolution, cycle, days_closed| {
        let now = MatterNow {
            resolution: Some(resolution),
            cycle,
            ..in_state(S::Closed)
        };
        let step = Step {
            days_closed,
            ..Step::new(E::Reopen, A::Parent)
        };
        transition(now, step, RULES).map(|next| (next.state, next.cycle, next.resolution))
    };
    let again = Ok((S::Assigned, 2, None));
    for (resolution, cycle, days, expected) in [
        (Resolution::Solved, 1, 0, again),
        (Resolution::Solved, 1, 30, again),
        (Resolution::Silent, 1, 30, again),
        (Resolution::Solved, 1, 31, Err(NotAllowed::TooLate)),
        (Resolution::Solved, 2, 1, Err(NotAllowed::CyclesUsedUp)),
        (Resolution::Silent, 2, 1, Err(NotAllowed::CyclesUsedUp)),
        (Resolution::Partly, 1, 1, Err(NotAllowed::NotInThisState)),
        (Resolution::Unsolved, 1, 1, Err(NotAllowed::NotInThisState)),
    ] {
        assert_eq!(
            reopen(resolution, cycle, days),
            expected,
            "{resolution} {cycle} {days}"
        );
    }
}

#[test]
fn after_two_returns_the_coordinator_decides() {
    let once = go(in_state(S::Accepted), E::Return, A::OfficeMember).expect("first return");
    assert!(!once.with_coordinator);
    let again = go(once, E::Assign, A::System).expect("routing");
    let twice = go(again, E::Return, A::OfficeMember).expect("second return");
    assert_eq!((twice.returns, twice.with_coordinator), (2, true));
    assert_eq!(
        go(twice, E::Assign, A::System),
        Err(NotAllowed::NotByThisActor)
    );
    let decided = go(twice, E::Assign, A::Coordinator).expect("decision");
    assert!(!decided.with_coordinator);
    assert_eq!(
        go(decided, E::Return, A::OfficeMember),
        Err(NotAllowed::ReturnsUsedUp)
    );
}

#[test]
fn returns_are_counted_over_all_cycles() {
    let used = MatterNow {
        returns: 2,
        ..in_state(S::AwaitingParent)
    };
    let second = go(used, E::Unsolved, A::Parent).expect("second cycle");
    assert_eq!(
        go(second, E::Return, A::OfficeMember),
        Err(NotAllowed::ReturnsUsedUp)
    );
}

#[test]
fn what_the_parent_did_not_say_goes_to_the_coordinator() {
    let foreign = go(in_state(S::AwaitingParent), E::NotMine, A::Parent).expect("an arrow");
    assert_eq!(
        go(foreign, E::Assign, A::System),
        Err(NotAllowed::NotByThisActor)
    );
    assert!(go(foreign, E::Assign, A::Coordinator).is_ok());
}

#[test]
fn what_was_told_to_the_head_teacher_alone_stays_with_her() {
    for (state, event, actors, to) in ARROWS {
        let asked = |origin| MatterNow {
            origin,
            ..in_state(*state)
        };
        let sends_away = matches!(event, E::Return | E::Assign | E::Merge);
        for &who in *actors {
            let alone = go(asked(Origin::ClassOnly), *event, who).map(|next| next.state);
            let openly = go(asked(Origin::Question), *event, who).map(|next| next.state);
            // Whoever asked it herself does not say that it is not hers.
            let theirs = if *event == E::NotMine {
                Err(NotAllowed::IsTheirs)
            } else {
                Ok(*to)
            };
            assert_eq!(openly, theirs, "{state} {event} {who}");
            let expected = if sends_away && who != A::System {
                Err(NotAllowed::StaysWithClass)
            } else {
                theirs
            };
            assert_eq!(alone, expected, "{state} {event} {who}");
        }
    }
}

#[test]
fn an_answer_to_a_request_and_a_cannot_do_need_a_signature() {
    let now = in_state(S::InProgress);
    let step = |event, is_request, signed| {
        let step = Step {
            signed,
            is_request,
            ..Step::new(event, A::OfficeMember)
        };
        transition(now, step, RULES).map(|next| next.cannot_do)
    };
    assert_eq!(step(E::Answer, true, false), Err(NotAllowed::NotSigned));
    assert_eq!(step(E::Answer, true, true), Ok(false));
    assert_eq!(step(E::Answer, false, false), Ok(false));
    assert_eq!(step(E::CannotDo, false, false), Err(NotAllowed::NotSigned));
    assert_eq!(step(E::CannotDo, false, true), Ok(true));
}

#[test]
fn a_real_answer_takes_back_that_it_cannot_be_done() {
    let refused = MatterNow {
        cannot_do: true,
        cycle: 2,
        ..in_state(S::InProgress)
    };
    assert!(
        !go(refused, E::Answer, A::OfficeMember)
            .expect("an answer")
            .cannot_do
    );
}

#[test]
fn feedback_for_information_is_noted_and_nothing_else_is() {
    let step = |event, for_information| {
        let step = Step {
            for_information,
            ..Step::new(event, A::System)
        };
        transition(MatterNow::NEW, step, RULES).map(|next| next.state)
    };
    assert_eq!(step(E::Note, true), Ok(S::Noted));
    assert_eq!(step(E::Note, false), Err(NotAllowed::WantsReply));
    assert_eq!(step(E::Classify, true), Err(NotAllowed::WantsReply));
    assert_eq!(step(E::Classify, false), Ok(S::Triaged));
}

#[test]
fn a_parents_word_taken_down_by_the_teacher_is_marked() {
    let now = in_state(S::AwaitingParent);
    assert!(go(now, E::Solved, A::Author).expect("by phone").by_proxy);
    let second = go(now, E::Unsolved, A::Author).expect("by phone");
    let waiting = MatterNow {
        state: S::AwaitingParent,
        ..second
    };
    assert!(
        !go(waiting, E::Solved, A::Parent)
            .expect("by the parent")
            .by_proxy
    );
}

#[test]
fn the_whole_way_of_a_request_that_is_solved() {
    let way = [
        (E::Classify, A::System),
        (E::Assign, A::System),
        (E::Accept, A::OfficeMember),
        (E::Start, A::OfficeMember),
        (E::AskFamily, A::OfficeMember),
        (E::FamilyAnswers, A::Parent),
        (E::Answer, A::OfficeMember),
        (E::Delivered, A::System),
        (E::Solved, A::Parent),
    ];
    let end = way
        .iter()
        .try_fold(MatterNow::NEW, |now, (event, who)| go(now, *event, *who));
    let solved = MatterNow {
        state: S::Closed,
        resolution: Some(Resolution::Solved),
        ..MatterNow::NEW
    };
    assert_eq!(end, Ok(solved));
}
