//! Sealed text: AES-256-GCM, bound to the place where it is stored, with a suite byte in front so
//! that another cipher can be chosen later.

use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead as _, Payload},
};

use super::Keys;

/// The first byte of everything sealed: AES-256-GCM with a 12-byte nonce behind it.
pub const SUITE_AES_256_GCM: u8 = 1;
const NONCE: usize = 12;

/// Where a sealed text stands. Text moved to another row or column does not open there.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The row's id.
    pub row: &'a str,
}

impl Place<'_> {
    fn bytes(&self, owner: &str) -> Vec<u8> {
        [self.table, self.column, self.row, owner]
            .join("\u{1f}")
            .into_bytes()
    }
}

/// A sealed text does not open: another key, another place, or damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed text does not open")]
pub struct SealError;

/// Seals `plain` for `place`; `owner` is the student it belongs to, or empty.
pub(super) fn seal(
    cipher: &Aes256Gcm,
    place: Place<'_>,
    owner: &str,
    plain: &[u8],
) -> Result<Vec<u8>, SealError> {
    let nonce: [u8; NONCE] = rand::random();
    let payload = Payload {
        msg: plain,
        aad: &place.bytes(owner),
    };
    let sealed = cipher
        .encrypt(&Nonce::from(nonce), payload)
        .map_err(|_| SealError)?;
    let mut out = Vec::with_capacity(1 + NONCE + sealed.len());
    out.push(SUITE_AES_256_GCM);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    Ok(out)
}

/// Opens what [`seal`] made for the same place and owner.
pub(super) fn open(
    cipher: &Aes256Gcm,
    place: Place<'_>,
    owner: &str,
    sealed: &[u8],
) -> Result<Vec<u8>, SealError> {
    let (&suite, rest) = sealed.split_first().ok_or(SealError)?;
    let (nonce, text) = rest.split_first_chunk::<NONCE>().ok_or(SealError)?;
    if suite != SUITE_AES_256_GCM {
        return Err(SealError);
    }
    let payload = Payload {
        msg: text,
        aad: &place.bytes(owner),
    };
    cipher
        .decrypt(&Nonce::from(*nonce), payload)
        .map_err(|_| SealError)
}

impl Keys {
    /// Seals what belongs to no student: a phone, an uploaded sheet.
    pub fn seal(&self, place: Place<'_>, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        seal(&self.seal, place, "", plain)
    }

    /// Opens what [`Keys::seal`] made for the same place.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        open(&self.seal, place, "", sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place<'_> = Place {
        table: "person",
        column: "phone_sealed",
        row: "1",
    };

    #[test]
    fn a_sealed_text_opens_only_where_it_was_sealed() {
        let keys = Keys::generate();
        let sealed = keys.seal(HERE, "海棠".as_bytes()).unwrap();
        assert_eq!(keys.open(HERE, &sealed).unwrap(), "海棠".as_bytes());
        for elsewhere in [
            Place { row: "2", ..HERE },
            Place {
                column: "name",
                ..HERE
            },
            Place {
                table: "visit",
                ..HERE
            },
        ] {
            assert_eq!(keys.open(elsewhere, &sealed), Err(SealError));
        }
        assert_eq!(Keys::generate().open(HERE, &sealed), Err(SealError));
    }

    #[test]
    fn a_changed_byte_is_noticed_and_a_short_text_is_no_fault() {
        let keys = Keys::generate();
        let sealed = keys.seal(HERE, b"x").unwrap();
        for at in 0..sealed.len() {
            let mut broken = sealed.clone();
            broken[at] ^= 1;
            assert_eq!(keys.open(HERE, &broken), Err(SealError), "byte {at}");
            assert_eq!(
                keys.open(HERE, &sealed[..at]),
                Err(SealError),
                "cut at {at}"
            );
        }
    }
}
