//! Who may not judge whom (domain.md §5): neither the candidate's colleague nor trainer, nor who
//! wrote with the candidate, nor who is related, as either side declares.

use std::collections::BTreeSet;

use crate::{
    ids::{NodeId, PersonId},
    wire_enum::wire_enum,
};

wire_enum! {
    /// Why an assessor cannot judge a candidate.
    pub enum Conflict {
        /// It is the candidate.
        Himself = "himself",
        /// Both have a post in the same school.
        SameSchool = "same_school",
        /// Held a training that the candidate attended, or that is planned for the cohort.
        Trainer = "trainer",
        /// Worked on a micro-lesson with the candidate: one made it, the other reviewed it.
        CoAuthor = "co_author",
        /// The candidate declared a relation.
        DeclaredByCandidate = "declared_by_candidate",
        /// The assessor declared a relation.
        DeclaredByAssessor = "declared_by_assessor",
    }
}

wire_enum! {
    /// Why a certifier cannot put a candidate forward.
    pub enum CertifierConflict {
        /// It is the candidate.
        Himself = "himself",
        /// Held a training of the candidate's.
        Trained = "trained",
        /// Has, or had, a seat for the candidate.
        Assessed = "assessed",
    }
}

/// What is known of a candidate and of those who may judge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CandidateTies {
    /// The candidate.
    pub person: Option<PersonId>,
    /// The schools where the candidate has a post.
    pub schools: BTreeSet<NodeId>,
    /// Who held trainings for the candidate.
    pub trainers: BTreeSet<PersonId>,
    /// Who worked on a micro-lesson with the candidate.
    pub co_authors: BTreeSet<PersonId>,
    /// The names that the candidate declared relations to.
    pub declared_names: BTreeSet<String>,
    /// Assessors who declared a relation to the candidate.
    pub declared_by: BTreeSet<PersonId>,
    /// Who has, or had, a seat.
    pub assessors: BTreeSet<PersonId>,
}

/// Who may be asked to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judge {
    /// The person.
    pub person: PersonId,
    /// The name, which the candidate may have declared.
    pub name: String,
    /// The schools where this person has a post.
    pub schools: BTreeSet<NodeId>,
}

/// Every reason why this person cannot assess the candidate; empty where there is none.
pub fn conflicts(candidate: &CandidateTies, judge: &Judge) -> Vec<Conflict> {
    let holds = |conflict: &&Conflict| match conflict {
        Conflict::Himself => candidate.person == Some(judge.person),
        Conflict::SameSchool => !candidate.schools.is_disjoint(&judge.schools),
        Conflict::Trainer => candidate.trainers.contains(&judge.person),
        Conflict::CoAuthor => candidate.co_authors.contains(&judge.person),
        Conflict::DeclaredByCandidate => candidate.declared_names.contains(judge.name.trim()),
        Conflict::DeclaredByAssessor => candidate.declared_by.contains(&judge.person),
    };
    Conflict::ALL.iter().filter(holds).copied().collect()
}

/// Why this person cannot put the candidate forward, if so.
pub fn certifier_conflict(
    candidate: &CandidateTies,
    certifier: PersonId,
) -> Option<CertifierConflict> {
    if candidate.person == Some(certifier) {
        Some(CertifierConflict::Himself)
    } else if candidate.trainers.contains(&certifier) {
        Some(CertifierConflict::Trained)
    } else if candidate.assessors.contains(&certifier) {
        Some(CertifierConflict::Assessed)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CANDIDATE: PersonId = PersonId::from_u128(1);
    const JUDGE: PersonId = PersonId::from_u128(2);
    const SCHOOL: NodeId = NodeId::from_u128(3);

    fn judge() -> Judge {
        Judge {
            person: JUDGE,
            name: "邹平".to_owned(),
            schools: BTreeSet::from([SCHOOL]),
        }
    }

    fn candidate() -> CandidateTies {
        CandidateTies {
            person: Some(CANDIDATE),
            ..CandidateTies::default()
        }
    }

    #[test]
    fn each_tie_is_a_conflict_of_its_own() {
        let none = candidate();
        assert_eq!(conflicts(&none, &judge()), []);
        let judges = BTreeSet::from([JUDGE]);
        for (ties, conflict) in [
            (
                CandidateTies {
                    person: Some(JUDGE),
                    ..none.clone()
                },
                Conflict::Himself,
            ),
            (
                CandidateTies {
                    schools: BTreeSet::from([SCHOOL]),
                    ..none.clone()
                },
                Conflict::SameSchool,
            ),
            (
                CandidateTies {
                    trainers: judges.clone(),
                    ..none.clone()
                },
                Conflict::Trainer,
            ),
            (
                CandidateTies {
                    co_authors: judges.clone(),
                    ..none.clone()
                },
                Conflict::CoAuthor,
            ),
            (
                CandidateTies {
                    declared_names: BTreeSet::from(["邹平".to_owned()]),
                    ..none.clone()
                },
                Conflict::DeclaredByCandidate,
            ),
            (
                CandidateTies {
                    declared_by: judges.clone(),
                    ..none.clone()
                },
                Conflict::DeclaredByAssessor,
            ),
        ] {
            assert_eq!(conflicts(&ties, &judge()), [conflict]);
        }
    }

    #[test]
    fn several_ties_are_all_told() {
        let ties = CandidateTies {
            schools: BTreeSet::from([SCHOOL]),
            trainers: BTreeSet::from([JUDGE]),
            ..candidate()
        };
        let told = conflicts(&ties, &judge());
        assert_eq!(told, [Conflict::SameSchool, Conflict::Trainer]);
    }

    #[test]
    fn who_certifies_neither_trained_nor_assessed() {
        let judges = BTreeSet::from([JUDGE]);
        for (ties, conflict) in [
            (candidate(), None),
            (
                CandidateTies {
                    person: Some(JUDGE),
                    ..candidate()
                },
                Some(CertifierConflict::Himself),
            ),
            (
                CandidateTies {
                    trainers: judges.clone(),
                    ..candidate()
                },
                Some(CertifierConflict::Trained),
            ),
            (
                CandidateTies {
                    assessors: judges.clone(),
                    ..candidate()
                },
                Some(CertifierConflict::Assessed),
            ),
        ] {
            assert_eq!(certifier_conflict(&ties, JUDGE), conflict);
        }
    }
}
