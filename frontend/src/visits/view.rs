//! What the head teacher's pages decide before they draw: pure, so that tests need no browser.

use chrono::TimeDelta;
use tongyu_shared::{
    Lang,
    feedback::types::{MatterKind, MatterLine},
    ids::{MatterId, StudentId},
    text::{validation, visit_pages as words, visits},
    time::{Date, Instant, words as time_words},
    visits::{
        types::{Coverage, FamilyLine, Outcome, Today, VisitMode},
        words as visit_words,
    },
};

use crate::ui::Tone;

/// What to do next about a family; lists are grouped by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Not met this term, and nothing agreed on.
    NotYet,
    /// A day to be in touch again is agreed on.
    Agreed,
    /// Met this term.
    Reached,
}

impl Group {
    /// In the order of the page.
    pub const ALL: [Self; 3] = [Self::NotYet, Self::Agreed, Self::Reached];

    /// Where a family belongs.
    pub const fn of(family: &FamilyLine) -> Self {
        match (family.next_contact, family.reached) {
            (Some(_), _) => Self::Agreed,
            (None, true) => Self::Reached,
            (None, false) => Self::NotYet,
        }
    }

    /// Its heading.
    pub const fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::NotYet => words::group_not_yet(lang),
            Self::Agreed => words::group_agreed(lang),
            Self::Reached => words::group_reached(lang),
        }
    }
}

/// The families of `group` whose name holds `sought`, in their order; agreed days the nearest
/// first.
pub fn in_group(families: &[FamilyLine], group: Group, sought: &str) -> Vec<FamilyLine> {
    let sought = sought.trim();
    let mut found: Vec<FamilyLine> = families
        .iter()
        .filter(|family| Group::of(family) == group && family.name.contains(sought))
        .cloned()
        .collect();
    if group == Group::Agreed {
        found.sort_by_key(|family| family.next_contact);
    }
    found
}

/// The first family of the first page that this visit was not about and nobody was at today: one to
/// whom a visit is planned before all others.
pub fn next_family(today: &Today, visited: &[StudentId]) -> Option<(StudentId, String)> {
    let day = today.now.date();
    let seen = |family: &FamilyLine| {
        let last = family.last;
        visited.contains(&family.student) || last.is_some_and(|last| last.started_at.date() == day)
    };
    let planned = today
        .plans
        .iter()
        .filter(|plan| plan.planned_for.date() <= day && !visited.contains(&plan.student));
    let of_classes = today.classes.iter().flat_map(|class| &class.next);
    let listed = today.pupils.iter().map(|pupil| &pupil.family);
    let families = of_classes
        .chain(listed.filter(|family| !family.reached))
        .filter(|family| !seen(family));
    planned
        .map(|plan| (plan.student, plan.name.clone()))
        .chain(families.map(|family| (family.student, family.name.clone())))
        .next()
}

/// Pupils whose family is still to be met this term.
pub const fn still_to_meet(coverage: &Coverage) -> u32 {
    coverage.students.saturating_sub(coverage.reached)
}

/// The ways in which families were met, with their numbers; those without any left out.
pub fn ways(coverage: &Coverage) -> Vec<(VisitMode, u32)> {
    let counts = [
        (VisitMode::Home, coverage.home),
        (VisitMode::School, coverage.school),
        (VisitMode::Online, coverage.online),
        (VisitMode::Phone, coverage.phone),
        (VisitMode::Group, coverage.group),
    ];
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// How long the family still has to wait for its answer, and how it looks. Never "overdue":
/// a day that has passed is named.
pub fn wait(lang: Lang, today: Date, due: Date) -> (String, Tone) {
    match due.days_since(today) {
        days @ 1.. => {
            let tone = if days <= 3 { Tone::Warn } else { Tone::Plain };
            (words::days_left(lang, days), tone)
        }
        0 => (words::due_today(lang).to_owned(), Tone::Warn),
        _ => {
            let day = time_words::date_near(lang, today, due);
            (words::due_was(lang, day), Tone::Warn)
        }
    }
}

/// What was said, and who has it now.
pub fn said_and_owner(lang: Lang, matter: &MatterLine) -> String {
    let owner = match matter.unit(lang) {
        Some(unit) => unit,
        None if matter.for_information => visits::wish_for_information(lang),
        None => visits::matter_to_coordinator(lang),
    };
    words::to_office(lang, &matter.excerpt, owner)
}

/// The moment that a field for a day and one for a time of day hold, in China.
pub fn moment(date: &str, time: &str) -> Option<Instant> {
    [date, "T", time.get(..5)?, ":00+08:00"]
        .concat()
        .parse()
        .ok()
}

/// The minutes from `started` to `now`, rounded up to five. Nothing for a clock that ran on for
/// more than four hours, or backwards: nobody may guess then.
pub fn minutes_since(started: Instant, now: Instant) -> Option<i32> {
    let passed = now.since(started);
    let minutes = i32::try_from((passed + TimeDelta::seconds(59)).num_minutes()).ok()?;
    let known = passed >= TimeDelta::zero() && minutes <= 240;
    known.then(|| (minutes.max(1) + 4) / 5 * 5)
}

/// What is wrong with a visit that is said to begin later than now.
pub fn begins_later(lang: Lang, started: Instant, now: Instant) -> Option<&'static str> {
    if started.date() > now.date() {
        Some(validation::after_today(lang))
    } else {
        (started > now).then(|| validation::in_the_future(lang))
    }
}

/// The field of the page that an error of the server is about. The server counts matters in the
/// order they were sent; the page knows them by their id, because their number changes.
pub fn place_of(field: &str, sent: &[MatterId]) -> String {
    let Some(rest) = field.strip_prefix("brought_back.matters") else {
        let part = field.split('.').next().unwrap_or(field);
        return match part {
            "brought_back" if field != part => field.to_owned(),
            "brought_back" => kind_field(MatterKind::Feedback),
            "students" => "siblings".to_owned(),
            part => part.to_owned(),
        };
    };
    let mut parts = rest.trim_start_matches('.').splitn(2, '.');
    let index = parts.next().and_then(|index| index.parse::<usize>().ok());
    match (index.and_then(|index| sent.get(index)), parts.next()) {
        (Some(id), name) => matter_field(*id, name.unwrap_or("text")),
        (None, _) => kind_field(MatterKind::Feedback),
    }
}

/// The sentence of this page for an error, where the general one would not say which field it is
/// about.
pub fn sentence(lang: Lang, field: &str, code: &str) -> Option<String> {
    let said = match (field, code) {
        ("met", "choose_one") => words::say_who(lang),
        ("wanted_mode", "choose_one") => words::say_which_way(lang),
        (_, "wish_with_feedback") => words::say_wish(lang),
        (_, "said_or_nothing") => {
            let kind = field.strip_prefix("brought_back.")?.parse().ok()?;
            return Some(words::say_or_nothing(
                lang,
                visit_words::brought_back(lang, kind),
            ));
        }
        _ => return None,
    };
    Some(said.to_owned())
}

/// Where a field stands on the page: what is wrong is listed from top to bottom.
pub fn place_on_page(field: &str) -> usize {
    const ORDER: [&str; 8] = [
        "outcome",
        "mode",
        "met",
        "wanted_mode",
        "siblings",
        "minutes",
        "started_at",
        "brought_back.feedback",
    ];
    const LATER: [&str; 4] = [
        "agreed_measure",
        "next_contact",
        "circumstances",
        "declared_clean",
    ];
    let nth = |list: &[&str]| list.iter().position(|name| *name == field);
    match (nth(&ORDER), nth(&LATER)) {
        (Some(place), _) => place,
        (None, Some(place)) => ORDER.len() + 1 + place,
        (None, None) => ORDER.len(),
    }
}

/// The name of the field `part` of a matter.
pub fn matter_field(id: MatterId, part: &str) -> String {
    ["matter.", &id.to_string(), ".", part].concat()
}

/// The name of the field that says "nothing" of a kind.
pub fn kind_field(kind: MatterKind) -> String {
    ["brought_back.", kind.as_str()].concat()
}

/// What was noted about a visit that did not take place.
pub fn noted(lang: Lang, outcome: Outcome, wanted: Option<VisitMode>) -> Option<&'static str> {
    match (outcome, wanted) {
        (Outcome::Recorded, _) => None,
        (Outcome::OtherWay, Some(mode)) => words::by_key(lang, &["wish_", mode.as_str()].concat()),
        _ => Some(visits::saved_attempted(lang)),
    }
}

#[cfg(test)]
mod tests;
