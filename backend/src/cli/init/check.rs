//! What a site file must hold beyond its form. Everything wrong is told at once, by line.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use tongyu_shared::{Lang, names::Phone, validate::FieldError};

use super::file::{Checked, Days, DaysFile, SiteFile};

/// The longest name.
const NAME_MAX: usize = 60;

/// The line of a place in a text, from 1.
pub fn line_of(text: &str, offset: usize) -> usize {
    text.bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1
}

/// Collects what is wrong.
struct Complaints<'a> {
    text: &'a str,
    zh: Vec<String>,
    en: Vec<String>,
}

impl<'a> Complaints<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            zh: Vec::new(),
            en: Vec::new(),
        }
    }

    /// `zh` and `en` say what is wrong with the value that follows them.
    fn add<T: std::fmt::Display>(&mut self, at: &Spanned<T>, zh: &str, en: &str) {
        let line = line_of(self.text, at.span().start);
        let value = at.get_ref();
        self.zh.push(format!("第 {line} 行：{zh}：{value}"));
        self.en.push(format!("line {line}: {en}: {value}"));
    }

    fn name(&mut self, name: &Spanned<String>) {
        let text = name.get_ref().trim();
        if text.is_empty() || text.chars().count() > NAME_MAX {
            self.add(
                name,
                "名称要有 1 到 60 个字",
                "a name has 1 to 60 characters",
            );
        }
    }

    fn names<'n>(
        &mut self,
        names: impl IntoIterator<Item = &'n Spanned<String>>,
    ) -> BTreeSet<&'n str> {
        let mut seen = BTreeSet::new();
        for name in names {
            self.name(name);
            if !seen.insert(name.get_ref().as_str()) {
                self.add(name, "名称重复", "this name was used before");
            }
        }
        seen
    }
}

/// Checks a file against itself.
pub fn check(file: SiteFile, text: &str) -> Result<Checked, (String, String)> {
    let mut found = Complaints::of(text);
    found.name(&file.city);
    found.name(&file.administrator.name);
    districts(&file, &mut found);
    schools(&file, &mut found);
    days(&file.days, &mut found);
    let phone = phone(&file, &mut found);
    match phone {
        Some(phone) if found.zh.is_empty() => Ok(Checked { file, phone }),
        _ => Err((found.zh.join("\n"), found.en.join("\n"))),
    }
}

fn districts(file: &SiteFile, found: &mut Complaints<'_>) {
    found.names(file.districts.iter().map(|district| &district.name));
    if file.districts.is_empty() {
        found.add(&file.city, "至少要有一个区", "a city needs a district");
    }
    for district in &file.districts {
        found.names(&district.towns);
        if district.terms.is_empty() {
            found.add(
                &district.name,
                "这个区没有学期",
                "this district has no term",
            );
        }
        let mut seen = BTreeSet::new();
        for term in &district.terms {
            if term.to <= term.from {
                found.add(
                    &term.year,
                    "学期的结束日期要晚于开始日期",
                    "this term ends before it begins",
                );
            }
            if !seen.insert((*term.year.get_ref(), term.half)) {
                found.add(
                    &term.year,
                    "同一学期写了两次",
                    "this term stands here twice",
                );
            }
        }
    }
}

fn schools(file: &SiteFile, found: &mut Complaints<'_>) {
    let known = found.names(file.schools.iter().map(|school| &school.name));
    if !known.contains(file.administrator.school.get_ref().as_str()) {
        found.add(
            &file.administrator.school,
            "没有这所学校",
            "there is no such school",
        );
    }
    for school in &file.schools {
        let district = file
            .districts
            .iter()
            .find(|d| d.name.get_ref() == school.district.get_ref());
        match (district, &school.town) {
            (None, _) => found.add(&school.district, "没有这个区", "there is no such district"),
            (Some(district), Some(town)) => {
                if !district
                    .towns
                    .iter()
                    .any(|known| known.get_ref() == town.get_ref())
                {
                    found.add(town, "这个区没有这个镇街", "the district has no such town");
                }
            }
            (Some(_), None) => {}
        }
        let offices = found.names(&school.offices);
        let mut routed = BTreeSet::new();
        for route in &school.routes {
            if !offices.contains(route.office.get_ref().as_str()) {
                found.add(
                    &route.office,
                    "这所学校没有这个处室",
                    "the school has no such office",
                );
            }
            for pair in route
                .kinds
                .iter()
                .flat_map(|kind| route.themes.iter().map(move |t| (kind, t)))
            {
                if !routed.insert(pair) {
                    let (zh, en) = (
                        format!("{} × {} 转给了两个处室，其中一个是", pair.0, pair.1),
                        format!("{} × {} goes to two offices, one of them", pair.0, pair.1),
                    );
                    found.add(&route.office, &zh, &en);
                }
            }
        }
    }
}

/// Checks holidays and 调休 that came alone.
pub fn check_days(file: &DaysFile, text: &str) -> Result<(), (String, String)> {
    let mut found = Complaints::of(text);
    days(&file.days, &mut found);
    if found.zh.is_empty() {
        Ok(())
    } else {
        Err((found.zh.join("\n"), found.en.join("\n")))
    }
}

fn days(all: &[Days], found: &mut Complaints<'_>) {
    let mut seen = BTreeMap::new();
    for days in all {
        found.name(&days.name);
        if days.to.is_some_and(|to| to < days.from) {
            found.add(
                &days.name,
                "结束日期早于开始日期",
                "these days end before they begin",
            );
        }
        for day in days.each() {
            if seen.insert(day, days.kind).is_some() {
                let (zh, en) = (
                    format!("{day} 写了两次"),
                    format!("{day} stands here twice"),
                );
                found.add(&days.name, &zh, &en);
            }
        }
    }
}

fn phone(file: &SiteFile, found: &mut Complaints<'_>) -> Option<Phone> {
    let text = &file.administrator.phone;
    match Phone::parse(text.get_ref()) {
        Ok(phone) => Some(phone),
        Err(error) => {
            let field = FieldError {
                field: String::new(),
                code: error.code(),
                args: error.args(),
            };
            found.add(text, &field.message(Lang::ZhCn), &field.message(Lang::En));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::file::parse;

    const EXAMPLE: &str = include_str!("../../../../docs/site.example.toml");

    #[test]
    fn the_example_is_right() {
        let site = parse(EXAMPLE).unwrap_or_else(|(zh, en)| panic!("{zh}\n{en}"));
        assert_eq!(site.phone.as_str(), "19900000001");
    }

    /// Each change to the example is refused with the line that it changed, in both languages.
    #[test]
    fn what_is_wrong_is_told_by_its_line() {
        for (right, wrong, told) in [
            ("city = \"云海市\"", "city = \" \"", "名称"),
            ("city = \"云海市\"", "citty = \"云海市\"", "citty"),
            ("district = \"海棠区\"", "district = \"海棠\"", "没有这个区"),
            ("town = \"海棠街道\"", "town = \"海棠镇\"", "没有这个镇街"),
            ("type = \"general\"", "type = \"normal\"", "normal"),
            ("office = \"德育处\"", "office = \"德育\"", "没有这个处室"),
            ("themes = [\"health\"", "themes = [\"healthy\"", "healthy"),
            ("phone = \"19900000001\"", "phone = \"1990000000\"", "11"),
            (
                "school = \"海棠路小学\"",
                "school = \"海棠小学\"",
                "没有这所学校",
            ),
            ("name = \"云帆中学\"", "name = \"海棠路小学\"", "重复"),
        ] {
            assert!(EXAMPLE.contains(right), "{right}");
            let line = EXAMPLE
                .lines()
                .position(|line| line.contains(right))
                .unwrap()
                + 1;
            let (zh, en) = parse(&EXAMPLE.replacen(right, wrong, 1)).unwrap_err();
            assert!(zh.contains(told), "{wrong}: {zh}");
            assert!(
                zh.contains(&format!("第 {line} 行")),
                "{wrong}, {line}: {zh}"
            );
            assert!(
                en.contains(&format!("line {line}")),
                "{wrong}, {line}: {en}"
            );
        }
    }

    #[test]
    fn a_theme_goes_to_one_office_and_a_day_stands_once() {
        let twice = EXAMPLE.replacen(
            "themes = [\"health\"",
            "themes = [\"conduct\", \"health\"",
            1,
        );
        let (zh, _) = parse(&twice).unwrap_err();
        assert!(zh.contains("feedback × conduct"), "{zh}");
        let day = "\n[[days]]\nname = \"x\"\nkind = \"workday\"\nfrom = \"2026-10-01\"\n";
        let (zh, _) = parse(&format!("{EXAMPLE}{day}")).unwrap_err();
        assert!(zh.contains("2026-10-01 写了两次"), "{zh}");
    }
}
