//! What a row of a roster says about one guardian of a pupil whom the school has.

use tongyu_shared::{
    ids::{PersonId, StudentId},
    names::Phone,
    org::import::ApplyNoteCode,
    visits::types::Relation,
};

use super::{
    family::{self, Named, Same},
    known::Pupil,
};

/// Something new about a guardian of a pupil.
#[derive(Clone, Debug)]
pub struct GuardianChange {
    /// The pupil whose row says it.
    pub student: StudentId,
    /// The guardian.
    pub person: PersonId,
    /// What is new.
    pub new: New,
}

/// What is new about a guardian.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum New {
    /// The name that nobody had written down.
    Name(String),
    /// Another phone.
    Phone(Phone),
    /// Another relation to this pupil.
    Relation(Relation),
    /// This one mainly looks after the pupil, and nobody else.
    Carer,
}

/// What to do with a guardian of a row.
#[derive(Debug)]
pub enum Verdict {
    /// The pupil has no such guardian yet.
    Stranger,
    /// The row means someone who is barred: nothing is written.
    Barred,
    /// The pupil has this guardian.
    Known {
        /// What is new.
        changes: Vec<GuardianChange>,
        /// What was left as it is, and why.
        kept: Option<ApplyNoteCode>,
    },
}

/// Compares a guardian of a row with those of the pupil.
pub fn compare(guardian: &Named, hash: Option<&str>, pupil: &Pupil) -> Verdict {
    let found = family::find(guardian, hash, &pupil.name, &pupil.guardians);
    let is_known = matches!(&found, Some((has, Same::Unchanged)) if has.may_view);
    if !is_known && is_barred(guardian, hash, pupil) {
        return Verdict::Barred;
    }
    let Some((has, same)) = found else {
        return Verdict::Stranger;
    };
    let (new, kept) = match (same, &guardian.phone) {
        (Same::Renamed(_), _) if has.is_fixed => (None, Some(ApplyNoteCode::NameKept)),
        (Same::Renamed(name), _) => (Some(New::Name(name)), None),
        (Same::NewPhone, Some(_)) if has.is_fixed => (None, Some(ApplyNoteCode::PhoneKept)),
        (Same::NewPhone, Some(phone)) => (Some(New::Phone(phone.clone())), None),
        _ => (None, None),
    };
    let mut news: Vec<New> = new.into_iter().collect();
    if guardian.relation != Relation::Other && guardian.relation != has.relation {
        news.push(New::Relation(guardian.relation));
    }
    if guardian.is_primary_carer && !has.primary_carer {
        news.push(New::Carer);
    }
    let changes = news.into_iter().map(|new| GuardianChange {
        student: pupil.id,
        person: has.person,
        new,
    });
    Verdict::Known {
        changes: changes.collect(),
        kept,
    }
}

/// Whether the row means a guardian who is barred from the pupil.
pub fn is_barred(guardian: &Named, hash: Option<&str>, pupil: &Pupil) -> bool {
    let mut barred = pupil.guardians.iter().filter(|has| !has.may_view);
    barred.any(|has| family::means(guardian, hash, &pupil.name, has))
}
