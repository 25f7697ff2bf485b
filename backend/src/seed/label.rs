//! Ids of the seeds, derived from what a thing is called, so that they are the same every time
//! and tests can name things by their labels.

use sha2::{Digest as _, Sha256};
use tongyu_shared::ids::{
    AccountId, ApplicationId, AssessmentId, AssetId, CohortId, GrantId, LessonId, NodeId, NoticeId,
    PersonId, StudentId, TrainingId, VisitId,
};

fn bytes(kind: &str, label: &str) -> [u8; 16] {
    let hash = Sha256::digest(format!("{kind}\u{1f}{label}"));
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(hash) {
        *to = from;
    }
    id
}

/// The node with this label: `海棠路小学`, `海棠路小学/三年级(2)班`, `海棠路小学/教务处`.
pub fn node(label: &str) -> NodeId {
    NodeId::from_bytes(bytes("node", label))
}

/// The person with this label. Members of staff are labelled by name, families as
/// `王小明/mother`.
pub fn person(label: &str) -> PersonId {
    PersonId::from_bytes(bytes("person", label))
}

/// The account with this label.
pub fn account(label: &str) -> AccountId {
    AccountId::from_bytes(bytes("account", label))
}

/// The pupil with this label: the name, with the class in front where it is not unique.
pub fn student(label: &str) -> StudentId {
    StudentId::from_bytes(bytes("student", label))
}

/// The grant with this label.
pub fn grant(label: &str) -> GrantId {
    GrantId::from_bytes(bytes("grant", label))
}

/// The visit with this label.
pub fn visit(label: &str) -> VisitId {
    VisitId::from_bytes(bytes("visit", label))
}

/// The lesson with this label: a sample's short name.
pub fn lesson(label: &str) -> LessonId {
    LessonId::from_bytes(bytes("lesson", label))
}

/// The film with this label: that of its sample.
pub fn asset(label: &str) -> AssetId {
    AssetId::from_bytes(bytes("asset", label))
}

/// The application of the candidate with this name.
pub fn application(label: &str) -> ApplicationId {
    ApplicationId::from_bytes(bytes("application", label))
}

/// The cohort with this name.
pub fn cohort(label: &str) -> CohortId {
    CohortId::from_bytes(bytes("cohort", label))
}

/// The training about this.
pub fn training(label: &str) -> TrainingId {
    TrainingId::from_bytes(bytes("training", label))
}

/// The seat with this label: `candidate/assessor`.
pub fn assessment(label: &str) -> AssessmentId {
    AssessmentId::from_bytes(bytes("assessment", label))
}

/// The public notice with this label: its document number.
pub fn notice(label: &str) -> NoticeId {
    NoticeId::from_bytes(bytes("notice", label))
}
