//! From rows of contacts to coverage, last visits and the order of lists.

use std::collections::{BTreeMap, HashMap, HashSet};

use tongyu_shared::{
    ids::{StudentId, VisitId},
    time::Date,
    visits::{
        coverage,
        due::PastVisit,
        state::{VisitState, is_complete},
        types::{Coverage, LastVisit, Outcome, VisitMode},
    },
};

use super::super::store::Contact;

/// Coverage of these pupils by the contacts of a term. `contacts` run from the first to the last.
pub fn coverage_of<'a>(
    pupils: impl IntoIterator<Item = StudentId>,
    contacts: impl IntoIterator<Item = &'a Contact>,
    since: Option<Date>,
) -> Coverage {
    // Households are not asked for here: each pupil stands for the own one.
    let pupils: BTreeMap<StudentId, StudentId> =
        pupils.into_iter().map(|pupil| (pupil, pupil)).collect();
    let mut wanted: HashSet<(StudentId, VisitMode)> = HashSet::new();
    let mut past = Vec::new();
    for contact in contacts {
        // A visit that the family says never was does not count until that is settled.
        if contact.state == VisitState::Disputed {
            continue;
        }
        let on = contact.started_at.date();
        let preferred = wanted.contains(&(contact.student, contact.mode));
        if let Some(mode) = contact.wanted_mode {
            wanted.insert((contact.student, mode));
        }
        if since.is_some_and(|since| since <= on) {
            let (mode, outcome) = (contact.mode, contact.outcome);
            past.push((
                contact.student,
                PastVisit {
                    on,
                    mode,
                    outcome,
                    preferred,
                },
            ));
        }
    }
    coverage::count(&pupils, past).pupils
}

/// What a list shows of a visit's state: a confirmed one without an open matter is complete.
pub fn shown_state(state: VisitState, visit: VisitId, open: &HashSet<VisitId>) -> VisitState {
    if is_complete(state, u32::from(open.contains(&visit))) {
        VisitState::Closed
    } else {
        state
    }
}

/// What the contacts of one pupil come to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    /// The last visit that took place, or was tried.
    pub last: Option<LastVisit>,
    /// The day of the last one that took place.
    pub last_held: Option<Date>,
    /// The day of the last one that was a contact: it took place, or the family wished for another
    /// way.
    pub last_contact: Option<Date>,
    /// The last one's agreed date.
    pub next_contact: Option<Date>,
}

/// The standing of each pupil. `contacts` run from the first to the last.
pub fn standings(contacts: &[Contact]) -> HashMap<StudentId, Standing> {
    let mut standings: HashMap<StudentId, Standing> = HashMap::new();
    for contact in contacts {
        let standing = standings.entry(contact.student).or_default();
        standing.last = Some(LastVisit {
            visit: contact.visit,
            started_at: contact.started_at,
            mode: contact.mode,
            outcome: contact.outcome,
            state: contact.state,
        });
        standing.next_contact = contact.next_on;
        if contact.state == VisitState::Disputed {
            continue;
        }
        let day = Some(contact.started_at.date());
        match contact.outcome {
            Outcome::Recorded => (standing.last_held, standing.last_contact) = (day, day),
            Outcome::OtherWay => standing.last_contact = day,
            Outcome::Attempted => {}
        }
    }
    standings
}

#[cfg(test)]
mod tests {
    use tongyu_shared::{ids::NodeId, time::Instant};

    use super::*;

    const PUPIL: StudentId = StudentId::from_u128(1);

    fn contact(number: u128, at: &str, outcome: Outcome, mode: VisitMode) -> Contact {
        Contact {
            student: PUPIL,
            class: NodeId::from_u128(9),
            visit: VisitId::from_u128(number),
            started_at: format!("{at}T19:00:00+08:00").parse::<Instant>().expect(at),
            mode,
            wanted_mode: (outcome == Outcome::OtherWay).then_some(VisitMode::School),
            outcome,
            state: VisitState::Recorded,
            next_on: None,
        }
    }

    fn day(text: &str) -> Date {
        text.parse().expect(text)
    }

    #[test]
    fn a_visit_before_the_term_or_in_dispute_reaches_nobody() {
        let mut disputed = contact(2, "2026-10-01", Outcome::Recorded, VisitMode::Home);
        disputed.state = VisitState::Disputed;
        let old = contact(1, "2026-06-01", Outcome::Recorded, VisitMode::Home);
        let counted = coverage_of([PUPIL], &[old, disputed], Some(day("2026-09-01")));
        assert_eq!((counted.students, counted.reached), (1, 0));
    }

    #[test]
    fn a_wish_for_another_way_is_a_contact_in_its_own_column_until_it_takes_place() {
        let wish = contact(1, "2026-10-01", Outcome::OtherWay, VisitMode::Home);
        let held = contact(2, "2026-10-08", Outcome::Recorded, VisitMode::School);
        let before = coverage_of([PUPIL], [&wish], Some(day("2026-09-01")));
        assert_eq!((before.reached, before.other_way), (1, 1));
        let standing = standings(std::slice::from_ref(&wish))[&PUPIL];
        let then = Some(day("2026-10-01"));
        assert_eq!((standing.last_held, standing.last_contact), (None, then));
        let after = coverage_of([PUPIL], [&wish, &held], Some(day("2026-09-01")));
        assert_eq!((after.reached, after.school, after.other_way), (1, 1, 0));
    }

    #[test]
    fn without_a_term_nothing_is_counted_but_pupils() {
        let held = contact(1, "2026-10-01", Outcome::Recorded, VisitMode::Home);
        let counted = coverage_of([PUPIL], [&held], None);
        assert_eq!((counted.students, counted.reached), (1, 0));
    }

    #[test]
    fn an_attempt_is_the_last_visit_but_nobody_was_met() {
        let held = contact(1, "2026-10-01", Outcome::Recorded, VisitMode::Home);
        let tried = contact(2, "2026-11-01", Outcome::Attempted, VisitMode::Home);
        let standing = standings(&[held, tried])[&PUPIL];
        assert_eq!(
            standing.last.map(|last| last.visit),
            Some(VisitId::from_u128(2))
        );
        let day = Some(day("2026-10-01"));
        assert_eq!((standing.last_held, standing.last_contact), (day, day));
    }

    #[test]
    fn only_a_confirmed_visit_without_open_matters_is_complete() {
        let visit = VisitId::from_u128(1);
        let (none, open) = (HashSet::new(), HashSet::from([visit]));
        assert_eq!(
            shown_state(VisitState::Confirmed, visit, &none),
            VisitState::Closed
        );
        assert_eq!(
            shown_state(VisitState::Confirmed, visit, &open),
            VisitState::Confirmed
        );
        assert_eq!(
            shown_state(VisitState::Recorded, visit, &none),
            VisitState::Recorded
        );
    }
}
