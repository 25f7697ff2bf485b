use std::collections::BTreeMap;

use Effect as F;
use MatterEvent as E;
use MatterState as S;
use proptest::prelude::*;

use super::*;
use crate::{
    feedback::state::{MatterActor, MatterCycles, MatterNow, Step, transition},
    org::calendar::OfficeHours,
};

fn at(text: &str) -> Instant {
    format!("{text}:00+08:00").parse().expect(text)
}

fn calendar() -> WorkingCalendar {
    WorkingCalendar::new(
        BTreeMap::new(),
        OfficeHours {
            from_minute: 480,
            to_minute: 1020,
        },
    )
}

fn logged(event: E, time: &str, to: S) -> Logged {
    Logged {
        event,
        at: at(time),
        to,
    }
}

/// Every event with the state it leads to, and what it does to response and solution clock.
const ROWS: &[(E, S, F, F)] = &[
    (E::Classify, S::Triaged, F::Keep, F::Keep),
    (E::Note, S::Noted, F::Stop, F::Stop),
    (E::Assign, S::Assigned, F::Keep, F::Keep),
    (E::Accept, S::Accepted, F::Keep, F::Keep),
    (E::Return, S::Triaged, F::Keep, F::Keep),
    (E::Start, S::InProgress, F::Keep, F::Keep),
    (E::AskFamily, S::WaitingFamily, F::Keep, F::Pause),
    (E::FamilyAnswers, S::InProgress, F::Keep, F::Resume),
    (E::QuestionExpired, S::InProgress, F::Keep, F::Resume),
    (E::Answer, S::Answered, F::Keep, F::Keep),
    (E::CannotDo, S::Answered, F::Keep, F::Keep),
    (E::Delivered, S::AwaitingParent, F::Stop, F::Mark),
    (E::Solved, S::Closed, F::Keep, F::StopAtMark),
    (E::Partly, S::Closed, F::Keep, F::StopAtMark),
    (E::Partly, S::Assigned, F::Keep, F::NextLeg),
    (E::Unsolved, S::Closed, F::Keep, F::StopAtMark),
    (E::Unsolved, S::Assigned, F::Keep, F::NextLeg),
    (E::NotMine, S::Triaged, F::Keep, F::Unmark),
    (E::Silence, S::Closed, F::Keep, F::StopAtMark),
    (E::Reopen, S::Assigned, F::Keep, F::NextLeg),
    (E::Withdraw, S::Withdrawn, F::Stop, F::Stop),
    (E::Merge, S::Merged, F::Stop, F::Stop),
];

#[test]
fn the_table_of_the_clocks_row_by_row() {
    for (event, to, response, solution) in ROWS {
        let expected = Effects {
            response: *response,
            solution: *solution,
        };
        assert_eq!(effects(*event, *to), expected, "{event} {to}");
    }
    for event in E::ALL {
        assert!(ROWS.iter().any(|row| row.0 == *event), "{event}");
    }
}

#[test]
fn the_response_clock_stops_at_the_first_delivery_for_good() {
    let clocks = Clocks::replay(
        at("2026-11-23T19:00"),
        &[
            logged(E::Answer, "2026-11-24T10:00", S::Answered),
            logged(E::Delivered, "2026-11-24T10:05", S::AwaitingParent),
            logged(E::Unsolved, "2026-11-25T08:00", S::Assigned),
            logged(E::Delivered, "2026-12-01T10:00", S::AwaitingParent),
        ],
    );
    assert_eq!(clocks.response.stopped, Some(at("2026-11-24T10:05")));
    assert!(clocks.response.pauses.is_empty());
}

#[test]
fn the_solution_clock_ends_with_the_answer_that_the_parent_accepts() {
    let clocks = Clocks::replay(
        at("2026-11-23T19:00"),
        &[
            logged(E::Delivered, "2026-11-30T09:00", S::AwaitingParent),
            logged(E::Solved, "2026-12-05T20:00", S::Closed),
        ],
    );
    assert_eq!(clocks.solution.len(), 1);
    assert_eq!(clocks.solution[0].stopped, Some(at("2026-11-30T09:00")));
}

#[test]
fn a_new_cycle_keeps_the_old_leg_and_starts_its_own() {
    let clocks = Clocks::replay(
        at("2026-11-23T19:00"),
        &[
            logged(E::Delivered, "2026-11-24T09:00", S::AwaitingParent),
            logged(E::Unsolved, "2026-11-25T20:00", S::Assigned),
            logged(E::Delivered, "2026-11-27T09:00", S::AwaitingParent),
            logged(E::Solved, "2026-11-28T09:00", S::Closed),
        ],
    );
    let legs: Vec<_> = clocks
        .solution
        .iter()
        .map(|leg| (leg.started, leg.stopped))
        .collect();
    assert_eq!(
        legs,
        [
            (at("2026-11-23T19:00"), Some(at("2026-11-24T09:00"))),
            (at("2026-11-25T20:00"), Some(at("2026-11-27T09:00"))),
        ]
    );
}

#[test]
fn an_answer_to_the_wrong_person_never_ended_the_clock() {
    let clocks = Clocks::replay(
        at("2026-11-23T19:00"),
        &[
            logged(E::Delivered, "2026-11-24T09:00", S::AwaitingParent),
            logged(E::NotMine, "2026-11-24T10:00", S::Triaged),
        ],
    );
    assert_eq!(
        (clocks.solution[0].marked, clocks.solution[0].stopped),
        (None, None)
    );
}

#[test]
fn a_return_restarts_nothing() {
    let before = Clocks::captured(at("2026-11-23T19:00"));
    let mut after = before.clone();
    after.apply(logged(E::Return, "2026-11-24T09:00", S::Triaged));
    after.apply(logged(E::Assign, "2026-11-25T09:00", S::Assigned));
    assert_eq!(after, before);
}

#[test]
fn pauses_move_the_due_day_up_to_their_maximum() {
    let leg = |pauses: &[(&str, Option<&str>)]| Leg {
        pauses: pauses
            .iter()
            .map(|(from, to)| (at(from), to.map(at)))
            .collect(),
        ..Leg::new(at("2026-11-23T19:00"))
    };
    let due = |leg: &Leg| {
        leg.due(
            Limit::WorkingDays(10),
            &calendar(),
            5,
            at("2026-11-26T12:00"),
        )
    };
    for (pauses, day) in [
        (&[][..], "2026-12-07"),
        (
            &[("2026-11-24T09:00", Some("2026-11-24T17:00"))],
            "2026-12-07",
        ),
        (
            &[("2026-11-24T09:00", Some("2026-11-26T09:00"))],
            "2026-12-09",
        ),
        (
            &[("2026-11-27T09:00", Some("2026-11-29T09:00"))],
            "2026-12-07",
        ),
        (&[("2026-11-24T09:00", None)], "2026-12-09"),
        (
            &[("2026-11-24T09:00", Some("2026-12-04T09:00"))],
            "2026-12-14",
        ),
        (
            &[
                ("2026-11-24T09:00", Some("2026-11-27T09:00")),
                ("2026-11-30T09:00", Some("2026-12-04T09:00")),
            ],
            "2026-12-14",
        ),
    ] {
        assert_eq!(due(&leg(pauses)).date().to_string(), day, "{pauses:?}");
    }
    let asked = leg(&[("2026-11-23T20:00", Some("2026-11-23T21:30"))]);
    let hours = asked.due(Limit::Hours(24), &calendar(), 5, at("2026-11-24T00:00"));
    assert_eq!(hours, at("2026-11-24T20:30"));
}

#[test]
fn a_limit_escalates_when_it_is_nearly_and_when_it_is_quite_used_up() {
    let mut leg = Leg::new(at("2026-11-23T19:00"));
    let level =
        |leg: &Leg, now| escalation_level(leg, Limit::WorkingDays(10), &calendar(), 5, 80, at(now));
    for (now, expected) in [
        ("2026-11-24T09:00", 0),
        ("2026-12-03T23:59", 0),
        ("2026-12-04T00:00", 1),
        ("2026-12-07T23:59", 1),
        ("2026-12-08T00:00", 2),
    ] {
        assert_eq!(level(&leg, now), expected, "{now}");
    }
    let due = leg.due(Limit::WorkingDays(10), &calendar(), 5, leg.started);
    let on_time = escalation_level(&leg, Limit::WorkingDays(10), &calendar(), 5, 80, due);
    assert_eq!(on_time, 1, "the last moment is still in time");
    leg.apply(Effect::Pause, at("2026-11-24T09:00"));
    assert_eq!(level(&leg, "2026-12-31T00:00"), 0);
    leg.apply(Effect::Stop, at("2026-11-25T09:00"));
    assert_eq!(level(&leg, "2026-12-31T00:00"), 0);
}

/// A history that the state machine allows, made from arbitrary choices, an hour apart.
fn history(choices: &[usize]) -> Vec<Logged> {
    let rules = MatterCycles {
        cycles_max: 2,
        returns_max: 2,
        reopen_days: 30,
    };
    let mut now = MatterNow::NEW;
    let mut entries = Vec::new();
    for (hour, choice) in (1..).zip(choices) {
        let steps: Vec<_> = E::ALL
            .iter()
            .flat_map(|event| {
                MatterActor::ALL
                    .iter()
                    .map(move |who| Step::new(*event, *who))
            })
            .map(|step| Step {
                signed: true,
                ..step
            })
            .filter_map(|step| Some((step.event, transition(now, step, rules).ok()?)))
            .collect();
        let Some((event, next)) = steps.get(choice % steps.len().max(1)) else {
            break;
        };
        let time = at("2026-11-23T00:00").plus(chrono::TimeDelta::hours(hour));
        entries.push(Logged {
            event: *event,
            at: time,
            to: next.state,
        });
        now = *next;
    }
    entries
}

proptest! {
    #[test]
    fn whatever_happens_the_clocks_stay_in_order(choices in prop::collection::vec(0_usize..60, 0..40)) {
        let entries = history(&choices);
        let clocks = Clocks::replay(at("2026-11-23T00:00"), &entries);
        for leg in clocks.solution.iter().chain([&clocks.response]) {
            prop_assert!(leg.stopped.is_none_or(|end| end >= leg.started));
            prop_assert!(leg.pauses.iter().all(|(from, to)| to.is_none_or(|to| to >= *from)));
            prop_assert!(leg.pauses.iter().rev().skip(1).all(|(_, to)| to.is_some()));
        }
        let ended = entries.last().is_some_and(|entry| !entry.to.is_open());
        let running = clocks.solution.last().is_some_and(|leg| leg.stopped.is_none());
        prop_assert_eq!(running, !ended);
        let last = entries.last().map(|entry| entry.to);
        let paused = clocks.solution.last().is_some_and(Leg::is_paused);
        prop_assert_eq!(paused, last == Some(S::WaitingFamily));
    }

    #[test]
    fn the_response_clock_is_never_held(choices in prop::collection::vec(0_usize..60, 0..40)) {
        let clocks = Clocks::replay(at("2026-11-23T00:00"), &history(&choices));
        prop_assert!(clocks.response.pauses.is_empty());
        prop_assert!(clocks.solution.len() <= 2);
    }
}
