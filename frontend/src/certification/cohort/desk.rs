//! What the parts of the page share: the candidates, the open one, those picked, and the batch.

use std::collections::BTreeSet;

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::{
    certification::{
        endpoints::{OpenEvidence, ReadRecommendation},
        types::{
            BatchFilePath, BulkReply, CandidateDetail, CandidateFilter, CandidateLine,
            CohortDetail, RecommendationPath, RecommendationState, RecommendationView,
        },
    },
    ids::{ApplicationId, CohortId, RecommendationId},
};

use crate::{act::Act, api, certification::everyone::Everyone, form::Form, load::Load, query};

/// The state of the page; it outlives the drawing of each list.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The cohort.
    pub cohort: CohortId,
    /// What is known of it.
    pub found: Load<CohortDetail>,
    /// Its candidates.
    pub all: Everyone,
    /// Which candidates are shown; empty for all.
    pub show: Memo<String>,
    /// Shows others.
    pub choose: Callback<String>,
    /// The open file.
    pub at: RwSignal<Option<ApplicationId>>,
    /// The file that was opened for the sample, which has a log entry of its own.
    pub opened: RwSignal<Option<CandidateDetail>>,
    /// Who is picked.
    pub picked: RwSignal<BTreeSet<ApplicationId>>,
    /// The batch on the way, named in the address, so that a reload loses nothing.
    pub batch: RwSignal<Option<RecommendationView>>,
    /// Names it.
    pub name_batch: Callback<String>,
    /// The number typed.
    pub typed: RwSignal<String>,
    /// The form that takes it.
    pub confirm: Form,
    /// How many presses the keys are good for; the switch of the help turns them off.
    pub keys_on: RwSignal<bool>,
    /// Whether the help is open.
    pub help: RwSignal<bool>,
    /// What was just done to those picked.
    pub reply: RwSignal<Option<BulkReply>>,
    /// The presses of the page.
    pub act: Act,
}

impl Desk {
    /// The desk of a cohort.
    pub fn new(cohort: CohortId, found: Load<CohortDetail>) -> Self {
        let (show, choose) = query::param_signal("show");
        let (batch, name_batch) = query::param_signal("batch");
        let desk = Self {
            cohort,
            found,
            all: Everyone::of(cohort, move || filter_of(&show.get())),
            show,
            choose,
            at: RwSignal::new(None),
            opened: RwSignal::new(None),
            picked: RwSignal::new(BTreeSet::new()),
            batch: RwSignal::new(None),
            name_batch,
            typed: RwSignal::new(String::new()),
            confirm: Form::unplaced(),
            keys_on: RwSignal::new(crate::prefs::kept("keys").as_deref() != Some("off")),
            help: RwSignal::new(false),
            reply: RwSignal::new(None),
            act: Act::new(),
        };
        if let Ok(id) = batch.get_untracked().parse() {
            desk.read_batch(id);
        }
        desk
    }

    /// Reads the batch again: what is still to be opened.
    pub fn read_batch(self, recommendation: RecommendationId) {
        spawn_local(async move {
            let path = RecommendationPath { recommendation };
            match api::call::<ReadRecommendation>(&path, &(), &()).await {
                Ok(reply) if reply.value.state == RecommendationState::Drawn => {
                    self.batch.try_set(Some(reply.value));
                }
                // Confirmed meanwhile, or someone else's: the list tells.
                _ => self.name_batch.try_run(String::new()).unwrap_or_default(),
            }
        });
    }

    /// The candidates that are shown.
    pub fn lines(self) -> Vec<CandidateLine> {
        self.all.lines()
    }

    /// The candidates that are shown, without following them.
    pub fn lines_now(self) -> Vec<CandidateLine> {
        untrack(|| self.lines())
    }

    /// Whether the reader puts candidates forward.
    pub fn certifies(self) -> bool {
        self.found.get().is_some_and(|found| found.may_certify)
    }

    /// Whether the reader runs the cohort.
    pub fn manages(self) -> bool {
        self.found.get().is_some_and(|found| found.may_manage)
    }

    /// Opens a file beside the list.
    pub fn open(self, application: ApplicationId) {
        self.opened.set(None);
        self.at.set(Some(application));
    }

    /// Opens a file of the batch: logged, and counted for the sample.
    pub fn open_sampled(self, application: ApplicationId) {
        let Some(batch) = self.batch.get_untracked() else {
            return;
        };
        let recommendation = batch.recommendation;
        let path = BatchFilePath {
            recommendation,
            application,
        };
        self.act
            .send::<OpenEvidence>(&path, &(), None, move |file| {
                self.at.set(Some(application));
                self.opened.set(Some(file));
                self.confirm.failure.set(None);
                self.read_batch(recommendation);
            });
    }
}

/// The filter of a word in the address; all for anything else.
pub fn filter_of(word: &str) -> Option<CandidateFilter> {
    CandidateFilter::ALL
        .iter()
        .copied()
        .find(|filter| filter.as_str() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_known_filter_shows_everyone() {
        for &filter in CandidateFilter::ALL {
            assert_eq!(filter_of(filter.as_str()), Some(filter));
        }
        assert_eq!(filter_of(""), None);
    }
}
