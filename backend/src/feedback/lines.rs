//! Matters as lines of a list, and how many are open: what other rooms show of them.

use std::collections::HashMap;

use tongyu_db::Conn;
use tongyu_shared::{
    feedback::types::MatterLine,
    ids::{MatterId, NodeId, StudentId},
};

use crate::{crypto::Keys, http::fault::Fault};

/// Whose matters.
#[derive(Clone, Debug)]
pub enum LinesFor {
    /// All of one pupil, the newest first.
    Student(StudentId),
    /// These.
    Matters(Vec<MatterId>),
    /// The open ones of these classes, the most urgent first.
    Classes(Vec<NodeId>),
}

/// Matters as a list shows them. The caller has checked that the reader may see them; names are
/// masked unless `full_names`.
pub fn lines(
    _conn: &mut Conn,
    _keys: &Keys,
    _which: &LinesFor,
    _full_names: bool,
) -> Result<Vec<MatterLine>, Fault> {
    Err(Fault::internal("being written"))
}

/// How many open matters each of these pupils has; pupils without any are missing.
pub fn open_counts(
    _conn: &mut Conn,
    _students: &[StudentId],
) -> Result<HashMap<StudentId, u32>, Fault> {
    Err(Fault::internal("being written"))
}

/// How many of these matters are open.
pub fn open_in(_conn: &mut Conn, _matters: &[MatterId]) -> Result<u32, Fault> {
    Err(Fault::internal("being written"))
}
