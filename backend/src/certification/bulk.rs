//! What became of the rows of one request: every row stands for itself.

use tongyu_shared::{
    Lang,
    certification::{
        state::CertState,
        types::{BulkReply, RowOutcome, RowResult},
        words,
    },
    ids::ApplicationId,
    text::certification as texts,
};

/// The results of the rows so far.
#[derive(Debug, Default)]
pub struct Rows(Vec<RowResult>);

impl Rows {
    /// The next row was done.
    pub fn done(&mut self, application: ApplicationId) {
        self.add(application, RowOutcome::Done, None);
    }

    /// The next row was so already.
    pub fn unchanged(&mut self, application: ApplicationId) {
        self.add(application, RowOutcome::Unchanged, None);
    }

    /// The next row was not done; the sentence says why.
    pub fn refused(&mut self, application: ApplicationId, why: impl Into<String>) {
        self.add(application, RowOutcome::Refused, Some(why.into()));
    }

    /// Takes the result of a row: done, unchanged, or why not.
    pub fn take(&mut self, application: ApplicationId, result: Result<bool, String>) {
        match result {
            Ok(true) => self.done(application),
            Ok(false) => self.unchanged(application),
            Err(why) => self.refused(application, why),
        }
    }

    /// Those that were done.
    pub fn done_ones(&self) -> Vec<ApplicationId> {
        let done = self.0.iter().filter(|row| row.outcome == RowOutcome::Done);
        done.map(|row| row.application).collect()
    }

    /// Those that were done, or were so already.
    pub fn accepted(&self) -> Vec<ApplicationId> {
        let accepted = self
            .0
            .iter()
            .filter(|row| row.outcome != RowOutcome::Refused);
        let mut ids: Vec<_> = accepted.map(|row| row.application).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The answer.
    pub fn reply(self) -> BulkReply {
        BulkReply { rows: self.0 }
    }

    fn add(&mut self, application: ApplicationId, outcome: RowOutcome, message: Option<String>) {
        let row = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.push(RowResult {
            row,
            application,
            outcome,
            message,
        });
    }
}

/// `现在是“公示中”，不能这样做`.
pub fn wrong_state(lang: Lang, state: CertState) -> String {
    texts::row_wrong_state(lang, words::state(lang, state))
}

/// `还差 2 学时；笔试还没考`.
pub fn joined(lang: Lang, parts: &[String]) -> String {
    parts.join(texts::list_separator(lang))
}
