//! Joining by a family's link: a code proves the phone, and the phone tells who joins. Until the
//! code is right there is nothing but what was typed.

use tongyu_db::Tx;
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::{AccountId, InviteId, PersonId, StudentId},
    names::Phone,
    time::Date,
    visits::types::Relation,
};

use super::{
    asks::{self, Ask, NewAsk},
    carers::{self, NewRequest},
    service::{agree, agree_also, log_by},
    store::{self, Registered},
};
use crate::{
    access::session::Begun,
    audit::By,
    crypto::Keys,
    http::{fault::Fault, input::Stamp},
    identity::{self, Tried},
    messages::links,
    org::enrol,
};

/// Who asks to join by a family's link, as typed.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The name.
    pub name: String,
    /// The phone.
    pub phone: Phone,
    /// As what.
    pub relation: Relation,
}

/// Sends a code to the phone of someone who asks by a family's link. A registered guardian and a
/// stranger get the same: a code, and no word on which of them they are.
pub fn ask_code(
    tx: &mut Tx<'_>,
    keys: &Keys,
    (invite, student): (InviteId, StudentId),
    asking: &Asking,
    stamp: &Stamp,
) -> Result<(), Fault> {
    let hash = keys.phone_hash(&asking.phone);
    let known = store::registered(tx, student, &hash, stamp.now.date())?;
    let account = identity::account_of_phone(tx, &hash)?;
    let (person, person_is_new) = match (account, named(&known, asking.relation)) {
        (Some((_, person)), _) | (None, Some(person)) => (person, false),
        (None, None) => stranger(tx, keys, asking, stamp)?,
    };
    let new = NewAsk {
        invite,
        student,
        person,
        person_is_new,
        phone_hash: &hash,
        relation: asking.relation,
        code: identity::send_code(tx, person, None, stamp)?,
    };
    asks::add(tx, &new, stamp.now)?;
    let phone = ("phone", &*hash);
    log_by(tx, stamp, By::Visitor, "joining.ask_code", phone, student)
}

/// Of several guardians with one phone, the one with this relation.
fn named(known: &[Registered], relation: Relation) -> Option<PersonId> {
    let same = known.iter().find(|guardian| guardian.relation == relation);
    same.or(known.first()).map(|guardian| guardian.person)
}

/// A person to whom a code can go, and whether nobody else had put this person down.
fn stranger(
    tx: &mut Tx<'_>,
    keys: &Keys,
    asking: &Asking,
    stamp: &Stamp,
) -> Result<(PersonId, bool), Fault> {
    let name = asking.name.trim();
    if let Some(known) = identity::find_person(tx, keys, name, &asking.phone)? {
        return Ok((known, asks::came_so(tx, known)?));
    }
    let phone = Some(&asking.phone);
    let new = identity::find_or_create_person(tx, keys, name, phone, stamp.now)?;
    Ok((new, true))
}

/// Joins with the code that came. `None` where it is wrong, because the try must be counted.
/// A guardian has joined from now on; a stranger is signed in and waits for a guardian's word; a
/// barred guardian is signed in and sees nothing.
pub fn join_with_code(
    tx: &mut Tx<'_>,
    keys: &Keys,
    student: StudentId,
    (asking, also): (&Asking, (&[StudentId], bool)),
    code: &str,
    stamp: &Stamp,
) -> Result<Option<Begun>, Fault> {
    let hash = keys.phone_hash(&asking.phone);
    let ask = asks::newest(tx, student, &hash)?;
    let tried = match &ask {
        Some(ask) => identity::try_code(tx, keys, ask.code, code, stamp.now)?,
        None => Tried::Wrong,
    };
    let (Some(ask), Tried::Right) = (ask, tried) else {
        let phone = ("phone", &*hash);
        log_by(tx, stamp, By::Visitor, "joining.wrong_code", phone, student)?;
        return Ok(None);
    };
    let account = proved(tx, keys, (student, also), (&ask, &asking.phone), stamp)?;
    asks::close(tx, student, &hash)?;
    identity::begin_session(tx, account, stamp).map(Some)
}

/// What follows from a proved phone: an account, and the place that the phone has with the child.
fn proved(
    tx: &mut Tx<'_>,
    keys: &Keys,
    (student, (also, for_child)): (StudentId, (&[StudentId], bool)),
    (ask, phone): (&Ask, &Phone),
    stamp: &Stamp,
) -> Result<AccountId, Fault> {
    let (hash, today) = (keys.phone_hash(phone), stamp.now.date());
    let known = store::registered(tx, student, &hash, today)?;
    let guardian = named(&known, ask.relation);
    let (account, person) = match identity::account_of_phone(tx, &hash)? {
        Some(holder) => holder,
        None => new_account(tx, keys, guardian.unwrap_or(ask.person), phone, stamp)?,
    };
    if known.iter().any(|guardian| !guardian.may_view) {
        return Ok(account);
    }
    if let Some(guardian) = guardian {
        take_place(tx, student, guardian, person, stamp)?;
    }
    if agree(tx, person, student, for_child, stamp)? {
        agree_also(tx, person, (also, for_child), stamp)?;
    } else if asks_a_guardian(tx, person, student, today)? {
        let new = NewRequest {
            person,
            student,
            invite: ask.invite,
            relation: ask.relation,
        };
        carers::ask(tx, &new, stamp.now)?;
        let who = ("person", &*person.to_string());
        log_by(tx, stamp, By::Guardian(person), "joining.ask", who, student)?;
    }
    Ok(account)
}

/// Whom the roster does not know, and whose view a guardian ended. Nobody who is barred.
fn asks_a_guardian(
    tx: &mut Tx<'_>,
    person: PersonId,
    student: StudentId,
    today: Date,
) -> Result<bool, Fault> {
    let standing = store::standing(tx, person, student, today)?;
    Ok(standing.is_none_or(|standing| standing.may_view))
}

/// The account of a person whose phone is proved, made for this phone and no other.
fn new_account(
    tx: &mut Tx<'_>,
    keys: &Keys,
    person: PersonId,
    phone: &Phone,
    stamp: &Stamp,
) -> Result<(AccountId, PersonId), Fault> {
    if identity::account_held(tx, person)?.is_some() {
        return Err(ProblemCode::PhoneTaken.into());
    }
    match identity::create_account(tx, keys, person, phone, stamp.now) {
        Ok(account) => Ok((account, person)),
        Err(fault) if fault.code() == ProblemCode::Exists => Err(ProblemCode::PhoneTaken.into()),
        Err(fault) => Err(fault),
    }
}

/// Rosters of two schools may write one mother in two ways. The phone tells that she is one, so the
/// place of the row without an account goes to the person who has it.
pub fn take_place(
    tx: &mut Tx<'_>,
    student: StudentId,
    from: PersonId,
    to: PersonId,
    stamp: &Stamp,
) -> Result<(), Fault> {
    let free = store::standing(tx, to, student, stamp.now.date())?.is_none();
    if from != to
        && free
        && identity::account_held(tx, from)?.is_none()
        && enrol::hand_over(tx, student, from, to)?
    {
        links::hand_over(tx, student, from, to)?;
        let place = ("person", &*from.to_string());
        log_by(
            tx,
            stamp,
            By::Guardian(to),
            "joining.take_place",
            place,
            student,
        )?;
    }
    Ok(())
}
