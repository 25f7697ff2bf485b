//! The files of a batch that are opened before it is put forward: a sample that nobody can choose,
//! and whatever has a flag. What changes after it was opened is opened again.

use std::collections::BTreeSet;

use tongyu_shared::{
    certification::types::RecommendationState,
    ids::{ApplicationId, CohortId},
};

use super::{files::File, rows::BatchFileRow};
use crate::crypto::Keys;

/// The sample of a batch, those with the lowest ranks. A rank belongs to the application in its
/// cohort: drawing again, under another id or with others beside it, leads to no other choice.
pub fn by_chance(
    keys: &Keys,
    cohort: CohortId,
    ids: &[ApplicationId],
    size: usize,
) -> BTreeSet<ApplicationId> {
    let rank = |id: &ApplicationId| keys.sample_rank(&format!("{cohort}/{id}"));
    let mut ranked: Vec<_> = ids.iter().map(|id| (rank(id), *id)).collect();
    ranked.sort_unstable();
    ranked.into_iter().take(size).map(|(_, id)| id).collect()
}

/// How a file of a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether it has to be opened.
    pub to_open: bool,
    /// Whether it was opened as it stands now.
    pub opened: bool,
    /// Whether it changed after it was opened, or got a flag after the batch was drawn.
    pub changed: bool,
}

/// Whether a file got its flag after the batch was drawn.
pub fn newly_flagged(row: &BatchFileRow, file: &File) -> bool {
    !row.flagged && !file.flags().is_empty()
}

impl Look {
    /// Holds a row of the batch against the file as it is now. A batch that was put forward stays
    /// as it was then.
    pub fn at(row: &BatchFileRow, file: &File, state: RecommendationState) -> Self {
        if state == RecommendationState::Confirmed {
            return Self {
                to_open: row.by_chance || row.flagged,
                opened: row.opened_at.is_some(),
                changed: false,
            };
        }
        let newly_flagged = newly_flagged(row, file);
        let opened = row.opened_version == Some(file.row.version);
        Self {
            to_open: row.by_chance || row.flagged || newly_flagged,
            opened,
            changed: !opened && (row.opened_version.is_some() || newly_flagged),
        }
    }

    /// Whether it still has to be opened.
    pub const fn is_left(self) -> bool {
        self.to_open && !self.opened
    }
}
