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
    api::{self, ApiError},
    load::{Load, load},
    scope, t,
    ui::{Button, Failed, Kind, Notice, Skeleton, Tone},
};

/// The candidates; they follow every write.
#[derive(Clone, Copy)]
pub struct Everyone {
    /// The first page, with the counts.
    pub first: Load<CandidatePage>,
    rest: RwSignal<Vec<CandidateLine>>,
    reach: RwSignal<Reach>,
    /// Counts readings of the first page: what belongs to an older one is dropped.
    turn: StoredValue<u32>,
}

/// How far the reading is.
#[derive(Clone)]
enum Reach {
    Reading,
    Whole,
    /// A page after the first one could not be read.
    Short(ApiError),
}

/// Why reading ended before the last page.
#[derive(Debug, PartialEq)]
enum Stop {
    /// A newer reading runs, or the page is gone.
    Overtaken,
    Failed(ApiError),
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
            reach: RwSignal::new(Reach::Reading),
            turn: StoredValue::new(0),
        };
        // The first page may be the same again while a later one is not: every reading goes on.
        Effect::new(move |shown: Option<Option<CandidateFilter>>| {
            let show = show();
            if shown.is_some_and(|shown| shown != show) {
                everyone.rest.set(Vec::new());
            }
            everyone.reach.set(Reach::Reading);
            let turn = everyone.turn.get_value().wrapping_add(1);
            everyone.turn.set_value(turn);
            let first = everyone.first;
            if !first.busy()
                && first.error().is_none()
                && let Some(page) = first.get()
            {
                spawn_local(everyone.read_on(turn, path, show, page.next.clone()));
            }
            show
        });
        everyone
    }

    /// Reads what comes after the first page.
    async fn read_on(
        self,
        turn: u32,
        path: CohortPath,
        show: Option<CandidateFilter>,
        next: Option<String>,
    ) {
        let overtaken = move || self.turn.try_get_value() != Some(turn);
        let read = async |after| {
            let query = CandidateQuery {
                show,
                after: Some(after),
            };
            let answer = api::call::<ListCandidates>(&path, &query, &()).await;
            if overtaken() {
                return Err(Stop::Overtaken);
            }
            answer.map(|page| page.value).map_err(Stop::Failed)
        };
        let answer = following(next, read).await;
        if overtaken() {
            return;
        }
        match answer {
            Ok(rest) => {
                self.rest.try_set(rest);
                self.reach.try_set(Reach::Whole);
            }
            Err(Stop::Failed(error)) => {
                self.reach.try_set(Reach::Short(error));
            }
            Err(Stop::Overtaken) => {}
        }
    }

    /// The candidates that were read so far.
    pub fn lines(self) -> Vec<CandidateLine> {
        let first = self.first.get();
        let first = first.as_ref().map_or(&[][..], |page| &page.items);
        self.rest.with(|rest| joined(first, rest))
    }

    /// Whether these are all of them, as they stand now.
    pub fn is_whole(self) -> bool {
        self.reach.with(|reach| matches!(reach, Reach::Whole))
    }

    /// Draws once, when all of them are there: what is typed then stays, whatever is written
    /// elsewhere. Until then a skeleton of `lines` rows, or why not and another try.
    pub fn once(
        self,
        lines: usize,
        draw: impl Fn(Vec<CandidateLine>) -> AnyView + 'static,
    ) -> AnyView {
        let draw = StoredValue::new_local(draw);
        let ready = Memo::new(move |before| before == Some(&true) || self.is_whole());
        (move || {
            if ready.get() {
                let all = untrack(|| self.lines());
                return draw.with_value(|draw| scope::own(|| draw(all)));
            }
            self.first.view(lines, move |_| self.waiting(lines))
        })
        .into_any()
    }

    fn waiting(self, lines: usize) -> AnyView {
        (move || match self.missing() {
            Some(error) => {
                let retry = Callback::new(move |()| self.first.reload());
                view! { <Failed error retry/> }.into_any()
            }
            None => view! { <Skeleton lines/> }.into_any(),
        })
        .into_any()
    }

    /// Says below a list that it is short, and offers another try.
    pub fn short(self) -> AnyView {
        (move || {
            self.missing().map(|_| {
                let retry = Callback::new(move |()| self.first.reload());
                view! {
                    <Notice tone=Tone::Warn text=t!(certification_pages::list_short)>
                        <Button text=t!(ui::try_again) kind=Kind::Quiet on_press=retry/>
                    </Notice>
                }
            })
        })
        .into_any()
    }

    /// Why a later page is missing.
    fn missing(self) -> Option<ApiError> {
        self.reach.with(|reach| match reach {
            Reach::Short(error) => Some(error.clone()),
            Reach::Reading | Reach::Whole => None,
        })
    }
}

/// The rows of all pages from `next` on, or none of them.
async fn following(
    mut next: Option<String>,
    read: impl AsyncFn(String) -> Result<CandidatePage, Stop>,
) -> Result<Vec<CandidateLine>, Stop> {
    let mut rest = Vec::new();
    while let Some(after) = next {
        let page = read(after).await?;
        rest.extend(page.items);
        next = page.next;
    }
    Ok(rest)
}

/// The first page and the rest. While the rest is from before, someone may stand in both: then the
/// newer row counts.
fn joined(first: &[CandidateLine], rest: &[CandidateLine]) -> Vec<CandidateLine> {
    let newer = |line: &&CandidateLine| {
        let mut first = first.iter();
        first.all(|one| one.application != line.application)
    };
    let rest = rest.iter().filter(newer);
    first.iter().chain(rest).cloned().collect()
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use tongyu_shared::{
        certification::{state::CertState, types::CandidateCounts},
        ids::ApplicationId,
    };

    use super::*;

    fn someone(hours: u32) -> CandidateLine {
        CandidateLine {
            application: ApplicationId::new(),
            name: "孙丽".to_owned(),
            school_name: "第一小学".to_owned(),
            hours,
            hours_needed: 40,
            lessons: 0,
            lessons_needed: 4,
            theory: None,
            exams: Vec::new(),
            observed: Vec::new(),
            state: CertState::Recommended,
            state_word: String::new(),
            group: CandidateFilter::Decided,
            missing: Vec::new(),
            flags: Vec::new(),
            scores_in: 0,
            seats_needed: 2,
            may_recommend: false,
            conflict: None,
            conflict_code: None,
            version: 1,
        }
    }

    /// Reads pages 2 to `last`; the page `broken` fails.
    fn read(last: usize, broken: Option<usize>) -> Result<Vec<CandidateLine>, Stop> {
        let page = async |after: String| {
            let number: usize = after.parse().map_err(|_| Stop::Overtaken)?;
            if broken == Some(number) {
                return Err(Stop::Failed(ApiError::Offline));
            }
            Ok(CandidatePage {
                counts: CandidateCounts::default(),
                items: vec![someone(0), someone(0)],
                next: (number < last).then(|| (number + 1).to_string()),
            })
        };
        let next = (last > 1).then(|| "2".to_owned());
        let reading = pin!(following(next, page));
        match reading.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(read) => read,
            Poll::Pending => panic!("nothing here waits"),
        }
    }

    #[test]
    fn everyone_after_the_first_page_is_read_to_the_last_one() {
        for (last, people) in [(1, 0), (2, 2), (5, 8)] {
            assert_eq!(
                read(last, None).map(|rest| rest.len()),
                Ok(people),
                "{last}"
            );
        }
    }

    #[test]
    fn a_list_with_a_page_missing_never_passes_for_the_whole() {
        for broken in [2, 4, 5] {
            let read = read(5, Some(broken));
            assert_eq!(read, Err(Stop::Failed(ApiError::Offline)), "{broken}");
        }
    }

    #[test]
    fn who_moved_to_the_first_page_meanwhile_stands_there_only() {
        let (old, other) = (someone(10), someone(20));
        let moved = CandidateLine {
            hours: 30,
            ..old.clone()
        };
        let all = joined(std::slice::from_ref(&moved), &[old, other.clone()]);
        assert_eq!(all, [moved, other]);
    }
}
