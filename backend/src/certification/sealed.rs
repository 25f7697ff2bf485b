//! Reasons, remarks, appeals and relations: free text about staff, sealed under the site's key.

use crate::{
    crypto::{Keys, Place},
    http::fault::Fault,
};

/// Where a reason of an event stands; the row is `application/seq`.
pub fn event_reason(row: &str) -> Place<'_> {
    place("application_event", "reason_sealed", row)
}

/// Where the text of an appeal stands; the row is `application/seq`.
pub fn appeal_text(row: &str) -> Place<'_> {
    place("appeal", "text_sealed", row)
}

/// Where the reason of the decision on an appeal stands; the row is `application/seq`.
pub fn appeal_reason(row: &str) -> Place<'_> {
    place("appeal", "reason_sealed", row)
}

/// Where a declared relation stands.
pub fn relation(row: &str) -> Place<'_> {
    place("declared_relation", "relation_sealed", row)
}

/// Why a sign-in was taken back; the row is `training/application`.
pub fn sign_in_reason(row: &str) -> Place<'_> {
    place("sign_in", "reason_sealed", row)
}

/// Why the score of a lesson was corrected.
pub fn lesson_correction(row: &str) -> Place<'_> {
    place("observed_lesson", "correction_sealed", row)
}

/// Why the score of an exam was corrected.
pub fn exam_correction(row: &str) -> Place<'_> {
    place("exam_score", "correction_sealed", row)
}

/// Where an assessor's remarks stand.
pub fn remarks(row: &str) -> Place<'_> {
    place("assessment", "remarks_sealed", row)
}

/// Why a seat was freed.
pub fn freed(row: &str) -> Place<'_> {
    place("assessment", "freed_sealed", row)
}

fn place<'a>(table: &'static str, column: &'static str, row: &'a str) -> Place<'a> {
    Place { table, column, row }
}

/// Seals a text without the spaces around it.
pub fn seal(keys: &Keys, place: Place<'_>, text: &str) -> Result<Vec<u8>, Fault> {
    Ok(keys.seal(place, text.trim().as_bytes())?)
}

/// Opens a text.
pub fn open(keys: &Keys, place: Place<'_>, sealed: &[u8]) -> Result<String, Fault> {
    String::from_utf8(keys.open(place, sealed)?).map_err(Fault::internal)
}

/// Opens a text where there is one.
pub fn open_some(
    keys: &Keys,
    place: Place<'_>,
    sealed: Option<&[u8]>,
) -> Result<Option<String>, Fault> {
    sealed.map(|sealed| open(keys, place, sealed)).transpose()
}
