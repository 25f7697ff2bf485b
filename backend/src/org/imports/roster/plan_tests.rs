//! What a roster changes: who is the same, who moves, who is added, and what stays.

use std::collections::HashMap;

use tongyu_shared::{
    ids::{NodeId, PersonId, StudentId},
    names::Phone,
    org::{
        grades::{Cohort, Stage},
        import::ApplyNoteCode,
        sheet::Sex,
    },
    time::Date,
    visits::types::Relation,
};

use super::{
    guardian::New,
    known::{Known, KnownGuardian, Pupil, Seat},
    plan::{Days, Plan, make},
};
use crate::org::sheet::{ClassPlace, GuardianRow, PupilRow};

const SCHOOL: NodeId = NodeId::from_u128(1);
const CLASS: NodeId = NodeId::from_u128(2);
const MOTHER: &str = "19900000001";
const OTHER: &str = "19900000002";

fn days() -> Days {
    Days {
        today: Date::new(2026, 11, 23).expect("a day"),
        since: Date::new(2026, 9, 1).expect("a day"),
    }
}

fn place(number: u8) -> ClassPlace {
    ClassPlace {
        stage: Stage::Primary,
        grade: 3,
        number,
        cohort: Cohort {
            stage: Stage::Primary,
            entry_year: 2024,
            class: number,
        },
        label: format!("三年级({number})班"),
    }
}

fn row(name: &str, number: Option<&str>) -> PupilRow {
    PupilRow {
        row: 4,
        name: name.to_owned(),
        number: number.map(str::to_owned),
        number_is_temporary: number.is_none(),
        class: place(1),
        sex: Some(Sex::Female),
        born_on: None,
        guardians: vec![GuardianRow::new(
            Some("李芳"),
            Relation::Mother,
            Some(phone(MOTHER)),
        )],
        address: Some("海河路1号".to_owned()),
        carer: None,
    }
}

fn phone(digits: &str) -> Phone {
    digits.parse().expect("a phone")
}

/// 王小明 of class 1 with his mother, as an earlier import left him.
fn pupil(number: Option<&str>) -> Pupil {
    Pupil {
        id: StudentId::from_u128(10),
        number: Some(number.unwrap_or("L0001").to_owned()),
        number_is_temporary: number.is_none(),
        name: "王小明".to_owned(),
        sex: Some(Sex::Female),
        born_on: None,
        address: Some("海河路1号".to_owned()),
        seat: Some(Seat {
            enrolment: "e".to_owned(),
            class: CLASS,
            from_on: days().since,
        }),
        guardians: vec![KnownGuardian {
            person: PersonId::from_u128(20),
            name: "李芳".to_owned(),
            phone_hash: Some(MOTHER.to_owned()),
            relation: Relation::Mother,
            primary_carer: true,
            may_view: true,
            is_fixed: false,
            proved_hash: None,
        }],
    }
}

fn known(pupils: Vec<Pupil>) -> Known {
    let mut people: HashMap<String, Vec<(PersonId, String)>> = HashMap::new();
    for guardian in pupils.iter().flat_map(|pupil| &pupil.guardians) {
        if let Some(hash) = &guardian.phone_hash {
            people
                .entry(hash.clone())
                .or_default()
                .push((guardian.person, guardian.name.clone()));
        }
    }
    Known {
        classes: HashMap::from([(place(1).cohort, CLASS)]),
        pupils,
        people,
        ciphers: HashMap::new(),
    }
}

fn plan(rows: &[PupilRow], pupils: Vec<Pupil>) -> Plan {
    make(rows, &known(pupils), SCHOOL, days(), &|phone| {
        phone.as_str().to_owned()
    })
}

fn counts(plan: &Plan) -> (u32, u32, u32, u32) {
    let report = &plan.report;
    (report.added, report.updated, report.moved, report.unchanged)
}

fn news(plan: &Plan) -> Vec<New> {
    let changes = plan.guardian_changes.iter();
    changes.map(|change| change.new.clone()).collect()
}

fn notes(plan: &Plan) -> Vec<ApplyNoteCode> {
    plan.report.notes.iter().map(|note| note.code).collect()
}

#[test]
fn the_same_row_again_changes_nothing() {
    for number in [Some("G370203201509010012"), None] {
        let plan = plan(&[row("王小明", number)], vec![pupil(number)]);
        assert_eq!(counts(&plan), (0, 0, 0, 1), "{number:?}");
        assert!(plan.people.is_empty() && plan.guardianships.is_empty());
        assert!(plan.changes.is_empty() && plan.touched.is_empty());
    }
}

#[test]
fn a_number_follows_the_pupil_into_another_class() {
    let number = Some("G370203201509010012");
    let moved = PupilRow {
        class: place(2),
        ..row("王小明", number)
    };
    let plan = plan(&[moved], vec![pupil(number)]);
    assert_eq!(counts(&plan), (0, 1, 1, 0));
    assert_eq!(
        plan.moves[0].from.as_ref().map(|seat| seat.class),
        Some(CLASS)
    );
    assert_eq!(plan.classes.len(), 1, "the new class is made");
    assert_eq!(plan.moves[0].to, plan.classes[0].0);
}

#[test]
fn without_a_number_another_phone_or_class_is_another_child() {
    let other_phone = PupilRow {
        guardians: vec![GuardianRow::new(
            Some("李芳"),
            Relation::Mother,
            Some(phone(OTHER)),
        )],
        ..row("王小明", None)
    };
    let other_class = PupilRow {
        class: place(2),
        ..row("王小明", None)
    };
    for other in [other_phone, other_class] {
        assert_eq!(counts(&plan(&[other], vec![pupil(None)])), (1, 0, 0, 0));
    }
}

#[test]
fn a_real_number_replaces_a_temporary_one_and_no_real_one() {
    let new = row("王小明", Some("G370203201509010012"));
    let replaced = plan(std::slice::from_ref(&new), vec![pupil(None)]);
    assert_eq!(counts(&replaced), (0, 1, 0, 0));
    assert_eq!(
        replaced.changes[0].number,
        Some(("G370203201509010012".to_owned(), false))
    );
    let other_child = plan(&[new], vec![pupil(Some("G370203201509010099"))]);
    assert_eq!(counts(&other_child), (1, 0, 0, 0));
}

#[test]
fn two_children_of_one_name_are_not_matched_with_one_pupil() {
    let rows = [row("王小明", None), row("王小明", None)];
    assert_eq!(counts(&plan(&rows, vec![pupil(None)])), (1, 0, 0, 1));
}

#[test]
fn siblings_share_their_mother() {
    let plan = plan(&[row("王小明", None), row("王小红", None)], Vec::new());
    assert_eq!((plan.people.len(), plan.guardianships.len()), (1, 2));
    assert_eq!(plan.guardianships[0].person, plan.guardianships[1].person);
    assert_eq!(plan.report.guardians_added, 1);
}

#[test]
fn one_phone_of_two_names_is_two_people() {
    let grandmother = PupilRow {
        guardians: vec![GuardianRow::new(
            Some("张桂英"),
            Relation::PaternalGrandmother,
            Some(phone(MOTHER)),
        )],
        ..row("王小红", None)
    };
    assert_eq!(
        plan(&[row("王小明", None), grandmother], Vec::new())
            .people
            .len(),
        2
    );
}

#[test]
fn a_guardian_without_a_name_is_called_by_the_child_and_named_later() {
    let unnamed = PupilRow {
        guardians: vec![GuardianRow::new(
            None,
            Relation::Mother,
            Some(phone(MOTHER)),
        )],
        ..row("王小明", None)
    };
    let first = plan(std::slice::from_ref(&unnamed), Vec::new());
    assert_eq!(first.people[0].name, "王小明的妈妈");

    let mut with_made_name = pupil(None);
    "王小明的妈妈".clone_into(&mut with_made_name.guardians[0].name);
    let again = plan(&[unnamed], vec![with_made_name.clone()]);
    assert_eq!(counts(&again), (0, 0, 0, 1));
    let named = plan(&[row("王小明", None)], vec![with_made_name]);
    assert_eq!(news(&named), [New::Name("李芳".to_owned())]);
    assert!(named.people.is_empty());
}

#[test]
fn a_new_phone_is_taken_over_unless_it_is_not_this_schools_to_change() {
    let number = Some("G370203201509010012");
    let new_phone = PupilRow {
        guardians: vec![GuardianRow::new(
            Some("李芳"),
            Relation::Mother,
            Some(phone(OTHER)),
        )],
        ..row("王小明", number)
    };
    let taken = plan(std::slice::from_ref(&new_phone), vec![pupil(number)]);
    assert_eq!(news(&taken), [New::Phone(phone(OTHER))]);
    assert_eq!(counts(&taken), (0, 1, 0, 0));

    let mut fixed = pupil(number);
    fixed.guardians[0].is_fixed = true;
    let kept = plan(&[new_phone], vec![fixed]);
    assert!(kept.guardian_changes.is_empty());
    assert_eq!(counts(&kept), (0, 0, 0, 1));
    assert_eq!(notes(&kept), [ApplyNoteCode::PhoneKept]);
}

#[test]
fn a_made_name_that_is_not_this_schools_to_change_is_kept() {
    let number = Some("G370203201509010012");
    let mut fixed = pupil(number);
    "王小明的妈妈".clone_into(&mut fixed.guardians[0].name);
    fixed.guardians[0].is_fixed = true;
    let kept = plan(&[row("王小明", number)], vec![fixed]);
    assert!(kept.guardian_changes.is_empty() && kept.people.is_empty());
    assert_eq!(notes(&kept), [ApplyNoteCode::NameKept]);
}

#[test]
fn who_took_the_place_of_a_row_by_her_phone_is_not_added_anew_under_the_rows_name() {
    let number = Some("G370203201509010012");
    let mut joined = pupil(number);
    "李芳女士".clone_into(&mut joined.guardians[0].name);
    joined.guardians[0].phone_hash = Some(OTHER.to_owned());
    joined.guardians[0].proved_hash = Some(MOTHER.to_owned());
    joined.guardians[0].is_fixed = true;
    let kept = plan(&[row("王小明", number)], vec![joined.clone()]);
    assert!(kept.guardianships.is_empty() && kept.people.is_empty());
    assert!(kept.guardian_changes.is_empty());
    assert_eq!(notes(&kept), [ApplyNoteCode::NameKept]);

    // A father who writes the mother's phone down is a second guardian.
    let father = GuardianRow::new(Some("王强"), Relation::Father, Some(phone(MOTHER)));
    let added = plan(&[row_with(father)], vec![joined]);
    assert_eq!(added.guardianships.len(), 1);
}

/// 王小明 with a number, from whom his mother is barred.
fn pupil_with_barred_mother() -> Pupil {
    let mut pupil = pupil(Some("G370203201509010012"));
    pupil.guardians[0].may_view = false;
    pupil
}

/// A row of 王小明 with that number and this guardian.
fn row_with(guardian: GuardianRow) -> PupilRow {
    PupilRow {
        guardians: vec![guardian],
        ..row("王小明", Some("G370203201509010012"))
    }
}

#[test]
fn a_barred_guardian_comes_back_under_no_other_relation_phone_or_name() {
    for (name, relation, digits) in [
        (Some("李芳"), Relation::Mother, MOTHER),
        (Some("李芳"), Relation::MaternalGrandmother, OTHER),
        (Some("李芳"), Relation::Mother, OTHER),
        (Some("李小芳"), Relation::Other, MOTHER),
        (None, Relation::Mother, OTHER),
    ] {
        let again = row_with(GuardianRow::new(name, relation, Some(phone(digits))));
        let plan = plan(&[again], vec![pupil_with_barred_mother()]);
        let case = format!("{name:?} {relation} {digits}");
        assert!(plan.guardianships.is_empty(), "{case}");
        assert!(plan.guardian_changes.is_empty(), "{case}");
        assert!(plan.people.is_empty(), "{case}");
        assert_eq!(notes(&plan), [ApplyNoteCode::GuardianBarred], "{case}");
    }
}

#[test]
fn a_barred_guardian_with_a_made_name_is_known_by_the_relation() {
    let mut barred = pupil_with_barred_mother();
    "王小明的妈妈".clone_into(&mut barred.guardians[0].name);
    barred.guardians[0].phone_hash = None;
    let plan = plan(&[row("王小明", Some("G370203201509010012"))], vec![barred]);
    assert_eq!(notes(&plan), [ApplyNoteCode::GuardianBarred]);
    assert!(plan.guardianships.is_empty());
}

#[test]
fn a_barred_guardian_comes_back_by_no_second_entry_of_a_child_without_number() {
    let mut barred = pupil(None);
    barred.guardians[0].may_view = false;
    let other_phone = PupilRow {
        guardians: vec![GuardianRow::new(
            Some("李芳"),
            Relation::Mother,
            Some(phone(OTHER)),
        )],
        ..row("王小明", None)
    };
    let plan = plan(&[other_phone], vec![barred]);
    assert_eq!(counts(&plan), (1, 0, 0, 0));
    assert!(plan.guardianships.is_empty() && plan.people.is_empty());
    assert_eq!(notes(&plan), [ApplyNoteCode::GuardianBarred]);
}

#[test]
fn another_guardian_of_a_child_with_a_barred_one_is_added() {
    let father = GuardianRow::new(Some("王强"), Relation::Father, Some(phone(OTHER)));
    let plan = plan(&[row_with(father)], vec![pupil_with_barred_mother()]);
    assert_eq!((plan.guardianships.len(), plan.report.notes.len()), (1, 0));
}

#[test]
fn an_empty_cell_takes_nothing_away() {
    let number = Some("G370203201509010012");
    let bare = PupilRow {
        sex: None,
        address: None,
        guardians: Vec::new(),
        ..row("王小明", number)
    };
    assert_eq!(counts(&plan(&[bare], vec![pupil(number)])), (0, 0, 0, 1));
}

#[test]
fn the_first_guardian_looks_after_the_child_unless_the_row_names_another() {
    let carers = |row: PupilRow| -> Vec<bool> {
        plan(&[row], Vec::new())
            .guardianships
            .iter()
            .map(|link| link.primary_carer)
            .collect()
    };
    assert_eq!(carers(row("王小明", None)), [true]);
    let grandmother = PupilRow {
        carer: Some(("奶奶".to_owned(), Relation::PaternalGrandmother)),
        ..row("王小明", None)
    };
    assert_eq!(carers(grandmother.clone()), [false, true]);
    assert_eq!(
        plan(&[grandmother], Vec::new()).people[1].name,
        "王小明的奶奶"
    );
}

#[test]
fn the_first_list_of_a_class_holds_since_september_and_a_later_child_from_today() {
    let newcomer = row("李小红", Some("G370203201509010013"));
    assert_eq!(
        plan(std::slice::from_ref(&newcomer), Vec::new()).students[0].from_on,
        days().since
    );
    let later = plan(&[newcomer], vec![pupil(None)]);
    assert_eq!(later.students[0].from_on, days().today);
}
