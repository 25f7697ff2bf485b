//! A school's sheet, offices, and the import of rosters and staff.

use super::{
    import::{ApplyReport, ImportPath, ImportProblem, ImportQuery, ImportSummary, NewColumns},
    joining::{ClassInvited, ClassJoined, FamilyInvitation, FamilyJoined},
    types::{ClassPath, Office, SchoolPath, SchoolSheet, SheetText},
};
use crate::{
    access::Action,
    api::{endpoint::Access, page::Page},
    endpoints,
    visits::types::StudentPath,
};

endpoints! {
    /// Reads what the four-to-home are this term.
    ReadSheet = Get "/api/v1/schools/{school}/sheet", Access::Can(Action::SheetRead),
        path: SchoolPath => SchoolSheet;
    /// Writes what the four-to-home are this term; `If-Match` names the version it is based on.
    WriteSheet = Put "/api/v1/schools/{school}/sheet", Access::Can(Action::SheetWrite),
        path: SchoolPath, body: SheetText => SchoolSheet;
    /// Lists the offices of a school with their members.
    ListOffices = Get "/api/v1/schools/{school}/offices", Access::Can(Action::MatterRead),
        path: SchoolPath => Vec<Office>;

    /// Takes a sheet (the body is the file, `?kind=roster|staff&name=…`) and finds its columns.
    UploadSheet = Post "/api/v1/schools/{school}/imports", Access::Can(Action::RosterImport),
        path: SchoolPath, query: ImportQuery => ImportSummary;
    /// Reads an import with its column match and counts.
    ReadImport = Get "/api/v1/imports/{import}", Access::Can(Action::RosterImport),
        path: ImportPath => ImportSummary;
    /// Changes the column match and checks every row again; `If-Match` names the version.
    MatchColumns = Put "/api/v1/imports/{import}/columns", Access::Can(Action::RosterImport),
        path: ImportPath, body: NewColumns => ImportSummary;
    /// Lists what the check found, by row.
    ListImportProblems = Get "/api/v1/imports/{import}/problems", Access::Can(Action::RosterImport),
        path: ImportPath, query: crate::api::page::PageQuery => Page<ImportProblem>;
    /// Downloads the sheet with its bad cells red and the reasons in notes.
    DownloadReturnedWorkbook = Get "/api/v1/imports/{import}/workbook",
        Access::Can(Action::RosterImport), path: ImportPath => ();
    /// Writes the accepted rows; `If-Match` names the version that was looked at.
    ApplyImport = Post "/api/v1/imports/{import}/apply", Access::Can(Action::RosterImport),
        path: ImportPath => ApplyReport;

    /// Gives the invitation of a pupil's family and sends it to each guardian who has not joined.
    InviteFamily = Post "/api/v1/students/{student}/invitation", Access::Can(Action::FamilyInvite),
        path: StudentPath => FamilyInvitation;
    /// Takes a family's invitation back: its link opens nothing from now on.
    RevokeFamilyInvitation = Delete "/api/v1/students/{student}/invitation",
        Access::Can(Action::FamilyInvite), path: StudentPath => ();
    /// Invites all families of a class that have not joined.
    InviteClass = Post "/api/v1/classes/{class}/invitations", Access::Can(Action::FamilyInvite),
        path: ClassPath => ClassInvited;
    /// Tells how many families of a class have joined.
    ReadClassJoined = Get "/api/v1/classes/{class}/joined", Access::Can(Action::FamilyInvite),
        path: ClassPath => ClassJoined;
    /// Tells who of a pupil's family has joined.
    ReadFamilyJoined = Get "/api/v1/students/{student}/joined", Access::Can(Action::FamilyInvite),
        path: StudentPath => FamilyJoined;
}
