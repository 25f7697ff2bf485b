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

/// The first line: what a visit brought back was written down, what a parent asked was asked.
pub fn beginning(row: &MatterRow) -> TimelineKind {
    if row.was_asked() {
        TimelineKind::Asked
    } else {
        TimelineKind::Captured
    }
}

/// Whether the unit of an event is the class itself.
pub fn is_class(row: &MatterRow, event: &EventRow) -> bool {
    event
        .office_id
        .is_some_and(|office| office.0 == row.class_id.0)
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

    /// The name of the office of an event; a class has none here.
    pub fn office(&self, row: &MatterRow, event: &EventRow) -> Option<String> {
        let office = event.office_id.filter(|_| !is_class(row, event))?;
        self.offices.get(&office.0).cloned()
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
        kind: beginning(row),
        at: Instant::from_naive_utc(row.captured_at),
        by: names
            .staff(Some(row.author_id))
            .filter(|_| !row.was_asked()),
        office_name: None,
        with_class: false,
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
            office_name: names.office(row, event),
            with_class: is_class(row, event),
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
