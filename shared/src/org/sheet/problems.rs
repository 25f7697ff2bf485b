//! What is wrong with which row.

use serde::{Deserialize, Serialize};

use crate::{lang::Lang, text::roster as words, wire_enum::wire_enum};

wire_enum! {
    /// Whether a row with this problem comes in.
    pub enum ProblemSeverity {
        /// The row stays out.
        Refused = "refused",
        /// The row comes in; somebody should look at it.
        Warning = "warning",
    }
}

/// The most characters that a cell of an imported column may hold.
pub const CELL_CHARS: usize = 200;

wire_enum! {
    /// What can be wrong with a row of a sheet.
    pub enum RowProblemCode {
        /// No name.
        NameMissing = "name_missing",
        /// No class.
        ClassMissing = "class_missing",
        /// The class cell cannot be read as a class.
        ClassUnreadable = "class_unreadable",
        /// The row belongs to another school.
        OtherSchool = "other_school",
        /// A cell holds more than [`CELL_CHARS`] characters.
        CellTooLong = "cell_too_long",
        /// The student number stood in an earlier row that comes in.
        NumberRepeated = "number_repeated",
        /// The phone is no mobile number.
        PhoneMalformed = "phone_malformed",
        /// Staff only: no phone, and without one nobody can sign in.
        PhoneMissing = "phone_missing",
        /// Staff only: the phone stood in an earlier row.
        PhoneRepeated = "phone_repeated",
        /// No student number: the pupil gets a temporary one.
        NumberMissing = "number_missing",
        /// The number says of itself that it is temporary.
        NumberTemporary = "number_temporary",
        /// The spreadsheet program cut the number's last digits; it is not used.
        NumberCut = "number_cut",
        /// The number is too short to be a student number; it is not used.
        NumberTooShort = "number_too_short",
        /// The number has an unusual form; it is used.
        NumberOdd = "number_odd",
        /// The class had to be guessed: "3-2" that became a date, or 3.1 that may have been 3.10.
        ClassGuessed = "class_guessed",
        /// The grade column and the class column disagree; the class column counts.
        GradeDisagrees = "grade_disagrees",
        /// Neither 男 nor 女; left open.
        SexUnknown = "sex_unknown",
        /// No date, or not one of a school child; left open.
        BirthDateOdd = "birth_date_odd",
        /// No guardian at all.
        GuardianMissing = "guardian_missing",
        /// A guardian's phone without a name.
        GuardianNameMissing = "guardian_name_missing",
        /// A guardian without a phone.
        GuardianPhoneMissing = "guardian_phone_missing",
        /// No relation, or an unknown one; taken as "other".
        RelationUnknown = "relation_unknown",
        /// The same phone stands for a guardian of another name in an earlier row.
        PhoneShared = "phone_shared",
        /// Another pupil of the class has this name, and a number is missing.
        NameRepeated = "name_repeated",
        /// Staff only: no office.
        OfficeMissing = "office_missing",
        /// Staff only: the class has a head teacher in an earlier row.
        HeadTeacherRepeated = "head_teacher_repeated",
        /// Staff only: the class cannot be read; no class is given.
        HeadTeacherClassUnreadable = "head_teacher_class_unreadable",
    }
}

impl RowProblemCode {
    /// Whether a row with this problem comes in (domain rule: import of rosters).
    pub const fn severity(self) -> ProblemSeverity {
        match self {
            Self::NameMissing
            | Self::ClassMissing
            | Self::ClassUnreadable
            | Self::OtherSchool
            | Self::CellTooLong
            | Self::NumberRepeated
            | Self::PhoneMalformed
            | Self::PhoneMissing
            | Self::PhoneRepeated => ProblemSeverity::Refused,
            _ => ProblemSeverity::Warning,
        }
    }
}

/// One thing wrong with one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowProblem {
    /// The row, counted from 1 as spreadsheet programs show it.
    pub row: u32,
    /// The column, counted from 0; absent where the sheet has no such column.
    pub column: Option<u32>,
    /// Whether the row stays out.
    pub severity: ProblemSeverity,
    /// What is wrong.
    pub code: RowProblemCode,
    /// What stands in the cell, cut to [`RowProblem::VALUE_CHARS`]; empty if nothing does.
    pub value: String,
    /// The earlier row that this one collides with.
    pub other_row: Option<u32>,
}

impl RowProblem {
    /// How much of a cell a problem repeats, in characters.
    pub const VALUE_CHARS: usize = 40;

    /// A problem of this row and cell.
    pub fn new(row: u32, column: Option<u32>, code: RowProblemCode, value: &str) -> Self {
        Self {
            row,
            column,
            severity: code.severity(),
            code,
            value: value.chars().take(Self::VALUE_CHARS).collect(),
            other_row: None,
        }
    }

    /// The same problem, naming the earlier row.
    #[must_use]
    pub fn against(mut self, other_row: u32) -> Self {
        self.other_row = Some(other_row);
        self
    }

    /// What is wrong and what to do, for the note in the cell and the list on the screen.
    pub fn text(&self, lang: Lang) -> String {
        let value = self.value.as_str();
        let other = self.other_row.unwrap_or(self.row);
        match self.code {
            RowProblemCode::NameMissing => words::problem_name_missing(lang).into(),
            RowProblemCode::ClassMissing => words::problem_class_missing(lang).into(),
            RowProblemCode::ClassUnreadable => words::problem_class_unreadable(lang, value),
            RowProblemCode::OtherSchool => words::problem_other_school(lang, value),
            RowProblemCode::CellTooLong => words::problem_cell_too_long(lang, value, CELL_CHARS),
            RowProblemCode::NumberRepeated => words::problem_number_repeated(lang, other),
            RowProblemCode::PhoneMalformed => words::problem_phone_malformed(lang, value),
            RowProblemCode::PhoneMissing => words::problem_phone_missing(lang).into(),
            RowProblemCode::PhoneRepeated => words::problem_phone_repeated(lang, other),
            RowProblemCode::NumberMissing => words::problem_number_missing(lang).into(),
            RowProblemCode::NumberTemporary => words::problem_number_temporary(lang).into(),
            RowProblemCode::NumberCut => words::problem_number_cut(lang).into(),
            RowProblemCode::NumberTooShort => words::problem_number_too_short(lang, value),
            RowProblemCode::NumberOdd => words::problem_number_odd(lang, value),
            RowProblemCode::ClassGuessed => words::problem_class_guessed(lang, value),
            RowProblemCode::GradeDisagrees => words::problem_grade_disagrees(lang, value),
            RowProblemCode::SexUnknown => words::problem_sex_unknown(lang, value),
            RowProblemCode::BirthDateOdd => words::problem_birth_date_odd(lang, value),
            RowProblemCode::GuardianMissing => words::problem_guardian_missing(lang).into(),
            RowProblemCode::GuardianNameMissing => {
                words::problem_guardian_name_missing(lang).into()
            }
            RowProblemCode::GuardianPhoneMissing => {
                words::problem_guardian_phone_missing(lang, value)
            }
            RowProblemCode::RelationUnknown if value.is_empty() => {
                words::problem_relation_missing(lang).into()
            }
            RowProblemCode::RelationUnknown => words::problem_relation_unknown(lang, value),
            RowProblemCode::PhoneShared => words::problem_phone_shared(lang, other),
            RowProblemCode::NameRepeated => words::problem_name_repeated(lang, other),
            RowProblemCode::OfficeMissing => words::problem_office_missing(lang).into(),
            RowProblemCode::HeadTeacherRepeated => {
                words::problem_head_teacher_repeated(lang, other)
            }
            RowProblemCode::HeadTeacherClassUnreadable => {
                words::problem_head_teacher_class_unreadable(lang, value)
            }
        }
    }
}
