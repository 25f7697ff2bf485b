//! What travels about an uploaded roster or staff list: which column holds what, what is wrong
//! with which row, and the counts that must add up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{lang::Lang, text::roster as words, wire_enum::wire_enum};

wire_enum! {
    /// What a column of a pupil roster can hold.
    pub enum RosterField {
        /// 学校: only checked, never imported; rows of another school are refused.
        School = "school",
        /// 学生姓名
        StudentName = "student_name",
        /// 学籍号
        StudentNumber = "student_number",
        /// 年级
        Grade = "grade",
        /// 班级 or 班号
        Class = "class",
        /// 性别
        Sex = "sex",
        /// 出生日期
        BirthDate = "birth_date",
        /// 监护人1姓名, 家长姓名
        Guardian1Name = "guardian1_name",
        /// 监护人1与学生关系
        Guardian1Relation = "guardian1_relation",
        /// 监护人1手机, 联系电话
        Guardian1Phone = "guardian1_phone",
        /// 监护人2姓名
        Guardian2Name = "guardian2_name",
        /// 监护人2与学生关系
        Guardian2Relation = "guardian2_relation",
        /// 监护人2手机
        Guardian2Phone = "guardian2_phone",
        /// 父亲姓名: the column itself says the relation.
        FatherName = "father_name",
        /// 父亲手机
        FatherPhone = "father_phone",
        /// 母亲姓名: the column itself says the relation.
        MotherName = "mother_name",
        /// 母亲手机
        MotherPhone = "mother_phone",
        /// 家庭住址
        Address = "address",
        /// 主要照顾人
        PrimaryCarer = "primary_carer",
    }
}

wire_enum! {
    /// What a column of a staff list can hold.
    pub enum StaffField {
        /// 学校: only checked, never imported; rows of another school are refused.
        School = "school",
        /// 姓名
        Name = "name",
        /// 手机
        Phone = "phone",
        /// 处室
        Office = "office",
        /// 职务
        Post = "post",
        /// 班主任班级
        HeadTeacherOf = "head_teacher_of",
    }
}

/// A set of columns that a sheet can be matched against.
pub trait SheetField: Copy + Ord + 'static {
    /// Every field, in the order the match screen shows them.
    const ALL: &'static [Self];
    /// Without these columns no row can be accepted.
    const REQUIRED: &'static [Self];

    /// The field's name on the match screen.
    fn label(self, lang: Lang) -> &'static str;
}

impl SheetField for RosterField {
    const ALL: &'static [Self] = Self::ALL;
    const REQUIRED: &'static [Self] = &[Self::StudentName, Self::Class];

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::School => words::field_school(lang),
            Self::StudentName => words::field_student_name(lang),
            Self::StudentNumber => words::field_student_number(lang),
            Self::Grade => words::field_grade(lang),
            Self::Class => words::field_class(lang),
            Self::Sex => words::field_sex(lang),
            Self::BirthDate => words::field_birth_date(lang),
            Self::Guardian1Name => words::field_guardian1_name(lang),
            Self::Guardian1Relation => words::field_guardian1_relation(lang),
            Self::Guardian1Phone => words::field_guardian1_phone(lang),
            Self::Guardian2Name => words::field_guardian2_name(lang),
            Self::Guardian2Relation => words::field_guardian2_relation(lang),
            Self::Guardian2Phone => words::field_guardian2_phone(lang),
            Self::FatherName => words::field_father_name(lang),
            Self::FatherPhone => words::field_father_phone(lang),
            Self::MotherName => words::field_mother_name(lang),
            Self::MotherPhone => words::field_mother_phone(lang),
            Self::Address => words::field_address(lang),
            Self::PrimaryCarer => words::field_primary_carer(lang),
        }
    }
}

impl SheetField for StaffField {
    const ALL: &'static [Self] = Self::ALL;
    const REQUIRED: &'static [Self] = &[Self::Name, Self::Phone];

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::School => words::field_school(lang),
            Self::Name => words::field_staff_name(lang),
            Self::Phone => words::field_staff_phone(lang),
            Self::Office => words::field_office(lang),
            Self::Post => words::field_post(lang),
            Self::HeadTeacherOf => words::field_head_teacher_of(lang),
        }
    }
}

/// Which column of which sheet holds which field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldColumns<F: Ord> {
    /// The sheet's name; the file's own name for a CSV file.
    pub sheet: String,
    /// The row that names the columns, counted from 1 as spreadsheet programs show it.
    pub header_row: u32,
    /// The first row of data, counted from 1. A header of two rows leaves a gap of one.
    pub first_data_row: u32,
    /// Columns counted from 0 (A = 0).
    pub columns: BTreeMap<F, u32>,
}

impl<F: SheetField> FieldColumns<F> {
    /// The column that holds the field, if one does.
    pub fn column(&self, field: F) -> Option<u32> {
        self.columns.get(&field).copied()
    }

    /// Required fields that have no column; with any of them missing there is nothing to import.
    pub fn missing(&self) -> Vec<F> {
        F::REQUIRED
            .iter()
            .copied()
            .filter(|field| !self.columns.contains_key(field))
            .collect()
    }
}

wire_enum! {
    /// What an uploaded sheet lists.
    pub enum SheetKind {
        /// Pupils and their guardians.
        Roster = "roster",
        /// Staff.
        Staff = "staff",
    }
}

/// The column match of an upload. The server proposes it, the user may change it, and the dry run
/// and the import take it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ColumnMatch {
    /// Pupils and their guardians.
    Roster(FieldColumns<RosterField>),
    /// Staff.
    Staff(FieldColumns<StaffField>),
}

impl ColumnMatch {
    /// What the sheet lists.
    pub const fn kind(&self) -> SheetKind {
        match self {
            Self::Roster(_) => SheetKind::Roster,
            Self::Staff(_) => SheetKind::Staff,
        }
    }
}

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

/// How the rows of a sheet divide. They add up: read = accepted + refused + blank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SheetCounts {
    /// Rows below the header, down to the last that holds anything.
    pub read: u32,
    /// Rows that come in.
    pub accepted: u32,
    /// Of these, rows with a warning.
    pub warned: u32,
    /// Rows that stay out.
    pub refused: u32,
    /// Rows without content, repeated header rows among them.
    pub blank: u32,
}

impl SheetCounts {
    /// Whether every row read is accounted for.
    pub const fn add_up(&self) -> bool {
        self.read == self.accepted + self.refused + self.blank
    }
}

wire_enum! {
    /// 性别 as the register has it.
    pub enum Sex {
        /// 男
        Male = "male",
        /// 女
        Female = "female",
    }
}

wire_enum! {
    /// Why a file cannot be read as a roster; nothing of it is stored.
    pub enum SheetError {
        /// No bytes, or no cell with anything in it.
        Empty = "sheet_empty",
        /// More than 5 MB.
        TooLarge = "sheet_too_large",
        /// More than 50 MB when unpacked, as a compression bomb would be.
        InflatesTooMuch = "sheet_inflates_too_much",
        /// More than 200,000 filled cells, or cells too far out.
        TooManyCells = "sheet_too_many_cells",
        /// The workbook carries macros.
        HasMacros = "sheet_has_macros",
        /// The workbook asks for a password.
        Encrypted = "sheet_encrypted",
        /// A workbook whose content is damaged.
        Broken = "sheet_broken",
        /// A picture, a document or another kind of file.
        NotASheet = "sheet_not_a_sheet",
        /// A spreadsheet of a kind that is not read: `.xlsb`, `.ods`, a web page named `.xls`.
        OtherFormat = "sheet_other_format",
        /// Text in neither UTF-8 nor GB18030.
        UnknownEncoding = "sheet_unknown_encoding",
        /// No row names the columns.
        NoHeader = "sheet_no_header",
        /// The column match names a sheet, row or column that the file does not have.
        MatchDoesNotFit = "sheet_match_does_not_fit",
    }
}

impl SheetError {
    /// What is wrong and what to do.
    pub const fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Empty => words::sheet_empty(lang),
            Self::TooLarge => words::sheet_too_large(lang),
            Self::InflatesTooMuch => words::sheet_inflates_too_much(lang),
            Self::TooManyCells => words::sheet_too_many_cells(lang),
            Self::HasMacros => words::sheet_has_macros(lang),
            Self::Encrypted => words::sheet_encrypted(lang),
            Self::Broken => words::sheet_broken(lang),
            Self::NotASheet => words::sheet_not_a_sheet(lang),
            Self::OtherFormat => words::sheet_other_format(lang),
            Self::UnknownEncoding => words::sheet_unknown_encoding(lang),
            Self::NoHeader => words::sheet_no_header(lang),
            Self::MatchDoesNotFit => words::sheet_match_does_not_fit(lang),
        }
    }
}

impl std::error::Error for SheetError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster_match() -> ColumnMatch {
        ColumnMatch::Roster(FieldColumns {
            sheet: "名册".to_owned(),
            header_row: 3,
            first_data_row: 4,
            columns: BTreeMap::from([(RosterField::StudentName, 1), (RosterField::Class, 0)]),
        })
    }

    #[test]
    fn a_column_match_survives_the_way_to_json_and_back() {
        let json = serde_json::to_string(&roster_match()).expect("plain data");
        assert_eq!(
            json,
            r#"{"kind":"roster","sheet":"名册","header_row":3,"first_data_row":4,"columns":{"student_name":1,"class":0}}"#
        );
        let back: ColumnMatch = serde_json::from_str(&json).expect("its own JSON");
        assert_eq!(back, roster_match());
        assert_eq!(back.kind(), SheetKind::Roster);
    }

    #[test]
    fn a_field_that_the_kind_of_sheet_does_not_have_is_refused() {
        for (kind, field) in [
            ("staff", "student_name"),
            ("roster", "post"),
            ("other", "name"),
        ] {
            let json = format!(
                r#"{{"kind":"{kind}","sheet":"","header_row":1,"first_data_row":2,"columns":{{"{field}":1}}}}"#
            );
            assert!(
                serde_json::from_str::<ColumnMatch>(&json).is_err(),
                "{json}"
            );
        }
        let unknown =
            r#"{"kind":"staff","sheet":"","header_row":1,"first_data_row":2,"columns":{},"x":1}"#;
        assert!(serde_json::from_str::<ColumnMatch>(unknown).is_err());
    }

    #[test]
    fn a_match_names_the_required_fields_it_lacks() {
        let matched = FieldColumns {
            sheet: String::new(),
            header_row: 1,
            first_data_row: 2,
            columns: BTreeMap::from([(StaffField::Name, 0)]),
        };
        assert_eq!(matched.missing(), [StaffField::Phone]);
    }

    #[test]
    fn every_problem_and_every_error_has_its_own_sentence_in_both_languages() {
        for lang in Lang::ALL {
            let problems = RowProblemCode::ALL
                .iter()
                .map(|code| RowProblem::new(7, None, *code, "x").against(3).text(*lang));
            let errors = SheetError::ALL
                .iter()
                .map(|error| error.text(*lang).to_owned());
            let mut sentences: Vec<_> = problems.chain(errors).collect();
            let written = sentences.len();
            sentences.sort();
            sentences.dedup();
            assert_eq!(sentences.len(), written);
        }
    }

    #[test]
    fn a_problem_repeats_only_the_beginning_of_a_cell() {
        let long = "长".repeat(500);
        let problem = RowProblem::new(1, Some(0), RowProblemCode::PhoneMalformed, &long);
        assert_eq!(problem.value.chars().count(), RowProblem::VALUE_CHARS);
        assert_eq!(problem.severity, ProblemSeverity::Refused);
    }
}
