//! The rules of inviting and joining: who is invited, and what one press does. Every change leaves
//! an entry in the audit log.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    access::Action,
    api::problem::ProblemCode,
    ids::{AccountId, InviteId, NodeId, PersonId, StudentId},
    messages::LinkPurpose,
    org::joining::{
        ClassInvited, ClassJoined, ConsentAs, FamilyInvitation, FamilyJoined, NOTICE_VERSION,
    },
    time::{Date, Instant},
};

use super::{
    carers,
    children::children,
    code,
    consent::{self, NewConsent, joined_people},
    ending,
    form::{CHILD, CHILD_NEEDED},
    invitation, sending, store,
};
use crate::{
    access::{Actor, session::Begun},
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
    let by = (actor.account, By::Staff);
    let mut made = family_link(tx, (keys, origin), by, student, stamp)?;
    made.messages = sending::send(tx, &[student], stamp)?.messages;
    Ok(made)
}

/// The link of a family, to be passed on by hand.
fn family_link(
    tx: &mut Tx<'_>,
    (keys, origin): (&Keys, &str),
    (account, by): (AccountId, By),
    student: StudentId,
    stamp: &Stamp,
) -> Result<FamilyInvitation, Fault> {
    let (id, end) = invitation::for_family(tx, student, account, stamp)?;
    let invite = ("join_invite", &*id.to_string());
    log_by(tx, stamp, by, "joining.invite_family", invite, student)?;
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
        let by = (actor.account, By::Guardian(actor.person));
        family_link(tx, (keys, origin), by, student, stamp)
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
    let action = "joining.revoke_invitation";
    log_by(tx, stamp, By::Staff, action, subject, student)
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
    now: Instant,
) -> Result<FamilyJoined, Fault> {
    pupil_within(conn, actor, student, now.date())?;
    let joined = joined_people(conn, &[student], now.date())?;
    let link = invitation::of_family(conn, student, now)?;
    Ok(FamilyJoined {
        people: joined.into_iter().map(|(_, person)| person).collect(),
        link_until: link.map(|(_, end)| end.date()),
    })
}

/// What a press on a personal invitation did.
#[derive(Debug)]
pub enum Pressed {
    /// Joined, with an account that this press made, and signed in.
    SignedIn(Begun),
    /// Joined. Who has an account already signs in with a code: a link that was passed on opens
    /// nobody's session.
    SignInFirst,
}

/// Joins by a message to one's own phone. Used up, it is "already answered".
pub fn join_personally(
    tx: &mut Tx<'_>,
    keys: &Keys,
    link: &Link,
    (also, for_child): (&[StudentId], bool),
    stamp: &Stamp,
) -> Result<Pressed, Fault> {
    links::use_once(tx, link, stamp.now)?;
    let holder = holder(tx, keys, link, stamp)?;
    let person = holder.unwrap_or(link.person);
    if !agree(tx, person, link.student, for_child, stamp)? {
        return Err(if person == link.person {
            NOT_FOUND
        } else {
            ProblemCode::PhoneTaken.into()
        });
    }
    agree_also(tx, person, (also, for_child), stamp)?;
    if holder.is_some() {
        return Ok(Pressed::SignInFirst);
    }
    let account = identity::account_of_person(tx, keys, person, stamp.now)?;
    identity::begin_session(tx, account, stamp).map(Pressed::SignedIn)
}

/// Who has the account behind a personal link already: the person whom it names, or the one who
/// signs in with the same phone and takes this person's place with the child.
fn holder(
    tx: &mut Tx<'_>,
    keys: &Keys,
    link: &Link,
    stamp: &Stamp,
) -> Result<Option<PersonId>, Fault> {
    if identity::account_held(tx, link.person)?.is_some() {
        return Ok(Some(link.person));
    }
    let Some(phone) = identity::phone_of(tx, keys, link.person)? else {
        return Ok(None);
    };
    let Some((_, other)) = identity::account_of_phone(tx, &keys.phone_hash(&phone))? else {
        return Ok(None);
    };
    let today = stamp.now.date();
    let standing = store::standing(tx, link.person, link.student, today)?;
    if standing.is_none_or(|standing| !standing.may_view) {
        return Err(NOT_FOUND);
    }
    code::take_place(tx, link.student, link.person, other, stamp)?;
    Ok(Some(other))
}

/// Agrees for other children of the same person; for no one else's.
pub fn agree_also(
    tx: &mut Tx<'_>,
    person: PersonId,
    (also, for_child): (&[StudentId], bool),
    stamp: &Stamp,
) -> Result<(), Fault> {
    let own = store::not_joined(tx, person, stamp.now.date())?;
    for student in also.iter().filter(|student| own.contains(student)) {
        agree(tx, person, *student, for_child, stamp)?;
    }
    Ok(())
}

/// Writes the consent of a guardian who may view. `false` for everyone else, and for a carer whose
/// view a guardian ended. Who decides for the child agrees for it too, `for_child`, or not at all: a
/// child under fourteen needs a guardian's consent of its own, and nobody here knows its age. A carer
/// cannot give it.
pub fn agree(
    tx: &mut Tx<'_>,
    person: PersonId,
    student: StudentId,
    for_child: bool,
    stamp: &Stamp,
) -> Result<bool, Fault> {
    let standing = store::standing(tx, person, student, stamp.now.date())?;
    let Some(standing) = standing.filter(|standing| standing.may_view) else {
        return Ok(false);
    };
    if !standing.may_decide && ending::is_ended(tx, person, student)? {
        return Ok(false);
    }
    if standing.may_decide && !for_child {
        return Err(Fault::field(CHILD, CHILD_NEEDED));
    }
    let new = NewConsent {
        person,
        student,
        notice_version: NOTICE_VERSION,
        given_as: ConsentAs::of(standing.may_decide),
        for_child: standing.may_decide,
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

/// Whether this is the last child whom a person sees. Whoever asks holds her consents until the end of
/// the transaction: of two children left at once, one is the last.
pub fn is_last(
    tx: &mut Tx<'_>,
    person: PersonId,
    student: StudentId,
    today: Date,
) -> Result<bool, Fault> {
    consent::hold(tx, person)?;
    let seen = children(tx, person, today)?;
    Ok(seen.iter().all(|child| child.student == student))
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
    carers::leave(tx, person, student, stamp.now.date())?;
    let entry = Entry {
        by: By::Guardian(person),
        action: "joining.withdraw",
        subject_kind: "consent",
        subject_id: &person.to_string(),
        student: Some(student),
    };
    audit::record(tx, stamp, &entry)
}

/// Notes what was done for a child, and by whom.
pub fn log_by(
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    by: By,
    action: &'static str,
    (subject_kind, subject_id): (&'static str, &str),
    student: StudentId,
) -> Result<(), Fault> {
    let entry = Entry {
        by,
        action,
        subject_kind,
        subject_id,
        student: Some(student),
    };
    audit::record(tx, stamp, &entry)
}
