//! The guardians of a roster's row: two numbered ones, father and mother, each once, and which of
//! them mainly cares for the child.

use tongyu_shared::{
    names::Phone,
    org::sheet::{RosterField as F, RowProblemCode as P},
    visits::types::Relation,
};

use super::{
    relation,
    rows::RowCheck,
    tidy::{tidy, tidy_name},
};

/// A guardian as a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardianRow {
    /// The name; some lists hold only a phone.
    pub name: Option<String>,
    /// How they are related to the pupil.
    pub relation: Relation,
    /// The mobile number.
    pub phone: Option<Phone>,
    /// Whether the row names them as the one who mainly cares for the child.
    pub is_primary_carer: bool,
    /// The column of the phone, for problems that concern it.
    pub(super) phone_field: F,
}

#[cfg(test)]
impl GuardianRow {
    /// A guardian for tests of what is done with rows.
    pub fn new(name: Option<&str>, relation: Relation, phone: Option<Phone>) -> Self {
        let name = name.map(str::to_owned);
        Self {
            name,
            relation,
            phone,
            is_primary_carer: false,
            phone_field: F::Guardian1Phone,
        }
    }
}

/// Where a guardian stands in the sheet.
struct Place {
    name: F,
    phone: F,
    relation: RelationFrom,
}

/// Where a guardian's relation comes from.
enum RelationFrom {
    /// A column of its own.
    Column(F),
    /// The heading.
    Heading(Relation),
}

const PLACES: [Place; 4] = [
    Place {
        name: F::Guardian1Name,
        phone: F::Guardian1Phone,
        relation: RelationFrom::Column(F::Guardian1Relation),
    },
    Place {
        name: F::Guardian2Name,
        phone: F::Guardian2Phone,
        relation: RelationFrom::Column(F::Guardian2Relation),
    },
    Place {
        name: F::FatherName,
        phone: F::FatherPhone,
        relation: RelationFrom::Heading(Relation::Father),
    },
    Place {
        name: F::MotherName,
        phone: F::MotherPhone,
        relation: RelationFrom::Heading(Relation::Mother),
    },
];

/// The guardians of the row, those who stand in two places once.
pub fn read(row: &mut RowCheck<'_, F>) -> Vec<GuardianRow> {
    let mut guardians: Vec<GuardianRow> = Vec::new();
    for place in &PLACES {
        let Some(guardian) = read_one(row, place) else {
            continue;
        };
        match guardians
            .iter_mut()
            .find(|earlier| is_same(earlier, &guardian))
        {
            Some(earlier) => merge(earlier, guardian),
            None => guardians.push(guardian),
        }
    }
    note_gaps(row, &guardians);
    guardians
}

fn read_one(row: &mut RowCheck<'_, F>, place: &Place) -> Option<GuardianRow> {
    let written = row.text(place.name);
    let (name, noted) = relation::split_name(&written);
    let name = Some(tidy_name(name)).filter(|name| !name.is_empty());
    let phone = read_phone(row, place.phone);
    if name.is_none() && phone.is_none() {
        return None;
    }
    let relation = match place.relation {
        RelationFrom::Heading(relation) => relation,
        RelationFrom::Column(field) => noted.unwrap_or_else(|| read_relation(row, field)),
    };
    Some(GuardianRow {
        name,
        relation,
        phone,
        is_primary_carer: false,
        phone_field: place.phone,
    })
}

fn read_phone(row: &mut RowCheck<'_, F>, field: F) -> Option<Phone> {
    let text = row.text(field);
    if text.is_empty() {
        return None;
    }
    let phone = text.parse();
    if phone.is_err() {
        row.note(field, P::PhoneMalformed, &text);
    }
    phone.ok()
}

fn read_relation(row: &mut RowCheck<'_, F>, field: F) -> Relation {
    let word = row.text(field);
    relation::read(&word).unwrap_or_else(|| {
        // Where the list has no such column there is nothing to correct in the row.
        if row.has_column(field) {
            row.note(field, P::RelationUnknown, &word);
        }
        Relation::Other
    })
}

fn is_same(one: &GuardianRow, other: &GuardianRow) -> bool {
    let names_agree = one.name == other.name || one.name.is_none() || other.name.is_none();
    let same_phone = one.phone.is_some() && one.phone == other.phone;
    let same_name = one.name.is_some() && one.name == other.name;
    let phones_agree = one.phone.is_none() || other.phone.is_none();
    (same_phone && names_agree) || (same_name && phones_agree)
}

fn merge(earlier: &mut GuardianRow, later: GuardianRow) {
    earlier.name = earlier.name.take().or(later.name);
    if earlier.phone.is_none() {
        earlier.phone = later.phone;
        earlier.phone_field = later.phone_field;
    }
    if earlier.relation == Relation::Other {
        earlier.relation = later.relation;
    }
}

fn note_gaps(row: &mut RowCheck<'_, F>, guardians: &[GuardianRow]) {
    if guardians.is_empty() {
        row.note(F::Guardian1Name, P::GuardianMissing, "");
    }
    for guardian in guardians {
        let no_phone = guardian.phone.is_none() && row.text(guardian.phone_field).is_empty();
        if let Some(name) = guardian.name.as_ref().filter(|_| no_phone) {
            row.note(guardian.phone_field, P::GuardianPhoneMissing, name);
        }
        if guardian.name.is_none() {
            row.note(
                name_beside(guardian.phone_field),
                P::GuardianNameMissing,
                "",
            );
        }
    }
}

fn name_beside(phone: F) -> F {
    PLACES
        .iter()
        .find(|place| place.phone == phone)
        .map_or(F::Guardian1Name, |place| place.name)
}

/// Marks the guardian whom 主要照顾人 names, by name or by relation. If it is none of them, gives
/// the cell's words and the relation that they mean.
pub fn mark_carer(
    row: &RowCheck<'_, F>,
    guardians: &mut [GuardianRow],
) -> Option<(String, Relation)> {
    let words = tidy(&row.cell(F::PrimaryCarer)?.text);
    let (name, noted) = relation::split_name(&words);
    let meant = noted.or_else(|| relation::read(&words));
    let carer = guardians.iter_mut().find(|guardian| {
        guardian.name.as_deref() == Some(tidy_name(name).as_str())
            || (meant == Some(guardian.relation) && guardian.relation != Relation::Other)
    });
    match carer {
        Some(guardian) => {
            guardian.is_primary_carer = true;
            None
        }
        None if words.is_empty() => None,
        None => Some((words.clone(), meant.unwrap_or(Relation::Other))),
    }
}
