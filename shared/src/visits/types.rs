//! A home visit as it is recorded, and the pages around it.

mod detail;
mod family;
mod kinds;
mod lists;
mod plan;
mod record;
mod school;

pub use detail::{FamilyAnswer, MetPerson, VisitDetail};
pub use family::{FamilyCard, GuardianLine, Revealed, Sibling, VisitLine};
pub use kinds::{ConfirmAnswer, Delivered, FeedbackWish, Outcome, Relation, VisitMode};
pub use lists::{ClassFamilies, ClassToday, FamilyLine, LastVisit, MentorPupil, Today};
pub use plan::{NewPlan, PlanChange, PlanLine};
pub use record::{BroughtBack, MEASURE_MAX, NewMatter, NewVisit, TEXT_MAX, VisitReceipt};
pub use school::{ClassCoverage, Coverage, DisputedVisit, DisputedVisits, SchoolCoverage};

use crate::{
    ids::{PersonId, PlanId, StudentId, VisitId},
    path_params,
};

path_params! {
    /// A visit in a path.
    pub struct VisitPath { visit: VisitId }
    /// A planned visit in a path.
    pub struct PlanPath { plan: PlanId }
    /// A pupil in a path.
    pub struct StudentPath { student: StudentId }
    /// A guardian of a pupil in a path.
    pub struct GuardianPath { student: StudentId, person: PersonId }
}
