//! Reading a class as people write it: `三年级(3)班`, `三（3）班`, `3年级3班`, `2024级3班`, `初一1班`.

use super::{Cohort, Grade, GradeList, SchoolYear};

/// What a written class name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassName<'a> {
    /// The grade in the school year asked for.
    pub grade: &'a Grade,
    /// The number of the class, from 1.
    pub class: u8,
}

impl<'a> ClassName<'a> {
    /// Reads `text` as a class of one of `grades` in `year`. Where a school has several stages,
    /// a cohort name is read in the first stage in which it still sits.
    pub fn parse(text: &str, grades: &'a GradeList, year: SchoolYear) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(half_width)
            .collect();
        let body = plain.strip_suffix('班').unwrap_or(&plain);
        cohort(body, grades, year).or_else(|| grade_and_number(body, grades))
    }
}

/// Full-width digits and brackets as their ASCII twins.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '（' | '）' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn cohort<'a>(body: &str, grades: &'a GradeList, year: SchoolYear) -> Option<ClassName<'a>> {
    let (entry, class) = body.split_once('级')?;
    let entry_year = entry.parse().ok().filter(|_| entry.len() == 4)?;
    let class = class_number(class)?;
    grades.0.iter().find_map(|grade| {
        let cohort = Cohort {
            stage: grade.stage,
            entry_year,
            class,
        };
        cohort
            .grade(grades, year)
            .map(|grade| ClassName { grade, class })
    })
}

fn grade_and_number<'a>(body: &str, grades: &'a GradeList) -> Option<ClassName<'a>> {
    grades.0.iter().find_map(|grade| {
        let mut names = grade.aliases.iter().chain([&grade.zh]);
        let class = names.find_map(|name| class_number(body.strip_prefix(name.as_str())?))?;
        Some(ClassName { grade, class })
    })
}

/// `3`, `(3)`, `三`, `十二`, each from 1 to 99.
fn class_number(text: &str) -> Option<u8> {
    let inner = text
        .strip_prefix('(')
        .map_or(Some(text), |rest| rest.strip_suffix(')'))?;
    let number = if inner.bytes().all(|byte| byte.is_ascii_digit()) {
        inner.parse().ok()?
    } else {
        chinese_number(inner)?
    };
    (1..=99).contains(&number).then_some(number)
}

fn chinese_number(text: &str) -> Option<u8> {
    match text.split_once('十') {
        None => digit(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

fn digit(text: &str) -> Option<u8> {
    let mut chars = text.chars();
    let first = chars.next().filter(|_| chars.as_str().is_empty())?;
    let place = "一二三四五六七八九".chars().position(|c| c == first)?;
    u8::try_from(place + 1).ok()
}
