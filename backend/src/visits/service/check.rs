//! What only the rosters can say about a submitted visit: whose pupils these are, and who belongs
//! to their families.

use std::collections::HashSet;

use chrono::TimeDelta;
use tongyu_db::Conn;
use tongyu_shared::{
    access::Action,
    api::problem::ProblemCode,
    ids::{PersonId, StudentId},
    time::Date,
    validate::Errors,
    visits::types::{BroughtBack, NewMatter, NewVisit},
};

use super::{super::reach::Reach, household};
use crate::{
    access::{Actor, live_grants},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    org::{self, Enrolled, Guardian},
};

/// How far a phone's clock may be ahead of ours.
const AHEAD: TimeDelta = TimeDelta::minutes(10);
/// How far back a visit may be written down.
const BACK: TimeDelta = TimeDelta::days(366);
/// Days for which a visit to a pupil who has moved away since may still be handed in.
const MOVED_DAYS: i64 = 7;

/// A submitted visit's pupils and their guardians.
pub struct Checked {
    /// The pupils in the order of the visit, each with the class of the visit's day.
    pub pupils: Vec<Enrolled>,
    guardians: Vec<Guardian>,
}

impl Checked {
    /// A pupil of the visit.
    pub fn pupil(&self, student: StudentId) -> Option<&Enrolled> {
        self.pupils.iter().find(|pupil| pupil.student == student)
    }

    /// This person as a guardian of this pupil.
    pub fn guardian(&self, student: StudentId, person: PersonId) -> Option<&Guardian> {
        self.guardians
            .iter()
            .find(|guardian| guardian.student == student && guardian.person == person)
    }

    /// Each pupil with each guardian.
    fn guardianships(&self) -> Vec<(StudentId, PersonId)> {
        self.guardians
            .iter()
            .map(|guardian| (guardian.student, guardian.person))
            .collect()
    }

    /// This person as a guardian of the first pupil, or of the next one.
    pub fn guardian_of_any(&self, person: PersonId) -> Option<&Guardian> {
        self.pupils
            .iter()
            .find_map(|pupil| self.guardian(pupil.student, person))
    }

    /// Who gets the answer to a matter: the one chosen, else the first guardian met whom it can be
    /// sent to. Who was chosen said it, also where a guardian ended her view before the visit was
    /// handed in: then the head teacher passes the answer on.
    pub fn raiser(&self, matter: &NewMatter, met: &[PersonId]) -> Option<PersonId> {
        matter.raiser.or_else(|| {
            met.iter().copied().find(|&person| {
                self.guardian(matter.student, person)
                    .is_some_and(Guardian::is_reachable)
            })
        })
    }
}

/// Checks a visit against the rosters. 404 where a pupil was not within this person's reach on that
/// day; 422 where a person is not of the family, or a time or an entry is impossible.
pub fn against_rosters(
    conn: &mut Conn,
    actor: &Actor,
    body: &NewVisit,
    stamp: &Stamp,
) -> Result<Checked, Fault> {
    let today = stamp.now.date();
    let day = roster_day(body.started_at.date(), today);
    let visited = body.started_at.date().min(today);
    let reach = reach_of_day(conn, actor, body, stamp)?;
    let found = reach.pupils_visited(conn, &body.students, visited, day)?;
    let in_order = body.students.iter().map(|student| {
        found
            .iter()
            .find(|reached| reached.pupil.student == *student)
            .map(|reached| reached.pupil.clone())
            .ok_or(NOT_FOUND)
    });
    let pupils = in_order.collect::<Result<Vec<_>, Fault>>()?;
    let guardians = if body.met.is_empty() && body.students.len() < 2 {
        Vec::new()
    } else {
        org::guardians_of(conn, &body.students, today)?
    };
    let checked = Checked { pupils, guardians };
    let mut errors = Errors::default();
    check_times(body, stamp, &mut errors);
    check_repeats(body, &mut errors);
    household::check(body, &checked.guardianships(), &mut errors);
    check_family(body, &checked, &mut errors);
    match errors.into_found() {
        found if found.is_empty() => Ok(checked),
        found => Err(Fault::Invalid(found)),
    }
}

/// Whose visits this author could write down on the visit's day: who hands over a class, or a
/// pupil of a mentor's list, keeps the visits made before. 403 for those who could write down none.
pub fn reach_of_day(
    conn: &mut Conn,
    actor: &Actor,
    body: &NewVisit,
    stamp: &Stamp,
) -> Result<Reach, Fault> {
    let day = roster_day(body.started_at.date(), stamp.now.date());
    let mut grants = live_grants(conn, actor.account, day)?;
    grants.retain(|grant| grant.role.may(Action::VisitRecord));
    if grants.is_empty() {
        Err(ProblemCode::Forbidden.into())
    } else {
        Reach::by_grants(conn, actor.account, &grants, Action::VisitRecord)
    }
}

/// The day whose rosters and roles decide: the visit's own, but none longer ago than a week.
fn roster_day(visited: Date, today: Date) -> Date {
    visited.clamp(today.plus_days(-MOVED_DAYS), today)
}

fn check_times(body: &NewVisit, stamp: &Stamp, errors: &mut Errors) {
    let (earliest, latest) = (stamp.now.plus(-BACK), stamp.now.plus(AHEAD));
    errors.instant_within("started_at", body.started_at, earliest, latest);
    if let Some(next) = body.next_contact {
        errors.contact_later("next_contact", next, stamp.now.date());
    }
}

fn check_repeats(body: &NewVisit, errors: &mut Errors) {
    repeats("students", &body.students, errors);
    repeats("met", &body.met, errors);
    if let Some(BroughtBack { matters, .. }) = &body.brought_back {
        let ids: Vec<_> = matters.iter().map(|matter| matter.id).collect();
        repeats("brought_back.matters", &ids, errors);
    }
}

fn repeats<T: ToString + std::hash::Hash + Eq>(field: &str, ids: &[T], errors: &mut Errors) {
    let mut seen = HashSet::with_capacity(ids.len());
    for (index, id) in ids.iter().enumerate() {
        if !seen.insert(id) {
            let field = format!("{field}.{index}");
            errors.add(&field, "repeated", vec![("actual", id.to_string())]);
        }
    }
}

fn check_family(body: &NewVisit, checked: &Checked, errors: &mut Errors) {
    for (index, person) in body.met.iter().enumerate() {
        if checked.guardian_of_any(*person).is_none() {
            errors.add(&format!("met.{index}"), "one_of_the_family", Vec::new());
        }
    }
    let Some(BroughtBack { matters, .. }) = &body.brought_back else {
        return;
    };
    for (index, matter) in matters.iter().enumerate() {
        let Some(raiser) = matter.raiser else {
            continue;
        };
        let field = format!("brought_back.matters.{index}.raiser");
        match checked.guardian(matter.student, raiser) {
            None => errors.add(&field, "one_of_the_family", Vec::new()),
            Some(guardian) if guardian.phone_sealed.is_none() => {
                errors.add(&field, "one_with_a_phone", Vec::new());
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rosters_of_the_visits_day_decide_for_a_week() {
        let day = |text: &str| text.parse::<Date>().expect(text);
        let today = day("2026-11-23");
        for (visited, decides) in [
            ("2026-11-23", "2026-11-23"),
            ("2026-11-24", "2026-11-23"),
            ("2026-11-22", "2026-11-22"),
            ("2026-11-16", "2026-11-16"),
            ("2026-11-15", "2026-11-16"),
            ("2026-09-01", "2026-11-16"),
        ] {
            assert_eq!(roster_day(day(visited), today), day(decides), "{visited}");
        }
    }
}
