//! Certificates that are here already under the number of a row. One that came over without a holder
//! gets the person whom a later sheet names, and stays as it is otherwise; all others refuse the row.

use std::collections::{HashMap, HashSet};

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    certification::certificates::{
        history::Happening,
        legacy::{Kept, LegacyFault, supplied},
    },
    ids::{NodeId, PersonId},
};

use super::{
    super::{super::caller::Caller, manage, rows::CertificateRow, store as certificates},
    holders::People,
    store::{self, HolderRow},
};
use crate::http::fault::Fault;

/// The certificates under the numbers of a sheet.
pub struct Here {
    taken: HashSet<String>,
    of_place: HashMap<String, CertificateRow>,
}

/// A certificate with the holder that it gets.
type Supplied<'a> = (&'a CertificateRow, PersonId);

impl Here {
    /// Looks them up.
    pub fn under(conn: &mut Conn, place: NodeId, numbers: &[&str]) -> Result<Self, Fault> {
        let taken = certificates::numbers_taken(conn, numbers)?;
        let of_place = store::kept(conn, place, numbers)?.into_iter();
        Ok(Self {
            taken: taken.into_iter().collect(),
            of_place: of_place.map(|row| (row.number.clone(), row)).collect(),
        })
    }

    /// What the certificate under the number of a row makes of it; nothing where there is none.
    /// `who` is whom the row means.
    pub fn meet(
        &self,
        row: &HolderRow,
        who: Option<PersonId>,
    ) -> Option<Result<Supplied<'_>, LegacyFault>> {
        let of_place = self.of_place.get(&row.number);
        let met = of_place.map(|certificate| {
            let kept = Kept {
                same: certificate.legacy_batch_id.is_some() && says_the_same(row, certificate),
                holder: certificate.person_id.map(|person| person.0),
            };
            supplied(kept, who).map(|who| (certificate, who))
        });
        let elsewhere = self.taken.contains(&row.number);
        met.or_else(|| elsewhere.then_some(Err(LegacyFault::NumberTaken)))
    }
}

fn says_the_same(row: &HolderRow, certificate: &CertificateRow) -> bool {
    row.name == certificate.name
        && row.level.map(|level| level.0) == Some(certificate.level.0)
        && row.issued_on == Some(certificate.issued_on)
        && row.valid_to == certificate.valid_to
}

/// Gives certificates the holders that these rows supply. A row that does not any more is refused.
pub fn supply(
    tx: &mut Tx<'_>,
    caller: &Caller,
    place: NodeId,
    rows: &[HolderRow],
) -> Result<(), Fault> {
    let numbers: Vec<_> = rows.iter().map(|row| row.number.as_str()).collect();
    let here = Here::under(tx, place, &numbers)?;
    let people = People::of(tx, place, rows)?;
    for row in rows {
        let (_, who) = people.link(row);
        match here.meet(row, who) {
            Some(Ok((certificate, who))) => give(tx, caller, certificate, who)?,
            Some(Err(fault)) => store::refuse(tx, row, fault.as_str())?,
            None => return Err(Fault::internal("a certificate of the dry run is gone")),
        }
    }
    Ok(())
}

fn give(
    tx: &mut Tx<'_>,
    caller: &Caller,
    certificate: &CertificateRow,
    who: PersonId,
) -> Result<(), Fault> {
    if !store::supply_holder(tx, certificate, who)? {
        return Err(Fault::Stale(certificate.version + 1));
    }
    manage::note(tx, caller, certificate, Happening::SupplyHolder, None)
}
