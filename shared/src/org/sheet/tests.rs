//! What travels about a sheet survives the way, and nothing else is taken.

use std::collections::BTreeMap;

use super::*;
use crate::lang::Lang;

fn roster_match() -> ColumnMatch {
    ColumnMatch::Roster(FieldColumns {
        sheet: "名册".to_owned(),
        header_row: 3,
        first_data_row: 4,
        columns: BTreeMap::from([(RosterField::StudentName, 1), (RosterField::Class, 0)]),
    })
}

#[test]
fn a_column_match_survives_the_way_to_json_and_back() {
    let json = serde_json::to_string(&roster_match()).expect("plain data");
    assert_eq!(
        json,
        r#"{"kind":"roster","sheet":"名册","header_row":3,"first_data_row":4,"columns":{"student_name":1,"class":0}}"#
    );
    let back: ColumnMatch = serde_json::from_str(&json).expect("its own JSON");
    assert_eq!(back, roster_match());
    assert_eq!(back.kind(), SheetKind::Roster);
}

#[test]
fn a_field_that_the_kind_of_sheet_does_not_have_is_refused() {
    for (kind, field) in [
        ("staff", "student_name"),
        ("roster", "post"),
        ("other", "name"),
    ] {
        let json = format!(
            r#"{{"kind":"{kind}","sheet":"","header_row":1,"first_data_row":2,"columns":{{"{field}":1}}}}"#
        );
        assert!(
            serde_json::from_str::<ColumnMatch>(&json).is_err(),
            "{json}"
        );
    }
    let unknown =
        r#"{"kind":"staff","sheet":"","header_row":1,"first_data_row":2,"columns":{},"x":1}"#;
    assert!(serde_json::from_str::<ColumnMatch>(unknown).is_err());
}

#[test]
fn a_match_names_the_required_fields_it_lacks() {
    let matched = FieldColumns {
        sheet: String::new(),
        header_row: 1,
        first_data_row: 2,
        columns: BTreeMap::from([(StaffField::Name, 0)]),
    };
    assert_eq!(matched.missing(), [StaffField::Phone]);
}

#[test]
fn every_problem_and_every_error_has_its_own_sentence_in_both_languages() {
    for lang in Lang::ALL {
        let problems = RowProblemCode::ALL
            .iter()
            .map(|code| RowProblem::new(7, None, *code, "x").against(3).text(*lang));
        let errors = SheetError::ALL
            .iter()
            .map(|error| error.text(*lang).to_owned());
        let mut sentences: Vec<_> = problems.chain(errors).collect();
        let written = sentences.len();
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), written);
    }
}

#[test]
fn a_problem_repeats_only_the_beginning_of_a_cell() {
    let long = "长".repeat(500);
    let problem = RowProblem::new(1, Some(0), RowProblemCode::PhoneMalformed, &long);
    assert_eq!(problem.value.chars().count(), RowProblem::VALUE_CHARS);
    assert_eq!(problem.severity, ProblemSeverity::Refused);
}
