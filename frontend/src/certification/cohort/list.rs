//! The candidates of a cohort, with filters that count, and boxes to pick.

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        types::{CandidateCounts, CandidateFilter, CandidateLine},
        words,
    },
    ids::ApplicationId,
};

use super::{desk::Desk, keys::row_id};
use crate::{
    certification::view::state_tag,
    i18n::lang,
    t,
    ui::{Card, Chips, Choice, Empty, Kind, LinkButton, Pick, PickAll, Tag, Tone},
};

/// Filters and rows.
pub fn list(desk: Desk) -> AnyView {
    let value = RwSignal::new(String::new());
    Effect::new(move |_| value.set(desk.show.get()));
    let choose = Callback::new(move |()| desk.choose.run(value.get_untracked()));
    let counts = Memo::new(move |_| desk.all.first.get().map(|page| page.counts));
    let choices = Signal::derive(move || filters(counts.get()));
    view! {
        <Card>
            <Chips
                name="show"
                legend=t!(certification_pages::which)
                choices
                value
                quiet=true
                on_change=choose
            />
            {desk.all.first.view(8, move |_| rows(desk))}
            {desk.all.short()}
        </Card>
    }
    .into_any()
}

/// The filters with how many each shows, in the order of the keys 1 to 5.
fn filters(counts: Option<CandidateCounts>) -> Vec<Choice> {
    let all = counts.map(|counts| counts.all);
    let of = |filter| {
        counts.map(|counts| match filter {
            CandidateFilter::Complete => counts.complete,
            CandidateFilter::Review => counts.review,
            CandidateFilter::Incomplete => counts.incomplete,
            CandidateFilter::Decided => counts.decided,
        })
    };
    let label = |word: &str, count: Option<u32>| match count {
        Some(count) => [word, " ", &count.to_string()].concat(),
        None => word.to_owned(),
    };
    let first = Choice::new("", label(t!(certification::filter_all), all));
    let rest = CandidateFilter::ALL.iter().map(|&filter| {
        let label = label(words::filter(lang(), filter), of(filter));
        Choice::new(filter.as_str(), label)
    });
    std::iter::once(first).chain(rest).collect()
}

fn rows(desk: Desk) -> AnyView {
    let lines = Memo::new(move |_| desk.lines());
    // Nobody picks "all" of a part.
    let short = Signal::derive(move || !desk.all.is_whole());
    (move || {
        let lines = lines.get();
        if lines.is_empty() {
            return none(desk);
        }
        let all = pickable(&lines, desk.certifies());
        let label = t!(certification_pages::pick_all, all.len());
        let rows = lines.iter().map(|line| row(desk, line)).collect_view();
        view! {
            <PickAll label of=all picked=desk.picked barred=short/>
            <ul class="rows d2-rows">{rows}</ul>
        }
        .into_any()
    })
    .into_any()
}

/// Those whom a press on "all" picks: whom a certifier can put forward, or all for others.
pub fn pickable(lines: &[CandidateLine], certifies: bool) -> Vec<ApplicationId> {
    let may = |line: &&CandidateLine| !certifies || line.may_recommend;
    let lines = lines.iter().filter(may);
    lines.map(|line| line.application).collect()
}

fn none(desk: Desk) -> AnyView {
    let everyone = desk.show.with(String::is_empty);
    if everyone {
        let manages = desk.manages();
        return view! {
            <Empty reason=t!(certification_pages::cohort_empty)>
                {manages
                    .then(|| {
                        view! {
                            <LinkButton
                                text=t!(certification_pages::applications_see)
                                href="/desk/certification/applications"
                                kind=Kind::Secondary
                            />
                        }
                    })}
            </Empty>
        }
        .into_any();
    }
    let href = crate::certification::view::cohort_href(desk.cohort, "");
    view! {
        <Empty reason=t!(certification_pages::group_empty)>
            <LinkButton text=t!(certification_pages::see_all) href kind=Kind::Secondary/>
        </Empty>
    }
    .into_any()
}

fn row(desk: Desk, line: &CandidateLine) -> AnyView {
    let id = line.application;
    let barred = desk.certifies() && !line.may_recommend;
    let current = move || (desk.at.get() == Some(id)).then_some("true");
    let flags = line
        .flags
        .iter()
        .map(|&flag| view! { <Tag text=words::flag(lang(), flag) tone=Tone::Warn/> })
        .collect_view();
    let why = line
        .conflict
        .clone()
        .or_else(|| Some(line.missing.join(t!(certification::list_separator))))
        .filter(|why| !why.is_empty())
        .map(|why| view! { <span class="row-detail rule-missing">{why}</span> });
    view! {
        <li class="row pick-row d2-row" aria-current=current>
            <Pick label=line.name.clone() of=id picked=desk.picked barred/>
            <button
                type="button"
                class="row-text d2-open"
                id=row_id(id)
                on:click=move |_| desk.open(id)
            >
                <span class="row-head">
                    <span class="row-who">{line.name.clone()}</span>
                    <span class="muted">{line.school_name.clone()}</span>
                </span>
                <span class="row-detail">{numbers(line)}</span>
                {why}
            </button>
            <span class="row-side">{flags} {state_tag(line.state, &line.state_word)}</span>
        </li>
    }
    .into_any()
}

/// `课时 40/40 · 实践课 4/4 · 笔试 86 · 评委 2/2`.
fn numbers(line: &CandidateLine) -> String {
    let theory = line
        .theory
        .map_or_else(|| "–".to_owned(), |score| score.to_string());
    t!(
        certification_pages::numbers,
        line.hours,
        line.hours_needed,
        line.lessons,
        line.lessons_needed,
        theory,
        line.scores_in,
        line.seats_needed
    )
}
