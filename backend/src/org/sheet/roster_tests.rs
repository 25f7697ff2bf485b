//! Rows of a roster: what is refused, what is only a warning, and what a pupil becomes.

use std::collections::BTreeMap;

use tongyu_shared::org::{
    grades::{SchoolSystem, SchoolType},
    sheet::{ProblemSeverity, RowProblemCode, SheetCounts},
};

use super::*;
use crate::org::sheet::{
    grid::{Cell, CellKind, Grid},
    limits::Budget,
};

const HEADINGS: [F; 13] = [
    F::StudentName,
    F::Class,
    F::StudentNumber,
    F::School,
    F::Grade,
    F::Sex,
    F::BirthDate,
    F::Guardian1Name,
    F::Guardian1Relation,
    F::Guardian1Phone,
    F::Guardian2Name,
    F::Guardian2Phone,
    F::PrimaryCarer,
];

/// A row with nothing wrong, changed in some columns.
fn row(changes: &[(F, &str)]) -> BTreeMap<F, String> {
    let mut cells: BTreeMap<F, String> = [
        (F::StudentName, "王明"),
        (F::Class, "三(2)班"),
        (F::StudentNumber, "G370203201509010012"),
        (F::School, "海河路小学"),
        (F::Grade, "三年级"),
        (F::Sex, "男"),
        (F::BirthDate, "2017-09-01"),
        (F::Guardian1Name, "李芳"),
        (F::Guardian1Relation, "母亲"),
        (F::Guardian1Phone, "19900000001"),
    ]
    .into_iter()
    .map(|(field, text)| (field, text.to_owned()))
    .collect();
    cells.extend(
        changes
            .iter()
            .map(|(field, text)| (*field, (*text).to_owned())),
    );
    cells
}

fn checked(rows: &[BTreeMap<F, String>]) -> Checked<PupilRow> {
    let columns: BTreeMap<F, u32> = HEADINGS.into_iter().zip(0..).collect();
    let mut grid = Grid::new("名册");
    let mut budget = Budget::default();
    for (number, row) in (1..).zip(rows) {
        for (field, text) in row {
            let place = (number, columns[field]);
            grid.put(place, text.clone(), CellKind::Text, &mut budget)
                .expect("few cells");
        }
    }
    let matched = FieldColumns {
        sheet: "名册".to_owned(),
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

fn codes(checked: &Checked<PupilRow>) -> Vec<(u32, P)> {
    checked
        .problems
        .iter()
        .map(|problem| (problem.row, problem.code))
        .collect()
}

#[test]
fn a_good_row_becomes_a_pupil_without_problems() {
    let found = checked(&[row(&[(F::PrimaryCarer, "母亲")])]);
    assert_eq!(found.problems, []);
    let pupil = found.accepted.first().expect("one pupil");
    assert_eq!(pupil.name, "王明");
    assert_eq!(pupil.class.label, "三年级(2)班");
    assert_eq!(
        (pupil.sex, pupil.born_on),
        (Some(Sex::Male), Date::new(2017, 9, 1))
    );
    assert_eq!(
        pupil.key(),
        PupilKey::Number("G370203201509010012".to_owned())
    );
    assert!(!pupil.number_is_temporary);
    let guardian = pupil.guardians.first().expect("one guardian");
    assert_eq!(guardian.name.as_deref(), Some("李芳"));
    assert_eq!(guardian.relation, Relation::Mother);
    assert_eq!(
        guardian.phone.as_ref().map(Phone::as_str),
        Some("19900000001")
    );
    assert!(guardian.is_primary_carer);
    assert_eq!(pupil.carer, None);
}

#[test]
fn each_reason_for_refusal_keeps_exactly_its_row_out() {
    let long = "长".repeat(201);
    for (field, text, code) in [
        (F::StudentName, "", P::NameMissing),
        (F::Class, "", P::ClassMissing),
        (F::Class, "无", P::ClassMissing),
        (F::Class, "待分班", P::ClassUnreadable),
        (F::School, "江河路小学", P::OtherSchool),
        (F::Guardian1Phone, "1990000000", P::PhoneMalformed),
        (
            F::Guardian1Phone,
            "19900000001、19900000002",
            P::PhoneMalformed,
        ),
        (F::Guardian2Phone, "不记得", P::PhoneMalformed),
        (F::StudentName, &long, P::CellTooLong),
    ] {
        let other = [
            (F::StudentName, "李红"),
            (F::StudentNumber, "G370203201509010099"),
        ];
        let found = checked(&[row(&[(field, text)]), row(&other)]);
        assert_eq!(codes(&found), [(2, code)], "{field} {text}");
        assert_eq!(found.problems[0].severity, ProblemSeverity::Refused);
        assert_eq!(
            found.accepted.iter().map(|p| p.row).collect::<Vec<_>>(),
            [3]
        );
        assert_eq!(
            found.counts,
            SheetCounts {
                read: 2,
                accepted: 1,
                refused: 1,
                ..SheetCounts::default()
            }
        );
    }
}

#[test]
fn of_two_rows_with_one_number_the_first_stays() {
    let found = checked(&[row(&[]), row(&[(F::StudentName, "李红")])]);
    assert_eq!(codes(&found), [(3, P::NumberRepeated)]);
    assert_eq!(found.problems[0].other_row, Some(2));
    assert_eq!(found.accepted.len(), 1);
}

#[test]
fn a_number_whose_first_row_was_refused_may_come_again() {
    let found = checked(&[row(&[(F::Class, "")]), row(&[])]);
    assert_eq!(codes(&found), [(2, P::ClassMissing)]);
    assert_eq!(found.accepted.len(), 1);
}

#[test]
fn everything_else_is_a_warning_and_the_row_comes_in() {
    for (changes, code) in [
        (&[(F::StudentNumber, "")][..], P::NumberMissing),
        (
            &[(F::StudentNumber, "L370203201509010012")],
            P::NumberTemporary,
        ),
        (&[(F::StudentNumber, "3.70203E+17")], P::NumberCut),
        (&[(F::StudentNumber, "12")], P::NumberTooShort),
        (&[(F::StudentNumber, "海-2024-17")], P::NumberOdd),
        (&[(F::Grade, "四年级")], P::GradeDisagrees),
        (&[(F::Sex, "不详")], P::SexUnknown),
        (&[(F::BirthDate, "1975-01-01")], P::BirthDateOdd),
        (&[(F::Guardian1Name, "")], P::GuardianNameMissing),
        (&[(F::Guardian1Phone, "")], P::GuardianPhoneMissing),
        (
            &[(F::Guardian1Name, ""), (F::Guardian1Phone, "")],
            P::GuardianMissing,
        ),
        (&[(F::Guardian1Relation, "朋友")], P::RelationUnknown),
        (&[(F::Guardian1Relation, "")], P::RelationUnknown),
    ] {
        let found = checked(&[row(changes)]);
        assert_eq!(codes(&found), [(2, code)], "{changes:?}");
        assert_eq!(found.problems[0].severity, ProblemSeverity::Warning);
        assert_eq!((found.counts.accepted, found.counts.warned), (1, 1));
    }
}

#[test]
fn a_number_that_cannot_be_used_leaves_the_key_to_the_family() {
    let found = checked(&[row(&[(F::StudentNumber, "")])]);
    let pupil = found.accepted.first().expect("one pupil");
    assert!(pupil.number_is_temporary);
    let PupilKey::Family { class, name, phone } = pupil.key() else {
        panic!("no number")
    };
    assert_eq!(
        (class.label.as_str(), name.as_str()),
        ("三年级(2)班", "王明")
    );
    assert_eq!(phone.as_ref().map(Phone::as_str), Some("19900000001"));
}

#[test]
fn one_phone_for_two_names_is_a_warning_but_siblings_are_none() {
    let second = (F::StudentNumber, "G370203201509010013");
    let sibling = [second, (F::StudentName, "王红")];
    assert_eq!(codes(&checked(&[row(&[]), row(&sibling)])), []);
    let stranger = [second, (F::StudentName, "赵红"), (F::Guardian1Name, "赵刚")];
    let found = checked(&[row(&[]), row(&stranger)]);
    assert_eq!(codes(&found), [(3, P::PhoneShared)]);
    assert_eq!(found.problems[0].other_row, Some(2));
}

#[test]
fn namesakes_are_told_apart_by_their_numbers_only() {
    let numbered = row(&[(F::StudentNumber, "G370203201509010013")]);
    assert_eq!(codes(&checked(&[row(&[]), numbered])), []);
    let unnumbered = row(&[(F::StudentNumber, "")]);
    let found = checked(&[row(&[]), unnumbered.clone()]);
    assert_eq!(codes(&found), [(3, P::NumberMissing), (3, P::NameRepeated)]);
    let mut elsewhere = unnumbered;
    elsewhere.insert(F::Class, "四(2)班".to_owned());
    elsewhere.insert(F::Grade, "四年级".to_owned());
    assert_eq!(
        codes(&checked(&[row(&[]), elsewhere])),
        [(3, P::NumberMissing)]
    );
}

#[test]
fn a_guardian_who_stands_twice_is_one() {
    let found = checked(&[row(&[
        (F::Guardian2Name, "李 芳"),
        (F::Guardian2Phone, "199-0000-0001"),
    ])]);
    assert_eq!(found.accepted[0].guardians.len(), 1);
}

#[test]
fn a_carer_who_is_no_guardian_is_kept_with_the_relation() {
    for (words, relation) in [
        ("奶奶", Relation::PaternalGrandmother),
        ("赵秀英(姥姥)", Relation::MaternalGrandmother),
        ("赵秀英", Relation::Other),
    ] {
        let found = checked(&[row(&[(F::PrimaryCarer, words)])]);
        assert_eq!(found.accepted[0].carer, Some((words.to_owned(), relation)));
        assert!(!found.accepted[0].guardians[0].is_primary_carer);
    }
}

#[test]
fn blank_rows_and_repeated_headers_are_counted_apart() {
    let names = |text: &str| HEADINGS.map(|field| (field, format!("{text}{field}")));
    let header = BTreeMap::from(names("列"));
    let columns: BTreeMap<F, u32> = HEADINGS.into_iter().zip(0..).collect();
    let mut grid = Grid::new("名册");
    let mut budget = Budget::default();
    for (number, cells) in [(0, &header), (1, &row(&[])), (4, &header)] {
        for (field, text) in cells {
            let place = (number, columns[field]);
            grid.put(place, text.clone(), CellKind::Text, &mut budget)
                .expect("few cells");
        }
    }
    let merged = Cell {
        text: "三(2)班".to_owned(),
        kind: CellKind::Text,
        merged: true,
    };
    grid.rows.entry(6).or_default().insert(1, merged);
    let matched = FieldColumns {
        sheet: "名册".to_owned(),
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
    let counts = check(&[grid], &matched, school)
        .expect("the match fits")
        .counts;
    assert_eq!(
        counts,
        SheetCounts {
            read: 6,
            accepted: 1,
            blank: 5,
            ..SheetCounts::default()
        }
    );
    assert!(counts.add_up());
}

#[test]
fn every_problem_of_a_roster_is_raised_by_some_row() {
    let staff_only = [
        P::PhoneMissing,
        P::PhoneRepeated,
        P::OfficeMissing,
        P::HeadTeacherRepeated,
        P::HeadTeacherClassUnreadable,
    ];
    // ClassGuessed needs a date cell; class_cell has its table.
    let roster = RowProblemCode::ALL.len() - staff_only.len() - 1;
    let mut raised = std::collections::BTreeSet::new();
    let rows: Vec<_> = [
        &[][..],
        &[],
        &[(F::StudentName, "")],
        &[(F::Class, "")],
        &[(F::Class, "待分班")],
        &[(F::School, "江河路小学")],
        &[(F::StudentName, "长")],
        &[(F::Guardian1Phone, "1")],
        &[(F::StudentNumber, "")],
        &[(F::StudentNumber, "L1")],
        &[(F::StudentNumber, "3.7E+17")],
        &[(F::StudentNumber, "1")],
        &[
            (F::StudentNumber, "海海海海海"),
            (F::Grade, "一"),
            (F::Sex, "?"),
        ],
        &[
            (F::StudentNumber, "L2"),
            (F::BirthDate, "?"),
            (F::Guardian1Name, "甲"),
        ],
        &[(F::StudentNumber, "L3"), (F::Guardian1Name, "")],
        &[
            (F::StudentNumber, "L4"),
            (F::Guardian1Phone, ""),
            (F::Guardian1Relation, "?"),
        ],
        &[
            (F::StudentNumber, "L5"),
            (F::Guardian1Name, ""),
            (F::Guardian1Phone, ""),
        ],
    ]
    .into_iter()
    .map(row)
    .chain([row(&[(F::StudentName, &"长".repeat(300))])])
    .collect();
    raised.extend(checked(&rows).problems.iter().map(|problem| problem.code));
    assert_eq!(raised.len(), roster, "{raised:?}");
}
