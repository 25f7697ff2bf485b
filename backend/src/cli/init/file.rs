//! The site file as it is typed. `docs/site.example.toml` shows every field.

use std::{fmt, fs, path::Path};

use serde::{Deserialize, de::DeserializeOwned};
use toml::Spanned;
use tongyu_shared::{
    feedback::types::{MatterKind, Theme},
    names::Phone,
    org::{
        calendar::DayKind,
        grades::{Half, SchoolSystem, SchoolType},
    },
    time::Date,
};

use super::{Failure, check};
use crate::org::terms::SpecialDay;

/// A whole site.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    /// 市.
    pub city: Spanned<String>,
    /// 区(市).
    #[serde(rename = "district")]
    pub districts: Vec<District>,
    /// 学校.
    #[serde(rename = "school")]
    pub schools: Vec<School>,
    /// Holidays and 调休.
    #[serde(rename = "days", default)]
    pub days: Vec<Days>,
    /// Who imports the first roster.
    pub administrator: Administrator,
}

/// A district with its terms.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// Its name.
    pub name: Spanned<String>,
    /// 镇(街), where schools hang under them.
    #[serde(default)]
    pub towns: Vec<Spanned<String>>,
    /// 学期.
    #[serde(rename = "term")]
    pub terms: Vec<Term>,
}

/// A term.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// 2026 for 2026—2027.
    pub year: Spanned<i32>,
    /// Which half of it.
    pub half: Half,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// A school with its offices.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct School {
    /// Its name.
    pub name: Spanned<String>,
    /// Its district.
    pub district: Spanned<String>,
    /// Its town within the district, where it hangs under one.
    pub town: Option<Spanned<String>>,
    /// 普通, 中职, 特殊.
    #[serde(rename = "type")]
    pub kind: SchoolType,
    /// 五四, 六三.
    pub system: SchoolSystem,
    /// 处室.
    #[serde(default)]
    pub offices: Vec<Spanned<String>>,
    /// Which office owns what; the rest waits with the coordinator.
    #[serde(rename = "route", default)]
    pub routes: Vec<Routes>,
}

/// What an office owns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routes {
    /// The office.
    pub office: Spanned<String>,
    /// What it is about.
    pub themes: Vec<Theme>,
    /// Feedback, request, suggestion; all three where left out.
    #[serde(default = "every_kind")]
    pub kinds: Vec<MatterKind>,
}

fn every_kind() -> Vec<MatterKind> {
    MatterKind::ALL.to_vec()
}

/// Days in a row that do not follow the week.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// `国庆节`.
    pub name: Spanned<String>,
    /// A holiday, or weekend days that are worked.
    pub kind: DayKind,
    /// The first day.
    pub from: Date,
    /// The last day; the first where left out.
    pub to: Option<Date>,
}

/// Holidays and 调休 alone, as they come with each year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DaysFile {
    /// The days.
    pub days: Vec<Days>,
}

/// The days one by one.
pub fn special(days: &[Days]) -> Vec<SpecialDay> {
    let each = |days: &Days| {
        let (kind, name) = (days.kind, days.name.get_ref().trim().to_owned());
        let day = move |day| SpecialDay {
            day,
            kind,
            name: name.clone(),
        };
        days.each().map(day).collect::<Vec<_>>()
    };
    days.iter().flat_map(each).collect()
}

impl Days {
    /// Each of the days.
    pub fn each(&self) -> impl Iterator<Item = Date> {
        let from = self.from;
        (0..=self.to.unwrap_or(from).days_since(from)).map(move |offset| from.plus_days(offset))
    }
}

/// The first administrator: 学校管理员 of one school.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Administrator {
    /// Name in full.
    pub name: Spanned<String>,
    /// Mobile phone.
    pub phone: Spanned<String>,
    /// The school.
    pub school: Spanned<String>,
}

/// What a site is made of, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    districts: usize,
    schools: usize,
    offices: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            districts,
            schools,
            offices,
        } = self;
        write!(f, "{districts} 个区，{schools} 所学校，{offices} 个处室")
    }
}

/// A site file that was checked, with its phone.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The file.
    pub file: SiteFile,
    /// The administrator's phone.
    pub phone: Phone,
}

impl Checked {
    /// How much there is of it.
    pub fn counts(&self) -> Counts {
        Counts {
            districts: self.file.districts.len(),
            schools: self.file.schools.len(),
            offices: self
                .file
                .schools
                .iter()
                .map(|school| school.offices.len())
                .sum(),
        }
    }
}

/// Reads and checks a site file.
pub fn read(path: &Path) -> Result<Checked, Failure> {
    checked(path, parse)
}

/// Reads and checks a file of holidays and 调休.
pub fn read_days(path: &Path) -> Result<Vec<SpecialDay>, Failure> {
    checked(path, |text| {
        let file: DaysFile = typed(text)?;
        check::check_days(&file, text)?;
        Ok(special(&file.days))
    })
}

fn checked<T>(
    path: &Path,
    parse: impl FnOnce(&str) -> Result<T, (String, String)>,
) -> Result<T, Failure> {
    let name = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("读不了文件 {name}"), format!("{name}: {error}")))?;
    parse(&text).map_err(|(zh, en)| {
        Failure::new(
            format!("{name} 有问题，没有改动任何数据。\n{zh}"),
            format!("{name}:\n{en}"),
        )
    })
}

/// Reads and checks a site file's text; what is wrong with it, in Chinese and English, by line.
pub fn parse(text: &str) -> Result<Checked, (String, String)> {
    check::check(typed(text)?, text)
}

fn typed<T: DeserializeOwned>(text: &str) -> Result<T, (String, String)> {
    toml::from_str(text).map_err(|error| {
        let at = error
            .span()
            .map_or(1, |span| check::line_of(text, span.start));
        (
            format!("第 {at} 行：{}", error.message()),
            error.to_string(),
        )
    })
}
