//! A roster of 3,000 pupils in 60 classes as schools keep it: exactly the expected rows come in.

use std::collections::{BTreeMap, BTreeSet};

use tongyu_shared::{
    names::Phone,
    org::{
        grades::{GradeList, SchoolSystem, SchoolType, SchoolYear, Stage},
        sheet::{ColumnMatch, ProblemSeverity, SheetKind},
    },
    time::Date,
};

use super::{
    Checked, PupilRow, SchoolContext, check_roster,
    messy::{MessyRoster, SCHOOL, messy_roster},
    propose, read,
};

fn checked(bytes: &[u8], name: &str) -> Checked<PupilRow> {
    let sheets = read(bytes, name).expect("a readable file");
    let matched = propose(SheetKind::Roster, &sheets).expect("a header");
    let ColumnMatch::Roster(columns) = matched else {
        panic!("asked for a roster")
    };
    let grades = GradeList::standard(SchoolSystem::SixThree, SchoolType::General)
        .expect("parses")
        .of_stages(&[Stage::Primary]);
    let school = SchoolContext {
        name: SCHOOL,
        grades: &grades,
        year: SchoolYear(2026),
        today: Date::new(2026, 11, 23).expect("a day"),
    };
    check_roster(&sheets, &columns, school).expect("the match fits")
}

fn assert_as_expected(found: &Checked<PupilRow>, expected: &MessyRoster) {
    let accepted: BTreeMap<u32, (String, String)> = found
        .accepted
        .iter()
        .map(|pupil| (pupil.row, (pupil.name.clone(), pupil.class.label.clone())))
        .collect();
    for (row, pupil) in &expected.accepted {
        let problems: Vec<_> = found.problems.iter().filter(|p| p.row == *row).collect();
        assert_eq!(accepted.get(row), Some(pupil), "row {row}: {problems:?}");
    }
    assert_eq!(accepted.len(), expected.accepted.len());

    let refusals = || {
        found
            .problems
            .iter()
            .filter(|p| p.severity == ProblemSeverity::Refused)
    };
    let refused: BTreeSet<u32> = refusals().map(|problem| problem.row).collect();
    assert_eq!(refused, expected.refused.keys().copied().collect());
    for (row, code) in &expected.refused {
        assert!(
            refusals().any(|p| p.row == *row && p.code == *code),
            "row {row}: {code}"
        );
    }

    let counts = found.counts;
    assert_eq!(counts.accepted as usize, expected.accepted.len());
    assert_eq!(counts.refused as usize, expected.refused.len());
    assert_eq!(counts.blank, expected.blank);
    assert!(counts.add_up(), "{counts:?}");

    let without_number = found
        .accepted
        .iter()
        .filter(|pupil| pupil.number.is_none())
        .count();
    assert_eq!(without_number, expected.without_number as usize);
    assert!(
        found
            .accepted
            .iter()
            .all(|pupil| pupil.born_on.is_some() && pupil.sex.is_some())
    );
    let first_phone = |pupil: &PupilRow| pupil.guardians.first()?.phone.clone();
    let families: BTreeSet<Phone> = found.accepted.iter().filter_map(first_phone).collect();
    assert_eq!(
        found.accepted.len() - families.len(),
        expected.siblings as usize
    );
}

#[test]
fn three_thousand_pupils_come_in_from_a_workbook_and_from_csv() {
    let roster = messy_roster(3_000, 60, 1);
    assert_eq!((roster.accepted.len(), roster.refused.len()), (3_000, 90));
    let from_workbook = checked(&roster.xlsx, "名册.xlsx");
    assert_as_expected(&from_workbook, &roster);
    let from_csv = checked(&roster.csv, "名册.csv");
    assert_as_expected(&from_csv, &roster);
    let classes: BTreeSet<_> = from_csv
        .accepted
        .iter()
        .map(|p| p.class.label.clone())
        .collect();
    assert_eq!(classes.len(), 60);
}

#[test]
fn any_order_of_columns_gives_the_same_result() {
    for seed in 2..12 {
        let roster = messy_roster(120, 6, seed);
        assert_as_expected(&checked(&roster.xlsx, "名册.xlsx"), &roster);
        assert_as_expected(&checked(&roster.csv, "名册.csv"), &roster);
    }
}
