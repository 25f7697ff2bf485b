//! W3C Bitstring Status Lists: one for revoked certificates, one for suspended ones, signed. A
//! certificate has the same random place in both, so that neighbours tell nothing of each other.

use std::io::Write as _;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use tongyu_shared::{certification::state::CertState, time::Instant};

use super::credential::Issuer;
use crate::http::fault::Fault;

/// Places in a list, one bit each: eight times the least of the standard, so that a city's
/// certificates of decades find a free one at the first or second try.
pub const PLACES: i32 = 1 << 20;
/// How long a copy of a list may be believed.
const BELIEVED: TimeDelta = TimeDelta::hours(1);
/// How long a copy may be kept before it is fetched again, in milliseconds.
const FRESH_MS: u32 = 30_000;

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusList {
    /// Those that were revoked or given back.
    Revocation,
    /// Those that are suspended.
    Suspension,
}

impl StatusList {
    /// Both lists, in the order in which credentials name them.
    pub const ALL: [Self; 2] = [Self::Revocation, Self::Suspension];

    /// What the standard calls its purpose, and its address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
        }
    }

    /// The states whose certificates are marked in it.
    pub const fn states(self) -> &'static [CertState] {
        match self {
            Self::Revocation => &[CertState::Revoked, CertState::Surrendered],
            Self::Suspension => &[CertState::Suspended],
        }
    }

    fn address(self, origin: &str) -> String {
        format!("{origin}/c/status/{}", self.as_str())
    }
}

/// What a credential says of its place in a list.
pub fn entry(origin: &str, list: StatusList, place: i32) -> Value {
    let address = list.address(origin);
    json!({
        "id": format!("{address}#{place}"),
        "type": "BitstringStatusListEntry",
        "statusPurpose": list.as_str(),
        "statusListIndex": place.to_string(),
        "statusListCredential": address,
    })
}

/// The signed list with these places marked.
pub fn signed(
    issuer: Issuer<'_>,
    list: StatusList,
    marked: &[i32],
    now: Instant,
) -> Result<String, Fault> {
    let (id, until) = (list.address(issuer.origin), now.plus(BELIEVED));
    issuer.sign(&json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id(),
        "validFrom": now.to_string(),
        "validUntil": until.to_string(),
        "credentialSubject": {
            "id": format!("{id}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": list.as_str(),
            "encodedList": encode(marked)?,
            "ttl": FRESH_MS,
        },
        "iss": issuer.id(),
        "jti": id,
        "nbf": now.utc().timestamp(),
        "exp": until.utc().timestamp(),
    }))
}

/// Multibase base64url of the gzipped bits, the first bit of a byte in front.
fn encode(marked: &[i32]) -> Result<String, Fault> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&bits(marked)).map_err(Fault::internal)?;
    let zipped = encoder.finish().map_err(Fault::internal)?;
    Ok(format!("u{}", BASE64_URL_SAFE_NO_PAD.encode(zipped)))
}

fn bits(marked: &[i32]) -> Vec<u8> {
    let mut bits = vec![0_u8; usize::try_from(PLACES).unwrap_or(0) / 8];
    for place in marked {
        let byte = usize::try_from(place / 8).ok();
        if let Some(byte) = byte.and_then(|at| bits.get_mut(at)) {
            *byte |= 0x80 >> (place % 8);
        }
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_one_bit_and_marks_no_neighbour() {
        let bits = bits(&[0, 5, 47, PLACES - 1]);
        let is_set = |place: usize| bits[place / 8] & (0x80 >> (place % 8)) != 0;
        let set: Vec<_> = (0..bits.len() * 8).filter(|place| is_set(*place)).collect();
        assert_eq!(set, [0, 5, 47, 1_048_575]);
    }

    #[test]
    fn a_list_of_a_city_is_small() {
        let few: Vec<i32> = (0..50).map(|n| n * 20_011).collect();
        assert!(encode(&few).unwrap().len() < 2_000);
    }
}
