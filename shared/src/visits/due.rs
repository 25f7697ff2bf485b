//! Whose family is due for a contact, by when, and which rule says so. The unit is the pupil;
//! siblings share a visit and each counts. Lists on a phone keep the reason behind a press.

use super::types::{Outcome, VisitMode};
use crate::{
    org::{
        grades::SchoolYear,
        pack::{Audience, Contact, RuleInForce, Span, SpecialGroup},
    },
    time::Date,
};

/// A visit that counts for a pupil. The caller leaves out voided and disputed ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastVisit {
    /// The day.
    pub on: Date,
    /// How it took place, or was tried.
    pub mode: VisitMode,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether the family had asked for this mode instead of a visit at home.
    pub preferred: bool,
}

impl PastVisit {
    /// Whether it took place.
    pub fn took_place(&self) -> bool {
        self.outcome == Outcome::Recorded
    }

    /// Whether it took place at home, or in the other way that the family preferred.
    pub fn is_household(&self) -> bool {
        self.took_place() && (self.mode == VisitMode::Home || self.preferred)
    }

    /// Whether it satisfies a rule about this kind of contact. A family that says it wants another
    /// way was in contact; a closed door was not.
    pub fn satisfies(&self, contact: Contact) -> bool {
        match contact {
            Contact::Household => self.is_household(),
            Contact::AnyWay => self.outcome != Outcome::Attempted,
        }
    }
}

/// A pupil's belonging to a special group, with its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupMembership {
    /// The group.
    pub group: SpecialGroup,
    /// The first day.
    pub from: Date,
    /// The last day; open if absent.
    pub until: Option<Date>,
}

/// What decides whether a pupil's family is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilContacts {
    /// When the pupil came to the school.
    pub enrolled_on: Date,
    /// Special groups, past ones too.
    pub groups: Vec<GroupMembership>,
    /// Visits, in any order.
    pub visits: Vec<PastVisit>,
}

/// The day that is asked about, and the term it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueDay {
    /// The day.
    pub today: Date,
    /// First and last day of the running term; nothing between terms, when no rule of a term asks.
    pub term: Option<(Date, Date)>,
}

/// Why a family is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due<'a> {
    /// The last day.
    pub by: Date,
    /// The rule that asks first.
    pub rule: &'a RuleInForce,
    /// The special group it rests on.
    pub group: Option<SpecialGroup>,
}

/// The rule that makes this family due, if any: the one whose last day comes first, of these a
/// household visit before a mere contact, then the order of the rules.
pub fn due<'a>(pupil: &PupilContacts, rules: &'a [RuleInForce], day: DueDay) -> Option<Due<'a>> {
    let asked = rules.iter().filter_map(|rule| asks(pupil, rule, day));
    asked.min_by_key(|due| (due.by, due.rule.rule.contact))
}

fn asks<'a>(pupil: &PupilContacts, rule: &'a RuleInForce, day: DueDay) -> Option<Due<'a>> {
    let group = match rule.rule.audience {
        Audience::EachPupil => None,
        Audience::SpecialGroups => Some(live_group(pupil, rule, day.today)?),
    };
    let (first, by) = window(rule.rule.every, pupil.enrolled_on, day)?;
    let satisfied = pupil
        .visits
        .iter()
        .any(|visit| visit.satisfies(rule.rule.contact) && (first..=by).contains(&visit.on));
    (!satisfied).then_some(Due { by, rule, group })
}

fn live_group(pupil: &PupilContacts, rule: &RuleInForce, today: Date) -> Option<SpecialGroup> {
    let live = pupil.groups.iter().find(|membership| {
        rule.groups.contains(&membership.group)
            && membership.from <= today
            && membership.until.is_none_or(|last| today <= last)
    });
    live.map(|membership| membership.group)
}

/// First and last day of the span that `day` lies in. Two school years are the last and the
/// present one, but for a pupil who came this year the present and the next.
fn window(span: Span, enrolled_on: Date, day: DueDay) -> Option<(Date, Date)> {
    let year = SchoolYear::of(day.today);
    match span {
        Span::Term => day.term,
        Span::SchoolYear => Some((year.first_day()?, year.last_day()?)),
        Span::TwoSchoolYears if SchoolYear::of(enrolled_on) >= year => Some((
            year.first_day()?,
            SchoolYear(year.0.checked_add(1)?).last_day()?,
        )),
        Span::TwoSchoolYears => Some((
            SchoolYear(year.0.checked_sub(1)?).first_day()?,
            year.last_day()?,
        )),
    }
}

#[cfg(test)]
mod tests;
