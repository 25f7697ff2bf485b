use tongyu_shared::{
    ids::{NodeId, VisitId},
    visits::{
        state::VisitState,
        types::{ClassToday, LastVisit},
    },
};

use super::*;

fn day(text: &str) -> Date {
    text.parse().expect(text)
}

fn at(text: &str) -> Instant {
    format!("2026-11-23T{text}+08:00").parse().expect(text)
}

fn family(name: &str, next: Option<&str>, reached: bool) -> FamilyLine {
    FamilyLine {
        student: StudentId::from_u128(1),
        name: name.into(),
        carer: None,
        last: None,
        reached,
        next_contact: next.map(day),
        open_matters: 0,
    }
}

fn names(found: &[FamilyLine]) -> Vec<&str> {
    found.iter().map(|family| family.name.as_str()).collect()
}

#[test]
fn families_are_grouped_by_what_to_do_next_and_none_is_lost() {
    let families = [
        family("王小明", None, false),
        family("李一涵", Some("2026-12-07"), true),
        family("张弛", None, true),
        family("王雨", Some("2026-11-25"), false),
    ];
    assert_eq!(names(&in_group(&families, Group::NotYet, "")), ["王小明"]);
    assert_eq!(
        names(&in_group(&families, Group::Agreed, "")),
        ["王雨", "李一涵"]
    );
    assert_eq!(names(&in_group(&families, Group::Reached, "")), ["张弛"]);
    let all = Group::ALL
        .into_iter()
        .map(|group| in_group(&families, group, "").len());
    assert_eq!(all.sum::<usize>(), families.len());
}

#[test]
fn searching_finds_parts_of_names_and_ignores_blanks_around() {
    let families = [family("王小明", None, false), family("李一涵", None, false)];
    assert_eq!(
        names(&in_group(&families, Group::NotYet, " 小明 ")),
        ["王小明"]
    );
    assert!(in_group(&families, Group::NotYet, "赵").is_empty());
}

#[test]
fn only_ways_that_took_place_are_named() {
    let coverage = Coverage {
        students: 42,
        reached: 5,
        home: 4,
        phone: 1,
        ..Coverage::default()
    };
    assert_eq!(
        ways(&coverage),
        [(VisitMode::Home, 4), (VisitMode::Phone, 1)]
    );
    assert_eq!(still_to_meet(&coverage), 37);
}

#[test]
fn a_wait_is_told_in_days_and_never_called_overdue() {
    let today = day("2026-11-23");
    for (due, words, tone) in [
        ("2026-12-07", "剩 14 天", Tone::Plain),
        ("2026-11-26", "剩 3 天", Tone::Warn),
        ("2026-11-24", "剩 1 天", Tone::Warn),
        ("2026-11-23", "今天答复", Tone::Warn),
        ("2026-11-20", "原定 11月20日答复", Tone::Warn),
    ] {
        assert_eq!(wait(Lang::ZhCn, today, day(due)), (words.to_owned(), tone));
    }
}

#[test]
fn the_clock_rounds_up_to_five_minutes_and_does_not_guess_long_visits() {
    for (until, minutes) in [
        ("18:59:00", None),
        ("19:00:00", Some(5)),
        ("19:05:00", Some(5)),
        ("19:05:01", Some(10)),
        ("19:28:30", Some(30)),
        ("23:00:00", Some(240)),
        ("23:01:00", None),
    ] {
        assert_eq!(minutes_since(at("19:00:00"), at(until)), minutes, "{until}");
    }
}

#[test]
fn a_start_to_come_is_named_as_such() {
    let begins = |day: &str, time: &str| {
        let started = format!("2026-11-{day}T{time}+08:00").parse().expect(day);
        begins_later(Lang::ZhCn, started, at("19:00:00"))
    };
    assert_eq!(begins("23", "19:00:00"), None);
    assert_eq!(begins("23", "19:01:00"), Some("不能晚于现在"));
    assert_eq!(begins("24", "08:00:00"), Some("日期不能在今天以后"));
}

#[test]
fn the_next_family_is_none_that_was_seen_today() {
    let line = |number: u128, last: Option<&str>| FamilyLine {
        student: StudentId::from_u128(number),
        last: last.map(|day| LastVisit {
            visit: VisitId::from_u128(number),
            started_at: format!("{day}T18:00:00+08:00").parse().expect(day),
            mode: VisitMode::Home,
            outcome: Outcome::Attempted,
            state: VisitState::Attempted,
        }),
        ..family("王小明", None, false)
    };
    let mut today = Today {
        now: at("19:00:00"),
        week: None,
        term: None,
        plans: Vec::new(),
        pupils: Vec::new(),
        classes: vec![ClassToday {
            class: NodeId::from_u128(9),
            name: String::new(),
            school_name: String::new(),
            coverage: Coverage::default(),
            next: vec![
                line(1, None),
                line(2, Some("2026-11-23")),
                line(3, Some("2026-11-22")),
            ],
        }],
        matters: Vec::new(),
    };
    let visited = [StudentId::from_u128(1)];
    let next = next_family(&today, &visited).map(|(student, _)| student);
    assert_eq!(next, Some(StudentId::from_u128(3)));
    today.classes[0].next.pop();
    assert_eq!(next_family(&today, &visited), None);
}

#[test]
fn errors_of_the_server_find_their_field_on_the_page() {
    let ids = [MatterId::from_u128(1), MatterId::from_u128(2)];
    let second = matter_field(ids[1], "raiser");
    for (field, place) in [
        ("minutes", "minutes"),
        ("met.0", "met"),
        ("students.1", "siblings"),
        ("brought_back.request", "brought_back.request"),
        ("brought_back", "brought_back.feedback"),
        ("brought_back.matters", "brought_back.feedback"),
        ("brought_back.matters.7.text", "brought_back.feedback"),
        ("brought_back.matters.1.raiser", second.as_str()),
    ] {
        assert_eq!(place_of(field, &ids), place, "{field}");
    }
}

#[test]
fn a_refusal_says_which_part_of_the_page_it_is_about() {
    for field in [
        "brought_back.feedback",
        "brought_back.request",
        "brought_back.suggestion",
    ] {
        let said = sentence(Lang::ZhCn, field, "said_or_nothing");
        assert!(said.is_some_and(|said| said.starts_with("家长")), "{field}");
    }
    assert!(sentence(Lang::ZhCn, "met", "choose_one").is_some());
    assert_eq!(sentence(Lang::ZhCn, "minutes", "out_of_range"), None);
}

#[test]
fn what_is_wrong_is_listed_from_top_to_bottom() {
    let mut fields = [
        "declared_clean",
        "brought_back.suggestion",
        "matter.1.text",
        "circumstances",
        "brought_back.feedback",
        "met",
    ];
    fields.sort_by_key(|field| place_on_page(field));
    assert_eq!(
        fields,
        [
            "met",
            "brought_back.feedback",
            "brought_back.suggestion",
            "matter.1.text",
            "circumstances",
            "declared_clean",
        ]
    );
}

#[test]
fn every_outcome_without_a_visit_has_its_sentence() {
    for &lang in Lang::ALL {
        for &mode in VisitMode::ALL {
            assert!(
                noted(lang, Outcome::OtherWay, Some(mode)).is_some(),
                "{mode}"
            );
        }
        assert!(noted(lang, Outcome::Attempted, None).is_some());
        assert_eq!(noted(lang, Outcome::Recorded, None), None);
    }
}
