//! The rules of inviting and joining: who is invited, and what one press does. Every change leaves
//! an entry in the audit log.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    access::Action,
    ids::{InviteId, NodeId, PersonId, StudentId},
    messages::LinkPurpose,
    names::Phone,
    org::joining::{
        ClassInvited, ClassJoined, ConsentAs, FamilyInvitation, FamilyJoined, NOTICE_VERSION,
    },
    time::{Date, Instant},
    visits::types::Relation,
};

use super::{
    carers::{self, NewRequest},
    consent::{self, NewConsent, joined_people},
    invitation, sending, store,
};
use crate::{
    access::{Actor, live_grants, session::Begun},
    audit::{self, By, Entry},
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    identity,
    messages::links::{self, Link},
    org::{class_within, students_in_classes, students_within},
};

/// The pupil, where a head teacher may invite the family.
fn pupil_within(
    conn: &mut Conn,
    actor: &Actor,
    student: StudentId,
    today: Date,
) -> Result<(), Fault> {
    let scope = actor.scope(Action::FamilyInvite);
    let found = students_within(conn, &scope, &[student], today)?;
    if found.is_empty() {
        Err(NOT_FOUND)
    } else {
        Ok(())
    }
}

/// The invitation of a pupil's family, with messages to those who have not joined.
pub fn invite_family(
    tx: &mut Tx<'_>,
    (keys, origin): (&Keys, &str),
    actor: &Actor,
    student: StudentId,
    stamp: &Stamp,
) -> Result<FamilyInvitation, Fault> {
    pupil_within(tx, actor, student, stamp.now.date())?;
    let mut made = family_link(tx, (keys, origin), actor, student, stamp)?;
    made.messages = sending::send(tx, &[student], stamp)?.messages;
    Ok(made)
}

/// The link of a family, to be passed on by hand.
fn family_link(
    tx: &mut Tx<'_>,
    (keys, origin): (&Keys, &str),
    actor: &Actor,
    student: StudentId,
    stamp: &Stamp,
) -> Result<FamilyInvitation, Fault> {
    let (id, end) = invitation::for_family(tx, student, actor.account, stamp)?;
    log(
        tx,
        stamp,
        "joining.invite_family",
        ("join_invite", &id.to_string()),
        student,
    )?;
    Ok(told((keys, origin), (id, end)))
}

fn told((keys, origin): (&Keys, &str), (id, end): (InviteId, Instant)) -> FamilyInvitation {
    let path = links::path_of(keys, id.as_bytes(), LinkPurpose::JoinFamily);
    FamilyInvitation {
        url: format!("{origin}{path}"),
        until: end.date(),
        messages: 0,
    }
}

/// The link of a family that opens now, for a caller who may pass it on.
pub fn family_invitation(
    conn: &mut Conn,
    site: (&Keys, &str),
    student: StudentId,
    now: Instant,
) -> Result<Option<FamilyInvitation>, Fault> {
    let known = invitation::of_family(conn, student, now)?;
    Ok(known.map(|known| told(site, known)))
}

/// The family's link for a guardian who joined and decides for the child.
pub fn invite_own_family(
    tx: &mut Tx<'_>,
    (keys, origin): (&Keys, &str),
    actor: &Actor,
    student: StudentId,
    stamp: &Stamp,
) -> Result<FamilyInvitation, Fault> {
    if carers::decides_for(tx, actor.person, student, stamp)? {
        family_link(tx, (keys, origin), actor, student, stamp)
    } else {
        Err(NOT_FOUND)
    }
}

/// Takes a family's invitations back.
pub fn revoke(
    tx: &mut Tx<'_>,
    actor: &Actor,
    student: StudentId,
    stamp: &Stamp,
) -> Result<(), Fault> {
    pupil_within(tx, actor, student, stamp.now.date())?;
    invitation::revoke(tx, student, stamp.now)?;
    let subject = ("student", &*student.to_string());
    log(tx, stamp, "joining.revoke_invitation", subject, student)
}

/// The pupils of a class whose families a head teacher may invite.
fn pupils_of_class(
    conn: &mut Conn,
    actor: &Actor,
    class: NodeId,
    today: Date,
) -> Result<Vec<StudentId>, Fault> {
    let scope = actor.scope(Action::FamilyInvite);
    class_within(conn, &scope, class, today)?.ok_or(NOT_FOUND)?;
    let pupils = students_in_classes(conn, &[class], today)?;
    Ok(pupils.into_iter().map(|pupil| pupil.student).collect())
}

/// Invites all families of a class that have not joined.
pub fn invite_class(
    tx: &mut Tx<'_>,
    actor: &Actor,
    class: NodeId,
    stamp: &Stamp,
) -> Result<ClassInvited, Fault> {
    let pupils = pupils_of_class(tx, actor, class, stamp.now.date())?;
    let invited = sending::send(tx, &pupils, stamp)?;
    let entry = Entry {
        by: By::Staff,
        action: "joining.invite_class",
        subject_kind: "org_node",
        subject_id: &class.to_string(),
        student: None,
    };
    audit::record(tx, stamp, &entry)?;
    Ok(invited)
}

/// How many families of a class have joined.
pub fn class_joined(
    conn: &mut Conn,
    actor: &Actor,
    class: NodeId,
    today: Date,
) -> Result<ClassJoined, Fault> {
    let pupils = pupils_of_class(conn, actor, class, today)?;
    let mut joined: Vec<_> = joined_people(conn, &pupils, today)?
        .into_iter()
        .map(|(student, _)| student)
        .collect();
    joined.sort_unstable();
    joined.dedup();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(ClassJoined {
        families: count(pupils.len()),
        joined: count(joined.len()),
    })
}

/// Who of a pupil's family has joined.
pub fn family_joined(
    conn: &mut Conn,
    actor: &Actor,
    student: StudentId,
    today: Date,
) -> Result<FamilyJoined, Fault> {
    pupil_within(conn, actor, student, today)?;
    let joined = joined_people(conn, &[student], today)?;
    Ok(FamilyJoined {
        people: joined.into_iter().map(|(_, person)| person).collect(),
    })
}

/// What a press on a personal invitation did.
#[derive(Debug)]
pub enum Pressed {
    /// Joined, and signed in.
    SignedIn(Begun),
    /// Joined. Who works for a school signs in with a code: a link opens no staff session.
    SignInFirst,
}

/// Joins by a message to one's own phone. Used up, it is "already answered".
pub fn join_personally(
    tx: &mut Tx<'_>,
    keys: &Keys,
    link: &Link,
    also: &[StudentId],
    stamp: &Stamp,
) -> Result<Pressed, Fault> {
    let today = stamp.now.date();
    links::use_once(tx, link, stamp.now)?;
    let account = identity::account_of_person(tx, keys, link.person, stamp.now)?;
    if !agree(tx, link.person, link.student, stamp)? {
        return Err(NOT_FOUND);
    }
    agree_also(tx, link.person, also, stamp)?;
    if live_grants(tx, account, today)?.is_empty() {
        identity::begin_session(tx, account, stamp).map(Pressed::SignedIn)
    } else {
        Ok(Pressed::SignInFirst)
    }
}

/// Agrees for other children of the same person; for no one else's.
fn agree_also(
    tx: &mut Tx<'_>,
    person: PersonId,
    also: &[StudentId],
    stamp: &Stamp,
) -> Result<(), Fault> {
    let own = store::not_joined(tx, person, stamp.now.date())?;
    for student in also.iter().filter(|student| own.contains(student)) {
        agree(tx, person, *student, stamp)?;
    }
    Ok(())
}

/// Writes the consent of a guardian who may view. `false` for everyone else.
pub fn agree(
    tx: &mut Tx<'_>,
    person: PersonId,
    student: StudentId,
    stamp: &Stamp,
) -> Result<bool, Fault> {
    let standing = store::standing(tx, person, student, stamp.now.date())?;
    let Some(standing) = standing.filter(|standing| standing.may_view) else {
        return Ok(false);
    };
    let new = NewConsent {
        person,
        student,
        notice_version: NOTICE_VERSION,
        given_as: ConsentAs::of(standing.may_decide),
        at: stamp.now,
    };
    if consent::give(tx, &new)? {
        let entry = Entry {
            by: By::Guardian(person),
            action: "joining.agree",
            subject_kind: "consent",
            subject_id: &person.to_string(),
            student: Some(student),
        };
        audit::record(tx, stamp, &entry)?;
    }
    Ok(true)
}

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
    let (hash, today) = (keys.phone_hash(&asking.phone), stamp.now.date());
    let known = store::registered(tx, student, &hash, today)?;
    let account = identity::account_of_phone(tx, &hash)?;
    let (person, is_new) = match (account, named(&known, asking.relation)) {
        (Some((_, person)), _) | (None, Some(person)) => (person, false),
        (None, None) => stranger(tx, keys, asking, stamp)?,
    };
    if account.is_none() {
        identity::create_account(tx, keys, person, &asking.phone, stamp.now)?;
    }
    if known.iter().all(|(guardian, _)| *guardian != person) {
        let new = NewRequest {
            person,
            person_is_new: is_new,
            student,
            invite,
            relation: asking.relation,
        };
        carers::ask(tx, &new, stamp.now)?;
    }
    identity::request_code(tx, &hash, stamp)
}

/// Of several guardians with one phone, the one with this relation.
fn named(known: &[(PersonId, Relation)], relation: Relation) -> Option<PersonId> {
    let same = known.iter().find(|(_, how)| *how == relation);
    same.or(known.first()).map(|(person, _)| *person)
}

fn stranger(
    tx: &mut Tx<'_>,
    keys: &Keys,
    asking: &Asking,
    stamp: &Stamp,
) -> Result<(PersonId, bool), Fault> {
    let name = asking.name.trim();
    if let Some(known) = identity::find_person(tx, keys, name, &asking.phone)? {
        return Ok((known, false));
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
    (asking, also): (&Asking, &[StudentId]),
    code: &str,
    stamp: &Stamp,
) -> Result<Option<Begun>, Fault> {
    let hash = keys.phone_hash(&asking.phone);
    let Some(begun) = identity::sign_in_with_code(tx, keys, &hash, code, stamp)? else {
        return Ok(None);
    };
    let person = begun.actor.person;
    if agree(tx, person, student, stamp)? {
        agree_also(tx, person, also, stamp)?;
    } else {
        carers::prove(tx, person, student, stamp.now)?;
    }
    Ok(Some(begun))
}

/// Takes the consent for one child back: from now on she sees nothing of it. What a carer was
/// given by a guardian's word ends with it; what the school's roster says stays.
pub fn withdraw(
    tx: &mut Tx<'_>,
    person: PersonId,
    student: StudentId,
    stamp: &Stamp,
) -> Result<(), Fault> {
    if !consent::withdraw(tx, person, student, stamp.now)? {
        return Err(NOT_FOUND);
    }
    if carers::was_accepted(tx, person, student)? {
        carers::remove(tx, person, student)?;
    }
    let entry = Entry {
        by: By::Guardian(person),
        action: "joining.withdraw",
        subject_kind: "consent",
        subject_id: &person.to_string(),
        student: Some(student),
    };
    audit::record(tx, stamp, &entry)
}

fn log(
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    action: &'static str,
    (subject_kind, subject_id): (&'static str, &str),
    student: StudentId,
) -> Result<(), Fault> {
    let entry = Entry {
        by: By::Staff,
        action,
        subject_kind,
        subject_id,
        student: Some(student),
    };
    audit::record(tx, stamp, &entry)
}
