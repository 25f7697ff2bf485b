//! What the site certifies: signed with Ed25519, so that anyone can check it with the public key.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use ed25519_dalek::{Signature, Signer as _, Verifier as _};
use sha2::{Digest as _, Sha256};

use super::Keys;

impl Keys {
    /// Signs a message as the issuer of certificates.
    pub fn sign_as_issuer(&self, message: &[u8]) -> [u8; 64] {
        self.issuer.sign(message).to_bytes()
    }

    /// Whether the issuer signed this message.
    pub fn is_issuers(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| {
            self.issuer
                .verifying_key()
                .verify(message, &signature)
                .is_ok()
        })
    }

    /// The issuer's public key in base64url, as a JWK (RFC 8037) says it.
    pub fn issuer_public(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.issuer.verifying_key().as_bytes())
    }

    /// The thumbprint of that key (RFC 7638): its name among keys.
    pub fn issuer_thumbprint(&self) -> String {
        let canonical = format!(
            r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#,
            self.issuer_public()
        );
        BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(canonical))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_fits_one_message_and_one_site() {
        let keys = Keys::generate();
        let signature = keys.sign_as_issuer(b"a");
        assert!(keys.is_issuers(b"a", &signature));
        assert!(!keys.is_issuers(b"b", &signature));
        assert!(!keys.is_issuers(b"a", &signature[1..]));
        assert!(!Keys::generate().is_issuers(b"a", &signature));
        assert_ne!(
            keys.issuer_thumbprint(),
            Keys::generate().issuer_thumbprint()
        );
    }
}
