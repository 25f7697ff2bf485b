//! The public notice (公示) and objections to it, as they travel.

use serde::{Deserialize, Serialize};

use super::super::pack::Level;
use crate::{
    ids::{ApplicationId, CertificateId, NoticeId, ObjectionId},
    path_params,
    time::{Date, Instant},
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

/// The longest text of an objection, in characters.
pub const OBJECTION_MAX: usize = 2_000;
/// The longest document number (文号), in characters.
pub const DOCUMENT_NUMBER_MAX: usize = 60;
/// People on one notice.
pub const NOTICE_MAX: usize = 2_000;

path_params! {
    /// A notice in a path.
    pub struct NoticePath { notice: NoticeId }
    /// An objection in a path.
    pub struct ObjectionPath { objection: ObjectionId }
}

wire_enum! {
    /// Where a notice stands.
    pub enum NoticeState {
        /// Its days run: objections are taken.
        Open = "open",
        /// Its days are over, but an objection is undecided.
        Undecided = "undecided",
        /// Its days are over and every objection is decided.
        Ready = "ready",
        /// The certificates are issued.
        Issued = "issued",
    }
}

wire_enum! {
    /// Where an objection stands.
    pub enum ObjectionState {
        /// To be decided.
        Open = "open",
        /// 异议成立.
        Upheld = "upheld",
        /// 异议不成立.
        Dismissed = "dismissed",
    }
}

/// How a notice stands.
pub const fn state(issued: bool, closed: bool, undecided: bool) -> NoticeState {
    match (issued, closed, undecided) {
        (true, _, _) => NoticeState::Issued,
        (false, false, _) => NoticeState::Open,
        (false, true, true) => NoticeState::Undecided,
        (false, true, false) => NoticeState::Ready,
    }
}

/// Whom to put on a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNotice {
    /// Applications that were recommended.
    pub applications: Vec<ApplicationId>,
}

impl Validate for NewNotice {
    fn validate(&self, errors: &mut Errors) {
        errors.count("applications", self.applications.len(), 1, NOTICE_MAX);
    }
}

/// A notice in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeLine {
    /// The notice.
    pub id: NoticeId,
    /// How it stands.
    pub state: NoticeState,
    /// When it was published.
    pub published_at: Instant,
    /// The last day on which objections are taken.
    pub last_day: Date,
    /// People on it.
    pub people: u32,
    /// Objections to be decided.
    pub open_objections: u32,
    /// 文号 under which its certificates were issued.
    pub document_number: Option<String>,
}

/// The notices within reach, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notices {
    /// The notices.
    pub items: Vec<NoticeLine>,
}

/// Someone on a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticePerson {
    /// The application.
    pub application: ApplicationId,
    /// The full name: a public notice names people.
    pub name: String,
    /// The school.
    pub school: String,
    /// The level.
    pub level: Level,
    /// Whether an objection against this person was upheld.
    pub refused: bool,
    /// The certificate, once issued.
    pub certificate: Option<CertificateId>,
    /// Its number.
    pub number: Option<String>,
}

/// An objection, for those who decide it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ObjectionView {
    /// The objection.
    pub id: ObjectionId,
    /// Against whom.
    pub application: ApplicationId,
    /// How it stands.
    pub state: ObjectionState,
    /// When it came.
    pub received_at: Instant,
    /// Who objects.
    pub name: String,
    /// How to reach them.
    pub contact: String,
    /// What they say.
    pub text: String,
    /// Why it was decided so.
    pub reason: Option<String>,
    /// For `If-Match`.
    pub version: i32,
}

/// A notice with its people and objections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeDetail {
    /// What the list says of it.
    pub notice: NoticeLine,
    /// The address of its public page.
    pub public_url: String,
    /// Who is on it.
    pub people: Vec<NoticePerson>,
    /// What was objected.
    pub objections: Vec<ObjectionView>,
}

/// How an objection is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObjectionDecision {
    /// Whether it is upheld, which refuses the application.
    pub upheld: bool,
    /// Why, for the file and the candidate.
    pub reason: String,
}

impl Validate for ObjectionDecision {
    fn validate(&self, errors: &mut Errors) {
        errors.required("reason", &self.reason);
        errors.max_chars("reason", &self.reason, super::types::REASON_MAX);
    }
}

/// Under which number the certificates of a notice are issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewIssue {
    /// 文号.
    pub document_number: String,
}

impl Validate for NewIssue {
    fn validate(&self, errors: &mut Errors) {
        errors.required("document_number", &self.document_number);
        let number = &self.document_number;
        errors.max_chars("document_number", number, DOCUMENT_NUMBER_MAX);
    }
}

/// A certificate that was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IssuedCertificate {
    /// The certificate.
    pub id: CertificateId,
    /// Its number.
    pub number: String,
    /// The holder's name.
    pub name: String,
}

/// What an issue gave; asked again, the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IssueReport {
    /// 文号.
    pub document_number: String,
    /// The certificates, by number.
    pub certificates: Vec<IssuedCertificate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_ready_only_when_its_days_are_over_and_nothing_is_undecided() {
        for (issued, closed, undecided, expected) in [
            (false, false, false, NoticeState::Open),
            (false, false, true, NoticeState::Open),
            (false, true, true, NoticeState::Undecided),
            (false, true, false, NoticeState::Ready),
            (true, true, false, NoticeState::Issued),
        ] {
            assert_eq!(state(issued, closed, undecided), expected);
        }
    }
}
