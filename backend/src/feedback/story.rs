//! The way of a matter as its readers are told it (P6): which events are lines, and in whose
//! words.

use std::collections::HashMap;

use tongyu_db::Col;
use tongyu_shared::{
    feedback::{
        state::MatterEvent,
        types::{TimelineEntry, TimelineKind},
    },
    ids::{AccountId, NodeId},
    time::Instant,
};

use super::rows::{EventRow, Happening, MatterRow, event_key, event_place};
use crate::{crypto::student::StudentCipher, http::fault::Fault};

/// Whether an event is a line of the timeline, and which. Sorting and starting are not.
pub const fn line_of(what: Happening) -> Option<TimelineKind> {
    use MatterEvent as E;
    use TimelineKind as K;
    Some(match what {
        Happening::Proposed => K::Proposed,
        Happening::Step(event) => match event {
            E::Assign => K::Assigned,
            E::Accept => K::Accepted,
            E::Return => K::Returned,
            E::Answer | E::CannotDo => K::Answered,
            E::Delivered => K::Delivered,
            E::Solved | E::Partly | E::Unsolved | E::NotMine => K::Rated,
            E::Note => K::Noted,
            E::Silence => K::ClosedSilent,
            E::Classify
            | E::Start
            | E::AskFamily
            | E::FamilyAnswers
            | E::QuestionExpired
            | E::Reopen
            | E::Withdraw
            | E::Merge => return None,
        },
    })
}

/// Whether a teacher passed the answer on, or wrote the family's word down: what the gateway and
/// the family do themselves bears no account.
pub fn by_proxy(event: &EventRow) -> bool {
    let theirs = matches!(
        line_of(event.kind.0),
        Some(TimelineKind::Delivered | TimelineKind::Rated)
    );
    theirs && event.account_id.is_some()
}

/// Who and where, by name.
pub struct Names {
    /// Members of staff.
    pub staff: HashMap<AccountId, String>,
    /// Offices.
    pub offices: HashMap<NodeId, String>,
}

impl Names {
    /// The accounts that a matter and its events name.
    pub fn accounts(row: &MatterRow, events: &[EventRow]) -> Vec<AccountId> {
        let acting = events.iter().filter_map(|event| event.account_id);
        let named = [Some(row.author_id), row.accepted_by].into_iter().flatten();
        named.chain(acting).map(Col::into_inner).collect()
    }

    /// The offices that the events name.
    pub fn nodes(events: &[EventRow]) -> Vec<NodeId> {
        let offices = events.iter().filter_map(|event| event.office_id);
        offices.map(Col::into_inner).collect()
    }

    /// The name behind an account.
    pub fn staff(&self, account: Option<Col<AccountId>>) -> Option<String> {
        self.staff.get(&account?.0).cloned()
    }
}

/// The timeline, the first line first.
pub fn timeline(
    row: &MatterRow,
    events: &[EventRow],
    names: &Names,
    cipher: Option<&StudentCipher>,
) -> Result<Vec<TimelineEntry>, Fault> {
    let mut lines = vec![TimelineEntry {
        kind: TimelineKind::Captured,
        at: Instant::from_naive_utc(row.captured_at),
        by: names.staff(Some(row.author_id)),
        office_name: None,
        text: None,
        resolution: None,
        by_proxy: false,
    }];
    for event in events {
        let Some(kind) = line_of(event.kind.0) else {
            continue;
        };
        lines.push(TimelineEntry {
            kind,
            at: Instant::from_naive_utc(event.at),
            by: names.staff(event.account_id),
            office_name: event
                .office_id
                .and_then(|office| names.offices.get(&office.0).cloned()),
            text: text_of(row, event, cipher)?,
            resolution: event.resolution.map(Col::into_inner),
            by_proxy: by_proxy(event),
        });
    }
    Ok(lines)
}

/// The words of an event.
pub fn text_of(
    row: &MatterRow,
    event: &EventRow,
    cipher: Option<&StudentCipher>,
) -> Result<Option<String>, Fault> {
    let (Some(sealed), Some(cipher)) = (&event.text_sealed, cipher) else {
        return Ok(None);
    };
    let key = event_key(&row.id.to_string(), event.seq);
    Ok(Some(cipher.open(event_place(&key), sealed)?))
}
