//! Messages that invite: to each guardian who may view, has a phone, has not joined, and got none
//! today. A mother of twins gets one, whose page offers both children.

use std::collections::{HashMap, HashSet};

use tongyu_db::Tx;
use tongyu_shared::{
    ids::{PersonId, StudentId},
    messages::Template,
    org::joining::ClassInvited,
};

use super::{consent::joined_people, ending::ended_of, invitation};
use crate::{
    http::{fault::Fault, input::Stamp},
    messages::{self, NewMessage},
    org::{Guardian, guardians_of},
};

/// Invites the families of these pupils, and counts by family.
pub fn send(tx: &mut Tx<'_>, students: &[StudentId], stamp: &Stamp) -> Result<ClassInvited, Fault> {
    let today = stamp.now.date();
    let guardians = guardians_of(tx, students, today)?;
    let joined: HashSet<_> = joined_people(tx, students, today)?.into_iter().collect();
    let ended: HashSet<_> = ended_of(tx, students)?.into_iter().collect();
    let people: Vec<PersonId> = guardians.iter().map(|guardian| guardian.person).collect();
    let morning = today.first_instant();
    let before = messages::sent_since(tx, Template::JoinInvite, &people, morning)?;
    let mut invited = before.clone();
    let mut count = ClassInvited::default();
    for (student, family) in families(students, &guardians) {
        let reachable: Vec<_> = family.iter().filter(|g| g.phone_sealed.is_some()).collect();
        let mut sent = 0;
        for guardian in &reachable {
            let pair = (student, guardian.person);
            let known = joined.contains(&pair) || ended.contains(&pair);
            if !known && invited.insert(guardian.person) {
                invite(tx, guardian, stamp)?;
                sent += 1;
            }
        }
        count.messages += sent;
        let someone = |set: &HashSet<PersonId>| reachable.iter().any(|g| set.contains(&g.person));
        if sent > 0 {
            count.families += 1;
        }
        if family.iter().any(|g| joined.contains(&(student, g.person))) {
            count.joined += 1;
        } else if reachable.is_empty() {
            count.without_phone += 1;
        } else if sent == 0 && someone(&before) {
            count.invited_today += 1;
        }
    }
    Ok(count)
}

fn families<'a>(
    students: &[StudentId],
    guardians: &'a [Guardian],
) -> Vec<(StudentId, Vec<&'a Guardian>)> {
    let mut of: HashMap<StudentId, Vec<&Guardian>> = HashMap::new();
    for guardian in guardians {
        of.entry(guardian.student).or_default().push(guardian);
    }
    students
        .iter()
        .map(|student| (*student, of.remove(student).unwrap_or_default()))
        .collect()
}

fn invite(tx: &mut Tx<'_>, guardian: &Guardian, stamp: &Stamp) -> Result<(), Fault> {
    let link = invitation::for_guardian(tx, guardian.person, guardian.student, stamp)?;
    let message = NewMessage {
        template: Template::JoinInvite,
        person: guardian.person,
        link: Some(link),
        code: None,
    };
    messages::send(tx, &message, stamp)?;
    Ok(())
}
