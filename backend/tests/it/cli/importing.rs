//! A school's sheet from the command line: checked, then written once.

use super::Place;

const ROSTER: &str = "学生姓名,班级,监护人1姓名,监护人1关系,监护人1手机\n\
                      王一,一年级1班,王大一,父亲,19900000101\n\
                      王二,一年级1班,王大二,父亲,1990000010\n\
                      王三,一年级2班,王大三,母亲,19900000103\n";

fn import(place: &Place, extra: &[&str]) -> super::Ran {
    let args = ["import", "roster", "roster.csv", "--school", "海棠路小学"];
    place.run(&[&args, extra].concat())
}

#[test]
fn a_roster_is_checked_written_and_then_unchanged() {
    for place in Place::on_both() {
        place.init().ok();
        place.write("roster.csv", ROSTER);
        let dry = import(&place, &["--dry-run", "--returned", "returned.xlsx"]);
        assert!(dry.ok().contains("3 rows read: 2 accepted"), "{}", dry.out);
        assert!(dry.out.contains("第 3 行"), "{}", dry.out);
        assert!(place.path().join("returned.xlsx").exists());
        let first = import(&place, &[]);
        assert!(first.ok().contains("written: 2 added"), "{}", first.out);
        let second = import(&place, &[]);
        assert!(
            second
                .ok()
                .contains("written: 0 added, 0 updated, 2 unchanged"),
            "{}",
            second.out
        );
    }
}

#[test]
fn an_unknown_school_and_a_file_that_is_no_sheet_are_refused() {
    let place = Place::on_sqlite();
    place.init().ok();
    place.write("roster.csv", ROSTER);
    place
        .run(&["import", "roster", "roster.csv", "--school", "海河路小学"])
        .refused(&["没有叫“海河路小学”的学校"]);
    place.write("roster.csv", "");
    import(&place, &[]).refused(&[]);
}
