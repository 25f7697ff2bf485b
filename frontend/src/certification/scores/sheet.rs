//! What is typed into a table of scores, kept on this device until the server has it.

use std::collections::HashMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tongyu_shared::{
    api::problem::FieldProblem,
    certification::types::{BulkReply, CandidateLine, RowOutcome},
    ids::{ApplicationId, CohortId},
};

use crate::{
    form::Form,
    offline::{
        DraftKind,
        draft::{Keeper, Kept},
    },
    t,
};

/// A candidate's row.
#[derive(Clone)]
pub struct Entry {
    /// Whose.
    pub application: ApplicationId,
    /// The class of an observed lesson.
    pub class: RwSignal<String>,
    /// The candidate's name.
    pub name: String,
    /// The school.
    pub school: String,
    /// The score.
    pub score: RwSignal<String>,
    /// Why another score than the one that stands is right.
    pub why: RwSignal<String>,
}

impl Entry {
    /// Why another score than the one that stands is right; nothing where nothing was typed.
    pub fn correction(&self) -> Option<String> {
        Some(self.why.get_untracked()).filter(|why| !why.trim().is_empty())
    }

    fn now(&self) -> Row {
        Row {
            score: self.score.get_untracked(),
            class: self.class.get_untracked(),
            why: self.why.get_untracked(),
        }
    }

    fn typed(&self) -> Option<Row> {
        let row = self.now();
        let is_empty = [&row.score, &row.class, &row.why]
            .into_iter()
            .all(String::is_empty);
        (!is_empty).then_some(row)
    }

    fn fill(&self, row: Row) {
        self.score.try_set(row.score);
        self.class.try_set(row.class);
        self.why.try_set(row.why);
    }
}

/// A row for each candidate who still collects evidence.
pub fn entries(lines: &[CandidateLine]) -> Vec<Entry> {
    let open = lines.iter().filter(|line| line.state.collects_evidence());
    open.map(|line| Entry {
        application: line.application,
        class: RwSignal::new(String::new()),
        name: line.name.clone(),
        school: line.school_name.clone(),
        score: RwSignal::new(String::new()),
        why: RwSignal::new(String::new()),
    })
    .collect()
}

/// The field of a row's score, as the server calls it.
pub fn field_of(row: usize) -> String {
    ["rows.", &row.to_string(), ".score"].concat()
}

/// What is typed into a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Row {
    score: String,
    class: String,
    why: String,
}

/// The rows as they stood when they were sent.
#[derive(Default)]
pub struct Sent(HashMap<ApplicationId, Row>);

impl Sent {
    /// Whether a row leaves its fields: the server has it, and nobody typed on meanwhile.
    fn leaves(&self, reply: &BulkReply, application: ApplicationId, now: &Row) -> bool {
        let mut rows = reply.rows.iter();
        let taken =
            rows.any(|row| row.application == application && row.outcome != RowOutcome::Refused);
        taken && self.0.get(&application) == Some(now)
    }
}

#[derive(Serialize, Deserialize)]
struct Draft {
    head: Vec<String>,
    rows: HashMap<ApplicationId, Row>,
}

impl Draft {
    /// Whether anything was typed: a row, or another head than the one it began with.
    fn is_begun(&self, began: &[String]) -> bool {
        !self.rows.is_empty() || self.head != began
    }
}

fn texts(head: &[RwSignal<String>]) -> Vec<String> {
    let head = head.iter();
    head.map(|signal| signal.get_untracked()).collect()
}

/// The table that is being typed.
#[derive(Clone, Copy)]
pub struct Sheet {
    entries: StoredValue<Vec<Entry>>,
    /// What stands above the rows and holds for all of them.
    head: StoredValue<Vec<RwSignal<String>>>,
    /// The head before anything was typed.
    began: StoredValue<Vec<String>>,
    keeper: Keeper,
    /// What became of the rows that were sent last.
    pub reply: RwSignal<Option<BulkReply>>,
}

impl Sheet {
    /// The sheet of `cohort`, with what was typed into it before.
    pub fn new(
        kind: DraftKind,
        cohort: CohortId,
        entries: Vec<Entry>,
        head: &[RwSignal<String>],
    ) -> Self {
        let sheet = Self {
            entries: StoredValue::new(entries),
            head: StoredValue::new(head.to_vec()),
            began: StoredValue::new(texts(head)),
            keeper: Keeper::new(kind, &cohort.to_string()),
            reply: RwSignal::new(None),
        };
        sheet.keeper.restore_into(move |kept| {
            if let Ok(draft) = serde_json::from_str(&kept) {
                sheet.fill(draft);
            }
        });
        sheet
    }

    fn fill(self, draft: Draft) {
        let Draft { head, mut rows } = draft;
        self.head.try_with_value(|signals| {
            for (signal, text) in signals.iter().zip(head) {
                signal.try_set(text);
            }
        });
        self.entries.try_with_value(|entries| {
            for entry in entries {
                if let Some(row) = rows.remove(&entry.application) {
                    entry.fill(row);
                }
            }
        });
    }

    /// The rows.
    pub fn entries(self) -> Vec<Entry> {
        self.entries.get_value()
    }

    /// Where the text is.
    pub fn kept(self) -> RwSignal<Kept> {
        self.keeper.kept
    }

    /// Keeps what is typed now; nothing while nothing is.
    pub fn keep(self) {
        let rows = self.entries.with_value(|entries| {
            let typed = entries.iter();
            typed
                .filter_map(|entry| Some((entry.application, entry.typed()?)))
                .collect()
        });
        let head = self.head.with_value(|head| texts(head));
        let draft = Draft { head, rows };
        if !self.began.with_value(|began| draft.is_begun(began)) {
            return self.keeper.done();
        }
        if let Ok(json) = serde_json::to_string(&draft) {
            self.keeper.keep(json);
        }
    }

    /// The rows that were typed, with their numbers, and how they stand now; says at the field
    /// what is no number.
    pub fn take(self, form: Form) -> Option<(Vec<(Entry, i32)>, Sent)> {
        let mut typed = Vec::new();
        let mut sent = Sent::default();
        let mut wrong = Vec::new();
        for (row, entry) in self.entries().into_iter().enumerate() {
            let text = entry.score.get_untracked();
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            match text.parse() {
                Ok(score) => {
                    sent.0.insert(entry.application, entry.now());
                    typed.push((entry, score));
                }
                Err(_) => wrong.push(FieldProblem {
                    field: field_of(row),
                    code: "number".to_owned(),
                    message: t!(certification_pages::not_a_number, &entry.name),
                }),
            }
        }
        if typed.is_empty() && wrong.is_empty() {
            wrong.push(FieldProblem {
                field: field_of(0),
                code: "required".to_owned(),
                message: t!(certification_pages::nothing_typed).to_owned(),
            });
        }
        form.show(wrong).then_some((typed, sent))
    }

    /// The server has the rows: those that were done stand beside the names now, and only the others
    /// stay in the fields, with what was typed since.
    pub fn answered(self, reply: BulkReply, sent: &Sent) {
        // The page may be gone by now; the draft stays.
        let Some(entries) = self.entries.try_get_value() else {
            return;
        };
        let mut left = false;
        for entry in entries {
            if sent.leaves(&reply, entry.application, &entry.now()) {
                entry.fill(Row::default());
            }
            left |= entry.typed().is_some();
        }
        if left {
            self.keep();
        } else {
            self.keeper.sent().received();
        }
        self.reply.set(Some(reply));
    }
}

#[cfg(test)]
mod tests {
    use tongyu_shared::certification::types::RowResult;

    use super::*;

    fn row(score: &str) -> Row {
        Row {
            score: score.to_owned(),
            ..Row::default()
        }
    }

    #[test]
    fn what_stands_above_the_rows_is_a_draft_before_the_first_row() {
        let began = [String::new(), "2026-11-23".to_owned()];
        let draft = |observer: &str, rows: &[Row]| Draft {
            head: vec![observer.to_owned(), "2026-11-23".to_owned()],
            rows: rows
                .iter()
                .map(|row| (ApplicationId::new(), row.clone()))
                .collect(),
        };
        assert!(draft("白露", &[]).is_begun(&began));
        assert!(draft("", &[row("68")]).is_begun(&began));
        assert!(!draft("", &[]).is_begun(&began));
    }

    #[test]
    fn a_row_leaves_its_fields_only_as_it_was_sent() {
        let application = ApplicationId::new();
        let sent = Sent(HashMap::from([(application, row("68"))]));
        for (outcome, now, leaves) in [
            (RowOutcome::Done, "68", true),
            (RowOutcome::Unchanged, "68", true),
            (RowOutcome::Refused, "68", false),
            (RowOutcome::Done, "86", false),
            (RowOutcome::Unchanged, "86", false),
        ] {
            let reply = BulkReply {
                rows: vec![RowResult {
                    row: 0,
                    application,
                    outcome,
                    message: None,
                }],
            };
            let left = sent.leaves(&reply, application, &row(now));
            assert_eq!(left, leaves, "{outcome:?} {now}");
            let other = ApplicationId::new();
            assert!(!sent.leaves(&reply, other, &Row::default()));
        }
    }
}
