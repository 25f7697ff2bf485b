//! What families said, in full, for pages that show it to those who said it.

use tongyu_db::Conn;
use tongyu_shared::{feedback::types::MatterKind, ids::MatterId};

use super::{
    lines::{LinesFor, Words},
    store,
};
use crate::{crypto::Keys, http::fault::Fault};

/// A matter in the family's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Feedback, request or suggestion.
    pub kind: MatterKind,
    /// All that was written down.
    pub text: String,
}

/// What stands in these matters. The caller has checked that the reader may see them.
pub fn said(conn: &mut Conn, keys: &Keys, matters: Vec<MatterId>) -> Result<Vec<Said>, Fault> {
    if matters.is_empty() {
        return Ok(Vec::new());
    }
    let rows = store::matters_of(conn, &LinesFor::Matters(matters))?;
    let words = Words::load(conn, keys, &rows)?;
    rows.iter()
        .map(|row| {
            Ok(Said {
                kind: row.kind.0,
                text: words.body(row)?,
            })
        })
        .collect()
}
