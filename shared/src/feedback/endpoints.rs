//! Matters for those who own, answer and follow them. Parents answer on link pages.

use super::{
    question::AskedLesson,
    types::{
        AnswerMatter, AssignMatter, MatterDetail, MatterLine, MatterPath, MatterQuery, ProxyAnswer,
        ReturnMatter, SchoolMatters,
    },
};
use crate::{
    access::Action,
    api::{endpoint::Access, page::Page},
    endpoints,
    org::types::{ClassPath, SchoolPath},
};

endpoints! {
    /// Lists the matters within reach, those due first in front.
    ListMatters = Get "/api/v1/matters", Access::Can(Action::MatterRead),
        query: MatterQuery => Page<MatterLine>;
    /// Reads a matter with its whole way.
    ReadMatter = Get "/api/v1/matters/{matter}", Access::Can(Action::MatterRead),
        path: MatterPath => MatterDetail;
    /// Sends a matter to an office of its school.
    AssignOffice = Post "/api/v1/matters/{matter}/assign", Access::Can(Action::MatterCoordinate),
        path: MatterPath, body: AssignMatter => MatterDetail;
    /// Takes a matter on in the name of one's office.
    AcceptMatter = Post "/api/v1/matters/{matter}/accept", Access::Can(Action::MatterAnswer),
        path: MatterPath => MatterDetail;
    /// Hands a matter back, at most twice.
    HandBackMatter = Post "/api/v1/matters/{matter}/return", Access::Can(Action::MatterAnswer),
        path: MatterPath, body: ReturnMatter => MatterDetail;
    /// Answers a matter; an office's answer to a request waits for approval.
    SubmitAnswer = Post "/api/v1/matters/{matter}/answer", Access::Can(Action::MatterAnswer),
        path: MatterPath, body: AnswerMatter => MatterDetail;
    /// Approves the proposed answer to a request, as it is or reworded.
    ApproveAnswer = Post "/api/v1/matters/{matter}/approve", Access::Can(Action::MatterCoordinate),
        path: MatterPath, body: AnswerMatter => MatterDetail;
    /// Notes feedback that wants no answer.
    NoteMatter = Post "/api/v1/matters/{matter}/note", Access::Can(Action::MatterRead),
        path: MatterPath => MatterDetail;
    /// Writes down the family's word on an answer that reached nobody, as the head teacher heard it.
    RecordProxyAnswer = Post "/api/v1/matters/{matter}/proxy", Access::Can(Action::FamilyRead),
        path: MatterPath, body: ProxyAnswer => MatterDetail;
    /// Counts a school's matters by state.
    ReadSchoolMatters = Get "/api/v1/schools/{school}/matters-by-state",
        Access::Can(Action::SchoolOverview), path: SchoolPath => SchoolMatters;
    /// Lists the lessons that parents of one's class asked about this term, the latest first.
    ListAskedLessons = Get "/api/v1/classes/{class}/asked-lessons",
        Access::Can(Action::ClassRead), path: ClassPath => Vec<AskedLesson>;
}
