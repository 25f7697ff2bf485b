//! Rows of a staff list.

use std::collections::BTreeMap;

use tongyu_shared::{
    org::{
        grades::{GradeList, SchoolSystem, SchoolType, SchoolYear},
        sheet::ProblemSeverity,
    },
    time::Date,
};

use super::*;
use crate::org::sheet::{grid::CellKind, limits::Budget};

/// Columns in the order of the fields: school, name, phone, offices, post, class.
fn checked(rows: &[[&str; 6]]) -> Checked<StaffRow> {
    let columns: BTreeMap<F, u32> = F::ALL.iter().copied().zip(0..).collect();
    let mut grid = Grid::new("教职工");
    let mut budget = Budget::default();
    for (row, cells) in (1..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            let text = (*text).to_owned();
            grid.put((row, column), text, CellKind::Text, &mut budget)
                .expect("few cells");
        }
    }
    let matched = FieldColumns {
        sheet: "教职工".to_owned(),
        header_row: 1,
        first_data_row: 2,
        columns,
    };
    let grades = GradeList::standard(SchoolSystem::SixThree, SchoolType::General).expect("parses");
    let school = SchoolContext {
        name: "海河路小学",
        grades: &grades,
        year: SchoolYear(2026),
        today: Date::new(2026, 11, 23).expect("a day"),
    };
    check(&[grid], &matched, school).expect("the match fits")
}

#[test]
fn a_good_row_becomes_a_member_of_staff() {
    let found = checked(&[
        [
            "海河路小学",
            "于 静",
            "199 0000 0001",
            "教务处、德育处,教务处",
            "副主任",
            "三年级2班",
        ],
        ["", "王强", "19900000002", "总务处", "", "否"],
    ]);
    assert_eq!(found.problems, []);
    let [first, second] = found.accepted.as_slice() else {
        panic!("two people")
    };
    assert_eq!((first.row, first.name.as_str()), (2, "于静"));
    assert_eq!(first.phone.as_str(), "19900000001");
    assert_eq!(first.offices, ["教务处", "德育处"]);
    assert_eq!(first.post.as_deref(), Some("副主任"));
    assert_eq!(
        first.head_teacher_of.as_ref().map(|c| c.label.as_str()),
        Some("三年级(2)班")
    );
    assert_eq!((&second.post, &second.head_teacher_of), (&None, &None));
}

#[test]
fn each_problem_of_a_row_is_named() {
    let good = ["", "于静", "19900000001", "教务处", "", "三年级2班"];
    for (row, code) in [
        (
            ["江河路小学", "王强", "19900000002", "教务处", "", ""],
            P::OtherSchool,
        ),
        (["", "", "19900000002", "教务处", "", ""], P::NameMissing),
        (["", "王强", "", "教务处", "", ""], P::PhoneMissing),
        (
            ["", "王强", "0532-1234", "教务处", "", ""],
            P::PhoneMalformed,
        ),
        (
            ["", "王强", "19900000001", "教务处", "", ""],
            P::PhoneRepeated,
        ),
        (["", "王强", "19900000002", "", "", ""], P::OfficeMissing),
        (
            ["", "王强", "19900000002", "教务处", "", "三年级2班"],
            P::HeadTeacherRepeated,
        ),
        (
            ["", "王强", "19900000002", "教务处", "", "是"],
            P::HeadTeacherClassUnreadable,
        ),
    ] {
        let found = checked(&[good, row]);
        let codes: Vec<_> = found.problems.iter().map(|p| (p.row, p.code)).collect();
        assert_eq!(codes, [(3, code)], "{row:?}");
        let stays_out = code.severity() == ProblemSeverity::Refused;
        assert_eq!(found.counts.refused, u32::from(stays_out), "{row:?}");
        assert_eq!(
            found.accepted.len(),
            if stays_out { 1 } else { 2 },
            "{row:?}"
        );
        assert!(found.counts.add_up());
    }
}
