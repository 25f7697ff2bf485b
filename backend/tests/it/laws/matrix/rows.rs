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
    /// A guardian who joined: families hold no role.
    Guardian,
    /// A mentor who has the pupil on the list.
    Mentor,
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
    /// What a mentor of the pupil gets; forbidden where nothing is said and the role decides.
    mentor: Option<Expected>,
    /// What those get whose grant has ended, where something else than their roles decides.
    left: Option<Expected>,
    /// Whether those of the own school read sealed text, which the log tells.
    pub reads_sealed: bool,
    /// Whether the log tells nothing: what someone watches is nobody else's to know.
    pub traceless: bool,
}

use Expected::{Allowed, Forbidden, Hidden, SignedOut};

const fn row(endpoint: &'static str, own: &'static str, foreign: Expected) -> Row {
    Row {
        endpoint,
        own,
        foreign,
        mentor: None,
        left: None,
        reads_sealed: false,
        traceless: false,
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
    row("ReadToday", "ooxxxx", Allowed).mentor(Allowed),
    row("ListFamilies", "o-xxxx", Hidden),
    row("ReadFamilyCard", "o-xxxx", Hidden)
        .sealed()
        .mentor(Allowed),
    row("RevealPhone", "o-xxxx", Hidden).mentor(Allowed),
    row("RevealAddress", "o-xxxx", Hidden).mentor(Allowed),
    row("PlanVisit", "o-xxxx", Hidden).mentor(Allowed),
    // The plan, as the visit, is the head teacher's.
    row("MovePlan", "o-xxxx", Hidden).mentor(Hidden),
    row("CancelPlan", "o-xxxx", Hidden).mentor(Hidden),
    row("SubmitVisit", "o-xxxx", Hidden).mentor(Allowed),
    row("ReadVisit", "o-xoxx", Hidden).sealed().mentor(Hidden),
    row("ReadSchoolCoverage", "xxxooo", Hidden),
    row("ListDisputedVisits", "xxxoxx", Hidden),
    row("ListMatters", "ooooxx", Allowed),
    row("ReadMatter", "o-ooxx", Hidden).sealed(),
    row("AssignOffice", "xxxoxx", Hidden),
    row("AcceptMatter", "f-ofxx", Hidden),
    row("HandBackMatter", "f-ofxx", Hidden),
    row("SubmitAnswer", "f-ooxx", Hidden),
    row("ApproveAnswer", "xxxoxx", Hidden),
    row("NoteMatter", "o-ffxx", Hidden),
    row("RecordProxyAnswer", "o-xxxx", Hidden).mentor(Hidden),
    row("ReadSchoolMatters", "xxxooo", Hidden),
    // Whose grant has ended and who never agreed as a parent is not recorded: as without an account.
    row("IssueTicket", "oooooo", Allowed)
        .traceless()
        .left(Hidden),
    // A ticket serves the session alone that it was given to.
    row("ReportWatch", "xxxxxx", Forbidden).traceless(),
    row("ReadOwnLearning", "oooooo", Allowed),
    row("ListAskedLessons", "o-xxxx", Hidden),
    row("InviteFamily", "o-xxxx", Hidden),
    row("RevokeFamilyInvitation", "o-xxxx", Hidden),
    row("InviteClass", "o-xxxx", Hidden),
    row("ReadClassJoined", "o-xxxx", Hidden),
    row("ReadFamilyJoined", "o-xxxx", Hidden),
    // For roles beside these: `courses/access.rs` says who reaches what.
    row("ListOwnLessons", "xxxxxx", Hidden),
    row("ListLessonsToReview", "xxxxxx", Hidden),
    row("ReadLesson", "xxxxxx", Hidden),
    row("CreateLesson", "xxxxxx", Hidden),
    row("SaveLesson", "xxxxxx", Hidden),
    row("SaveCaptions", "xxxxxx", Hidden),
    row("UploadFilm", "xxxxxx", Hidden),
    row("SubmitLesson", "xxxxxx", Hidden),
    row("ReviseLesson", "xxxxxx", Hidden),
    row("PublishLesson", "xxxxxx", Hidden),
    row("ReturnToAuthor", "xxxxxx", Hidden),
    row("WithdrawLesson", "xxxxxx", Hidden),
    // For roles beside these: `certification/access.rs` says who reaches what.
    row("ListOwnApplications", "oooooo", Allowed),
    row("ReadOwnApplication", "------", Hidden),
    row("Apply", "------", Hidden),
    row("WithdrawApplication", "------", Hidden),
    row("AppealRefusal", "------", Hidden),
    row("ListApplications", "xxxxxx", Forbidden),
    row("ReadApplication", "xxxxxx", Forbidden),
    row("FindEligible", "xxxxxx", Forbidden),
    row("RefuseApplication", "xxxxxx", Forbidden),
    row("SendBackApplication", "xxxxxx", Forbidden),
    row("DecideAppeal", "xxxxxx", Forbidden),
    row("ListAssessors", "xxxxxx", Forbidden),
    row("ListCohorts", "xxxxxx", Forbidden),
    row("CreateCohort", "xxxxxx", Forbidden),
    row("ReadCohort", "xxxxxx", Forbidden),
    row("ListCandidates", "xxxxxx", Forbidden),
    row("AddCandidates", "xxxxxx", Forbidden),
    row("EnterLessons", "xxxxxx", Forbidden),
    row("EnterScores", "xxxxxx", Forbidden),
    row("FillSeats", "xxxxxx", Forbidden),
    row("ListOwnTrainings", "xxxxxx", Forbidden),
    row("AddTraining", "xxxxxx", Forbidden),
    row("ReadTraining", "xxxxxx", Forbidden),
    row("SignIn", "xxxxxx", Forbidden),
    row("TakeBackSignIn", "xxxxxx", Forbidden),
    row("ListOwnSeats", "xxxxxx", Forbidden),
    row("ReadOwnSeat", "xxxxxx", Forbidden),
    row("GiveSeat", "xxxxxx", Forbidden),
    row("FreeSeat", "xxxxxx", Forbidden),
    row("ScoreSeat", "xxxxxx", Forbidden),
    row("DeclareConflict", "xxxxxx", Forbidden),
    row("DrawRecommendation", "xxxxxx", Forbidden),
    row("ReadRecommendation", "xxxxxx", Forbidden),
    row("OpenEvidence", "xxxxxx", Forbidden),
    row("ConfirmRecommendation", "xxxxxx", Forbidden),
    // Certification belongs to the guidance centre: no school's staff sees it.
    row("ListNotices", "xxxxxx", Forbidden),
    row("PublishNotice", "xxxxxx", Forbidden),
    row("ReadNotice", "xxxxxx", Forbidden),
    row("DecideObjection", "xxxxxx", Forbidden),
    row("IssueCertificates", "xxxxxx", Forbidden),
    row("ListCertificates", "xxxxxx", Forbidden),
    row("ReadCertificate", "xxxxxx", Forbidden),
    row("SuspendCertificate", "xxxxxx", Forbidden),
    row("ReinstateCertificate", "xxxxxx", Forbidden),
    row("ProposeRevocation", "xxxxxx", Forbidden),
    row("WithdrawRevocation", "xxxxxx", Forbidden),
    row("RevokeCertificate", "xxxxxx", Forbidden),
    row("UploadLegacyHolders", "xxxxxx", Forbidden),
    row("ReadLegacyHolders", "xxxxxx", Forbidden),
    row("ConfirmLegacyHolders", "xxxxxx", Forbidden),
    row("ListOwnCertificates", "oooooo", Allowed),
    row("DownloadCertificatePdf", "------", Hidden),
    row("DownloadCertificatePng", "------", Hidden),
    row("DownloadCredential", "------", Hidden),
    row("SurrenderCertificate", "------", Hidden),
];

impl Row {
    /// The log tells nothing of it.
    const fn traceless(mut self) -> Self {
        self.traceless = true;
        self
    }

    /// What is read is sealed.
    const fn sealed(mut self) -> Self {
        self.reads_sealed = true;
        self
    }

    /// What a mentor gets, within the list.
    const fn mentor(mut self, expected: Expected) -> Self {
        self.mentor = Some(expected);
        self
    }

    /// What someone gets whose grant has ended.
    const fn left(mut self, expected: Expected) -> Self {
        self.left = Some(expected);
        self
    }

    /// What someone of this kind gets.
    pub fn expected(&self, declaration: &Declaration, kind: Kind, foreign: bool) -> Expected {
        match kind {
            Kind::Left if let Some(expected) = self.left => expected,
            Kind::Anonymous => SignedOut,
            Kind::Teacher => self.column(0, foreign),
            Kind::OtherTeacher => self.column(1, foreign),
            Kind::Office => self.column(2, foreign),
            Kind::Coordinator => self.column(3, foreign),
            Kind::Admin => self.column(4, foreign),
            Kind::Principal => self.column(5, foreign),
            Kind::Mentor => match self.mentor {
                Some(_) if foreign => self.foreign,
                Some(expected) => expected,
                None if declaration.access == Access::SignedIn => self.column(0, foreign),
                None => Forbidden,
            },
            // What belongs to one person is hidden from all others.
            Kind::Left | Kind::Guardian if !self.own.contains(['o', 'x', 'f']) => Hidden,
            // Where roles decide within, the visit's day does: his ended before it.
            Kind::Left | Kind::Guardian
                if declaration.access == Access::SignedIn && !self.own.contains('x') =>
            {
                Allowed
            }
            Kind::Left | Kind::Guardian => Forbidden,
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
