use super::*;
use crate::{lang::Lang, org::calendar::Limit, validate::Errors};

fn packs() -> Vec<RulePack> {
    DOCUMENTS
        .iter()
        .map(|json| RulePack::parse(json).expect("a pack"))
        .collect()
}

fn qingdao() -> RulePack {
    RulePack::parse(DOCUMENTS[0]).expect("a pack")
}

fn day(text: &str) -> Date {
    text.parse().expect(text)
}

#[test]
fn the_documents_parse_hold_and_survive_the_way_back() {
    for pack in packs() {
        assert_eq!(Errors::of(&pack), [], "{}", pack.code);
        assert_eq!(pack.status, PackStatus::Draft);
        let json = serde_json::to_string(&pack).expect("plain data");
        assert_eq!(RulePack::parse(&json).expect("its own JSON"), pack);
    }
    let codes: Vec<_> = packs().into_iter().map(|pack| pack.code).collect();
    assert_eq!(codes, ["qingdao-2022", "shandong-2020", "nation-2023"]);
}

#[test]
fn the_city_pack_holds_the_numbers_of_the_product() {
    let pack = qingdao();
    assert_eq!(pack.special_groups, SpecialGroup::ALL);
    assert_eq!(pack.smallest_aggregate, Some(10));
    let visits = pack.visits.expect("visits");
    assert_eq!(
        (
            visits.silent_edit_minutes,
            visits.silence_days,
            visits.proposal_hours
        ),
        (30, 7, 72)
    );
    let courses = pack.courses.expect("courses");
    assert_eq!(
        (
            courses.class_hour_minutes,
            courses.sessions_per_year,
            courses.class_hours_per_year
        ),
        (40, 4, 8)
    );
    let matters = pack.matters.expect("matters");
    for (class, first_answer, solution) in [
        (LimitClass::Safety, Limit::Hours(2), Limit::WorkingDays(10)),
        (
            LimitClass::TimeBound,
            Limit::Hours(24),
            Limit::WorkingDays(10),
        ),
        (
            LimitClass::Ordinary,
            Limit::WorkingDays(2),
            Limit::WorkingDays(10),
        ),
        (
            LimitClass::Complex,
            Limit::WorkingDays(2),
            Limit::WorkingDays(15),
        ),
    ] {
        assert_eq!(
            matters.limits[&class],
            MatterLimits {
                first_answer,
                solution
            }
        );
    }
}

#[test]
fn an_unknown_field_or_word_is_refused() {
    let document = DOCUMENTS[0];
    for (from, to) in [
        ("\"version\"", "\"verzion\""),
        (
            "\"silence_days\": 7,\n    \"proposal",
            "\"extra\": 1, \"silence_days\": 7,\n    \"proposal",
        ),
        ("\"hardship\"", "\"poverty\""),
        ("\"school_year\"", "\"year\""),
        ("{ \"hours\": 2 }", "{ \"hour\": 2 }"),
        ("\"safety\"", "\"security\""),
    ] {
        let changed = document.replacen(from, to, 1);
        assert_ne!(changed, document, "{from}");
        assert!(RulePack::parse(&changed).is_err(), "{to}");
    }
}

/// Breaks one rule of a pack.
type Spoil<'a> = &'a dyn Fn(&mut RulePack);

#[test]
fn each_broken_rule_is_named_with_its_field() {
    let approval = |by_second: &str| Approval {
        number: "青教字〔2026〕1号".to_owned(),
        by_first: "甲".to_owned(),
        by_second: by_second.to_owned(),
        on: day("2026-09-01"),
    };
    let cases: &[(&str, Spoil)] = &[
        ("code", &|p| p.code.clear()),
        ("title", &|p| p.title = "  ".to_owned()),
        ("version", &|p| p.version = 0),
        ("effective_to", &|p| {
            p.effective_to = Some(day("2022-08-31"));
        }),
        ("approval", &|p| p.status = PackStatus::Approved),
        ("status", &|p| p.approval = Some(approval("乙"))),
        ("approval.by_second", &|p| {
            p.status = PackStatus::Approved;
            p.approval = Some(approval(" 甲"));
        }),
        ("special_groups.8", &|p| {
            p.special_groups.push(SpecialGroup::Migrant);
        }),
        ("frequency.2", &|p| p.frequency.push(p.frequency[0])),
        ("smallest_aggregate", &|p| p.smallest_aggregate = Some(0)),
        ("visits.silence_days", &|p| {
            p.visits.as_mut().expect("visits").silence_days = 0;
        }),
        ("courses.class_hour_minutes", &|p| {
            p.courses.as_mut().expect("courses").class_hour_minutes = 0;
        }),
        ("matters.limits.complex", &|p| {
            p.matters
                .as_mut()
                .expect("matters")
                .limits
                .remove(&LimitClass::Complex);
        }),
        ("matters.limits.safety.first_answer", &|p| {
            let limits = &mut p.matters.as_mut().expect("matters").limits;
            limits
                .get_mut(&LimitClass::Safety)
                .expect("safety")
                .first_answer = Limit::Hours(0);
        }),
        ("matters.cycles.cycles_max", &|p| {
            p.matters.as_mut().expect("matters").cycles.cycles_max = 0;
        }),
        ("matters.warn_percent", &|p| {
            p.matters.as_mut().expect("matters").warn_percent = 101;
        }),
        ("matters.office_hours.to_minute", &|p| {
            p.matters.as_mut().expect("matters").office_hours.to_minute = 480;
        }),
    ];
    for (field, spoil) in cases {
        let mut pack = qingdao();
        spoil(&mut pack);
        let errors = Errors::of(&pack);
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, [*field]);
        for &lang in Lang::ALL {
            assert_ne!(
                errors[0].message(lang),
                errors[0].code,
                "{field} has no sentence"
            );
        }
    }
}

#[test]
fn a_pack_is_in_force_between_its_days_and_once_approved() {
    let mut pack = qingdao();
    pack.effective_to = Some(day("2027-08-31"));
    for (on, drafts_bind, expected) in [
        ("2022-08-31", true, false),
        ("2022-09-01", true, true),
        ("2027-08-31", true, true),
        ("2027-09-01", true, false),
        ("2026-11-23", false, false),
    ] {
        assert_eq!(
            pack.in_force(day(on), drafts_bind),
            expected,
            "{on} {drafts_bind}"
        );
    }
    pack.status = PackStatus::Approved;
    assert!(pack.in_force(day("2026-11-23"), false));
}

fn said(packs: &[RulePack]) -> Vec<(String, Audience, Contact, Span)> {
    let rules = strictest(packs).into_iter();
    rules
        .map(|r| (r.pack, r.rule.audience, r.rule.contact, r.rule.every))
        .collect()
}

#[test]
fn of_the_three_packs_the_strictest_rules_stay() {
    let rule = |pack: &str, audience, contact, every| (pack.to_owned(), audience, contact, every);
    assert_eq!(
        said(&packs()),
        [
            rule(
                "qingdao-2022",
                Audience::EachPupil,
                Contact::Household,
                Span::SchoolYear
            ),
            rule(
                "qingdao-2022",
                Audience::SpecialGroups,
                Contact::Household,
                Span::Term
            ),
            rule(
                "shandong-2020",
                Audience::EachPupil,
                Contact::AnyWay,
                Span::Term
            ),
        ]
    );
}

#[test]
fn a_group_that_only_one_pack_has_switched_on_keeps_its_rule() {
    let mut packs = packs();
    packs[0]
        .special_groups
        .retain(|group| *group != SpecialGroup::MajorChange);
    let groups: Vec<_> = said(&packs)
        .into_iter()
        .filter(|r| r.1 == Audience::SpecialGroups)
        .collect();
    assert_eq!(groups.len(), 2);
}

#[test]
fn without_the_city_pack_the_nation_decides_how_often() {
    let rest = &packs()[1..];
    let household: Vec<_> = said(rest)
        .into_iter()
        .filter(|r| (r.1, r.2) == (Audience::EachPupil, Contact::Household))
        .collect();
    assert_eq!(household.len(), 1);
    assert_eq!(
        (household[0].0.as_str(), household[0].3),
        ("nation-2023", Span::SchoolYear)
    );
}

#[test]
fn no_packs_no_rules() {
    assert_eq!(strictest(&[]), []);
}
