//! The chain's arithmetic: each hash covers an entry and the hash before it.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use sha2::{Digest as _, Sha256};
use tongyu_db::{Backend, schema::audit_entry};

use crate::crypto::Keys;

/// What the first entry's hash goes on from.
pub const BEGINNING: &str = "";

/// An entry as it stands in the table.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_entry, check_for_backend(Backend))]
pub struct Written {
    pub(super) id: String,
    pub(super) at: NaiveDateTime,
    pub(super) actor_kind: String,
    pub(super) actor_id: Option<String>,
    pub(super) action: String,
    pub(super) subject_kind: String,
    pub(super) subject_id: String,
    pub(super) student_id: Option<String>,
    pub(super) request_id: Option<String>,
}

impl Written {
    /// The hash at place `seq`, behind `previous`. Every part goes in with its length, so that no
    /// two entries have the same bytes.
    pub fn hash(&self, previous: &str, seq: i64) -> String {
        let mut hash = Sha256::new();
        let mut take = |part: Option<&str>| match part {
            Some(text) => {
                hash.update([1]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text);
            }
            None => hash.update([0]),
        };
        take(Some(previous));
        take(Some(&seq.to_string()));
        take(Some(&self.id));
        take(Some(&self.at.and_utc().timestamp_micros().to_string()));
        take(Some(&self.actor_kind));
        take(self.actor_id.as_deref());
        take(Some(&self.action));
        take(Some(&self.subject_kind));
        take(Some(&self.subject_id));
        take(self.student_id.as_deref());
        take(self.request_id.as_deref());
        BASE64_URL_SAFE_NO_PAD.encode(hash.finalize())
    }
}

/// How far the chain had come at some time, signed with the site's key: `<seq> <hash> <tag>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The last place.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

impl Checkpoint {
    /// One line that only this site can write.
    pub fn print(&self, keys: &Keys) -> String {
        let body = format!("{} {}", self.seq, self.hash);
        let tag = BASE64_URL_SAFE_NO_PAD.encode(keys.audit_tag(&body));
        format!("{body} {tag}")
    }

    /// Reads a line with a true tag.
    pub fn parse(keys: &Keys, line: &str) -> Option<Self> {
        let (seq, hash) = line.split_once(' ')?;
        let (hash, _) = hash.split_once(' ')?;
        let read = Self {
            seq: seq.parse().ok()?,
            hash: hash.to_owned(),
        };
        (read.print(keys) == line).then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry() -> impl Strategy<Value = Written> {
        let text = || "[a-z]{0,4}";
        let maybe = || proptest::option::of("[a-z]{0,4}");
        let when = (0_i64..4_000_000_000).prop_map(|micros| {
            chrono::DateTime::from_timestamp_micros(micros)
                .unwrap_or_default()
                .naive_utc()
        });
        (
            text(),
            when,
            text(),
            maybe(),
            text(),
            text(),
            text(),
            maybe(),
            maybe(),
        )
            .prop_map(
                |(
                    id,
                    at,
                    actor_kind,
                    actor_id,
                    action,
                    subject_kind,
                    subject_id,
                    student,
                    request,
                )| {
                    Written {
                        id,
                        at,
                        actor_kind,
                        actor_id,
                        action,
                        subject_kind,
                        subject_id,
                        student_id: student,
                        request_id: request,
                    }
                },
            )
    }

    proptest! {
        #[test]
        fn entries_that_differ_in_anything_have_other_hashes(a in entry(), b in entry()) {
            prop_assert_eq!(a == b, a.hash(BEGINNING, 1) == b.hash(BEGINNING, 1));
            prop_assert_ne!(a.hash(BEGINNING, 1), a.hash(BEGINNING, 2));
            prop_assert_ne!(a.hash(BEGINNING, 1), a.hash("x", 1));
        }
    }

    #[test]
    fn a_checkpoint_is_read_only_where_nothing_was_changed() {
        let keys = Keys::generate();
        let made = Checkpoint {
            seq: 7,
            hash: "abc".to_owned(),
        };
        let line = made.print(&keys);
        assert_eq!(Checkpoint::parse(&keys, &line), Some(made));
        assert_eq!(Checkpoint::parse(&Keys::generate(), &line), None);
        for bad in [
            line.replacen('7', "6", 1),
            line.replace("abc", "abd"),
            String::new(),
            "7 abc".to_owned(),
            format!("{line} "),
        ] {
            assert_eq!(Checkpoint::parse(&keys, &bad), None, "{bad}");
        }
    }
}
