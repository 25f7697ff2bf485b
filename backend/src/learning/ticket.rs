//! Tickets for watching: who may report on which film since when, signed and kept nowhere, so
//! that a report needs no query (access rule 7).

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq as _;
use tongyu_shared::{
    ids::{AssetId, LessonId, PersonId, SessionId},
    time::Instant,
};

use crate::crypto::Keys;

const IDS: usize = 4 * 16;
const BODY: usize = IDS + 8 + 4 + 8;
const TAG: usize = 32;
const WHOLE: usize = BODY + TAG;

/// What a ticket says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Who watches.
    pub person: PersonId,
    /// On which signed-in device.
    pub session: SessionId,
    /// Which lesson.
    pub lesson: LessonId,
    /// Which film of it.
    pub asset: AssetId,
    /// When it was given, to the millisecond.
    pub issued_at: Instant,
    /// Length of the film.
    pub duration_s: u32,
    /// Tells the tickets of one person apart.
    pub nonce: u64,
}

/// The ticket as it travels.
pub fn print(keys: &Keys, ticket: &Ticket) -> String {
    let mut bytes = Vec::with_capacity(WHOLE);
    bytes.extend_from_slice(ticket.person.as_bytes());
    bytes.extend_from_slice(ticket.session.as_bytes());
    bytes.extend_from_slice(ticket.lesson.as_bytes());
    bytes.extend_from_slice(ticket.asset.as_bytes());
    let issued_ms = ticket.issued_at.utc().timestamp_millis();
    bytes.extend_from_slice(&issued_ms.to_be_bytes());
    bytes.extend_from_slice(&ticket.duration_s.to_be_bytes());
    bytes.extend_from_slice(&ticket.nonce.to_be_bytes());
    let tag = keys.watch_tag(&bytes);
    bytes.extend_from_slice(&tag);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a ticket that this site gave; its age is the caller's to judge.
pub fn read(keys: &Keys, text: &str) -> Option<Ticket> {
    let mut bytes = [0; WHOLE];
    let length = BASE64_URL_SAFE_NO_PAD.decode_slice(text, &mut bytes).ok()?;
    let (body, tag) = bytes.split_first_chunk::<BODY>()?;
    let genuine = length == WHOLE && bool::from(keys.watch_tag(body).as_slice().ct_eq(tag));
    let (person, rest) = body.split_first_chunk::<16>()?;
    let (session, rest) = rest.split_first_chunk::<16>()?;
    let (lesson, rest) = rest.split_first_chunk::<16>()?;
    let (asset, rest) = rest.split_first_chunk::<16>()?;
    let (issued_ms, rest) = rest.split_first_chunk::<8>()?;
    let (duration_s, nonce) = rest.split_first_chunk::<4>()?;
    let issued_at = chrono::DateTime::from_timestamp_millis(i64::from_be_bytes(*issued_ms))?;
    genuine.then_some(Ticket {
        person: PersonId::from_bytes(*person),
        session: SessionId::from_bytes(*session),
        lesson: LessonId::from_bytes(*lesson),
        asset: AssetId::from_bytes(*asset),
        issued_at: issued_at.into(),
        duration_s: u32::from_be_bytes(*duration_s),
        nonce: u64::from_be_bytes(nonce.try_into().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket() -> Ticket {
        Ticket {
            person: PersonId::new(),
            session: SessionId::new(),
            lesson: LessonId::new(),
            asset: AssetId::new(),
            issued_at: "2026-11-23T19:00:00+08:00".parse().expect("an instant"),
            duration_s: 62,
            nonce: 7,
        }
    }

    #[test]
    fn a_ticket_says_what_was_put_into_it_to_its_own_site_only() {
        let (keys, ticket) = (Keys::generate(), ticket());
        let text = print(&keys, &ticket);
        assert_eq!(read(&keys, &text), Some(ticket));
        assert_eq!(read(&Keys::generate(), &text), None);
        assert!(text.len() < 200, "{}", text.len());
    }

    #[test]
    fn a_ticket_with_any_byte_changed_is_none() {
        let keys = Keys::generate();
        let text = print(&keys, &ticket());
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&text).expect("base64");
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let changed = BASE64_URL_SAFE_NO_PAD.encode(changed);
            assert_eq!(read(&keys, &changed), None, "byte {at}");
        }
        for bad in ["", "王", &text[..text.len() - 4], &format!("{text}AAAA")] {
            assert_eq!(read(&keys, bad), None, "{bad}");
        }
    }
}
