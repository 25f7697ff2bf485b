//! A school's matters as counts by state.

use leptos::prelude::*;
use tongyu_shared::{
    feedback::{
        endpoints::ReadSchoolMatters,
        types::{SchoolMatters, StateCount},
        words,
    },
    ids::NodeId,
    org::types::SchoolPath,
};

use crate::{
    i18n::lang,
    load::load,
    t,
    ui::{Actions, Card, Empty, Kind, LinkButton, Meter},
};

/// The card; `list` where the reader may open the matters themselves.
#[component]
pub fn Matters(school: NodeId, list: bool) -> impl IntoView {
    load::<ReadSchoolMatters>(move || (SchoolPath { school }, ()))
        .view(3, move |found| card(&found, list))
        .into_any()
}

fn card(found: &SchoolMatters, list: bool) -> AnyView {
    let Some(found) = &found.counts else {
        return view! { <Empty reason=t!(school_pages::matters_too_few)/> }.into_any();
    };
    let (all, ended) = totals(&found.by_state);
    if all == 0 {
        return view! { <Empty reason=t!(school_pages::matters_none)/> }.into_any();
    }
    let rows = found
        .by_state
        .iter()
        .map(|line| row(*line, all))
        .collect_view();
    let past_due = if found.past_due == 0 {
        t!(school_pages::past_due_none).to_owned()
    } else {
        t!(school_pages::past_due, found.past_due)
    };
    let link = list.then(|| {
        view! {
            <Actions>
                <LinkButton
                    text=t!(school_pages::see_matters)
                    href="/matters".to_owned()
                    kind=Kind::Secondary
                />
            </Actions>
        }
    });
    view! {
        <Card title=t!(school_pages::matters_title, all, ended)>
            <div class="school-modes">{rows}</div>
            <p class="muted school-head">{past_due}</p>
            {link}
        </Card>
    }
    .into_any()
}

fn row(line: StateCount, all: u32) -> AnyView {
    let state = words::state(lang(), line.state);
    let label = t!(school_pages::count_of, state, line.count, all);
    view! {
        <div class="school-mode">
            <span>{state}</span>
            <Meter done=line.count all label/>
            <b>{line.count}</b>
        </div>
    }
    .into_any()
}

/// All matters, and how many of them ended.
fn totals(by_state: &[StateCount]) -> (u32, u32) {
    by_state.iter().fold((0, 0), |(all, ended), line| {
        let over = if line.state.is_open() { 0 } else { line.count };
        (all + line.count, ended + over)
    })
}

#[cfg(test)]
mod tests {
    use tongyu_shared::feedback::state::MatterState;

    use super::*;

    #[test]
    fn whatever_is_open_counts_among_all_and_not_among_the_ended() {
        let count = |state, count| StateCount { state, count };
        let counts = [
            count(MatterState::Assigned, 3),
            count(MatterState::AwaitingParent, 2),
            count(MatterState::Closed, 4),
            count(MatterState::Noted, 1),
        ];
        assert_eq!(totals(&counts), (10, 5));
        assert_eq!(totals(&[]), (0, 0));
    }
}
