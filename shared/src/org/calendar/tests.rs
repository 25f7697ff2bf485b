use proptest::prelude::*;

use super::*;

const OFFICE: OfficeHours = OfficeHours {
    from_minute: 8 * 60,
    to_minute: 17 * 60,
};

fn day(text: &str) -> Date {
    text.parse().expect(text)
}

fn at(text: &str) -> Instant {
    format!("{text}:00+08:00").parse().expect(text)
}

/// The National Day week of 2026 with its two worked weekend days.
fn calendar() -> WorkingCalendar {
    let holidays = (1..=7).map(|d| (Date::new(2026, 10, d).expect("October"), DayKind::Holiday));
    let worked = ["2026-09-20", "2026-10-10"].map(|text| (day(text), DayKind::Workday));
    WorkingCalendar::new(holidays.chain(worked).collect(), OFFICE)
}

#[test]
fn exceptions_beat_the_ordinary_week() {
    for (date, working) in [
        ("2026-11-23", true),
        ("2026-11-27", true),
        ("2026-11-28", false),
        ("2026-11-29", false),
        ("2026-10-01", false),
        ("2026-10-08", true),
        ("2026-10-10", true),
        ("2026-10-11", false),
    ] {
        assert_eq!(calendar().is_working_day(day(date)), working, "{date}");
    }
}

#[test]
fn the_day_of_receipt_is_not_counted() {
    for (from, days, end) in [
        ("2026-11-23", 10, "2026-12-07"),
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-23", 1, "2026-11-24"),
        ("2026-11-23", 2, "2026-11-25"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-28", 1, "2026-11-30"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-30", 4, "2026-10-12"),
    ] {
        assert_eq!(
            calendar().add_working_days(day(from), days),
            day(end),
            "{from} + {days}"
        );
    }
}

#[test]
fn a_limit_ends_in_its_own_unit() {
    let friday_evening = at("2026-11-27T16:00");
    for (limit, end) in [
        (Limit::Hours(2), "2026-11-27T18:00"),
        (Limit::Hours(24), "2026-11-28T16:00"),
        (Limit::WorkingHours(1), "2026-11-27T17:00"),
        (Limit::WorkingHours(2), "2026-11-30T09:00"),
        (Limit::WorkingHours(24), "2026-12-02T13:00"),
        (Limit::WorkingHours(0), "2026-11-27T16:00"),
    ] {
        assert_eq!(calendar().due(friday_evening, limit), at(end), "{limit:?}");
    }
    let ten_days = calendar().due(at("2026-11-23T19:00"), Limit::WorkingDays(10));
    assert_eq!(ten_days, day("2026-12-07").last_instant());
}

#[test]
fn working_hours_wait_for_the_office_to_open() {
    for (from, end) in [
        ("2026-11-23T06:00", "2026-11-23T10:00"),
        ("2026-11-23T19:00", "2026-11-24T10:00"),
        ("2026-11-28T12:00", "2026-11-30T10:00"),
        ("2026-09-30T17:00", "2026-10-08T10:00"),
    ] {
        assert_eq!(
            calendar().due(at(from), Limit::WorkingHours(2)),
            at(end),
            "{from}"
        );
    }
}

#[test]
fn a_share_of_a_limit_is_used_up_earlier() {
    let from = at("2026-11-23T09:00");
    for (limit, percent, end) in [
        (Limit::WorkingDays(10), 80, day("2026-12-03").last_instant()),
        (Limit::WorkingDays(2), 80, day("2026-11-24").last_instant()),
        (Limit::WorkingDays(1), 80, day("2026-11-23").last_instant()),
        (Limit::Hours(2), 80, at("2026-11-23T10:36")),
        (Limit::Hours(24), 100, at("2026-11-24T09:00")),
    ] {
        assert_eq!(
            calendar().part_used(from, limit, percent),
            end,
            "{limit:?} {percent}"
        );
    }
}

#[test]
fn a_limit_is_one_word_and_one_number_in_json() {
    let json = serde_json::to_string(&Limit::WorkingDays(10)).expect("plain data");
    assert_eq!(json, r#"{"working_days":10}"#);
    assert!(serde_json::from_str::<Limit>(r#"{"days":10}"#).is_err());
}

proptest! {
    #[test]
    fn adding_and_counting_agree(start in 0_i64..400, days in 0_u16..60) {
        let from = day("2026-06-01").plus_days(start);
        let end = calendar().add_working_days(from, days);
        prop_assert_eq!(calendar().working_days_between(from, end), u32::from(days));
        prop_assert!(days == 0 || calendar().is_working_day(end));
    }

    #[test]
    fn adding_in_two_parts_is_adding_at_once(start in 0_i64..400, a in 0_u16..30, b in 0_u16..30) {
        let from = day("2026-06-01").plus_days(start);
        let parts = calendar().add_working_days(calendar().add_working_days(from, a), b);
        prop_assert_eq!(calendar().add_working_days(from, a + b), parts);
    }

    #[test]
    fn working_hours_end_within_office_hours(minutes in 0_i64..600_000, hours in 1_u16..60) {
        let from = at("2026-06-01T00:00").plus(TimeDelta::minutes(minutes));
        let end = calendar().due(from, Limit::WorkingHours(hours));
        prop_assert!(end > from && calendar().is_working_day(end.date()));
        prop_assert!((481..=1020).contains(&end.minute_of_day()));
    }

    #[test]
    fn a_share_is_never_later_than_the_whole(
        minutes in 0_i64..600_000, number in 0_u16..40, unit in 0_u8..3, percent in 0_u8..=100,
    ) {
        let from = at("2026-06-01T00:00").plus(TimeDelta::minutes(minutes));
        let limit = [Limit::Hours, Limit::WorkingHours, Limit::WorkingDays][usize::from(unit)](number);
        prop_assert!(calendar().part_used(from, limit, percent) <= calendar().due(from, limit));
    }
}

#[test]
fn a_calendar_without_working_hours_still_ends() {
    let shut = WorkingCalendar::new(
        BTreeMap::new(),
        OfficeHours {
            from_minute: 600,
            to_minute: 600,
        },
    );
    assert!(shut.due(at("2026-11-23T09:00"), Limit::WorkingHours(1)) > at("2026-11-23T09:00"));
    assert_eq!(
        shut.add_working_days(Date::from(chrono::NaiveDate::MAX), 3)
            .naive(),
        chrono::NaiveDate::MAX
    );
}

/// A year of which one day is known is known: no more can be asked of a table.
#[test]
fn a_year_without_any_special_day_is_named_where_a_span_reaches_it() {
    for (from, to, unknown) in [
        ("2026-11-23", "2026-12-31", None),
        ("2026-12-28", "2027-01-04", Some(2027)),
        ("2026-12-28", "2029-01-04", Some(2027)),
        ("2025-12-31", "2026-01-08", Some(2025)),
        ("2027-03-01", "2027-03-08", Some(2027)),
        ("2026-01-01", "2026-01-01", None),
    ] {
        let found = calendar().unknown_year(day(from), day(to));
        assert_eq!(found, unknown, "{from} to {to}");
    }
}
