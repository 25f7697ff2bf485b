//! The way of a sheet: upload, column match, dry run, apply. What a row can say is in `sheet`.

use serde::{Deserialize, Serialize};

use super::sheet::{ColumnMatch, RowProblem, SheetCounts, SheetKind};
use crate::{
    ids::{ImportId, NodeId},
    lang::Lang,
    path_params,
    text::import_pages as words,
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

path_params! {
    /// An import in a path.
    pub struct ImportPath { import: ImportId }
}

/// What the uploaded file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportQuery {
    /// Pupils and guardians, or staff.
    pub kind: SheetKind,
    /// The file's name, for people.
    pub name: String,
}

wire_enum! {
    /// How far an import has come.
    pub enum ImportState {
        /// Read and checked; nothing is written yet.
        Checked = "checked",
        /// The accepted rows are written.
        Applied = "applied",
    }
}

/// An import as the page shows it. `counts.read = accepted + refused + blank`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportSummary {
    /// The import.
    pub id: ImportId,
    /// The school it is for.
    pub school: NodeId,
    /// That school's name.
    pub school_name: String,
    /// Pupils and guardians, or staff.
    pub kind: SheetKind,
    /// The file's name.
    pub file_name: String,
    /// How far it has come.
    pub state: ImportState,
    /// The words of the header row, in the order of the columns.
    pub headers: Vec<String>,
    /// Which column holds what.
    pub columns: ColumnMatch,
    /// How many rows there are of each fate.
    pub counts: SheetCounts,
    /// What applying did, once it is done.
    pub report: Option<ApplyReport>,
}

/// Another column match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewColumns {
    /// Which column holds what.
    pub columns: ColumnMatch,
}

impl Validate for NewColumns {
    fn validate(&self, _: &mut Errors) {}
}

/// A problem of a row, with its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportProblem {
    /// Where and what.
    pub problem: RowProblem,
    /// The reason in the reader's language.
    pub message: String,
}

/// What applying an import wrote. The rows that came in are those added, updated, unchanged and
/// skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApplyReport {
    /// Pupils (or members of staff) that were not there before.
    pub added: u32,
    /// Those that were there and changed.
    pub updated: u32,
    /// Of these, pupils who sit in another class now.
    pub moved: u32,
    /// Those that were there and stayed the same.
    pub unchanged: u32,
    /// Rows that were left alone; a note says why.
    pub skipped: u32,
    /// Classes (or offices) made because the sheet names them.
    pub places_added: u32,
    /// Guardians that were not there before.
    pub guardians_added: u32,
    /// What the school should look at.
    pub notes: Vec<ApplyNote>,
}

wire_enum! {
    /// What applying a row met that checking it could not see.
    pub enum ApplyNoteCode {
        /// The class has this head teacher now; the one before ended yesterday.
        HeadTeacherReplaced = "head_teacher_replaced",
        /// The school has no such class; no head teacher was named.
        ClassUnknown = "class_unknown",
        /// The class has its head teacher from an earlier row.
        ClassTaken = "class_taken",
        /// The phone signs in a person of another name; the row was left alone.
        PhoneOfAnother = "phone_of_another",
        /// The row is about the person who imports; nobody gives roles to themselves.
        OwnRow = "own_row",
        /// The guardian has an account or a child in another school; the phone was kept.
        PhoneKept = "phone_kept",
        /// The guardian has an account or a child in another school; the name was kept.
        NameKept = "name_kept",
        /// The row means a guardian who is barred from the child; nothing of it was written.
        GuardianBarred = "guardian_barred",
    }
}

/// One thing that the school should look at. It names a row and no person, so that it can stay
/// when the sheet is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApplyNote {
    /// The row, counted from 1 as spreadsheet programs show it.
    pub row: u32,
    /// What about it.
    pub code: ApplyNoteCode,
}

impl ApplyNote {
    /// What happened and what to do about it.
    pub const fn text(self, lang: Lang) -> &'static str {
        match self.code {
            ApplyNoteCode::HeadTeacherReplaced => words::note_head_teacher_replaced(lang),
            ApplyNoteCode::ClassUnknown => words::note_class_unknown(lang),
            ApplyNoteCode::ClassTaken => words::note_class_taken(lang),
            ApplyNoteCode::PhoneOfAnother => words::note_phone_of_another(lang),
            ApplyNoteCode::OwnRow => words::note_own_row(lang),
            ApplyNoteCode::PhoneKept => words::note_phone_kept(lang),
            ApplyNoteCode::NameKept => words::note_name_kept(lang),
            ApplyNoteCode::GuardianBarred => words::note_guardian_barred(lang),
        }
    }
}
