//! A school's coverage, class by class.

use std::collections::HashSet;

use tongyu_db::Conn;
use tongyu_shared::{
    Lang,
    access::Action,
    ids::{NodeId, StudentId},
    org::types::NodeKind,
    small_numbers::shown,
    time::Date,
    visits::types::{ClassCoverage, Coverage, SchoolCoverage},
};

use super::{super::store, counts};
use crate::{
    access::{Actor, authorize},
    http::fault::{Fault, NOT_FOUND},
    org,
};

/// The counts of a school. Where a class is too small for this reader its counts are left out,
/// and out of the total too, so that they cannot be had by subtraction.
pub fn of_school(
    conn: &mut Conn,
    actor: &Actor,
    school: NodeId,
    today: Date,
    lang: Lang,
) -> Result<SchoolCoverage, Fault> {
    authorize(conn, actor, Action::SchoolOverview, school)?;
    let place = org::place(conn, school)?;
    if place.kind != NodeKind::School {
        return Err(NOT_FOUND);
    }
    let term = org::current_term(conn, school, today)?;
    let since = term.as_ref().map(|term| term.starts_on);
    let classes = org::classes_of_school(conn, school, today)?;
    let ids: Vec<NodeId> = classes.iter().map(|(class, _)| *class).collect();
    let pupils = org::students_in_classes(conn, &ids, today)?;
    let contacts = store::contacts_in_classes(conn, &ids, today, since)?;
    let rows_open = open_classes(conn, actor, today)?;
    let smallest = smallest_aggregate(conn, today)?;

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
        let coverage =
            shown(counts.students, rows_open.contains(&class), smallest).then_some(counts);
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

/// The classes whose visits this reader may open.
fn open_classes(conn: &mut Conn, actor: &Actor, today: Date) -> Result<HashSet<NodeId>, Fault> {
    let places = org::classes_within(conn, &actor.scope(Action::VisitRead), today)?;
    Ok(places.into_iter().map(|place| place.id).collect())
}

/// The strictest bound of the packs in force. Without any, no aggregate is shown to those who may
/// not open its rows.
fn smallest_aggregate(conn: &mut Conn, today: Date) -> Result<u32, Fault> {
    let packs = org::packs_in_force(conn, today)?;
    let strictest = packs
        .iter()
        .filter_map(|pack| pack.smallest_aggregate)
        .max();
    Ok(strictest.unwrap_or(u32::MAX))
}
