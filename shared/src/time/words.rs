//! Days and moments as screens say them, in both languages. Exports use ISO 8601 instead, which
//! is how `Date` and `Instant` print themselves.

use super::{Date, Instant};
use crate::{
    lang::Lang,
    org::grades::{Half, SchoolYear},
    text::time as words,
};

/// `2026年11月23日 星期一`, `Mon, 23 November 2026`.
pub fn date_long(lang: Lang, date: Date) -> String {
    let weekday = weekday(words::weekdays_long(lang), date);
    words::date_long(
        lang,
        date.year(),
        month(words::months_long(lang), date),
        date.day(),
        weekday,
    )
}

/// `11月23日`, `23 Nov`.
pub fn date_short(lang: Lang, date: Date) -> String {
    words::date_short(lang, month(words::months_short(lang), date), date.day())
}

/// `11月23日` within the year of `today`, else `2027年1月5日`.
pub fn date_near(lang: Lang, today: Date, date: Date) -> String {
    if date.year() == today.year() {
        return date_short(lang, date);
    }
    words::date_year(
        lang,
        date.year(),
        month(words::months_short(lang), date),
        date.day(),
    )
}

/// `11月23日—25日`, `23–25 Nov`; the month stands twice only where it changes.
pub fn date_range(lang: Lang, first: Date, last: Date) -> String {
    if first == last {
        return date_short(lang, first);
    }
    if (first.year(), first.month()) == (last.year(), last.month()) {
        let month = month(words::months_short(lang), first);
        return words::range_in_month(lang, month, first.day(), last.day());
    }
    words::range(lang, date_short(lang, first), date_near(lang, first, last))
}

/// `19:00`, on the 24-hour clock of China.
pub fn clock(at: Instant) -> String {
    let minute = at.minute_of_day();
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// `今天`, `明天`, `昨天`; `周四` for a later day of the same week; else the date. Days of
/// another week are never named by their weekday, which would be read as this week's.
pub fn relative_day(lang: Lang, today: Date, date: Date) -> String {
    match date.days_since(today) {
        0 => words::today(lang).to_owned(),
        1 => words::tomorrow(lang).to_owned(),
        -1 => words::yesterday(lang).to_owned(),
        2.. if date.monday() == today.monday() => {
            weekday(words::weekdays_short(lang), date).to_owned()
        }
        _ => date_near(lang, today, date),
    }
}

/// `今天 19:00`, `周四 18:30`, `11月2日 08:05`.
pub fn relative(lang: Lang, now: Instant, at: Instant) -> String {
    words::day_time(lang, relative_day(lang, now.date(), at.date()), clock(at))
}

/// Which teaching week a day lies in: week 1 holds the first school day, weeks begin on Monday.
/// Nothing before week 1.
pub fn teaching_week(first_school_day: Date, date: Date) -> Option<u32> {
    let days = date.days_since(first_school_day.monday());
    u32::try_from(days).ok().map(|days| days / 7 + 1)
}

/// `第13周`, `Week 13`.
pub fn week(lang: Lang, number: u32) -> String {
    words::week(lang, number)
}

/// `2026—2027学年`.
pub fn school_year(lang: Lang, year: SchoolYear) -> String {
    words::school_year(lang, year.0, year.0 + 1)
}

/// `2026—2027学年 第一学期`.
pub fn term(lang: Lang, year: SchoolYear, half: Half) -> String {
    let half = match half {
        Half::First => words::term_first(lang),
        Half::Second => words::term_second(lang),
    };
    words::term(lang, school_year(lang, year), half)
}

fn weekday(names: &'static str, date: Date) -> &'static str {
    nth(names, date.weekday().num_days_from_monday())
}

fn month(names: &'static str, date: Date) -> &'static str {
    nth(names, date.month() - 1)
}

/// The word at `index` of a list divided by spaces; a test holds each list to its length.
fn nth(names: &'static str, index: u32) -> &'static str {
    names.split(' ').nth(index as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect(text)
    }

    fn at(text: &str) -> Instant {
        format!("{text}:00+08:00").parse().expect(text)
    }

    #[test]
    fn the_lists_name_every_weekday_and_month() {
        for &lang in Lang::ALL {
            for list in [words::weekdays_long(lang), words::weekdays_short(lang)] {
                assert_eq!(list.split(' ').count(), 7, "{list}");
            }
            for list in [words::months_long(lang), words::months_short(lang)] {
                assert_eq!(list.split(' ').count(), 12, "{list}");
            }
        }
    }

    #[test]
    fn a_day_in_full_and_in_short() {
        for (date, lang, long, short) in [
            (
                "2026-11-23",
                Lang::ZhCn,
                "2026年11月23日 星期一",
                "11月23日",
            ),
            ("2026-11-23", Lang::En, "Mon, 23 November 2026", "23 Nov"),
            ("2027-01-03", Lang::ZhCn, "2027年1月3日 星期日", "1月3日"),
            ("2027-01-03", Lang::En, "Sun, 3 January 2027", "3 Jan"),
        ] {
            assert_eq!(date_long(lang, day(date)), long);
            assert_eq!(date_short(lang, day(date)), short);
        }
    }

    #[test]
    fn a_moment_is_named_from_where_the_reader_stands() {
        // 2026-11-23 is a Monday.
        for (time, zh, en) in [
            ("2026-11-23T19:00", "今天 19:00", "Today 19:00"),
            ("2026-11-23T00:00", "今天 00:00", "Today 00:00"),
            ("2026-11-24T08:05", "明天 08:05", "Tomorrow 08:05"),
            ("2026-11-22T23:59", "昨天 23:59", "Yesterday 23:59"),
            ("2026-11-26T18:30", "周四 18:30", "Thu 18:30"),
            ("2026-11-29T18:30", "周日 18:30", "Sun 18:30"),
            ("2026-11-30T18:30", "11月30日 18:30", "30 Nov 18:30"),
            ("2026-11-21T18:30", "11月21日 18:30", "21 Nov 18:30"),
            ("2027-01-05T09:00", "2027年1月5日 09:00", "5 Jan 2027 09:00"),
        ] {
            let now = at("2026-11-23T12:00");
            assert_eq!(relative(Lang::ZhCn, now, at(time)), zh);
            assert_eq!(relative(Lang::En, now, at(time)), en);
        }
    }

    #[test]
    fn midnight_in_china_divides_the_days() {
        let now = at("2026-11-23T00:30");
        let before = "2026-11-22T15:30:00Z".parse().expect("an instant");
        assert_eq!(relative(Lang::ZhCn, now, before), "昨天 23:30");
    }

    #[test]
    fn a_range_says_the_month_once() {
        for (first, last, zh, en) in [
            ("2026-11-23", "2026-11-25", "11月23日—25日", "23–25 Nov"),
            (
                "2026-11-23",
                "2026-12-02",
                "11月23日—12月2日",
                "23 Nov – 2 Dec",
            ),
            (
                "2026-12-30",
                "2027-01-02",
                "12月30日—2027年1月2日",
                "30 Dec – 2 Jan 2027",
            ),
            ("2026-11-23", "2026-11-23", "11月23日", "23 Nov"),
        ] {
            assert_eq!(date_range(Lang::ZhCn, day(first), day(last)), zh);
            assert_eq!(date_range(Lang::En, day(first), day(last)), en);
        }
    }

    #[test]
    fn teaching_weeks_count_from_the_week_of_the_first_school_day() {
        let first = day("2026-09-01");
        for (date, week) in [
            ("2026-08-30", None),
            ("2026-08-31", Some(1)),
            ("2026-09-01", Some(1)),
            ("2026-09-06", Some(1)),
            ("2026-09-07", Some(2)),
            ("2026-11-23", Some(13)),
        ] {
            assert_eq!(teaching_week(first, day(date)), week, "{date}");
        }
        assert_eq!(week(Lang::ZhCn, 13), "第13周");
    }

    #[test]
    fn school_terms_are_named_in_both_languages() {
        let year = SchoolYear(2026);
        assert_eq!(
            term(Lang::ZhCn, year, Half::First),
            "2026—2027学年 第一学期"
        );
        assert_eq!(
            term(Lang::En, year, Half::Second),
            "2026–2027 school year, second term"
        );
    }

    proptest! {
        #[test]
        fn every_week_has_seven_days(start in 0_i64..20_000, later in 0_i64..400) {
            let first = day("2000-01-01").plus_days(start);
            let this = teaching_week(first, first.monday().plus_days(later));
            let next = teaching_week(first, first.monday().plus_days(later + 7));
            prop_assert_eq!(this.map(|week| week + 1), next);
        }
    }
}
