//! Rows of a staff list as people with their offices, and what is wrong with them. The phone is
//! the key and the way to sign in, so a row without one, or with one seen before, stays out.

use std::collections::HashMap;

use tongyu_shared::{
    names::Phone,
    org::sheet::{FieldColumns, RowProblemCode as P, SheetError, StaffField as F},
};

use super::{
    class_cell::{ClassPlace, ClassReader},
    grid::Grid,
    header,
    roster::SchoolContext,
    rows::{Checked, RowCheck, check_rows},
    school_name,
    tidy::tidy_name,
};

/// A member of staff as a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffRow {
    /// The row, counted from 1 as spreadsheet programs show it.
    pub row: u32,
    /// The name.
    pub name: String,
    /// The mobile number.
    pub phone: Phone,
    /// 处室: none, one or several.
    pub offices: Vec<String>,
    /// 职务
    pub post: Option<String>,
    /// The class whose 班主任 they are.
    pub head_teacher_of: Option<ClassPlace>,
}

/// Checks every row of a staff list.
///
/// # Errors
/// [`SheetError::MatchDoesNotFit`] if the match does not fit the file.
pub fn check(
    sheets: &[Grid],
    columns: &FieldColumns<F>,
    school: SchoolContext<'_>,
) -> Result<Checked<StaffRow>, SheetError> {
    let grid = header::check(columns, sheets)?;
    let mut list = StaffList {
        school: school.name,
        classes: ClassReader::new(school.grades, school.year),
        phones: HashMap::new(),
        head_teachers: HashMap::new(),
    };
    Ok(check_rows(grid, columns, |row| list.check(row)))
}

/// What is known from the rows so far.
struct StaffList<'a> {
    school: &'a str,
    classes: ClassReader<'a>,
    phones: HashMap<Phone, u32>,
    head_teachers: HashMap<ClassPlace, u32>,
}

impl StaffList<'_> {
    fn check(&mut self, row: &mut RowCheck<'_, F>) -> Option<StaffRow> {
        let written = row.text(F::School);
        if !written.is_empty() && !school_name::is_same(self.school, &written) {
            row.note(F::School, P::OtherSchool, &written);
        }
        let name = tidy_name(&row.text(F::Name));
        if name.is_empty() {
            row.note(F::Name, P::NameMissing, "");
        }
        let phone = self.read_phone(row);
        let offices = split(&row.text(F::Office));
        if offices.is_empty() {
            row.note(F::Office, P::OfficeMissing, "");
        }
        let post = Some(row.text(F::Post)).filter(|post| !post.is_empty());
        let class = self.read_class(row);
        let phone = phone.filter(|_| !row.is_refused())?;
        self.phones.insert(phone.clone(), row.number);
        if let Some(class) = &class {
            let first = *self
                .head_teachers
                .entry(class.clone())
                .or_insert(row.number);
            if first != row.number {
                row.note_against(
                    F::HeadTeacherOf,
                    P::HeadTeacherRepeated,
                    &class.label,
                    first,
                );
            }
        }
        Some(StaffRow {
            row: row.number,
            name,
            phone,
            offices,
            post,
            head_teacher_of: class,
        })
    }

    fn read_phone(&self, row: &mut RowCheck<'_, F>) -> Option<Phone> {
        let text = row.text(F::Phone);
        if text.is_empty() {
            row.note(F::Phone, P::PhoneMissing, "");
            return None;
        }
        let Ok(phone) = text.parse::<Phone>() else {
            row.note(F::Phone, P::PhoneMalformed, &text);
            return None;
        };
        if let Some(first) = self.phones.get(&phone) {
            row.note_against(F::Phone, P::PhoneRepeated, &text, *first);
        }
        Some(phone)
    }

    fn read_class(&self, row: &mut RowCheck<'_, F>) -> Option<ClassPlace> {
        let text = row.text(F::HeadTeacherOf);
        // 班主任 as a column of yes and no says nothing about the class.
        if matches!(text.as_str(), "" | "否" | "不是") {
            return None;
        }
        let class = self.classes.text(&text);
        if class.is_none() {
            row.note(F::HeadTeacherOf, P::HeadTeacherClassUnreadable, &text);
        }
        class
    }
}

/// Several offices in one cell.
fn split(text: &str) -> Vec<String> {
    let mut offices: Vec<String> = Vec::new();
    for part in text.split(['、', ',', ';', '/']) {
        let office = part.trim();
        if !office.is_empty() && !offices.iter().any(|known| known == office) {
            offices.push(office.to_owned());
        }
    }
    offices
}

#[cfg(test)]
#[path = "staff_tests.rs"]
mod tests;
