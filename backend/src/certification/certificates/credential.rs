//! The credential of a certificate: Open Badges 3.0 as a W3C Verifiable Credential 2.0, secured as
//! a JWT (VC-JWT, OB 3.0 §8.2) with Ed25519. It is also what a row is held against before its page
//! says "valid".

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tongyu_shared::{
    Lang,
    certification::{certificates::number::level_code, pack::Level, words::level},
    ids::CertificateId,
    text::certificates as words,
    time::Date,
};

use super::status_list::{self, StatusList};
use crate::{crypto::Keys, http::fault::Fault};

/// What a certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The certificate.
    pub id: CertificateId,
    /// Its number.
    pub number: String,
    /// The holder's full name.
    pub name: String,
    /// The level.
    pub level: Level,
    /// 文号.
    pub document_number: Option<String>,
    /// The day of issue.
    pub issued_on: Date,
    /// The last day; long-term if absent.
    pub valid_to: Option<Date>,
    /// Its place in the status lists.
    pub status_index: i32,
}

/// Who issues, and where its pages are.
#[derive(Clone, Copy)]
pub struct Issuer<'a> {
    /// The site's keys.
    pub keys: &'a Keys,
    /// The site's address.
    pub origin: &'a str,
    /// The city's name.
    pub city: &'a str,
    /// Whether it is the demo, whose certificates prove nothing and say so.
    pub demo: bool,
}

impl Issuer<'_> {
    /// The issuer's id: the address of its profile.
    pub fn id(&self) -> String {
        format!("{}/c/issuer", self.origin)
    }

    /// The address of the key that signs.
    fn key_id(&self) -> String {
        format!("{}/c/keys/{}", self.origin, self.keys.issuer_thumbprint())
    }

    /// A name as it stands in a credential: in the demo it says that it is a sample.
    fn marked(&self, text: String) -> String {
        if self.demo {
            format!("{} {text}", words::sample(Lang::ZhCn))
        } else {
            text
        }
    }

    /// Signs claims as a JWT.
    pub fn sign(&self, claims: &Value) -> Result<String, Fault> {
        let header = json!({ "alg": "EdDSA", "typ": "JWT", "kid": self.key_id() });
        let part = |value: &Value| -> Result<String, Fault> {
            let bytes = serde_json::to_vec(value).map_err(Fault::internal)?;
            Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
        };
        let signed = format!("{}.{}", part(&header)?, part(claims)?);
        let signature = self.keys.sign_as_issuer(signed.as_bytes());
        Ok(format!(
            "{signed}.{}",
            BASE64_URL_SAFE_NO_PAD.encode(signature)
        ))
    }
}

/// The credential. `hours` are those of the level's training, in whole hours.
pub fn issue(issuer: Issuer<'_>, facts: &Facts, hours: Option<u16>) -> Result<String, Fault> {
    issuer.sign(&claims(issuer, facts, hours))
}

fn claims(issuer: Issuer<'_>, facts: &Facts, hours: Option<u16>) -> Value {
    let lang = Lang::ZhCn;
    let level_words = level(lang, facts.level);
    let (id, from) = (urn(facts.id), facts.issued_on.first_instant());
    let holder = holder(issuer, facts, hours);
    let mut claims = json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": issuer.marked(words::title(lang, issuer.city, level_words)),
        "issuer": {
            "id": issuer.id(),
            "type": ["Profile"],
            "name": words::issuer(lang, issuer.city),
        },
        "validFrom": from.to_string(),
        "credentialStatus": StatusList::ALL
            .iter()
            .map(|list| status_list::entry(issuer.origin, *list, facts.status_index))
            .collect::<Vec<_>>(),
        "iss": issuer.id(),
        "jti": id,
        "sub": holder.get("id"),
        "nbf": from.utc().timestamp(),
    });
    if let Some(last) = facts.valid_to.map(Date::last_instant) {
        put(&mut claims, "validUntil", last.to_string());
        put(&mut claims, "exp", last.utc().timestamp());
    }
    put(&mut claims, "credentialSubject", holder);
    claims
}

/// Who holds it, and under which number and document.
fn holder(issuer: Issuer<'_>, facts: &Facts, hours: Option<u16>) -> Value {
    let mut holder = json!({
        "id": subject(issuer.keys, facts.id),
        "type": ["AchievementSubject"],
        "name": facts.name,
        "licenseNumber": facts.number,
        "achievement": achievement(issuer, facts.level),
    });
    if let Some(number) = &facts.document_number {
        put(&mut holder, "narrative", number.as_str());
    }
    if let Some(hours) = hours.filter(|hours| *hours > 0) {
        put(&mut holder, "creditsEarned", hours);
    }
    holder
}

/// What the level is, and what it takes.
fn achievement(issuer: Issuer<'_>, of: Level) -> Value {
    let lang = Lang::ZhCn;
    let level_words = level(lang, of);
    json!({
        "id": format!("{}/c/levels/{}", issuer.origin, level_code(of)),
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": issuer.marked(words::subheading(lang, level_words)),
        "description": issuer.marked(words::foot(lang).to_owned()),
        "criteria": { "narrative": words::statement(lang, level_words) },
    })
}

/// Puts a value into an object.
fn put(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(map) = object.as_object_mut() {
        map.insert(name.to_owned(), value.into());
    }
}

fn urn(id: CertificateId) -> String {
    format!("urn:uuid:{id}")
}

/// The holder's name among subjects: another one on each certificate, so that two of them do not
/// tell that they are one person's.
fn subject(keys: &Keys, id: CertificateId) -> String {
    let bytes = keys.link_secret(id.as_bytes(), "certificate holder");
    let uuid = uuid::Builder::from_custom_bytes(bytes).into_uuid();
    format!("urn:uuid:{uuid}")
}

/// Whether a credential is this site's and says of this certificate what its row says.
pub fn agrees(keys: &Keys, credential: &str, facts: &Facts) -> bool {
    opened(keys, credential).is_some_and(|claims| {
        let says = |pointer: &str, value: &str| {
            claims.pointer(pointer).and_then(Value::as_str) == Some(value)
        };
        let absent = |pointer: &str| claims.pointer(pointer).is_none();
        let level = format!("/c/levels/{}", level_code(facts.level));
        says("/id", &urn(facts.id))
            && says("/credentialSubject/name", &facts.name)
            && says("/credentialSubject/licenseNumber", &facts.number)
            && says("/validFrom", &facts.issued_on.first_instant().to_string())
            && claims
                .pointer("/credentialSubject/achievement/id")
                .and_then(Value::as_str)
                .is_some_and(|id| id.ends_with(&level))
            && match facts.valid_to {
                Some(last) => says("/validUntil", &last.last_instant().to_string()),
                None => absent("/validUntil"),
            }
            && match &facts.document_number {
                Some(number) => says("/credentialSubject/narrative", number),
                None => absent("/credentialSubject/narrative"),
            }
            && says(
                "/credentialStatus/0/statusListIndex",
                &facts.status_index.to_string(),
            )
    })
}

/// The claims of a JWT that this site signed.
fn opened(keys: &Keys, credential: &str) -> Option<Value> {
    let (signed, signature) = credential.rsplit_once('.')?;
    let signature = BASE64_URL_SAFE_NO_PAD.decode(signature).ok()?;
    if !keys.is_issuers(signed.as_bytes(), &signature) {
        return None;
    }
    let (_, claims) = signed.split_once('.')?;
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts {
            id: CertificateId::from_u128(7),
            number: "YS-L1-2026-990100-00001-Q".to_owned(),
            name: "王小明".to_owned(),
            level: Level::JuniorLecturer,
            document_number: Some("云教〔2026〕9号".to_owned()),
            issued_on: "2026-11-23".parse().unwrap(),
            valid_to: "2029-11-22".parse().ok(),
            status_index: 12_345,
        }
    }

    fn credential(keys: &Keys, facts: &Facts) -> String {
        let issuer = Issuer {
            keys,
            origin: "https://jy.example.cn",
            city: "云海市",
            demo: false,
        };
        issue(issuer, facts, Some(40)).unwrap()
    }

    #[test]
    fn a_credential_of_the_demo_says_wherever_it_is_named_that_it_is_a_sample() {
        let keys = Keys::generate();
        for demo in [false, true] {
            let issuer = Issuer {
                keys: &keys,
                origin: "https://jy.example.cn",
                city: "云海市",
                demo,
            };
            let claims = claims(issuer, &facts(), None);
            let achievement = "/credentialSubject/achievement";
            for place in [
                "/name",
                &format!("{achievement}/name"),
                &format!("{achievement}/description"),
            ] {
                let text = claims.pointer(place).and_then(Value::as_str).unwrap();
                assert_eq!(text.starts_with("样例·无效 "), demo, "{place}: {text}");
            }
            assert!(agrees(&keys, &issuer.sign(&claims).unwrap(), &facts()));
        }
    }

    #[test]
    fn a_row_that_differs_in_one_fact_does_not_fit_its_credential() {
        let keys = Keys::generate();
        let true_facts = facts();
        let credential = credential(&keys, &true_facts);
        assert!(agrees(&keys, &credential, &true_facts));
        let altered = [
            Facts {
                id: CertificateId::from_u128(8),
                ..facts()
            },
            Facts {
                number: "YS-L1-2026-990100-00002-O".to_owned(),
                ..facts()
            },
            Facts {
                name: "王大明".to_owned(),
                ..facts()
            },
            Facts {
                level: Level::SeniorInstructor,
                ..facts()
            },
            Facts {
                document_number: None,
                ..facts()
            },
            Facts {
                issued_on: "2025-11-23".parse().unwrap(),
                ..facts()
            },
            Facts {
                valid_to: None,
                ..facts()
            },
            Facts {
                valid_to: "2039-11-22".parse().ok(),
                ..facts()
            },
            Facts {
                status_index: 1,
                ..facts()
            },
        ];
        for other in altered {
            assert!(!agrees(&keys, &credential, &other), "{other:?}");
        }
    }

    #[test]
    fn a_credential_of_another_site_or_with_a_changed_byte_is_none() {
        let keys = Keys::generate();
        let foreign = credential(&Keys::generate(), &facts());
        assert!(!agrees(&keys, &foreign, &facts()));
        let own = credential(&keys, &facts());
        for at in [0, own.len() / 2, own.len() - 3] {
            let mut changed = own.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(!agrees(&keys, &changed, &facts()), "{at}");
        }
        assert!(!agrees(&keys, "", &facts()));
    }

    #[test]
    fn a_credential_tells_no_more_than_the_paper() {
        let keys = Keys::generate();
        let claims = opened(&keys, &credential(&keys, &facts())).unwrap();
        let subject = claims["credentialSubject"].as_object().unwrap();
        let mut told: Vec<_> = subject.keys().map(String::as_str).collect();
        told.sort_unstable();
        let allowed = [
            "achievement",
            "creditsEarned",
            "id",
            "licenseNumber",
            "name",
            "narrative",
            "type",
        ];
        assert_eq!(told, allowed);
        assert!(subject["creditsEarned"].is_u64());
    }
}
