//! Writing a plan, in batches where a roster has thousands.

use super::{
    guardian::{GuardianChange, New},
    known::Known,
    log,
    plan::{Move, Plan, PupilChange},
};
use crate::{
    crypto::{self, Keys},
    http::{fault::Fault, input::Stamp},
    identity::people::add_people,
    org::{
        enrol::{NewEnrolment, add_enrolments, add_guardianships, add_students, address_place},
        imports::school::ImportSchool,
        places::{NewClass, add_class, class_sort},
    },
};
use diesel::prelude::*;
use tongyu_db::{
    Tx,
    schema::{enrolment, guardianship, person, student},
};
use tongyu_shared::{
    ids::{PersonId, StudentId},
    names::Phone,
    org::sheet::Sex,
    time::Date,
};

/// Writes a plan.
pub fn write(
    tx: &mut Tx<'_>,
    keys: &Keys,
    school: &ImportSchool,
    known: &Known,
    plan: &Plan,
    stamp: &Stamp,
) -> Result<(), Fault> {
    write_classes(tx, school, plan)?;
    add_people(tx, keys, &plan.people, stamp.now)?;
    add_students(tx, keys, &plan.students, stamp.now)?;
    for change in &plan.changes {
        change_pupil(tx, known, change)?;
    }
    move_pupils(tx, &plan.moves, school.today)?;
    add_guardianships(tx, &plan.guardianships)?;
    for change in &plan.guardian_changes {
        change_guardian(tx, keys, change)?;
    }
    log::record(tx, plan, stamp)
}

fn write_classes(tx: &mut Tx<'_>, school: &ImportSchool, plan: &Plan) -> Result<(), Fault> {
    let since = school.year.first_day().unwrap_or(school.today);
    for (id, place) in &plan.classes {
        let (grade, number) = (i32::from(place.grade), i32::from(place.number));
        let new = NewClass {
            id: *id,
            school: school.id,
            name: &place.label,
            grade: &format!("{}-{grade}", place.stage),
            entry_year: place.cohort.entry_year,
            number,
            sort: class_sort(place.stage, grade, number),
            valid_from: since,
        };
        add_class(tx, &new)?;
    }
    Ok(())
}

#[derive(AsChangeset)]
#[diesel(table_name = student)]
struct StudentChange {
    name: Option<String>,
    student_number: Option<String>,
    number_is_temporary: Option<bool>,
    sex: Option<&'static str>,
    born_on: Option<chrono::NaiveDate>,
    address_sealed: Option<Vec<u8>>,
}

fn change_pupil(tx: &mut Tx<'_>, known: &Known, change: &PupilChange) -> Result<(), Fault> {
    let id = change.id.to_string();
    let address_sealed = match (&change.address, known.ciphers.get(&change.id)) {
        (Some(address), Some(cipher)) => Some(cipher.seal(address_place(&id), address.trim())?),
        _ => None,
    };
    let set = StudentChange {
        name: change.name.clone(),
        student_number: change.number.as_ref().map(|(number, _)| number.clone()),
        number_is_temporary: change.number.as_ref().map(|(_, temporary)| *temporary),
        sex: change.sex.map(Sex::as_str),
        born_on: change.born_on.map(Date::naive),
        address_sealed,
    };
    diesel::update(student::table.find(id))
        .set((set, student::version.eq(student::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends the old enrolments yesterday and begins the new ones today. One that began today never
/// held a day, so it is corrected.
fn move_pupils(tx: &mut Tx<'_>, moves: &[Move], today: Date) -> Result<(), Fault> {
    let yesterday = today.plus_days(-1);
    let mut begun = Vec::new();
    for pupil in moves {
        match &pupil.from {
            Some(seat) if seat.from_on >= today => {
                diesel::update(enrolment::table.find(&seat.enrolment))
                    .set(enrolment::class_id.eq(pupil.to.to_string()))
                    .execute(tx.conn())?;
                continue;
            }
            Some(seat) => {
                diesel::update(enrolment::table.find(&seat.enrolment))
                    .set(enrolment::to_on.eq(yesterday.naive()))
                    .execute(tx.conn())?;
            }
            None => {}
        }
        begun.push(NewEnrolment {
            student: pupil.student,
            class: pupil.to,
            from_on: today,
        });
    }
    add_enrolments(tx, &begun)
}

fn change_guardian(tx: &mut Tx<'_>, keys: &Keys, change: &GuardianChange) -> Result<(), Fault> {
    let (student, id) = (change.student, change.person);
    match &change.new {
        New::Name(name) => {
            diesel::update(person::table.find(id.to_string()))
                .set((
                    person::name.eq(name),
                    person::version.eq(person::version + 1),
                ))
                .execute(tx.conn())?;
        }
        New::Phone(phone) => set_phone(tx, keys, id, phone)?,
        New::Relation(relation) => {
            diesel::update(link(student, id))
                .set(guardianship::relation.eq(relation.as_str()))
                .execute(tx.conn())?;
        }
        New::Carer => {
            let all = guardianship::student_id.eq(student.to_string());
            diesel::update(guardianship::table.filter(all))
                .set(guardianship::primary_carer.eq(false))
                .execute(tx.conn())?;
            diesel::update(link(student, id))
                .set(guardianship::primary_carer.eq(true))
                .execute(tx.conn())?;
        }
    }
    Ok(())
}

#[diesel::dsl::auto_type]
fn link(student: StudentId, id: PersonId) -> _ {
    let (student, id): (String, String) = (student.to_string(), id.to_string());
    guardianship::table
        .filter(guardianship::student_id.eq(student))
        .filter(guardianship::person_id.eq(id))
}

fn set_phone(tx: &mut Tx<'_>, keys: &Keys, id: PersonId, phone: &Phone) -> Result<(), Fault> {
    diesel::update(person::table.find(id.to_string()))
        .set((
            person::phone_sealed.eq(crypto::phone::seal(keys, id, phone)?),
            person::phone_hash.eq(keys.phone_hash(phone)),
            person::version.eq(person::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}
