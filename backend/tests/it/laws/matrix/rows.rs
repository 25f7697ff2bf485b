//! One row an endpoint: what each kind of person gets who asks for something of their own school
//! (the head teacher: of her own class), and what their peers of another school get.

use tongyu_shared::api::endpoint::{Access, Declaration};

/// What a call must be answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Done: a status of 2xx.
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
            Self::Allowed => matches!(status, 200..=299),
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
    /// A head teacher whose grant ended yesterday.
    Left,
    /// A member of this school's office who is a head teacher in another school.
    OfficeAndTeacher,
}

/// A row of the matrix.
pub struct Row {
    /// The endpoint.
    pub endpoint: &'static str,
    /// Teacher, another class's teacher, office member, coordinator, school administrator,
    /// principal: `o` allowed, `x` forbidden to the role (403), `f` forbidden because the thing is
    /// someone else's to do (403, hidden from other schools), `-` hidden (404).
    own: &'static str,
    /// What those get who are not forbidden, but belong to another school.
    foreign: Expected,
    /// Whether those of the own school read sealed text, which the log tells.
    pub reads_sealed: bool,
}

use Expected::{Allowed, Forbidden, Hidden, SignedOut};

const fn row(endpoint: &'static str, own: &'static str, foreign: Expected) -> Row {
    Row {
        endpoint,
        own,
        foreign,
        reads_sealed: false,
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
    row("DownloadReturnedWorkbook", "xxxxox", Hidden).sealed(),
    row("ApplyImport", "xxxxox", Hidden),
    row("ReadToday", "ooxxxx", Allowed),
    row("ListFamilies", "o-xxxx", Hidden),
    row("ReadFamilyCard", "o-xxxx", Hidden).sealed(),
    row("RevealPhone", "o-xxxx", Hidden),
    row("RevealAddress", "o-xxxx", Hidden),
    row("SubmitVisit", "o-xxxx", Hidden),
    row("ReadVisit", "o-xoxx", Hidden).sealed(),
    row("ReadSchoolCoverage", "xxxooo", Hidden),
    row("ListDisputedVisits", "xxxoxx", Hidden),
    row("ListMatters", "ooooxx", Allowed),
    row("ReadMatter", "o-ooxx", Hidden).sealed(),
    row("AssignOffice", "xxxoxx", Hidden),
    row("AcceptMatter", "xxofxx", Hidden),
    row("HandBackMatter", "xxofxx", Hidden),
    row("SubmitAnswer", "xxooxx", Hidden),
    row("ApproveAnswer", "xxxoxx", Hidden),
    row("NoteMatter", "o-ffxx", Hidden),
    row("RecordProxyAnswer", "o-xxxx", Hidden),
    row("ReadSchoolMatters", "xxxooo", Hidden),
];

impl Row {
    /// What is read is sealed.
    const fn sealed(mut self) -> Self {
        self.reads_sealed = true;
        self
    }

    /// What someone of this kind gets.
    pub fn expected(&self, declaration: &Declaration, kind: Kind, foreign: bool) -> Expected {
        match kind {
            Kind::Anonymous => SignedOut,
            Kind::Teacher => self.column(0, foreign),
            Kind::OtherTeacher => self.column(1, foreign),
            Kind::Office => self.column(2, foreign),
            Kind::Coordinator => self.column(3, foreign),
            Kind::Admin => self.column(4, foreign),
            Kind::Principal => self.column(5, foreign),
            // Where roles decide within, the visit's day does: his ended before it.
            Kind::Left if declaration.access == Access::SignedIn && !self.own.contains('x') => {
                Allowed
            }
            Kind::Left => Forbidden,
            // What the teacher may do does not reach where the office lies.
            Kind::OfficeAndTeacher => match self.own.as_bytes()[2] {
                // The office sees the matter, which is a teacher's to act on.
                b'x' if self.own.starts_with('o') && declaration.path.contains("{matter}") => {
                    Forbidden
                }
                b'x' => self.column(0, true),
                _ => self.column(2, false),
            },
        }
    }

    fn column(&self, at: usize, foreign: bool) -> Expected {
        match self.own.as_bytes()[at] {
            b'o' | b'-' | b'f' if foreign => self.foreign,
            b'o' => Allowed,
            b'x' | b'f' => Forbidden,
            b'-' => Hidden,
            other => panic!("{}: {other}", self.endpoint),
        }
    }
}
