//! Rows of a roster as pupils with their guardians, and what is wrong with them (domain rule:
//! import of rosters). A row is refused for want of a name or class, for another school, for a
//! student number that an accepted row has, and for a malformed phone; all else is a warning.

use std::collections::HashMap;

use tongyu_shared::{
    names::Phone,
    org::{
        grades::{GradeList, SchoolYear},
        sheet::{FieldColumns, RosterField as F, RowProblemCode as P, Sex, SheetError},
    },
    time::Date,
    visits::types::Relation,
};

use super::{
    birth_date,
    class_cell::{ClassPlace, ClassReader, ClassReading},
    grid::Grid,
    guardians::{self, GuardianRow},
    header,
    rows::{Checked, RowCheck, check_rows},
    school_name,
    student_number::{self, NumberReading},
    tidy::tidy_name,
};

/// The school a roster is uploaded for, on the day of the upload.
#[derive(Clone, Copy, Debug)]
pub struct SchoolContext<'a> {
    /// Its name, to tell rows of other schools.
    pub name: &'a str,
    /// The grades it has.
    pub grades: &'a GradeList,
    /// The school year whose classes the roster names.
    pub year: SchoolYear,
    /// Today, to tell birthdays from other dates.
    pub today: Date,
}

/// A pupil as a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilRow {
    /// The row, counted from 1 as spreadsheet programs show it.
    pub row: u32,
    /// The pupil's name.
    pub name: String,
    /// The student number, if the row has one that can be used.
    pub number: Option<String>,
    /// Whether a number is missing or says that it is temporary.
    pub number_is_temporary: bool,
    /// The class.
    pub class: ClassPlace,
    /// 性别
    pub sex: Option<Sex>,
    /// 出生日期
    pub born_on: Option<Date>,
    /// Whom the row names as guardians, at most four.
    pub guardians: Vec<GuardianRow>,
    /// 家庭住址
    pub address: Option<String>,
    /// 主要照顾人, where it is none of the guardians: the words of the cell and the relation that
    /// they mean.
    pub carer: Option<(String, Relation)>,
}

/// What makes a row the same pupil as one that is there already, within a school.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PupilKey {
    /// 学籍号
    Number(String),
    /// Without a number: class, name and the first guardian's phone.
    Family {
        /// The class.
        class: ClassPlace,
        /// The pupil's name.
        name: String,
        /// The first phone among the guardians.
        phone: Option<Phone>,
    },
}

impl PupilRow {
    /// The pupil's key within the school.
    pub fn key(&self) -> PupilKey {
        match &self.number {
            Some(number) => PupilKey::Number(number.clone()),
            None => PupilKey::Family {
                class: self.class.clone(),
                name: self.name.clone(),
                phone: self
                    .guardians
                    .iter()
                    .find_map(|guardian| guardian.phone.clone()),
            },
        }
    }
}

/// Checks every row of a roster.
///
/// # Errors
/// [`SheetError::MatchDoesNotFit`] if the match does not fit the file.
pub fn check(
    sheets: &[Grid],
    columns: &FieldColumns<F>,
    school: SchoolContext<'_>,
) -> Result<Checked<PupilRow>, SheetError> {
    let grid = header::check(columns, sheets)?;
    let mut roster = Roster::new(school);
    Ok(check_rows(grid, columns, |row| roster.check(row)))
}

/// What is known from the rows so far.
struct Roster<'a> {
    school: SchoolContext<'a>,
    classes: ClassReader<'a>,
    numbers: HashMap<String, u32>,
    names: HashMap<(ClassPlace, String), (u32, bool)>,
    phones: HashMap<Phone, (String, u32)>,
}

impl<'a> Roster<'a> {
    fn new(school: SchoolContext<'a>) -> Self {
        Self {
            school,
            classes: ClassReader::new(school.grades, school.year),
            numbers: HashMap::new(),
            names: HashMap::new(),
            phones: HashMap::new(),
        }
    }

    fn check(&mut self, row: &mut RowCheck<'_, F>) -> Option<PupilRow> {
        self.check_school(row);
        let name = tidy_name(&row.text(F::StudentName));
        if name.is_empty() {
            row.note(F::StudentName, P::NameMissing, "");
        }
        let class = self.read_class(row);
        let (number, number_is_temporary) = self.read_number(row);
        let sex = read_sex(row);
        let born_on = self.read_birth_date(row);
        let mut guardians = guardians::read(row);
        let carer = guardians::mark_carer(row, &mut guardians);
        let address = Some(row.text(F::Address)).filter(|address| !address.is_empty());
        let class = class.filter(|_| !name.is_empty() && !row.is_refused())?;
        let pupil = PupilRow {
            row: row.number,
            name,
            number,
            number_is_temporary,
            class,
            sex,
            born_on,
            guardians,
            address,
            carer,
        };
        self.compare_with_earlier(row, &pupil);
        Some(pupil)
    }

    fn check_school(&self, row: &mut RowCheck<'_, F>) {
        let written = row.text(F::School);
        if !written.is_empty() && !school_name::is_same(self.school.name, &written) {
            row.note(F::School, P::OtherSchool, &written);
        }
    }

    fn read_class(&self, row: &mut RowCheck<'_, F>) -> Option<ClassPlace> {
        let text = row.text(F::Class);
        let Some(cell) = row.cell(F::Class).filter(|_| !text.is_empty()) else {
            row.note(F::Class, P::ClassMissing, "");
            return None;
        };
        let grade = row.text(F::Grade);
        let (class, guessed) = match self.classes.read(cell, &grade) {
            ClassReading::Sure(class) => (class, false),
            ClassReading::Guessed(class) => (class, true),
            ClassReading::Unreadable => {
                row.note(F::Class, P::ClassUnreadable, &text);
                return None;
            }
        };
        if guessed {
            row.note(F::Class, P::ClassGuessed, &class.label);
        }
        if self.classes.contradicts(&grade, &class) {
            row.note(F::Grade, P::GradeDisagrees, &grade);
        }
        Some(class)
    }

    /// The number and whether it is temporary.
    fn read_number(&self, row: &mut RowCheck<'_, F>) -> (Option<String>, bool) {
        let (number, problem) = match student_number::read(row.cell(F::StudentNumber)) {
            NumberReading::Usual(number) => (Some(number), None),
            NumberReading::Odd(number) => (Some(number), Some(P::NumberOdd)),
            NumberReading::Temporary(number) => (Some(number), Some(P::NumberTemporary)),
            NumberReading::Missing => (None, Some(P::NumberMissing)),
            NumberReading::Cut => (None, Some(P::NumberCut)),
            NumberReading::TooShort => (None, Some(P::NumberTooShort)),
        };
        if let Some(code) = problem {
            let text = row.text(F::StudentNumber);
            row.note(F::StudentNumber, code, &text);
        }
        if let Some((number, first)) = number.as_ref().and_then(|n| self.numbers.get_key_value(n)) {
            row.note_against(F::StudentNumber, P::NumberRepeated, number, *first);
        }
        let temporary = number.is_none() || problem == Some(P::NumberTemporary);
        (number, temporary)
    }

    fn read_birth_date(&self, row: &mut RowCheck<'_, F>) -> Option<Date> {
        let text = row.text(F::BirthDate);
        let cell = row.cell(F::BirthDate).filter(|_| !text.is_empty())?;
        let day = birth_date::read(cell, self.school.today);
        if day.is_none() {
            row.note(F::BirthDate, P::BirthDateOdd, &text);
        }
        day
    }

    /// Notes what collides with earlier rows that come in, and remembers this one.
    fn compare_with_earlier(&mut self, row: &mut RowCheck<'_, F>, pupil: &PupilRow) {
        let has_number = pupil.number.is_some();
        let seat = (pupil.class.clone(), pupil.name.clone());
        match self.names.get(&seat) {
            // Two numbers tell two children of one name apart.
            Some((other, other_has)) if !(has_number && *other_has) => {
                row.note_against(F::StudentName, P::NameRepeated, &pupil.name, *other);
            }
            Some(_) => {}
            None => drop(self.names.insert(seat, (pupil.row, has_number))),
        }
        if let Some(number) = &pupil.number {
            self.numbers.insert(number.clone(), pupil.row);
        }
        for guardian in &pupil.guardians {
            let (Some(phone), Some(name)) = (&guardian.phone, &guardian.name) else {
                continue;
            };
            let (first_name, first_row) = self
                .phones
                .entry(phone.clone())
                .or_insert_with(|| (name.clone(), pupil.row));
            if first_name != name {
                row.note_against(
                    guardian.phone_field,
                    P::PhoneShared,
                    phone.as_str(),
                    *first_row,
                );
            }
        }
    }
}

fn read_sex(row: &mut RowCheck<'_, F>) -> Option<Sex> {
    let text = row.text(F::Sex);
    let word = text.strip_suffix(['性', '生', '孩']).unwrap_or(&text);
    match word.to_lowercase().as_str() {
        "" => None,
        // 1 and 2 are the codes of GB/T 2261.
        "男" | "m" | "male" | "1" => Some(Sex::Male),
        "女" | "f" | "female" | "2" => Some(Sex::Female),
        _ => {
            row.note(F::Sex, P::SexUnknown, &text);
            None
        }
    }
}

#[cfg(test)]
#[path = "roster_tests.rs"]
mod tests;
