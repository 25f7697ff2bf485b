//! Which column of a sheet holds what.

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
