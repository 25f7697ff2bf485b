//! Whether the pupils of one visit belong to one household. Siblings share what is written down of
//! a visit, so strangers must not.

use std::collections::HashSet;

use tongyu_shared::{
    ids::{PersonId, StudentId},
    validate::Errors,
    visits::types::{NewVisit, VisitMode},
};

/// The places in `students` of those who have no guardian in common with those before them.
/// `guardianships` are pairs of a pupil and a guardian who may see what is kept of the pupil.
fn strangers(students: &[StudentId], guardianships: &[(StudentId, PersonId)]) -> Vec<usize> {
    let guardians = |student: StudentId| -> HashSet<PersonId> {
        guardianships
            .iter()
            .filter(|(of, _)| *of == student)
            .map(|(_, person)| *person)
            .collect()
    };
    let mut found = Vec::new();
    let mut household: Option<HashSet<PersonId>> = None;
    for (index, &student) in students.iter().enumerate() {
        let own = guardians(student);
        let shared = match &household {
            None => own,
            Some(before) => before.intersection(&own).copied().collect(),
        };
        if index > 0 && shared.is_empty() {
            found.push(index);
        } else {
            household = Some(shared);
        }
    }
    found
}

/// One visit is to one household. Several families together are a visit in a group, of which
/// nothing may be written down that each of them would read of the others.
pub fn check(body: &NewVisit, guardianships: &[(StudentId, PersonId)], errors: &mut Errors) {
    let strangers = strangers(&body.students, guardianships);
    if body.mode != VisitMode::Group {
        for index in strangers {
            errors.add(&format!("students.{index}"), "one_household", Vec::new());
        }
    } else if !strangers.is_empty() {
        for (field, text) in [
            ("agreed_measure", &body.agreed_measure),
            ("circumstances", &body.circumstances),
        ] {
            if !text.trim().is_empty() {
                errors.add(field, "each_family_apart", Vec::new());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_guardian_in_common_makes_a_household() {
        let pupil = StudentId::from_u128;
        let pairs = |list: &[(u128, u128)]| -> Vec<_> {
            list.iter()
                .map(|&(of, person)| (pupil(of), PersonId::from_u128(person)))
                .collect()
        };
        for (students, guardianships, expected) in [
            (&[1][..], &[][..], &[][..]),
            (&[1, 2], &[(1, 11), (2, 11)], &[]),
            (&[1, 2], &[(1, 11), (1, 12), (2, 12)], &[]),
            (&[1, 2], &[(1, 11), (2, 12)], &[1]),
            (&[1, 2], &[(1, 11)], &[1]),
            (&[1, 2, 3], &[(1, 11), (2, 12), (3, 11)], &[1]),
            // Half-siblings of two households have no guardian that all three share.
            (&[1, 2, 3], &[(1, 11), (2, 11), (2, 12), (3, 12)], &[2]),
        ] {
            let students: Vec<_> = students.iter().copied().map(pupil).collect();
            let found = strangers(&students, &pairs(guardianships));
            assert_eq!(found, expected, "{students:?} {guardianships:?}");
        }
    }
}
