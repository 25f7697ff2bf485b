//! All candidates of a cohort, page after page, so that "all" means all.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::{
    certification::{
        endpoints::ListCandidates,
        types::{CandidateFilter, CandidateLine, CandidatePage, CandidateQuery, CohortPath},
    },
    ids::CohortId,
};

use crate::{
    api,
    load::{Load, load},
    ui::{failure_words, toast},
};

/// The candidates; they follow every write.
#[derive(Clone, Copy)]
pub struct Everyone {
    /// The first page, with the counts.
    pub first: Load<CandidatePage>,
    rest: RwSignal<Vec<CandidateLine>>,
    /// Counts readings of the first page: what belongs to an older one is dropped.
    turn: StoredValue<u32>,
    /// Whether all of them were read once.
    pub whole: RwSignal<bool>,
}

impl Everyone {
    /// Those of a cohort that `show` names, or all.
    pub fn of(
        cohort: CohortId,
        show: impl Fn() -> Option<CandidateFilter> + Copy + 'static,
    ) -> Self {
        let path = CohortPath { cohort };
        let query = move |after| CandidateQuery {
            show: show(),
            after,
        };
        let everyone = Self {
            first: load::<ListCandidates>(move || (path, query(None))),
            rest: RwSignal::new(Vec::new()),
            turn: StoredValue::new(0),
            whole: RwSignal::new(false),
        };
        Effect::new(move |_| {
            let first = everyone.first.get();
            everyone.rest.set(Vec::new());
            everyone
                .turn
                .update_value(|turn| *turn = turn.wrapping_add(1));
            if let Some(first) = first {
                let show = untrack(show);
                spawn_local(everyone.read_on(path, show, first.next.clone()));
            }
        });
        everyone
    }

    /// Reads what comes after the first page.
    async fn read_on(
        self,
        path: CohortPath,
        show: Option<CandidateFilter>,
        mut next: Option<String>,
    ) {
        let turn = self.turn.try_get_value();
        while next.is_some() {
            let query = CandidateQuery { show, after: next };
            match api::call::<ListCandidates>(&path, &query, &()).await {
                // Overtaken, or the page is gone by now.
                Ok(_) if self.turn.try_get_value() != turn => return,
                Ok(page) => {
                    self.rest.try_update(|rest| rest.extend(page.value.items));
                    next = page.value.next;
                }
                Err(error) => return toast(failure_words(&error).0),
            }
        }
        self.whole.try_set(true);
    }

    /// The candidates that were read so far.
    pub fn lines(self) -> Vec<CandidateLine> {
        let first = self.first.get();
        let mut lines = first.map_or_else(Vec::new, |page| page.items.clone());
        self.rest.with(|rest| lines.extend_from_slice(rest));
        lines
    }
}
