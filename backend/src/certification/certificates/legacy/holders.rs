//! Who the holders of a sheet are among the staff of its place: looked up for all rows at once.

use std::collections::{HashMap, HashSet};

use tongyu_db::Conn;
use tongyu_shared::{
    certification::certificates::legacy::{HolderLink, holder},
    ids::{NodeId, PersonId},
};

use super::store::{self, HolderRow};
use crate::http::fault::Fault;

/// The people that the rows of a sheet may mean.
pub struct People {
    /// By school and name.
    at_school: HashMap<(String, String), Vec<PersonId>>,
    /// By phone and name.
    with_phone: HashMap<(String, String), Vec<PersonId>>,
}

impl People {
    /// Looks them up among those who have, or had, a post in the place of the sheet.
    pub fn of(conn: &mut Conn, place: NodeId, rows: &[HolderRow]) -> Result<Self, Fault> {
        let names: HashSet<_> = rows.iter().map(|row| row.name.as_str()).collect();
        let names: Vec<_> = names.into_iter().collect();
        let schools: HashSet<_> = rows
            .iter()
            .filter_map(|row| row.school_id.as_deref())
            .collect();
        let schools: Vec<_> = schools.into_iter().collect();
        let phones: Vec<_> = rows
            .iter()
            .filter_map(|row| row.phone_hash.as_deref())
            .collect();
        Ok(Self {
            at_school: grouped(store::at_schools(conn, &schools, &names)?),
            with_phone: grouped(store::with_phones(conn, place, &phones)?),
        })
    }

    /// Whom a row means.
    pub fn link(&self, row: &HolderRow) -> (HolderLink, Option<PersonId>) {
        let among = |known: &HashMap<_, Vec<PersonId>>, mark: &str| {
            let key = (mark.to_owned(), row.name.clone());
            // Whom nobody was found for: an empty list is the answer.
            known.get(&key).cloned().unwrap_or_default()
        };
        let school = row.school_id.as_deref();
        let at_school = school.map_or_else(Vec::new, |school| among(&self.at_school, school));
        let phone = row.phone_hash.as_deref();
        let with_phone = phone.map(|phone| among(&self.with_phone, phone));
        holder(&at_school, with_phone.as_deref())
    }
}

fn grouped(found: Vec<(String, String, PersonId)>) -> HashMap<(String, String), Vec<PersonId>> {
    let mut known: HashMap<_, Vec<_>> = HashMap::new();
    for (mark, name, person) in found {
        let people = known.entry((mark, name)).or_default();
        if !people.contains(&person) {
            people.push(person);
        }
    }
    known
}
