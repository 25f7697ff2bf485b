//! A phone or an address in full, by a press. The entry in the log and the answer are one
//! transaction: what is not logged is not shown.

use tongyu_db::Tx;
use tongyu_shared::{
    access::Action,
    ids::{PersonId, StudentId},
    names::Phone,
    visits::types::Revealed,
};

use super::super::{reach::Reach, store};
use crate::{
    access::Actor,
    audit::{self, By},
    crypto::{self, Keys, student::cipher},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    org::{self, Guardian, enrol::address_place},
};

/// The phone of a guardian of a pupil within reach.
pub fn phone_of(
    tx: &mut Tx<'_>,
    keys: &Keys,
    actor: &Actor,
    (student, person): (StudentId, PersonId),
    stamp: &Stamp,
) -> Result<Revealed, Fault> {
    find_pupil(tx, actor, student, stamp)?;
    let guardians = org::guardians_of(tx, &[student], stamp.now.date())?;
    let guardian = guardians
        .iter()
        .find(|guardian| guardian.person == person)
        .ok_or(NOT_FOUND)?;
    let phone = phone(keys, guardian)?.ok_or(NOT_FOUND)?;
    log(
        tx,
        stamp,
        "visit.reveal_phone",
        ("person", &person.to_string()),
        student,
    )?;
    Ok(Revealed {
        value: phone.as_str().to_owned(),
    })
}

/// The address of a pupil within reach.
pub fn address_of(
    tx: &mut Tx<'_>,
    keys: &Keys,
    actor: &Actor,
    student: StudentId,
    stamp: &Stamp,
) -> Result<Revealed, Fault> {
    find_pupil(tx, actor, student, stamp)?;
    let sealed = store::address_sealed(tx, student)?.ok_or(NOT_FOUND)?;
    let id = student.to_string();
    let value = cipher(tx, keys, student)?.open(address_place(&id), &sealed)?;
    log(tx, stamp, "visit.reveal_address", ("student", &id), student)?;
    Ok(Revealed { value })
}

fn find_pupil(
    tx: &mut Tx<'_>,
    actor: &Actor,
    student: StudentId,
    stamp: &Stamp,
) -> Result<(), Fault> {
    let reach = Reach::of(tx, actor, Action::ContactReveal)?;
    match reach.pupil(tx, student, stamp.now.date())? {
        Some(_) => Ok(()),
        None => Err(NOT_FOUND),
    }
}

fn log(
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    action: &'static str,
    (subject_kind, subject_id): (&'static str, &str),
    student: StudentId,
) -> Result<(), Fault> {
    let by = By::Staff;
    let student = Some(student);
    audit::record(
        tx,
        stamp,
        &audit::Entry {
            by,
            action,
            subject_kind,
            subject_id,
            student,
        },
    )
}

/// A guardian's phone, opened.
pub fn phone(keys: &Keys, guardian: &Guardian) -> Result<Option<Phone>, Fault> {
    let sealed = guardian.phone_sealed.as_deref();
    Ok(sealed
        .map(|sealed| crypto::phone::open(keys, guardian.person, sealed))
        .transpose()?)
}
