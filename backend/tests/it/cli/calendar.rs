//! Holidays of the years after the first, into a site that runs.

use tongyu::org::calendar::known;
use tongyu_db::{Db, DbConfig};
use tongyu_shared::org::{calendar::OfficeHours, grades::SchoolYear};

use super::{Place, Ran};
use crate::on_both;

const FILE: &str = "2027.toml";
const NEW_YEAR: &str = r#"[[days]]
name = "元旦"
kind = "holiday"
from = "2027-01-01"
to = "2027-01-03"
"#;
const WORKED: &str = r#"[[days]]
name = "元旦调休"
kind = "workday"
from = "2027-01-09"
"#;

fn import(place: &Place, text: &str, more: &[&str]) -> Ran {
    place.write(FILE, text);
    place.run(&[&["calendar", "import", FILE], more].concat())
}

/// The known days of 2027.
fn of_2027(place: &Place) -> Vec<String> {
    let db = Db::open(&DbConfig::new(place.database.url())).unwrap();
    let mut days = db.read_blocking(known).unwrap();
    days.retain(|day| day.day.year() == 2027);
    let line =
        |day: &tongyu::org::terms::SpecialDay| format!("{} {} {}", day.day, day.kind, day.name);
    days.iter().map(line).collect()
}

#[test]
fn a_years_days_are_added_once_and_changed_and_the_year_before_stays() {
    for place in Place::on_both() {
        place.init().ok();
        let both = [NEW_YEAR, WORKED].concat();
        let dry = import(&place, &both, &["--dry-run"]);
        assert!(
            dry.ok().contains("+ 2027-01-01 holiday 元旦\n"),
            "{}",
            dry.out
        );
        assert!(dry.out.contains("只检查，没有写入"), "{}", dry.out);
        assert_eq!(of_2027(&place), [] as [String; 0]);
        let first = import(&place, &both, &[]);
        assert!(
            first.ok().contains("新增 4 天，改动 0 天，去掉 0 天"),
            "{}",
            first.out
        );
        let again = import(&place, &both, &[]);
        assert!(
            again.ok().contains("0 days added, 0 changed, 0 removed"),
            "{}",
            again.out
        );
        // The worked Saturday moved: without the year's whole list the old one stays and is told.
        let moved = both.replace("2027-01-09", "2027-01-10");
        let kept = import(&place, &moved, &["--dry-run"]);
        assert!(kept.ok().contains("另有 1 天文件里没有"), "{}", kept.out);
        let whole = import(&place, &moved, &["--whole-year", "2027"]);
        assert!(
            whole.ok().contains("- 2027-01-09 workday 元旦调休"),
            "{}",
            whole.out
        );
        let renamed = moved
            .replace("元旦调休", "调休")
            .replace("workday", "holiday");
        let changed = import(&place, &renamed, &[]);
        let line = "~ 2027-01-10 workday 元旦调休 → holiday 调休";
        assert!(changed.ok().contains(line), "{}", changed.out);
        let holiday = |day| format!("2027-01-0{day} holiday 元旦");
        let expected = [
            holiday(1),
            holiday(2),
            holiday(3),
            "2027-01-10 holiday 调休".to_owned(),
        ];
        assert_eq!(of_2027(&place), expected);
        assert_eq!(super::told(&place, "org.import_calendar"), 3);
    }
}

#[test]
fn a_file_that_is_wrong_changes_nothing_and_names_the_line() {
    let place = Place::on_sqlite();
    place.init().ok();
    for (text, more, told) in [
        (
            NEW_YEAR.replace("holiday", "feast"),
            &[][..],
            ["第 3 行", "feast"],
        ),
        (
            [NEW_YEAR, NEW_YEAR].concat(),
            &[],
            ["2027-01-01 写了两次", "stands here twice"],
        ),
        ([NEW_YEAR, "[[day]]\n"].concat(), &[], ["第 6 行", "day"]),
        (String::new(), &[], ["days", "days"]),
        (
            NEW_YEAR.to_owned(),
            &["--whole-year", "2028"],
            ["没有 2028 年的日子", "no day of 2028"],
        ),
    ] {
        import(&place, &text, more).refused(&told);
        assert_eq!(of_2027(&place), [] as [String; 0]);
    }
}

on_both! {
    async fn the_demo_knows_the_years_that_its_clocks_reach(site: Site) {
        let today = site.app.clock.now().date();
        let calendar = site
            .app
            .db
            .read(|conn| tongyu::org::terms::working_calendar(conn, OfficeHours::WHOLE_DAY))
            .await
            .expect("a calendar");
        // A clock that starts on the last day of the school year runs for some weeks more.
        let last = SchoolYear(SchoolYear::of(today).0 + 1).first_day().expect("a day");
        assert_eq!(calendar.unknown_year(today, last.plus_days(200)), None);
    }
}
