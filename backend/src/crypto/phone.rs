//! A person's phone as its row holds it.

use tongyu_shared::{ids::PersonId, names::Phone};

use super::{Keys, Place, SealError};

fn place(row: &str) -> Place<'_> {
    Place {
        table: "person",
        column: "phone_sealed",
        row,
    }
}

/// Seals a phone for the row of its person.
pub fn seal(keys: &Keys, person: PersonId, phone: &Phone) -> Result<Vec<u8>, SealError> {
    keys.seal(place(&person.to_string()), phone.as_str().as_bytes())
}

/// Opens what [`seal`] made for the same person.
pub fn open(keys: &Keys, person: PersonId, sealed: &[u8]) -> Result<Phone, SealError> {
    let plain = keys.open(place(&person.to_string()), sealed)?;
    let text = String::from_utf8(plain).map_err(|_| SealError)?;
    Phone::parse(&text).map_err(|_| SealError)
}
