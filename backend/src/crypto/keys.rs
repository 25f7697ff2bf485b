//! The site's keys: one file of mode 0600, made on the first demo start.

use std::{fs, io, path::Path};

use aes_gcm::{Aes256Gcm, KeyInit};
use base64::{Engine as _, prelude::BASE64_STANDARD, prelude::BASE64_URL_SAFE_NO_PAD};
use ed25519_dalek::SigningKey;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use tongyu_shared::names::Phone;

/// Why keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("key file {0}: {1}")]
    File(String, io::Error),
    /// The file is readable by others.
    #[error("key file {0} can be read by others; run: chmod 600 {0}")]
    Mode(String),
    /// The file is from before there were certificates and cannot be written.
    #[error(
        "key file {0} has no key for certificates, and none can be added: {1}. Make it writable \
         for one start, or add a line: issuer = \"32 random bytes in base64\""
    )]
    NoIssuer(String, io::Error),
    /// The file does not hold what it should.
    #[error("key file {0}: {1}")]
    Content(String, String),
}

/// The site's secrets. A key for each purpose, so that one can be changed without the others.
#[derive(Clone)]
pub struct Keys {
    /// Wraps the students' keys and seals what belongs to no student.
    pub(super) seal: Aes256Gcm,
    phone: Vec<u8>,
    link: Vec<u8>,
    session: Vec<u8>,
    /// Signs what the site certifies.
    pub(super) issuer: SigningKey,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    seal: String,
    phone: String,
    link: String,
    session: String,
    /// Missing in files from before there were certificates; then it is added.
    issuer: Option<String>,
}

impl Keys {
    /// Fresh random keys.
    pub fn generate() -> Self {
        let [seal, phone, link, session, issuer]: [[u8; 32]; 5] = rand::random();
        Self::from_parts(&seal, &phone, &link, &session, &issuer)
    }

    fn from_parts(
        seal: &[u8; 32],
        phone: &[u8],
        link: &[u8],
        session: &[u8],
        issuer: &[u8; 32],
    ) -> Self {
        Self {
            seal: Aes256Gcm::new(seal.into()),
            phone: phone.to_vec(),
            link: link.to_vec(),
            session: session.to_vec(),
            issuer: SigningKey::from_bytes(issuer),
        }
    }

    /// Reads the keys of a file that only its owner can read. A file from before there were
    /// certificates gets the key that signs them; the others stay as they are.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let name = || path.display().to_string();
        let text = fs::read_to_string(path).map_err(|e| KeyError::File(name(), e))?;
        refuse_readable_by_others(path)?;
        let file: KeyFile =
            toml::from_str(&text).map_err(|e| KeyError::Content(name(), e.to_string()))?;
        let decode = |text: &str| -> Result<[u8; 32], KeyError> {
            let bytes = BASE64_STANDARD
                .decode(text)
                .map_err(|e| KeyError::Content(name(), e.to_string()))?;
            bytes
                .try_into()
                .map_err(|_| KeyError::Content(name(), "a key has 32 bytes".to_owned()))
        };
        let issuer = match file.issuer {
            Some(text) => text,
            None => add_issuer(path)?,
        };
        let keys = [&file.seal, &file.phone, &file.link, &file.session, &issuer];
        let [seal, phone, link, session, issuer] = keys.map(|text| decode(text));
        let (seal, phone, link, session, issuer) = (seal?, phone?, link?, session?, issuer?);
        if [&seal, &phone, &link, &session, &issuer]
            .iter()
            .any(|key| is_filler(key))
        {
            return Err(KeyError::Content(name(), "a key is not random".to_owned()));
        }
        Ok(Self::from_parts(&seal, &phone, &link, &session, &issuer))
    }

    /// Reads the keys of a file, or makes the file with fresh ones.
    pub fn read_or_create(path: &Path) -> Result<Self, KeyError> {
        if !path.exists() {
            create(path)?;
        }
        Self::read(path)
    }

    /// The secret that session tokens are signed with.
    pub fn session_secret(&self) -> &[u8] {
        &self.session
    }

    /// What a phone is found by: equal phones have equal hashes, and only the key makes them.
    pub fn phone_hash(&self, phone: &Phone) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(mac(&self.phone, &[phone.as_str().as_bytes()]))
    }

    /// The secret part of a link: derived from its id and purpose, so that neither outbox nor
    /// database holds it. 16 bytes.
    pub fn link_secret(&self, id: &[u8; 16], purpose: &str) -> [u8; 16] {
        let full = mac(&self.link, &[id, purpose.as_bytes()]);
        let mut secret = [0; 16];
        for (to, from) in secret.iter_mut().zip(full) {
            *to = from;
        }
        secret
    }

    /// The tag that only this site can give to a checkpoint of the audit log.
    pub fn audit_tag(&self, checkpoint: &str) -> [u8; 32] {
        mac(
            &self.link,
            &[b"checkpoint of the audit log", checkpoint.as_bytes()],
        )
    }

    /// The tag of a ticket for watching, which only this site can give.
    pub fn watch_tag(&self, ticket: &[u8]) -> [u8; 32] {
        mac(&self.link, &[b"ticket for watching", ticket])
    }

    /// What tells two sensitive bodies apart without telling what they say: whoever reads the
    /// database alone cannot try out bodies against it.
    pub fn fingerprint(&self, body: &[u8]) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(mac(&self.link, &[b"fingerprint of a body", body]))
    }

    /// The rank of a thing in a sample: nobody outside can tell it beforehand, and it is the same
    /// however often, under whatever id and by whomever the sample is drawn.
    pub fn sample_rank(&self, thing: &str) -> [u8; 32] {
        mac(&self.link, &[b"rank in a sample", thing.as_bytes()])
    }

    /// The six digits of a one-time code, derived from its id.
    pub fn sign_in_code(&self, id: &[u8; 16]) -> String {
        let number = mac(&self.link, &[id, b"sign-in code"])
            .into_iter()
            .take(8)
            .fold(0_u64, |number, byte| number << 8 | u64::from(byte));
        format!("{:06}", number % 1_000_000)
    }
}

/// 32 random bytes repeat a few at most; a default that someone typed has few different ones.
fn is_filler(key: &[u8; 32]) -> bool {
    key.iter().collect::<std::collections::BTreeSet<_>>().len() < 16
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    use hmac::digest::KeyInit as _;
    // HMAC takes a key of any length, so this cannot fail; a zero tag would match nothing real.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return [0; 32];
    };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn create(path: &Path) -> Result<(), KeyError> {
    use std::io::Write as _;
    let name = || path.display().to_string();
    let [seal, phone, link, session, issuer]: [[u8; 32]; 5] = rand::random();
    let file = KeyFile {
        seal: BASE64_STANDARD.encode(seal),
        phone: BASE64_STANDARD.encode(phone),
        link: BASE64_STANDARD.encode(link),
        session: BASE64_STANDARD.encode(session),
        issuer: Some(BASE64_STANDARD.encode(issuer)),
    };
    let text = toml::to_string(&file).map_err(|e| KeyError::Content(name(), e.to_string()))?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())
                .and_then(|()| file.sync_all())
        })
        .map_err(|e| KeyError::File(name(), e))
}

/// Adds the key that signs certificates as a line at the end, so that nothing else of the file can
/// be lost. Of two processes that start at once the second finds the first one's key.
fn add_issuer(path: &Path) -> Result<String, KeyError> {
    use std::io::{Read as _, Write as _};
    let name = || path.display().to_string();
    let added = || -> io::Result<String> {
        let mut file = fs::OpenOptions::new().read(true).append(true).open(path)?;
        file.lock()?;
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        if let Ok(KeyFile {
            issuer: Some(issuer),
            ..
        }) = toml::from_str(&text)
        {
            return Ok(issuer);
        }
        let key: [u8; 32] = rand::random();
        let issuer = BASE64_STANDARD.encode(key);
        let gap = if text.ends_with('\n') { "" } else { "\n" };
        file.write_all(format!("{gap}issuer = \"{issuer}\"\n").as_bytes())?;
        file.sync_all()?;
        Ok(issuer)
    };
    added().map_err(|error| KeyError::NoIssuer(name(), error))
}

#[cfg(unix)]
fn refuse_readable_by_others(path: &Path) -> Result<(), KeyError> {
    use std::os::unix::fs::PermissionsExt as _;
    let name = path.display().to_string();
    let mode = fs::metadata(path)
        .map_err(|e| KeyError::File(name.clone(), e))?
        .permissions()
        .mode();
    let others = mode & 0o077;
    if others == 0 {
        Ok(())
    } else {
        Err(KeyError::Mode(name))
    }
}

#[cfg(not(unix))]
fn refuse_readable_by_others(_: &Path) -> Result<(), KeyError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        let phone = Phone::parse("19900000001").unwrap();
        let first = Keys::read_or_create(&path).unwrap().phone_hash(&phone);
        assert_eq!(
            Keys::read_or_create(&path).unwrap().phone_hash(&phone),
            first
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            assert!(matches!(Keys::read(&path), Err(KeyError::Mode(_))));
        }
    }

    #[test]
    fn a_file_from_before_certificates_gets_their_key_once_and_keeps_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        Keys::read_or_create(&path).unwrap();
        let whole = fs::read_to_string(&path).unwrap();
        let old = whole.split("issuer").next().unwrap();
        fs::write(&path, old.trim_end()).unwrap();
        let first = Keys::read(&path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(old.trim_end()), "{text}");
        assert_eq!(text.matches("issuer").count(), 1);
        let second = Keys::read(&path).unwrap();
        assert_eq!(first.issuer.to_bytes(), second.issuer.to_bytes());
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }

    #[test]
    fn a_link_secret_belongs_to_one_id_and_one_purpose() {
        let keys = Keys::generate();
        let secret = keys.link_secret(&[1; 16], "a");
        assert_eq!(secret, keys.link_secret(&[1; 16], "a"));
        assert_ne!(secret, keys.link_secret(&[2; 16], "a"));
        assert_ne!(secret, keys.link_secret(&[1; 16], "b"));
        assert_ne!(secret, Keys::generate().link_secret(&[1; 16], "a"));
    }

    #[test]
    fn a_fingerprint_belongs_to_one_body_and_one_site() {
        let keys = Keys::generate();
        let print = keys.fingerprint(b"a");
        assert_eq!(print, keys.fingerprint(b"a"));
        assert_ne!(print, keys.fingerprint(b"b"));
        assert_ne!(print, Keys::generate().fingerprint(b"a"));
    }

    #[test]
    fn a_code_has_six_digits() {
        let keys = Keys::generate();
        for id in 0..50 {
            let code = keys.sign_in_code(&[id; 16]);
            assert!(
                code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()),
                "{code}"
            );
        }
    }
}
