//! The address of a certificate's public page: its id and a secret that only this site derives, so
//! that numbers and ids lead nowhere.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq as _;
use tongyu_shared::ids::CertificateId;

use crate::crypto::Keys;

const PURPOSE: &str = "certificate";

/// Whose page it is.
fn make(keys: &Keys, id: CertificateId) -> String {
    let secret = keys.link_secret(id.as_bytes(), PURPOSE);
    BASE64_URL_SAFE_NO_PAD.encode([*id.as_bytes(), secret].concat())
}

/// Which certificate a token names, if its secret is true. Asks no database, so that guessing
/// costs nothing and tells nothing.
pub fn read(keys: &Keys, token: &str) -> Option<CertificateId> {
    let bytes: [u8; 32] = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()?;
    let (id, secret) = bytes.split_first_chunk::<16>()?;
    let due = keys.link_secret(id, PURPOSE);
    bool::from(due.as_slice().ct_eq(secret)).then(|| CertificateId::from_bytes(*id))
}

/// The path of the page.
pub fn path(keys: &Keys, id: CertificateId) -> String {
    format!("/c/{}", make(keys, id))
}

/// The whole address.
pub fn address(keys: &Keys, origin: &str, id: CertificateId) -> String {
    format!("{origin}{}", path(keys, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_certificate_and_a_forged_one_none() {
        let (keys, id) = (Keys::generate(), CertificateId::new());
        let token = make(&keys, id);
        assert_eq!((token.len(), read(&keys, &token)), (43, Some(id)));
        assert_eq!(read(&Keys::generate(), &token), None);
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&token).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert_eq!(read(&keys, &BASE64_URL_SAFE_NO_PAD.encode(changed)), None);
        }
        for bad in [
            "",
            "YS-L1-2026-990100-00001-Q",
            &id.to_string(),
            &token[1..],
        ] {
            assert_eq!(read(&keys, bad), None, "{bad}");
        }
    }
}
