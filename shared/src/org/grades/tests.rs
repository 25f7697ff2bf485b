use proptest::prelude::*;

use super::*;

fn list(system: SchoolSystem) -> GradeList {
    GradeList::standard(system, SchoolType::General).expect("the list parses")
}

#[test]
fn the_school_year_starts_on_1_september() {
    for (day, year) in [
        ("2026-08-31", 2025),
        ("2026-09-01", 2026),
        ("2026-11-23", 2026),
        ("2027-01-01", 2026),
        ("2027-08-31", 2026),
    ] {
        assert_eq!(
            SchoolYear::of(day.parse().expect(day)),
            SchoolYear(year),
            "{day}"
        );
    }
    assert_eq!(SchoolYear(2026).first_day(), Date::new(2026, 9, 1));
    assert_eq!(SchoolYear(2026).last_day(), Date::new(2027, 8, 31));
}

#[test]
fn every_standard_list_counts_each_stage_from_one() {
    for &kind in SchoolType::ALL {
        for &system in SchoolSystem::ALL {
            let grades = GradeList::standard(system, kind).expect("the list parses");
            for &stage in Stage::ALL {
                let grades = grades.0.iter().filter(|grade| grade.stage == stage);
                assert!(
                    (1..)
                        .zip(grades)
                        .all(|(number, grade)| grade.number == number)
                );
            }
        }
    }
}

#[test]
fn the_two_systems_divide_nine_years_differently() {
    let primary = |system| {
        list(system)
            .0
            .iter()
            .filter(|g| g.stage == Stage::Primary)
            .count()
    };
    assert_eq!(
        (
            primary(SchoolSystem::SixThree),
            primary(SchoolSystem::FiveFour)
        ),
        (6, 5)
    );
    let lists = [list(SchoolSystem::SixThree), list(SchoolSystem::FiveFour)];
    let first = lists
        .each_ref()
        .map(|l| l.get(Stage::LowerSecondary, 1).expect("初一").zh.as_str());
    assert_eq!(first, ["七年级", "六年级"]);
    assert!(lists[0].get(Stage::LowerSecondary, 4).is_none());
    assert_eq!(
        lists[1].get(Stage::LowerSecondary, 4).expect("初四").zh,
        "九年级"
    );
}

#[test]
fn a_cohort_moves_up_a_grade_each_year() {
    let grades = list(SchoolSystem::SixThree);
    let cohort = Cohort {
        stage: Stage::Primary,
        entry_year: 2024,
        class: 3,
    };
    assert_eq!(cohort.name(Lang::ZhCn), "2024级3班");
    let name = |year| {
        let grade = cohort.grade(&grades, SchoolYear(year))?;
        Some(class_name(Lang::ZhCn, grade, cohort.class))
    };
    assert_eq!(name(2023), None);
    assert_eq!(name(2024).as_deref(), Some("一年级(3)班"));
    assert_eq!(name(2026).as_deref(), Some("三年级(3)班"));
    assert_eq!(name(2029).as_deref(), Some("六年级(3)班"));
    assert_eq!(name(2030), None);
    let grade = cohort.grade(&grades, SchoolYear(2026)).expect("grade 3");
    assert_eq!(class_name(Lang::En, grade, 3), "Grade 3, Class 3");
}

#[test]
fn class_names_are_read_as_people_write_them() {
    let grades = list(SchoolSystem::SixThree);
    for (text, zh, class) in [
        ("三年级(3)班", "三年级", 3),
        ("三年级（3）班", "三年级", 3),
        ("三年级 3 班", "三年级", 3),
        ("三年级３班", "三年级", 3),
        ("三（3）班", "三年级", 3),
        ("3年级3班", "三年级", 3),
        ("三年级三班", "三年级", 3),
        ("三年级十二班", "三年级", 12),
        ("一年级二十班", "一年级", 20),
        ("初一(2)班", "七年级", 2),
        ("七年级2班", "七年级", 2),
        ("高三10班", "高三", 10),
        ("小一班", "小班", 1),
        ("大班2班", "大班", 2),
    ] {
        let found = ClassName::parse(text, &grades, SchoolYear(2026)).expect(text);
        assert_eq!(
            (found.grade.zh.as_str(), found.class),
            (zh, class),
            "{text}"
        );
    }
}

#[test]
fn a_cohort_name_is_read_in_the_stages_of_the_school() {
    let primary = list(SchoolSystem::SixThree).of_stages(&[Stage::Primary]);
    for (text, zh, class) in [
        ("2024级3班", "三年级", 3),
        ("２０２４级（3）班", "三年级", 3),
        ("2025级3", "二年级", 3),
    ] {
        let found = ClassName::parse(text, &primary, SchoolYear(2026)).expect(text);
        assert_eq!(
            (found.grade.zh.as_str(), found.class),
            (zh, class),
            "{text}"
        );
    }
}

#[test]
fn what_names_no_class_is_refused() {
    let grades = list(SchoolSystem::SixThree);
    for text in [
        "",
        "班",
        "三年级",
        "三年级班",
        "三年级(3班",
        "三年级0班",
        "三年级100班",
        "十年级1班",
        "1900级1班",
        "2030级1班",
        "三年级三三班",
        "20级3班",
        "三年级-1班",
    ] {
        assert_eq!(
            ClassName::parse(text, &grades, SchoolYear(2026)),
            None,
            "{text}"
        );
    }
}

#[test]
fn the_stage_of_the_school_decides_what_a_name_means() {
    let five_four = list(SchoolSystem::FiveFour);
    let six = ClassName::parse("六年级1班", &five_four, SchoolYear(2026)).expect("初一");
    assert_eq!(
        (six.grade.stage, six.grade.number),
        (Stage::LowerSecondary, 1)
    );
    let lower = five_four.of_stages(&[Stage::LowerSecondary]);
    assert_eq!(
        ClassName::parse("三年级1班", &lower, SchoolYear(2026)),
        None
    );
    let cohort = ClassName::parse("2026级1班", &lower, SchoolYear(2026)).expect("初一");
    assert_eq!(cohort.grade.zh, "六年级");
}

proptest! {
    #[test]
    fn a_class_and_its_cohort_are_two_names_of_one(index in 0_usize..15, class in 1_u8..=99, year in 2000_i32..2100) {
        let grades = list(SchoolSystem::SixThree);
        let grade = &grades.0[index % grades.0.len()];
        let cohort = Cohort::of_class(grade, class, SchoolYear(year));
        prop_assert_eq!(cohort.grade(&grades, SchoolYear(year)), Some(grade));
        let written = class_name(Lang::ZhCn, grade, class);
        let read = ClassName::parse(&written, &grades, SchoolYear(year));
        prop_assert_eq!(read, Some(ClassName { grade, class }));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,20}") {
        let grades = list(SchoolSystem::SixThree);
        let read = ClassName::parse(&text, &grades, SchoolYear(2026));
        prop_assert!(read.is_none_or(|found| (1..=99).contains(&found.class)));
    }
}
