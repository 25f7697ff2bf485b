//! Publishing a notice, and reading it with what was objected.

use std::{
    collections::{BTreeSet, HashMap},
    iter::once,
};

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    access::Action,
    api::problem::ProblemCode,
    certification::{
        certificates::notice::{
            NewNotice, NoticeDetail, NoticeLine, NoticePerson, Notices, ObjectionView, state,
        },
        state::{CertActor, CertEvent, CertState},
    },
    ids::{ApplicationId, NodeId, NoticeId},
    org::calendar::OfficeHours,
    text::certificates as words,
    time::{Date, Instant},
    validate::FieldError,
};

use super::{
    super::{
        super::{
            applications::{self, Applicant, Step},
            caller::Caller,
            store as base,
        },
        store as certificates,
    },
    objections,
    store::{self, EntryRow, NewEntryRow, NewNoticeRow, NoticeRow, ObjectionRow},
};
use crate::{
    access::Scope,
    http::fault::{Fault, NOT_FOUND},
    org::terms,
};

/// The notices within reach, without a word of objections to the asking person.
pub fn list(conn: &mut Conn, caller: &Caller) -> Result<Notices, Fault> {
    let scope = caller.actor.scope(Action::CertificationRead);
    let rows = store::list(conn, &scope)?;
    let items = lines(conn, caller, &rows)?;
    Ok(Notices { items })
}

fn lines(conn: &mut Conn, caller: &Caller, rows: &[NoticeRow]) -> Result<Vec<NoticeLine>, Fault> {
    let now = caller.stamp.now;
    let ids: Vec<_> = rows.iter().map(|row| row.id.0).collect();
    let people = store::people(conn, &ids)?;
    let mut open: HashMap<_, u32> = HashMap::new();
    let own = own(conn, caller)?;
    for (notice, against) in store::undecided(conn, &ids)? {
        if !own.contains(&against) {
            *open.entry(notice).or_default() += 1;
        }
    }
    let line = |row: &NoticeRow| {
        let open_objections = open.get(&row.id.0).copied().unwrap_or(0);
        NoticeLine {
            id: row.id.0,
            state: state(
                row.issued_at.is_some(),
                row.closed(now),
                open_objections > 0,
            ),
            published_at: Instant::from_naive_utc(row.published_at),
            last_day: row.last_day.into(),
            people: people.get(&row.id.0).copied().unwrap_or(0),
            open_objections,
            document_number: row.document_number.clone(),
        }
    };
    Ok(rows.iter().map(line).collect())
}

/// Publishes recommended applications; the same again changes nothing.
pub fn publish(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: NoticeId,
    new: &NewNotice,
) -> Result<(), Fault> {
    let scope = caller.actor.scope(Action::CertificationManage);
    if store::find(tx, id)?.is_some() {
        let row = store::visible(tx, &scope, id)?.ok_or(NOT_FOUND)?;
        return same_people(tx, row.id.0, &new.applications);
    }
    let found = base::some(tx, &scope, &new.applications)?;
    let wanted: BTreeSet<_> = new.applications.iter().copied().collect();
    if found.len() != wanted.len() {
        return Err(NOT_FOUND);
    }
    let node = place(tx, caller, new, wanted.len())?;
    let people = in_order(applications::applicants(tx, &new.applications)?, new);
    for person in &people {
        caller.not_in_own_cause(person.person)?;
    }
    must_hold_none(tx, caller, &people, new)?;
    let last_day = last_day(tx, caller, &people)?;
    let row = NewNoticeRow {
        id: id.to_string(),
        node_id: node.to_string(),
        published_by: caller.actor.account.to_string(),
        published_at: caller.stamp.now.naive_utc(),
        working_days: working_days(&people).into(),
        last_day: last_day.naive(),
        document_number: None,
        issued_at: None,
        version: 1,
    };
    store::insert(tx, &row, &entries(id, &people))?;
    for person in &people {
        let step = Step::new(CertEvent::Publish, CertActor::Manager);
        applications::advance(tx, &caller.keys, person.application, step, &caller.stamp)?;
    }
    applications::record(tx, &caller.stamp, "notice.publish", "public_notice", &id)
}

fn same_people(conn: &mut Conn, id: NoticeId, wanted: &[ApplicationId]) -> Result<(), Fault> {
    let entries = store::entries(conn, id)?;
    let known: BTreeSet<_> = entries.iter().map(|row| row.application_id.0).collect();
    if known == wanted.iter().copied().collect() {
        Ok(())
    } else {
        Err(ProblemCode::DiffersFromFirst.into())
    }
}

/// Refuses the notice where someone holds a running certificate of the level; the errors say who.
fn must_hold_none(
    conn: &mut Conn,
    caller: &Caller,
    people: &[Applicant],
    new: &NewNotice,
) -> Result<(), Fault> {
    let wanted: Vec<_> = people.iter().map(|one| (one.person, one.level)).collect();
    let held = certificates::held_already(conn, &wanted, caller.today())?;
    let errors = people.iter().zip(held).filter_map(|(one, number)| {
        let mut asked = new.applications.iter();
        let index = asked.position(|id| *id == one.application)?;
        Some(FieldError {
            field: format!("applications.{index}"),
            code: "holds_one_already",
            args: vec![("name", one.name.clone()), ("number", number?)],
        })
    });
    let errors: Vec<_> = errors.collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Fault::Invalid(errors))
    }
}

fn in_order(mut people: Vec<Applicant>, new: &NewNotice) -> Vec<Applicant> {
    let places: HashMap<_, _> = new.applications.iter().zip(0_usize..).collect();
    people.sort_by_key(|person| places.get(&person.application).copied());
    people
}

/// The longest notice that the rules of one of them ask for.
fn working_days(people: &[Applicant]) -> u16 {
    let days = people
        .iter()
        .map(|one| one.frozen.rules.notice_working_days);
    days.max().unwrap_or(0)
}

/// The day of publishing is not counted. 409 where the days reach into a year whose holidays nobody
/// imported: the notice would end too early.
fn last_day(conn: &mut Conn, caller: &Caller, people: &[Applicant]) -> Result<Date, Fault> {
    let calendar = terms::working_calendar(conn, OfficeHours::WHOLE_DAY)?;
    let last_day = calendar.add_working_days(caller.today(), working_days(people));
    match calendar.unknown_year(caller.today(), last_day) {
        Some(year) => {
            let said = words::holidays_unknown(caller.lang, year);
            Err(Fault::Explained(ProblemCode::NotInThisState, said))
        }
        None => Ok(last_day),
    }
}

/// Of the places that the publisher runs certification for, the first in which all of them are:
/// whoever reaches a notice certifies everyone on it.
fn place(
    conn: &mut Conn,
    caller: &Caller,
    new: &NewNotice,
    people: usize,
) -> Result<NodeId, Fault> {
    for grant in caller.actor.grants_for(Action::CertificationManage) {
        let scope = Scope::of(once(grant));
        if base::some(conn, &scope, &new.applications)?.len() == people {
            return Ok(grant.node);
        }
    }
    Err(Fault::field("applications", "one_place"))
}

fn entries(id: NoticeId, people: &[Applicant]) -> Vec<NewEntryRow> {
    let entry = |(sort, person): (i32, &Applicant)| NewEntryRow {
        notice_id: id.to_string(),
        application_id: person.application.to_string(),
        sort,
        name: person.name.clone(),
        school_name: person.school_name.clone(),
        level: person.level.as_str(),
    };
    (0..).zip(people).map(entry).collect()
}

/// Tells the log that a notice was read with the objections to it, where there are any.
pub fn note_read(tx: &mut Tx<'_>, caller: &Caller, id: NoticeId) -> Result<(), Fault> {
    let scope = caller.actor.scope(Action::CertificationRead);
    store::visible(tx, &scope, id)?.ok_or(NOT_FOUND)?;
    if shown_to(tx, caller, id)?.is_empty() {
        return Ok(());
    }
    applications::record(tx, &caller.stamp, "objection.read", "public_notice", &id)
}

/// A notice with its people and objections, but for those against the asking person.
pub fn detail(
    conn: &mut Conn,
    caller: &Caller,
    origin: &str,
    id: NoticeId,
) -> Result<NoticeDetail, Fault> {
    let scope = caller.actor.scope(Action::CertificationRead);
    let row = store::visible(conn, &scope, id)?.ok_or(NOT_FOUND)?;
    let notice = lines(conn, caller, std::slice::from_ref(&row))?
        .pop()
        .ok_or(NOT_FOUND)?;
    let objections = shown_to(conn, caller, id)?;
    let people = store::entries(conn, id)?;
    let ids: Vec<_> = people.iter().map(|row| row.application_id.0).collect();
    let states = states(conn, &ids)?;
    let issued = certificates::of_notice(conn, id)?;
    let person = |row: &EntryRow| {
        let application = row.application_id.0;
        let certificate = issued
            .iter()
            .find(|one| one.application_id.map(|id| id.0) == Some(application));
        NoticePerson {
            application,
            name: row.name.clone(),
            school: row.school_name.clone(),
            level: row.level.0,
            refused: states.get(&application) == Some(&CertState::Refused),
            certificate: certificate.map(|one| one.id.0),
            number: certificate.map(|one| one.number.clone()),
        }
    };
    Ok(NoticeDetail {
        public_url: format!("{origin}/c/notice/{id}"),
        people: people.iter().map(person).collect(),
        objections: views(caller, &objections)?,
        notice,
    })
}

fn states(
    conn: &mut Conn,
    ids: &[ApplicationId],
) -> Result<HashMap<ApplicationId, CertState>, Fault> {
    let people = applications::applicants(conn, ids)?;
    Ok(people
        .iter()
        .map(|one| (one.application, one.state))
        .collect())
}

/// The objections that someone may read: whoever objects was promised that the person concerned
/// does not hear who it is.
fn shown_to(conn: &mut Conn, caller: &Caller, id: NoticeId) -> Result<Vec<ObjectionRow>, Fault> {
    let own = own(conn, caller)?;
    let mut rows = store::objections(conn, id)?;
    rows.retain(|row| !own.contains(&row.application_id.0));
    Ok(rows)
}

fn own(conn: &mut Conn, caller: &Caller) -> Result<BTreeSet<ApplicationId>, Fault> {
    let own = base::of_person(conn, caller.actor.person)?;
    Ok(own.iter().map(|row| row.id.0).collect())
}

fn views(caller: &Caller, rows: &[ObjectionRow]) -> Result<Vec<ObjectionView>, Fault> {
    let views = rows.iter().map(|row| objections::view(&caller.keys, row));
    views.collect()
}
