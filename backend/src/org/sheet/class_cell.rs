//! The class of a row, from a class column with or without a grade column beside it. What a class
//! name means in a school and year is shared; here are the shapes that only spreadsheets have.

use tongyu_shared::{
    Lang,
    org::grades::{ClassName, Cohort, GradeList, SchoolYear, Stage, class_name},
};

use super::grid::{Cell, CellKind};
use super::tidy::tidy;

/// A class of a school in a school year.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClassPlace {
    /// The stage.
    pub stage: Stage,
    /// The year within the stage, from 1.
    pub grade: u8,
    /// The number of the class, from 1.
    pub number: u8,
    /// The class by its year of entry, which stays the same while the grade changes.
    pub cohort: Cohort,
    /// Its name in Chinese, as the school's lists show it: `三年级(2)班`.
    pub label: String,
}

/// What a class cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClassReading {
    /// A class.
    Sure(ClassPlace),
    /// A class, though the spreadsheet program may have changed what was typed.
    Guessed(ClassPlace),
    /// Something that is no class of this school.
    Unreadable,
}

/// Reads class names of one school in one school year.
pub struct ClassReader<'a> {
    grades: &'a GradeList,
    year: SchoolYear,
}

impl<'a> ClassReader<'a> {
    /// For the grades that the school has.
    pub fn new(grades: &'a GradeList, year: SchoolYear) -> Self {
        Self { grades, year }
    }

    /// The class in a cell; `grade` is the text of the grade column, empty if there is none.
    pub fn read(&self, cell: &Cell, grade: &str) -> ClassReading {
        let text = tidy(&cell.text);
        let found = match cell.kind {
            CellKind::Date => self.month_and_day(&text).map(ClassReading::Guessed),
            // 3.10 typed as a number is stored as 3.1, like class 1.
            CellKind::Number if text.ends_with(".1") => {
                self.typed(&text, grade).map(ClassReading::Guessed)
            }
            _ => self.typed(&text, grade).map(ClassReading::Sure),
        };
        found.unwrap_or(ClassReading::Unreadable)
    }

    /// Whether a grade column's text names another grade than this class has. What is not read
    /// as a grade contradicts nothing.
    pub fn contradicts(&self, grade: &str, class: &ClassPlace) -> bool {
        with_grade(grade, "1")
            .find_map(|name| self.parse(&name))
            .is_some_and(|read| (read.stage, read.grade) != (class.stage, class.grade))
    }

    /// The class of a text without a column beside it, as in a staff list.
    pub fn text(&self, text: &str) -> Option<ClassPlace> {
        self.typed(&tidy(text), "")
    }

    fn typed(&self, text: &str, grade: &str) -> Option<ClassPlace> {
        self.parse(text)
            .or_else(|| with_grade(grade, text).find_map(|name| self.parse(&name)))
            .or_else(|| self.parse(&from_digits(text)?))
            .or_else(|| self.only_class_of_grade(text))
    }

    fn parse(&self, name: &str) -> Option<ClassPlace> {
        let read = ClassName::parse(name, self.grades, self.year)?;
        Some(ClassPlace {
            stage: read.grade.stage,
            grade: read.grade.number,
            number: read.class,
            cohort: Cohort::of_class(read.grade, read.class, self.year),
            label: class_name(Lang::ZhCn, read.grade, read.class),
        })
    }

    /// `3-2` becomes 2 March of the year in which it was typed.
    fn month_and_day(&self, date: &str) -> Option<ClassPlace> {
        let mut parts = date.split('-').skip(1);
        let (month, day) = (parts.next()?, parts.next()?);
        self.parse(&graded(month, day)?)
    }

    /// A kindergarten with one class of each kind calls it `中班`.
    fn only_class_of_grade(&self, text: &str) -> Option<ClassPlace> {
        let grade = self.grades.0.iter().find(|grade| grade.zh == text)?;
        if grade.stage != Stage::Kindergarten {
            return None;
        }
        self.parse(&class_name(Lang::ZhCn, grade, 1))
    }
}

/// `三年级` + `2班`, `初一年级` + `2`, `3` + `2`, `2024` + `2`, each as one name to be read.
fn with_grade(grade: &str, class: &str) -> impl Iterator<Item = String> {
    let bare = grade.strip_suffix("年级").unwrap_or(grade);
    let names = [
        format!("{grade}{class}"),
        format!("{bare}{class}"),
        format!("{bare}年级{class}"),
        format!("{bare}级{class}"),
    ];
    let both = !grade.is_empty() && !class.is_empty();
    names.into_iter().filter(move |_| both)
}

/// `3.2`, `3-2`, `302`, `0302` as `3年级2`.
fn from_digits(text: &str) -> Option<String> {
    let text = text.strip_suffix('班').unwrap_or(text);
    if let Some((grade, class)) = text.split_once(['.', '-', '/', ',', '、', '。', '—']) {
        return graded(grade, class);
    }
    let (grade, class) = text.split_at_checked(text.len().checked_sub(2)?)?;
    matches!(grade.len(), 1 | 2)
        .then(|| graded(grade, class))
        .flatten()
}

fn graded(grade: &str, class: &str) -> Option<String> {
    let (grade, class): (u8, u8) = (grade.trim().parse().ok()?, class.trim().parse().ok()?);
    Some(format!("{grade}年级{class}"))
}

#[cfg(test)]
mod tests {
    use tongyu_shared::org::grades::{SchoolSystem, SchoolType};

    use super::*;

    fn grades() -> GradeList {
        GradeList::standard(SchoolSystem::SixThree, SchoolType::General).expect("the list parses")
    }

    /// The grades of a school of the text's stage: 2024级 needs the school to say whether it
    /// entered kindergarten or primary school.
    fn grades_for(text: &str) -> GradeList {
        let small = ['小', '中', '大'].iter().any(|mark| text.contains(*mark));
        let stages: &[Stage] = if small {
            &[Stage::Kindergarten]
        } else {
            &[Stage::Primary, Stage::LowerSecondary, Stage::UpperSecondary]
        };
        grades().of_stages(stages)
    }

    fn cell(text: &str, kind: CellKind) -> Cell {
        Cell {
            text: text.to_owned(),
            kind,
            merged: false,
        }
    }

    #[test]
    fn every_usual_shape_of_a_class_is_read() {
        for (class, grade, label) in [
            ("三年级2班", "", "三年级(2)班"),
            ("三(2)班", "", "三年级(2)班"),
            ("三（2）班", "三年级", "三年级(2)班"),
            ("2024级2班", "", "三年级(2)班"),
            ("2", "三年级", "三年级(2)班"),
            ("2班", "三年级", "三年级(2)班"),
            ("(2)班", "三", "三年级(2)班"),
            ("二班", "3年级", "三年级(2)班"),
            ("02", "3", "三年级(2)班"),
            ("2", "2024级", "三年级(2)班"),
            ("2", "2024", "三年级(2)班"),
            ("3.2", "", "三年级(2)班"),
            ("3-2", "", "三年级(2)班"),
            ("3-2班", "", "三年级(2)班"),
            ("302", "", "三年级(2)班"),
            ("0302", "", "三年级(2)班"),
            ("302", "三年级", "三年级(2)班"),
            ("312班", "", "三年级(12)班"),
            ("小一班", "", "小班(1)班"),
            ("1", "小班", "小班(1)班"),
            ("中班", "", "中班(1)班"),
            ("大二班", "", "大班(2)班"),
            ("初一3班", "", "七年级(3)班"),
            ("3", "初一年级", "七年级(3)班"),
            ("高一(10)班", "", "高一(10)班"),
            ("10", "高一", "高一(10)班"),
        ] {
            let grades = grades_for(&format!("{grade}{class}"));
            let reader = ClassReader::new(&grades, SchoolYear(2026));
            let read = reader.read(&cell(class, CellKind::Text), grade);
            let ClassReading::Sure(place) = read else {
                panic!("{class} {grade}: {read:?}")
            };
            assert_eq!(place.label, label, "{class} {grade}");
        }
    }

    #[test]
    fn what_the_spreadsheet_program_may_have_changed_is_a_guess() {
        let grades = grades();
        let reader = ClassReader::new(&grades, SchoolYear(2026));
        for (text, kind, label) in [
            ("2026-03-02", CellKind::Date, "三年级(2)班"),
            ("3.1", CellKind::Number, "三年级(1)班"),
        ] {
            let read = reader.read(&cell(text, kind), "");
            let ClassReading::Guessed(place) = read else {
                panic!("{text}: {read:?}")
            };
            assert_eq!(place.label, label);
        }
    }

    #[test]
    fn what_is_no_class_of_the_school_is_unreadable() {
        let grades = grades();
        let primary = grades.clone().of_stages(&[Stage::Primary]);
        let reader = ClassReader::new(&primary, SchoolYear(2026));
        for (class, grade) in [
            ("", ""),
            ("三年级", ""),
            ("2", ""),
            ("2班", "全校"),
            ("初一1班", ""),
            ("9-1", ""),
            ("3.2.1", ""),
            ("12345", ""),
            ("班", "三年级"),
            ("二胡班", ""),
        ] {
            let read = reader.read(&cell(class, CellKind::Text), grade);
            assert_eq!(read, ClassReading::Unreadable, "{class} {grade}");
        }
        let odd_date = reader.read(&cell("2026-12-31", CellKind::Date), "");
        assert_eq!(odd_date, ClassReading::Unreadable);
    }

    #[test]
    fn a_grade_column_that_disagrees_is_noticed() {
        let grades = grades_for("三年级");
        let reader = ClassReader::new(&grades, SchoolYear(2026));
        let place = reader.text("三年级2班").expect("a class");
        for (grade, contradicts) in [
            ("三年级", false),
            ("3", false),
            ("2024级", false),
            ("", false),
            ("不详", false),
            ("四年级", true),
            ("2023级", true),
            ("4", true),
        ] {
            assert_eq!(reader.contradicts(grade, &place), contradicts, "{grade}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(class in "\\PC{0,12}", grade in "\\PC{0,6}") {
            let grades = grades();
            let reader = ClassReader::new(&grades, SchoolYear(2026));
            for kind in [CellKind::Text, CellKind::Date, CellKind::Number] {
                drop(reader.read(&cell(&class, kind), &grade));
            }
        }
    }
}
