//! A school's coverage, class by class.

use tongyu_db::Conn;
use tongyu_shared::{
    Lang,
    access::Action,
    ids::{NodeId, StudentId},
    small_numbers::shown,
    time::Date,
    visits::types::{ClassCoverage, Coverage, SchoolCoverage},
};

use super::{
    super::store::{self, ContactsOf},
    counts,
};
use crate::{access::Actor, http::fault::Fault, org};

/// The counts of a school. Where a class is too small for this reader its counts are left out,
/// and out of the total too, so that they cannot be had by subtraction.
pub fn of_school(
    conn: &mut Conn,
    actor: &Actor,
    school: NodeId,
    today: Date,
    lang: Lang,
) -> Result<SchoolCoverage, Fault> {
    let place = org::school_within(conn, actor, Action::SchoolOverview, school)?;
    let term = org::current_term(conn, school, today)?;
    let since = term.as_ref().map(|term| term.starts_on);
    let classes = org::classes_of_school(conn, school, today)?;
    let ids: Vec<NodeId> = classes.iter().map(|(class, _)| *class).collect();
    let pupils = org::students_in_classes(conn, &ids, today)?;
    let contacts = store::contacts(conn, ContactsOf::Classes(&ids), today, since)?;
    let all_shown = actor.scope(Action::SmallNumbers).covers(conn, school)?;
    let smallest = org::smallest_aggregate(conn, today)?;

    let mut shown_pupils: Vec<StudentId> = Vec::with_capacity(pupils.len());
    let mut lines = Vec::with_capacity(classes.len());
    for (class, name) in classes {
        let of_class: Vec<StudentId> = pupils
            .iter()
            .filter(|pupil| pupil.class == class)
            .map(|pupil| pupil.student)
            .collect();
        let contacts = contacts.iter().filter(|contact| contact.class == class);
        let counts = counts::coverage_of(of_class.iter().copied(), contacts, since);
        let coverage = shown(counts.students, all_shown, smallest).then_some(counts);
        if coverage.is_some() {
            shown_pupils.extend(of_class);
        }
        lines.push(ClassCoverage {
            class,
            name,
            coverage,
        });
    }
    let total: Coverage = counts::coverage_of(shown_pupils, &contacts, since);
    Ok(SchoolCoverage {
        school,
        school_name: place.name,
        term: term.map(|term| term.words(lang)),
        total,
        classes: lines,
    })
}
