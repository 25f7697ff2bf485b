//! Stages, grades and cohorts: 2024级3班 is 三年级(3)班 in the school year 2026. A grade belongs to
//! a stage; which grades there are is data, because 五四 and 六三 systems exist side by side.

mod class_name;

use serde::{Deserialize, Serialize};

use crate::{lang::Lang, time::Date, wire_enum::wire_enum};

pub use class_name::ClassName;

wire_enum! {
    /// 学段.
    pub enum Stage {
        /// 幼儿园.
        Kindergarten = "kindergarten",
        /// 小学.
        Primary = "primary",
        /// 初中.
        LowerSecondary = "lower_secondary",
        /// 高中, 中职.
        UpperSecondary = "upper_secondary",
    }
}

wire_enum! {
    /// The kind of a school beside its stages.
    pub enum SchoolType {
        /// 普通.
        General = "general",
        /// 中职: upper secondary.
        Vocational = "vocational",
        /// 特殊教育.
        Special = "special",
    }
}

wire_enum! {
    /// 学制: how the nine compulsory years divide.
    pub enum SchoolSystem {
        /// 五四: five years of primary, four of lower secondary school.
        FiveFour = "five_four",
        /// 六三: six and three.
        SixThree = "six_three",
    }
}

wire_enum! {
    /// 学期: half of a school year.
    pub enum Half {
        /// 第一学期, from September.
        First = "first",
        /// 第二学期, from late winter.
        Second = "second",
    }
}

/// 学年, named by the year it starts in: 2026 is 2026—2027.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct SchoolYear(pub i32);

impl SchoolYear {
    /// The month on whose first day every school year starts, in all districts.
    const START_MONTH: u32 = 9;

    /// The school year that a day belongs to.
    pub fn of(date: Date) -> Self {
        Self(if date.month() >= Self::START_MONTH {
            date.year()
        } else {
            date.year() - 1
        })
    }

    /// The first day: 1 September. Nothing beyond the calendar's end.
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.0, Self::START_MONTH, 1)
    }

    /// The last day: 31 August of the next year. Nothing beyond the calendar's end.
    pub fn last_day(self) -> Option<Date> {
        Date::new(self.0.checked_add(1)?, 8, 31)
    }
}

/// 年级: one year of a stage, with what people call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// The stage it belongs to.
    pub stage: Stage,
    /// The year within the stage, from 1.
    pub number: u8,
    /// `三年级`.
    pub zh: String,
    /// `Grade 3`.
    pub en: String,
    /// Other ways in which class lists write it, before the number of the class.
    pub aliases: Vec<String>,
}

/// The grades of a kind of school, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GradeList(pub Vec<Grade>);

impl GradeList {
    /// The list that a district starts with.
    pub fn standard(system: SchoolSystem, kind: SchoolType) -> Result<Self, serde_json::Error> {
        let json = match (kind, system) {
            (SchoolType::Vocational, _) => include_str!("../../grades/vocational.json"),
            (_, SchoolSystem::SixThree) => include_str!("../../grades/six_three.json"),
            (_, SchoolSystem::FiveFour) => include_str!("../../grades/five_four.json"),
        };
        serde_json::from_str(json)
    }

    /// Only the grades of these stages, as one school has them.
    #[must_use]
    pub fn of_stages(mut self, stages: &[Stage]) -> Self {
        self.0.retain(|grade| stages.contains(&grade.stage));
        self
    }

    /// The grade of a stage and year; nothing if the stage is shorter.
    pub fn get(&self, stage: Stage, number: u8) -> Option<&Grade> {
        self.0
            .iter()
            .find(|grade| grade.stage == stage && grade.number == number)
    }
}

/// 级: the pupils who entered a stage in one year, in one class; it keeps its name while the
/// grade changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cohort {
    /// The stage they entered.
    pub stage: Stage,
    /// The year of entry: 2024级.
    pub entry_year: i32,
    /// The number of the class: 3班.
    pub class: u8,
}

impl Cohort {
    /// The cohort that sits in this class in `year`.
    pub fn of_class(grade: &Grade, class: u8, year: SchoolYear) -> Self {
        let entry_year = year.0 - i32::from(grade.number) + 1;
        Self {
            stage: grade.stage,
            entry_year,
            class,
        }
    }

    /// The grade it is in during `year`; nothing before entry or after leaving.
    pub fn grade<'a>(&self, grades: &'a GradeList, year: SchoolYear) -> Option<&'a Grade> {
        let years = year.0.checked_sub(self.entry_year)?.checked_add(1)?;
        grades.get(self.stage, u8::try_from(years).ok()?)
    }

    /// `2024级3班`, `Class 3 of 2024`.
    pub fn name(&self, lang: Lang) -> String {
        crate::text::school::cohort(lang, self.entry_year, self.class)
    }
}

/// `三年级(3)班`, `Grade 3, Class 3`.
pub fn class_name(lang: Lang, grade: &Grade, class: u8) -> String {
    let name = match lang {
        Lang::ZhCn => &grade.zh,
        Lang::En => &grade.en,
    };
    crate::text::school::class(lang, name, class)
}

#[cfg(test)]
mod tests;
