//! Today, for head teachers and mentors, and the families of a class.

use std::collections::{HashMap, HashSet};

use tongyu_db::Conn;
use tongyu_shared::{
    Lang,
    access::Action,
    ids::{AccountId, MatterId, NodeId, StudentId, VisitId},
    time::{Date, words},
    visits::types::{
        ClassFamilies, ClassToday, Coverage, FamilyLine, MentorPupil, Relation, Today,
    },
};

use super::{
    super::{
        reach::Reach,
        store::{self, Contact, ContactsOf},
    },
    Logged,
    counts::{self, Standing},
    plans,
};
use crate::{
    access::Actor,
    crypto::Keys,
    feedback::{self, LinesFor},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    org::{self, ClassPlace, Enrolled, Term},
};

/// Families on the first page.
const NEXT_SHOWN: usize = 6;

/// The first page: what is planned, each class of this teacher, whom to be in touch with, what is on
/// its way, and the pupils on a mentor's list.
pub fn today(
    conn: &mut Conn,
    keys: &Keys,
    actor: &Actor,
    stamp: &Stamp,
    lang: Lang,
) -> Result<Logged<Today>, Fault> {
    let (now, today) = (stamp.now, stamp.now.date());
    let plans = plans::shown_today(conn, actor, now)?;
    let planned: HashSet<StudentId> = plans.iter().map(|plan| plan.student).collect();
    let classes = org::classes_within(conn, &actor.scope(Action::ClassRead), today)?;
    let ids: Vec<NodeId> = classes.iter().map(|class| class.id).collect();
    let reach = Reach::of(conn, actor, Action::FamilyRead)?;
    let list = reach.on_list(conn, today)?;
    let on_list = list.iter().flat_map(|(_, pupils)| pupils);
    let mut places = ids.iter().copied().chain(on_list.map(|pupil| pupil.class));
    let term = match places.next() {
        Some(class) => org::current_term(conn, class, today)?,
        None => None,
    };
    let rosters = Rosters::load(conn, actor, &ids, term.as_ref(), today)?;
    let matters = if ids.is_empty() {
        Vec::new()
    } else {
        feedback::lines(conn, keys, &LinesFor::classes(actor, ids), true)?
    };
    let running = term.as_ref().filter(|term| today <= term.ends_on);
    let ids: Vec<MatterId> = matters.iter().map(|line| line.matter).collect();
    let students = store::pupils_of_matters(conn, &ids)?;
    let page = Today {
        now,
        week: running.and_then(|term| words::teaching_week(term.starts_on, today)),
        term: term.as_ref().map(|term| term.words(lang)),
        classes: classes
            .into_iter()
            .map(|class| rosters.class_today(class, today, &planned))
            .collect(),
        pupils: match list {
            Some(list) => mentored(conn, &reach, list, term.as_ref(), today)?,
            None => Vec::new(),
        },
        plans,
        matters,
    };
    Logged::new(conn, stamp, "visit.read_today", None, &students, page)
}

/// A class whole, the longest not visited first; those never visited before all others.
pub fn of_class(
    conn: &mut Conn,
    actor: &Actor,
    class: NodeId,
    today: Date,
) -> Result<ClassFamilies, Fault> {
    let scope = actor.scope(Action::ClassRead);
    let place = org::class_within(conn, &scope, class, today)?.ok_or(NOT_FOUND)?;
    let term = org::current_term(conn, class, today)?;
    let rosters = Rosters::load(conn, actor, &[class], term.as_ref(), today)?;
    let mut families = rosters.families(class);
    families.sort_by_key(|family| family.last_held);
    Ok(ClassFamilies {
        class,
        name: place.name,
        school_name: place.school_name,
        coverage: rosters.coverage(class),
        families: families.into_iter().map(|family| family.line).collect(),
    })
}

/// The pupils of a mentor's list, told from the mentor's own visits.
fn mentored(
    conn: &mut Conn,
    reach: &Reach,
    list: (AccountId, Vec<Enrolled>),
    term: Option<&Term>,
    today: Date,
) -> Result<Vec<MentorPupil>, Fault> {
    let rosters = Rosters::of_list(conn, reach, list, term, today)?;
    let pupils = rosters.pupils.iter();
    let mut families: Vec<(Family, String)> = pupils
        .map(|pupil| (rosters.family(pupil), pupil.class_name.clone()))
        .collect();
    families.sort_by_key(|(family, _)| family.turn());
    let line = |(family, class_name): (Family, String)| MentorPupil {
        class_name,
        family: family.line,
    };
    Ok(families.into_iter().map(line).collect())
}

/// A family's line with what lists are ordered by.
struct Family {
    line: FamilyLine,
    last_held: Option<Date>,
}

impl Family {
    /// Its place in the order of those to be in touch with: agreed dates first, then the longest
    /// not visited.
    fn turn(&self) -> (bool, Option<Date>, Option<Date>) {
        let agreed = self.line.next_contact;
        (agreed.is_none(), agreed, self.last_held)
    }
}

/// Some classes with all that lists show of them: a handful of queries, however many pupils.
struct Rosters {
    since: Option<Date>,
    pupils: Vec<Enrolled>,
    contacts: Vec<Contact>,
    standings: HashMap<StudentId, Standing>,
    carers: HashMap<StudentId, Relation>,
    open_matters: HashMap<StudentId, u32>,
}

impl Rosters {
    fn load(
        conn: &mut Conn,
        actor: &Actor,
        classes: &[NodeId],
        term: Option<&Term>,
        today: Date,
    ) -> Result<Self, Fault> {
        let pupils = org::students_in_classes(conn, classes, today)?;
        let mut contacts = store::contacts(conn, ContactsOf::Classes(classes), today, None)?;
        let ids: Vec<StudentId> = pupils.iter().map(|pupil| pupil.student).collect();
        show_states(conn, &mut contacts)?;
        Ok(Self {
            since: term.map(|term| term.starts_on),
            standings: counts::standings(&contacts),
            carers: org::carers_in_classes(conn, classes, today)?
                .into_iter()
                .collect(),
            open_matters: feedback::open_counts(conn, actor, &ids)?,
            pupils,
            contacts,
        })
    }

    /// A mentor's list, with the visits of the mentor's own and what they brought back.
    fn of_list(
        conn: &mut Conn,
        reach: &Reach,
        (mentor, pupils): (AccountId, Vec<Enrolled>),
        term: Option<&Term>,
        today: Date,
    ) -> Result<Self, Fault> {
        let ids: Vec<StudentId> = pupils.iter().map(|pupil| pupil.student).collect();
        let mut contacts = store::contacts(conn, ContactsOf::Author(mentor, &ids), today, None)?;
        contacts.retain(|contact| {
            reach.is_mentors_own(mentor, contact.student, contact.started_at.date())
        });
        show_states(conn, &mut contacts)?;
        let visits: Vec<_> = contacts.iter().map(|contact| contact.visit).collect();
        let carers = org::guardians_of(conn, &ids, today)?
            .into_iter()
            .filter(|guardian| guardian.primary_carer)
            .map(|guardian| (guardian.student, guardian.relation));
        Ok(Self {
            since: term.map(|term| term.starts_on),
            standings: counts::standings(&contacts),
            carers: carers.collect(),
            open_matters: store::open_matters_of_visits(conn, &visits)?,
            pupils,
            contacts,
        })
    }

    fn pupils_of(&self, class: NodeId) -> impl Iterator<Item = &Enrolled> {
        self.pupils.iter().filter(move |pupil| pupil.class == class)
    }

    fn coverage(&self, class: NodeId) -> Coverage {
        let pupils = self.pupils_of(class).map(|pupil| pupil.student);
        let contacts = self
            .contacts
            .iter()
            .filter(|contact| contact.class == class);
        counts::coverage_of(pupils, contacts, self.since)
    }

    fn families(&self, class: NodeId) -> Vec<Family> {
        self.pupils_of(class)
            .map(|pupil| self.family(pupil))
            .collect()
    }

    fn family(&self, pupil: &Enrolled) -> Family {
        let standing = self
            .standings
            .get(&pupil.student)
            .copied()
            .unwrap_or_default();
        let reached = |held: Date| self.since.is_some_and(|since| since <= held);
        Family {
            last_held: standing.last_held,
            line: FamilyLine {
                reached: standing.last_contact.is_some_and(reached),
                student: pupil.student,
                name: pupil.name.clone(),
                carer: self.carers.get(&pupil.student).copied(),
                last: standing.last,
                next_contact: standing.next_contact,
                open_matters: self.open_matters.get(&pupil.student).copied().unwrap_or(0),
            },
        }
    }

    /// A class; families whose visit is planned are not asked for again.
    fn class_today(
        &self,
        class: ClassPlace,
        today: Date,
        planned: &HashSet<StudentId>,
    ) -> ClassToday {
        let mut families = self.families(class.id);
        families.retain(|family| !planned.contains(&family.line.student));
        ClassToday {
            coverage: self.coverage(class.id),
            next: next_families(families, today),
            class: class.id,
            name: class.name,
            school_name: class.school_name,
        }
    }
}

/// Lets each visit show whether it is complete.
fn show_states(conn: &mut Conn, contacts: &mut [Contact]) -> Result<(), Fault> {
    let visits: HashSet<VisitId> = contacts.iter().map(|contact| contact.visit).collect();
    let visits: Vec<_> = visits.into_iter().collect();
    let open = store::visits_with_open_matters(conn, &visits)?;
    for contact in contacts {
        contact.state = counts::shown_state(contact.state, contact.visit, &open);
    }
    Ok(())
}

/// Whom to be in touch with next: agreed dates that have come, then the longest not visited of
/// those not reached this term. A family with a later agreed date waits for it.
fn next_families(families: Vec<Family>, today: Date) -> Vec<FamilyLine> {
    let mut wanted: Vec<Family> = families
        .into_iter()
        .filter(|family| match family.line.next_contact {
            Some(next) => next <= today,
            None => !family.line.reached,
        })
        .collect();
    wanted.sort_by_key(Family::turn);
    wanted
        .into_iter()
        .take(NEXT_SHOWN)
        .map(|family| family.line)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect(text)
    }

    fn family(number: u128, next: Option<&str>, held: Option<&str>, reached: bool) -> Family {
        Family {
            last_held: held.map(day),
            line: FamilyLine {
                reached,
                student: StudentId::from_u128(number),
                name: String::new(),
                carer: None,
                last: None,
                next_contact: next.map(day),
                open_matters: 0,
            },
        }
    }

    #[test]
    fn due_dates_come_first_then_those_never_visited_then_the_longest_ago() {
        let families = vec![
            family(1, None, Some("2026-06-01"), false),
            family(2, None, Some("2026-03-01"), false),
            family(3, None, None, false),
            family(4, Some("2026-11-23"), Some("2026-11-01"), true),
            family(5, Some("2026-11-20"), Some("2026-11-01"), true),
            family(6, None, Some("2026-11-01"), true),
            family(7, Some("2026-11-24"), Some("2026-11-01"), true),
            family(8, Some("2026-11-24"), None, false),
        ];
        let order: Vec<_> = next_families(families, day("2026-11-23"))
            .into_iter()
            .map(|line| line.student)
            .collect();
        assert_eq!(order, [5, 4, 3, 2, 1].map(StudentId::from_u128));
    }
}
