//! What a visit brings back becomes matters, in the transaction of the visit.

use tongyu_db::Tx;
use tongyu_shared::{
    feedback::types::{MatterKind, MatterSource, Theme},
    ids::{AccountId, MatterId, NodeId, PersonId, StudentId},
};

use crate::{
    crypto::Keys,
    http::{fault::Fault, input::Stamp},
};

/// One brought-back thing.
#[derive(Clone, Debug)]
pub struct Capture<'a> {
    /// Its id, made by the phone.
    pub id: MatterId,
    /// Feedback, request or suggestion.
    pub kind: MatterKind,
    /// Whether it is only to be known (知会).
    pub for_information: bool,
    /// What it is about.
    pub theme: Theme,
    /// The pupil it is about.
    pub student: StudentId,
    /// The pupil's class on that day.
    pub class: NodeId,
    /// The school.
    pub school: NodeId,
    /// The guardian who gets the answer, if one has a phone.
    pub raiser: Option<PersonId>,
    /// Who wrote it down.
    pub author: AccountId,
    /// In the family's words.
    pub text: &'a str,
    /// Where it came from.
    pub source: MatterSource,
}

/// Stores what was brought back and sends each to the office that the school's routing names;
/// what it does not name waits with the coordinator, and what is only to be known is noted.
pub fn capture(
    _tx: &mut Tx<'_>,
    _keys: &Keys,
    _captures: &[Capture<'_>],
    _stamp: &Stamp,
) -> Result<(), Fault> {
    Err(Fault::internal("being written"))
}
