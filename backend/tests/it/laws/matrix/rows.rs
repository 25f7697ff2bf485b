//! One row an endpoint: what each kind of person gets who asks for something of their own school
//! (the head teacher: of her own class), and what their peers of another school get.

/// What a call must be answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Past every gate: done, or refused for its content (409, 412, 422), never for the person.
    Allowed,
    /// Nobody is signed in.
    SignedOut,
    /// Visible, but not for this role.
    Forbidden,
    /// As if it did not exist.
    Hidden,
}

impl Expected {
    /// Whether the person is turned away.
    pub fn denies(self) -> bool {
        self != Self::Allowed
    }

    /// Whether a status is what was expected.
    pub fn fits(self, status: u16) -> bool {
        match self {
            Self::Allowed => matches!(status, 200..=299 | 409 | 412 | 422),
            Self::SignedOut => status == 401,
            Self::Forbidden => status == 403,
            Self::Hidden => status == 404,
        }
    }
}

/// The kinds of people, as the columns of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Anonymous,
    Teacher,
    OtherTeacher,
    Office,
    Coordinator,
    Admin,
    Principal,
}

/// A row of the matrix.
pub struct Row {
    /// The endpoint.
    pub endpoint: &'static str,
    /// Teacher, another class's teacher, office member, coordinator, school administrator,
    /// principal: `o` allowed, `x` forbidden (403), `-` hidden (404).
    own: &'static str,
    /// What those get who are not forbidden, but belong to another school.
    foreign: Expected,
}

use Expected::{Allowed, Forbidden, Hidden, SignedOut};

const fn row(endpoint: &'static str, own: &'static str, foreign: Expected) -> Row {
    Row {
        endpoint,
        own,
        foreign,
    }
}

/// The matrix.
pub const ROWS: &[Row] = &[
    //                               T O F C A P
    row("ReadSession", "oooooo", Allowed),
    row("SignOut", "oooooo", Allowed),
    row("SignOutEverywhere", "oooooo", Allowed),
    row("ReadSheet", "oooooo", Hidden),
    row("WriteSheet", "xxxoox", Hidden),
    row("ListOffices", "ooooxx", Hidden),
    row("UploadSheet", "xxxxox", Hidden),
    row("ReadImport", "xxxxox", Hidden),
    row("MatchColumns", "xxxxox", Hidden),
    row("ListImportProblems", "xxxxox", Hidden),
    row("DownloadReturnedWorkbook", "xxxxox", Hidden),
    row("ApplyImport", "xxxxox", Hidden),
    row("ReadToday", "ooxxxx", Allowed),
    row("ListFamilies", "o-xxxx", Hidden),
    row("ReadFamilyCard", "o-xxxx", Hidden),
    row("RevealPhone", "o-xxxx", Hidden),
    row("RevealAddress", "o-xxxx", Hidden),
    row("SubmitVisit", "o-xxxx", Hidden),
    row("ReadVisit", "o-xoxx", Hidden),
    row("ReadSchoolCoverage", "xxxooo", Hidden),
    row("ListDisputedVisits", "xxxoxx", Hidden),
    row("ListMatters", "ooooxx", Allowed),
    row("ReadMatter", "o-ooxx", Hidden),
    row("AssignOffice", "xxxoxx", Hidden),
    row("AcceptMatter", "xxooxx", Hidden),
    row("HandBackMatter", "xxooxx", Hidden),
    row("SubmitAnswer", "xxooxx", Hidden),
    row("ApproveAnswer", "xxxoxx", Hidden),
    row("NoteMatter", "o-ooxx", Hidden),
    row("RecordProxyAnswer", "o-xxxx", Hidden),
    row("ReadSchoolMatters", "xxxooo", Hidden),
];

impl Row {
    /// What someone of this kind gets.
    pub fn expected(&self, kind: Kind, foreign: bool) -> Expected {
        let column = match kind {
            Kind::Anonymous => return SignedOut,
            Kind::Teacher => 0,
            Kind::OtherTeacher => 1,
            Kind::Office => 2,
            Kind::Coordinator => 3,
            Kind::Admin => 4,
            Kind::Principal => 5,
        };
        match self.own.as_bytes()[column] {
            b'x' => Forbidden,
            b'o' | b'-' if foreign => self.foreign,
            b'o' => Allowed,
            b'-' => Hidden,
            other => panic!("{}: {other}", self.endpoint),
        }
    }
}
