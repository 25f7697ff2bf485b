use proptest::prelude::*;

use super::*;

fn visit(mode: VisitMode, outcome: Outcome) -> PastVisit {
    let on = "2026-11-23".parse().expect("a day");
    PastVisit {
        on,
        mode,
        outcome,
        preferred: false,
    }
}

fn held(mode: VisitMode) -> PastVisit {
    visit(mode, Outcome::Recorded)
}

/// Four pupils in three households: 1 and 2 are siblings.
fn pupils() -> BTreeMap<u8, char> {
    BTreeMap::from([(1, 'a'), (2, 'a'), (3, 'b'), (4, 'c')])
}

#[test]
fn siblings_share_a_visit_and_each_counts() {
    let shared = held(VisitMode::Home);
    let counts = count(&pupils(), [(1, shared), (2, shared)]);
    assert_eq!((counts.pupils.reached, counts.pupils.home), (2, 2));
    assert_eq!((counts.households, counts.households_reached), (3, 1));
}

#[test]
fn nobody_is_counted_twice_and_the_best_way_counts() {
    let counts = count(
        &pupils(),
        [
            (3, held(VisitMode::Phone)),
            (3, held(VisitMode::Home)),
            (3, held(VisitMode::School)),
        ],
    );
    let expected = Coverage {
        students: 4,
        reached: 1,
        home: 1,
        ..Coverage::default()
    };
    assert_eq!(counts.pupils, expected);
}

#[test]
fn an_attempt_reaches_nobody_and_a_wish_is_a_contact_in_its_own_column() {
    let attempt = visit(VisitMode::Home, Outcome::Attempted);
    let wish = visit(VisitMode::Home, Outcome::OtherWay);
    let counts = count(&pupils(), [(1, attempt), (3, wish)]);
    assert_eq!(
        counts.pupils,
        Coverage {
            students: 4,
            reached: 1,
            other_way: 1,
            ..Coverage::default()
        }
    );
    assert_eq!(counts.households_reached, 1);
}

#[test]
fn the_other_way_that_took_place_is_a_column_of_its_own() {
    let wish = visit(VisitMode::Home, Outcome::OtherWay);
    let preferred = PastVisit {
        preferred: true,
        ..held(VisitMode::School)
    };
    let counts = count(
        &pupils(),
        [(1, wish), (1, preferred), (3, held(VisitMode::School))],
    );
    let expected = Coverage {
        students: 4,
        reached: 2,
        school: 2,
        ..Coverage::default()
    };
    assert_eq!((counts.pupils, counts.preferred_way), (expected, 1));
    let later = count(&pupils(), [(1, preferred), (1, held(VisitMode::Home))]);
    assert_eq!((later.pupils.home, later.preferred_way), (1, 0));
}

#[test]
fn who_moved_away_is_left_out() {
    let counts = count(&pupils(), [(9, held(VisitMode::Home))]);
    assert_eq!(
        counts.pupils,
        Coverage {
            students: 4,
            ..Coverage::default()
        }
    );
}

fn any_visits() -> impl Strategy<Value = Vec<(u8, PastVisit)>> {
    let mode = proptest::sample::select(VisitMode::ALL);
    let outcome = proptest::sample::select(Outcome::ALL);
    let entry =
        (0_u8..6, mode, outcome, any::<bool>()).prop_map(|(pupil, mode, outcome, preferred)| {
            (
                pupil,
                PastVisit {
                    preferred,
                    ..visit(mode, outcome)
                },
            )
        });
    prop::collection::vec(entry, 0..30)
}

proptest! {
    #[test]
    fn the_columns_add_up(visits in any_visits()) {
        let counts = count(&pupils(), visits);
        let c = counts.pupils;
        let took_place = c.home + c.school + c.online + c.phone + c.group;
        prop_assert_eq!(took_place + c.other_way, c.reached);
        prop_assert!(c.reached <= c.students);
        prop_assert!(counts.preferred_way <= took_place - c.home);
        prop_assert!(counts.households_reached <= counts.households);
        prop_assert!(counts.households_reached <= c.reached);
    }

    #[test]
    fn order_and_repetition_change_nothing(visits in any_visits()) {
        let counts = count(&pupils(), visits.clone());
        let twice = visits.iter().rev().chain(&visits).copied();
        prop_assert_eq!(count(&pupils(), twice), counts);
    }

    #[test]
    fn each_pupil_alone_adds_up_to_all(visits in any_visits()) {
        let all = count(&pupils(), visits.clone()).pupils.reached;
        let alone: u32 = pupils()
            .into_iter()
            .map(|(pupil, home)| count(&BTreeMap::from([(pupil, home)]), visits.clone()).pupils.reached)
            .sum();
        prop_assert_eq!(all, alone);
    }
}
