use proptest::prelude::*;

use super::*;
use crate::org::pack::{DOCUMENTS, RulePack, strictest};

fn day(text: &str) -> Date {
    text.parse().expect(text)
}

/// Monday of teaching week 13 in the first term of 2026—2027.
fn november() -> DueDay {
    DueDay {
        today: day("2026-11-23"),
        term: Some((day("2026-09-01"), day("2027-01-22"))),
    }
}

fn rules_of(documents: &[&str]) -> Vec<RuleInForce> {
    let packs: Vec<_> = documents
        .iter()
        .map(|json| RulePack::parse(json).expect("a pack"))
        .collect();
    strictest(&packs)
}

fn visit(on: &str, mode: VisitMode, outcome: Outcome) -> PastVisit {
    PastVisit {
        on: day(on),
        mode,
        outcome,
        preferred: false,
    }
}

fn at_home(on: &str) -> PastVisit {
    visit(on, VisitMode::Home, Outcome::Recorded)
}

fn pupil(visits: &[PastVisit]) -> PupilContacts {
    PupilContacts {
        enrolled_on: day("2024-09-01"),
        groups: Vec::new(),
        visits: visits.to_vec(),
    }
}

fn said(pupil: &PupilContacts, rules: &[RuleInForce]) -> Option<(String, String)> {
    due(pupil, rules, november()).map(|due| (due.rule.pack.clone(), due.by.to_string()))
}

#[test]
fn the_city_asks_for_one_household_visit_a_school_year() {
    let rules = rules_of(&DOCUMENTS[..1]);
    let asked = Some(("qingdao-2022".to_owned(), "2027-08-31".to_owned()));
    let phone = |outcome| visit("2026-10-12", VisitMode::Phone, outcome);
    for (visits, expected) in [
        (vec![], asked.clone()),
        (vec![at_home("2026-08-31")], asked.clone()),
        (vec![at_home("2026-09-01")], None),
        (
            vec![visit("2026-10-12", VisitMode::Home, Outcome::Attempted)],
            asked.clone(),
        ),
        (vec![phone(Outcome::Recorded)], asked.clone()),
        (vec![phone(Outcome::OtherWay)], asked.clone()),
        (
            vec![PastVisit {
                preferred: true,
                ..phone(Outcome::Recorded)
            }],
            None,
        ),
    ] {
        assert_eq!(said(&pupil(&visits), &rules), expected, "{visits:?}");
    }
}

#[test]
fn a_special_group_is_due_each_term_while_it_lasts() {
    let rules = rules_of(&DOCUMENTS[..1]);
    let member = |from: &str, until: Option<&str>| PupilContacts {
        groups: vec![GroupMembership {
            group: SpecialGroup::LeftBehind,
            from: day(from),
            until: until.map(day),
        }],
        ..pupil(&[])
    };
    let live = due(&member("2026-10-01", None), &rules, november()).map(|due| (due.by, due.group));
    assert_eq!(
        live,
        Some((day("2027-01-22"), Some(SpecialGroup::LeftBehind)))
    );
    for (from, until) in [("2026-11-24", None), ("2026-09-01", Some("2026-11-22"))] {
        let group = due(&member(from, until), &rules, november()).and_then(|due| due.group);
        assert_eq!(group, None, "{from} {until:?}");
    }
    let last_day = due(
        &member("2026-11-23", Some("2026-11-23")),
        &rules,
        november(),
    );
    assert!(last_day.is_some_and(|due| due.group.is_some()));
    let visited = PupilContacts {
        visits: vec![at_home("2026-10-08")],
        ..member("2026-09-01", None)
    };
    assert_eq!(due(&visited, &rules, november()), None);
}

#[test]
fn a_group_that_is_switched_off_asks_for_nothing() {
    let mut rules = rules_of(&DOCUMENTS[..1]);
    for rule in &mut rules {
        rule.groups.clear();
    }
    let membership = GroupMembership {
        group: SpecialGroup::Migrant,
        from: day("2026-09-01"),
        until: None,
    };
    let member = PupilContacts {
        groups: vec![membership],
        ..pupil(&[at_home("2026-09-20")])
    };
    assert_eq!(due(&member, &rules, november()), None);
}

#[test]
fn the_rule_that_asks_first_is_named() {
    let rules = rules_of(&DOCUMENTS);
    let province = Some(("shandong-2020".to_owned(), "2027-01-22".to_owned()));
    let city = Some(("qingdao-2022".to_owned(), "2027-08-31".to_owned()));
    assert_eq!(said(&pupil(&[]), &rules), province);
    let phoned = visit("2026-10-12", VisitMode::Phone, Outcome::Recorded);
    assert_eq!(said(&pupil(&[phoned]), &rules), city);
    assert_eq!(said(&pupil(&[at_home("2026-10-12")]), &rules), None);
}

#[test]
fn of_two_rules_with_one_last_day_the_household_visit_is_named() {
    let membership = GroupMembership {
        group: SpecialGroup::Migrant,
        from: day("2026-09-01"),
        until: None,
    };
    let member = PupilContacts {
        groups: vec![membership],
        ..pupil(&[])
    };
    let mut rules = rules_of(&DOCUMENTS);
    for _ in 0..2 {
        let named = due(&member, &rules, november()).expect("due by two rules");
        assert_eq!(named.rule.rule.contact, Contact::Household);
        assert_eq!(named.group, Some(SpecialGroup::Migrant));
        rules.reverse();
    }
}

#[test]
fn a_wish_for_another_way_is_a_contact() {
    let wish = visit("2026-10-12", VisitMode::Home, Outcome::OtherWay);
    assert!(wish.satisfies(Contact::AnyWay) && !wish.satisfies(Contact::Household));
    let nobody = visit("2026-10-12", VisitMode::Home, Outcome::Attempted);
    assert!(!nobody.satisfies(Contact::AnyWay));
}

#[test]
fn two_school_years_reach_back_or_forward_for_newcomers() {
    let rules: Vec<_> = rules_of(&DOCUMENTS[1..2])
        .into_iter()
        .filter(|rule| rule.rule.every == Span::TwoSchoolYears)
        .collect();
    let by = |pupil: &PupilContacts| due(pupil, &rules, november()).map(|due| due.by.to_string());
    assert_eq!(by(&pupil(&[])).as_deref(), Some("2027-08-31"));
    assert_eq!(by(&pupil(&[at_home("2025-09-01")])), None);
    assert_eq!(
        by(&pupil(&[at_home("2025-08-31")])).as_deref(),
        Some("2027-08-31")
    );
    let newcomer = PupilContacts {
        enrolled_on: day("2026-09-01"),
        ..pupil(&[])
    };
    assert_eq!(by(&newcomer).as_deref(), Some("2028-08-31"));
}

#[test]
fn between_terms_no_rule_of_a_term_asks() {
    let rules: Vec<_> = rules_of(&DOCUMENTS)
        .into_iter()
        .filter(|rule| rule.rule.every == Span::Term)
        .collect();
    let holidays = DueDay {
        today: day("2027-02-01"),
        term: None,
    };
    assert_eq!(due(&pupil(&[]), &rules, holidays), None);
}

fn any_visit() -> impl Strategy<Value = PastVisit> {
    let mode = proptest::sample::select(VisitMode::ALL);
    let outcome = proptest::sample::select(Outcome::ALL);
    (0_i64..1000, mode, outcome, any::<bool>()).prop_map(|(days, mode, outcome, preferred)| {
        PastVisit {
            on: day("2024-09-01").plus_days(days),
            mode,
            outcome,
            preferred,
        }
    })
}

fn any_pupil() -> impl Strategy<Value = PupilContacts> {
    let group = proptest::sample::select(SpecialGroup::ALL);
    let membership =
        (group, 0_i64..900, prop::option::of(0_i64..400)).prop_map(|(group, from, length)| {
            let from = day("2024-09-01").plus_days(from);
            GroupMembership {
                group,
                from,
                until: length.map(|days| from.plus_days(days)),
            }
        });
    (
        0_i64..800,
        prop::collection::vec(membership, 0..4),
        prop::collection::vec(any_visit(), 0..6),
    )
        .prop_map(|(days, groups, visits)| PupilContacts {
            enrolled_on: day("2024-09-01").plus_days(days),
            groups,
            visits,
        })
}

proptest! {
    #[test]
    fn another_visit_never_brings_the_last_day_nearer(pupil in any_pupil(), extra in any_visit()) {
        let rules = rules_of(&DOCUMENTS);
        let before = due(&pupil, &rules, november()).map(|due| due.by);
        let mut more = pupil.clone();
        more.visits.push(extra);
        let after = due(&more, &rules, november()).map(|due| due.by);
        prop_assert!(after.is_none() || after >= before);
    }

    #[test]
    fn dropping_the_covered_rules_changes_no_last_day(pupil in any_pupil()) {
        let every: Vec<_> = DOCUMENTS.iter().flat_map(|json| rules_of(&[*json])).collect();
        let few = rules_of(&DOCUMENTS);
        let by = |rules: &[RuleInForce]| due(&pupil, rules, november()).map(|due| due.by);
        prop_assert_eq!(by(&few), by(&every));
    }

    #[test]
    fn a_household_visit_today_leaves_nobody_due(pupil in any_pupil()) {
        let rules = rules_of(&DOCUMENTS);
        let mut visited = pupil;
        visited.visits.push(at_home("2026-11-23"));
        prop_assert_eq!(due(&visited, &rules, november()), None);
    }
}
