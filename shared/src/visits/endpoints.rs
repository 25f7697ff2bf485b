//! The pages of head teachers and mentors, plans, visits, and a school's coverage.

use super::types::{
    ClassFamilies, DisputedVisits, FamilyCard, GuardianPath, NewPlan, NewVisit, PlanChange,
    PlanLine, PlanPath, Revealed, SchoolCoverage, StudentPath, Today, VisitDetail, VisitPath,
    VisitReceipt,
};
use crate::{
    access::Action,
    api::endpoint::Access,
    endpoints,
    org::types::{ClassPath, SchoolPath},
};

endpoints! {
    /// Reads the first page of a head teacher or mentor.
    ReadToday = Get "/api/v1/today", Access::Can(Action::FamilyRead) => Today;
    /// Lists the families of a class, the longest not visited first.
    ListFamilies = Get "/api/v1/classes/{class}/families", Access::Can(Action::ClassRead),
        path: ClassPath => ClassFamilies;
    /// Reads what one wants to know at a family's door.
    ReadFamilyCard = Get "/api/v1/students/{student}/card", Access::Can(Action::FamilyRead),
        path: StudentPath => FamilyCard;
    /// Uncovers a guardian's phone; logged.
    RevealPhone = Post "/api/v1/students/{student}/guardians/{person}/phone",
        Access::Can(Action::ContactReveal), path: GuardianPath => Revealed;
    /// Uncovers a pupil's address; logged.
    RevealAddress = Post "/api/v1/students/{student}/address", Access::Can(Action::ContactReveal),
        path: StudentPath => Revealed;
    /// Plans a visit under an id that the phone made; the same again changes nothing.
    PlanVisit = Put "/api/v1/plans/{plan}", Access::Can(Action::VisitRecord),
        path: PlanPath, body: NewPlan => PlanLine;
    /// Gives a plan another time or another way.
    MovePlan = Post "/api/v1/plans/{plan}/move", Access::Can(Action::VisitRecord),
        path: PlanPath, body: PlanChange => PlanLine;
    /// Drops a plan.
    CancelPlan = Post "/api/v1/plans/{plan}/cancel", Access::Can(Action::VisitRecord),
        path: PlanPath => PlanLine;
    // The roles of the visit's day decide: a visit made before a class was handed over comes in.
    /// Records a visit under an id that the phone made; the same again changes nothing.
    SubmitVisit = Put "/api/v1/visits/{visit}", Access::SignedIn,
        path: VisitPath, body: NewVisit => VisitReceipt;
    /// Reads a visit.
    ReadVisit = Get "/api/v1/visits/{visit}", Access::Can(Action::VisitRead),
        path: VisitPath => VisitDetail;
    /// Reads a school's coverage, class by class.
    ReadSchoolCoverage = Get "/api/v1/schools/{school}/coverage",
        Access::Can(Action::SchoolOverview), path: SchoolPath => SchoolCoverage;
    /// Lists the visits of a school that a family says never were, for its coordinator.
    ListDisputedVisits = Get "/api/v1/schools/{school}/disputed-visits",
        Access::Can(Action::MatterCoordinate), path: SchoolPath => DisputedVisits;
}
