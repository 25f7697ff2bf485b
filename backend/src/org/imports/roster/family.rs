//! Which guardian of a row is which person, so that brothers and sisters share theirs and a
//! second import adds nobody.

use std::collections::HashMap;

use tongyu_shared::{
    Lang,
    ids::PersonId,
    names::{Phone, by_relation},
    text::import_pages as words,
    visits::{types::Relation, words::relation},
};

use super::known::{Known, KnownGuardian};
use crate::{
    identity::people::NewPerson,
    org::sheet::{PupilRow, carer_name},
};

/// A guardian or carer as a row says, with the name that is kept.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name; `None` where the row has only a phone or a relation.
    pub name: Option<String>,
    /// The mobile phone.
    pub phone: Option<Phone>,
    /// Relation to the pupil.
    pub relation: Relation,
    /// Whether the row says that this one mainly looks after the child.
    pub is_primary_carer: bool,
}

/// The guardians of a row and the carer who is none of them.
pub fn of_row(row: &PupilRow) -> Vec<Named> {
    let guardians = row.guardians.iter().map(|guardian| Named {
        name: guardian.name.clone(),
        phone: guardian.phone.clone(),
        relation: guardian.relation,
        is_primary_carer: guardian.is_primary_carer,
    });
    let carer = row.carer.iter().map(|(words, relation)| Named {
        name: carer_name(words).map(str::to_owned),
        phone: None,
        relation: *relation,
        is_primary_carer: true,
    });
    guardians.chain(carer).collect()
}

/// Whether the row names who mainly looks after the child.
pub fn says_carer(family: &[Named]) -> bool {
    family.iter().any(|guardian| guardian.is_primary_carer)
}

/// 王小明的妈妈: what a guardian is called whose name nobody wrote down.
pub fn made_name(child: &str, of: Relation) -> String {
    let word = match of {
        Relation::Other => words::guardian(Lang::ZhCn),
        known => relation(Lang::ZhCn, known),
    };
    by_relation(Lang::ZhCn, child, word)
}

/// How a guardian of a row is one that the pupil has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Same {
    /// In every respect that counts.
    Unchanged,
    /// The name was made up and is known now.
    Renamed(String),
    /// The phone is another one.
    NewPhone,
}

/// The guardian of the pupil whom the row means, and what is new about this one.
pub fn find<'a>(
    guardian: &Named,
    hash: Option<&str>,
    child: &str,
    has: &'a [KnownGuardian],
) -> Option<(&'a KnownGuardian, Same)> {
    let name = guardian
        .name
        .clone()
        .unwrap_or_else(|| made_name(child, guardian.relation));
    let same_phone = |known: &KnownGuardian| known.phone_hash.as_deref() == hash;
    let unchanged = has.iter().find(|known| {
        let phone_agrees = hash.is_none() || same_phone(known);
        let name_agrees = known.name == name || (guardian.name.is_none() && hash.is_some());
        phone_agrees && name_agrees
    });
    if let Some(known) = unchanged {
        return Some((known, Same::Unchanged));
    }
    let made = |known: &&KnownGuardian| known.name == made_name(child, known.relation);
    if let Some(known) = has.iter().filter(made).find(|known| same_phone(known)) {
        return Some((known, Same::Renamed(name)));
    }
    if let Some(known) = has.iter().find(|known| proved(guardian, hash, known)) {
        return Some((known, Same::Renamed(name)));
    }
    let kin = |known: &&KnownGuardian| known.name == name && known.relation == guardian.relation;
    has.iter().find(kin).map(|known| (known, Same::NewPhone))
}

/// Whether the row writes someone in another way who has proved this very phone. Joining gives the
/// place of a row to the account that has its phone, and the next import must not give it back.
fn proved(guardian: &Named, hash: Option<&str>, known: &KnownGuardian) -> bool {
    hash.is_some() && known.proved_hash.as_deref() == hash && known.relation == guardian.relation
}

/// Whether the row means someone who is barred from the pupil. Another relation or another phone
/// frees nobody, and neither does a name left out: where one of the two has none, the relation
/// tells.
pub fn means(guardian: &Named, hash: Option<&str>, child: &str, barred: &KnownGuardian) -> bool {
    let same_phone = hash.is_some() && barred.phone_hash.as_deref() == hash;
    let same_name = guardian.name.as_ref() == Some(&barred.name);
    let name_missing = guardian.name.is_none() || barred.name == made_name(child, barred.relation);
    same_phone || same_name || (name_missing && guardian.relation == barred.relation)
}

/// People by phone and name: those the site knows, and those that this import adds.
pub struct Register {
    by_phone: HashMap<String, Vec<(PersonId, String)>>,
    /// Those to be added.
    pub new: Vec<NewPerson>,
}

impl Register {
    /// With those whom the site knows.
    pub fn of(known: &Known) -> Self {
        Self {
            by_phone: known.people.clone(),
            new: Vec::new(),
        }
    }

    /// The person whom a row means. A phone alone means its only holder; without a phone nobody
    /// is the same.
    pub fn person(&mut self, guardian: &Named, hash: Option<&str>, child: &str) -> PersonId {
        let holders = hash
            .and_then(|hash| self.by_phone.get(hash))
            .map_or(&[][..], Vec::as_slice);
        let held = match (&guardian.name, holders) {
            (None, [(only, _)]) => Some(*only),
            (None, _) => None,
            (Some(name), _) => holders
                .iter()
                .find(|(_, holder)| holder == name)
                .map(|(person, _)| *person),
        };
        held.unwrap_or_else(|| self.add(guardian, hash, child))
    }

    fn add(&mut self, guardian: &Named, hash: Option<&str>, child: &str) -> PersonId {
        let id = PersonId::new();
        let name = guardian
            .name
            .clone()
            .unwrap_or_else(|| made_name(child, guardian.relation));
        if let Some(hash) = hash {
            self.by_phone
                .entry(hash.to_owned())
                .or_default()
                .push((id, name.clone()));
        }
        self.new.push(NewPerson {
            id,
            name,
            phone: guardian.phone.clone(),
        });
        id
    }
}
