//! Matters as lines of a list, and how many are open: what lists of this and other rooms show.

use std::collections::HashMap;

use tongyu_db::{Col, Conn};
use tongyu_shared::{
    feedback::types::MatterLine,
    ids::{MatterId, NodeId, StudentId},
    names::mask_name,
    time::Instant,
};

use super::{
    reach::confided,
    rows::{MatterRow, body_place},
    store,
};
use crate::{
    access::{Actor, Scope},
    crypto::{
        Keys,
        student::{self, StudentCipher},
    },
    http::fault::Fault,
};

pub use store::open_in;

/// The most characters of what was said that a list shows.
const EXCERPT: usize = 40;

/// Whose matters.
#[derive(Clone, Debug)]
pub enum LinesFor {
    /// All of one pupil, the newest first; what was told to a head teacher alone only of classes
    /// in the scope.
    Student(StudentId, Scope),
    /// These, without what was told to a head teacher alone.
    Matters(Vec<MatterId>),
    /// The open ones of these classes, the most urgent first; what was told to a head teacher
    /// alone only of classes in the scope.
    Classes(Vec<NodeId>, Scope),
}

impl LinesFor {
    /// All of one pupil that this reader may see.
    pub fn student(actor: &Actor, student: StudentId) -> Self {
        Self::Student(student, confided(actor))
    }

    /// The open ones of these classes that this reader may see.
    pub fn classes(actor: &Actor, classes: Vec<NodeId>) -> Self {
        Self::Classes(classes, confided(actor))
    }
}

/// How many open matters each of these pupils has that this reader may see.
pub fn open_counts(
    conn: &mut Conn,
    actor: &Actor,
    students: &[StudentId],
) -> Result<HashMap<StudentId, u32>, Fault> {
    store::open_counts(conn, &confided(actor), students)
}

/// How much of a pupil's name a reader sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameShown {
    /// All of it, inside one's own class.
    Full,
    /// `王*明`, for the coordinator.
    Masked,
    /// Nothing: an office answers without knowing whose child it is.
    Hidden,
}

/// Matters as a list shows them. The caller has checked that the reader may see them; names are
/// masked unless `full_names`.
pub fn lines(
    conn: &mut Conn,
    keys: &Keys,
    which: &LinesFor,
    full_names: bool,
) -> Result<Vec<MatterLine>, Fault> {
    let rows = store::matters_of(conn, which)?;
    let shown = if full_names {
        NameShown::Full
    } else {
        NameShown::Masked
    };
    Words::load(conn, keys, &rows)?.lines(&rows, |_| shown)
}

/// The words and keys that the lines of some matters need, in as many queries for one as for
/// fifty.
pub struct Words {
    nodes: HashMap<NodeId, String>,
    students: HashMap<StudentId, String>,
    ciphers: HashMap<StudentId, StudentCipher>,
}

impl Words {
    /// Loads them.
    pub fn load(conn: &mut Conn, keys: &Keys, rows: &[MatterRow]) -> Result<Self, Fault> {
        let classes = rows.iter().map(|row| row.class_id.0);
        let offices = rows.iter().filter_map(MatterRow::office);
        let nodes: Vec<NodeId> = classes.chain(offices).collect();
        let students: Vec<StudentId> = rows.iter().map(|row| row.student_id.0).collect();
        Ok(Self {
            nodes: store::node_names(conn, &nodes)?,
            students: store::student_names(conn, &students)?,
            ciphers: student::ciphers(conn, keys, &students)?,
        })
    }

    /// The lines of these matters.
    pub fn lines(
        &self,
        rows: &[MatterRow],
        shown: impl Fn(&MatterRow) -> NameShown,
    ) -> Result<Vec<MatterLine>, Fault> {
        rows.iter().map(|row| self.line(row, shown(row))).collect()
    }

    /// The line of a matter.
    pub fn line(&self, row: &MatterRow, shown: NameShown) -> Result<MatterLine, Fault> {
        let text = self.body(row)?;
        let name = self.students.get(&row.student_id.0);
        Ok(MatterLine {
            matter: row.id.0,
            kind: row.kind.0,
            theme: row.theme.0,
            state: row.state.0,
            resolution: row.resolution.map(Col::into_inner),
            for_information: row.for_information,
            excerpt: excerpt(&text),
            student_name: name.and_then(|name| shown.of(name)),
            class_name: self.node(row.class_id.0),
            office: row.office(),
            office_name: self.office(row),
            with_class: row.with_class(),
            asked: row.asked(),
            captured_at: Instant::from_naive_utc(row.captured_at),
            due_on: row
                .answer_due_at
                .filter(|_| !row.for_information)
                .map(|due| Instant::from_naive_utc(due).date()),
            awaits_approval: row.proposed_sealed.is_some(),
            cycle: row.cycle,
        })
    }

    /// What was said. Nothing is left of it once the pupil's key was destroyed.
    pub fn body(&self, row: &MatterRow) -> Result<String, Fault> {
        match self.cipher(row) {
            Some(cipher) => Ok(cipher.open(body_place(&row.id.to_string()), &row.body_sealed)?),
            None => Ok(String::new()),
        }
    }

    /// The cipher of a matter's pupil, unless it was destroyed.
    pub fn cipher(&self, row: &MatterRow) -> Option<&StudentCipher> {
        self.ciphers.get(&row.student_id.0)
    }

    /// The child's name in full.
    pub fn child(&self, row: &MatterRow) -> String {
        let name = self.students.get(&row.student_id.0);
        name.cloned().unwrap_or_default()
    }

    /// The name of the office that has it; a class has none.
    pub fn office(&self, row: &MatterRow) -> Option<String> {
        let office = row.office().filter(|_| !row.with_class())?;
        Some(self.node(office))
    }

    fn node(&self, id: NodeId) -> String {
        self.nodes.get(&id).cloned().unwrap_or_default()
    }
}

impl NameShown {
    /// What is shown of a name.
    pub fn of(self, name: &str) -> Option<String> {
        match self {
            Self::Full => Some(name.to_owned()),
            Self::Masked => Some(mask_name(name)),
            Self::Hidden => None,
        }
    }
}

/// The beginning of a text on one line.
pub fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= EXCERPT {
        return line;
    }
    line.chars().take(EXCERPT - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_line_of_at_most_forty_characters() {
        assert_eq!(excerpt("  能不能\n到 18:00? "), "能不能 到 18:00?");
        let forty = "字".repeat(40);
        assert_eq!(excerpt(&forty), forty);
        let cut = excerpt(&"字".repeat(41));
        assert_eq!((cut.chars().count(), cut.chars().last()), (40, Some('…')));
    }

    #[test]
    fn an_office_sees_no_name() {
        assert_eq!(NameShown::Full.of("王小明").as_deref(), Some("王小明"));
        assert_eq!(NameShown::Masked.of("王小明").as_deref(), Some("王*明"));
        assert_eq!(NameShown::Hidden.of("王小明"), None);
    }
}
