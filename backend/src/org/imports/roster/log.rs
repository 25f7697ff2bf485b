//! What of a plan stands in the audit log: each pupil something was written about, and each change
//! of who may hear of a pupil that was there, and where.

use std::collections::HashSet;

use tongyu_db::Tx;
use tongyu_shared::ids::StudentId;

use super::{guardian::New, plan::Plan};
use crate::{
    audit::{self, By},
    http::{fault::Fault, input::Stamp},
};

struct Told {
    action: &'static str,
    subject_kind: &'static str,
    subject_id: String,
    student: StudentId,
}

/// Writes the entries.
pub fn record(tx: &mut Tx<'_>, plan: &Plan, stamp: &Stamp) -> Result<(), Fault> {
    let told: Vec<Told> = pupils(plan).chain(guardians(plan)).collect();
    let entries: Vec<_> = told
        .iter()
        .map(|told| audit::Entry {
            by: By::Staff,
            action: told.action,
            subject_kind: told.subject_kind,
            subject_id: &told.subject_id,
            student: Some(told.student),
        })
        .collect();
    audit::record_all(tx, stamp, &entries)
}

fn pupils(plan: &Plan) -> impl Iterator<Item = Told> {
    plan.touched.iter().map(|student| Told {
        action: "org.import_student",
        subject_kind: "student",
        subject_id: student.to_string(),
        student: *student,
    })
}

/// The family that a new pupil came with is told by the pupil's own entry.
fn guardians(plan: &Plan) -> impl Iterator<Item = Told> {
    let new: HashSet<StudentId> = plan.students.iter().map(|pupil| pupil.id).collect();
    let added = plan
        .guardianships
        .iter()
        .filter(move |link| !new.contains(&link.student));
    let added = added.map(|link| ("org.import_guardian", link.person, link.student));
    let changed = plan.guardian_changes.iter();
    let changed = changed.map(|change| (action(&change.new), change.person, change.student));
    added.chain(changed).map(|(action, person, student)| Told {
        action,
        subject_kind: "person",
        subject_id: person.to_string(),
        student,
    })
}

const fn action(new: &New) -> &'static str {
    match new {
        New::Name(_) => "org.import_guardian_name",
        New::Phone(_) => "org.import_guardian_phone",
        New::Relation(_) => "org.import_relation",
        New::Carer => "org.import_primary_carer",
    }
}
