//! 发起公示: the recommended candidates of a cohort go on a public notice.

use std::collections::BTreeSet;

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        certificates::{
            endpoints::PublishNotice,
            notice::{NewNotice, NoticePath},
        },
        endpoints::ReadCohort,
        state::CertState,
        types::{CandidateFilter, CandidateLine, CohortPath},
    },
    ids::{ApplicationId, CohortId, NoticeId},
};

use super::{
    everyone::Everyone,
    view::{cohort_href, crumbs, notice_href},
};
use crate::{
    form::Form,
    load::load,
    route, t,
    ui::{
        Actions, Button, Card, Crumbs, Empty, FormFrame, Heading, Kind, LinkButton, NumberField,
        Pick, PickAll,
    },
};

/// The page `/desk/certification/cohorts/{id}/publish`.
#[component]
pub fn PublishPage(cohort: CohortId) -> impl IntoView {
    let found = load::<ReadCohort>(move || (CohortPath { cohort }, ()));
    let name = Memo::new(move |_| found.get().map(|found| found.name.clone()));
    let heading = move || {
        name.get().map(|name| {
            view! {
                <Crumbs above=crumbs(Some((cohort, name.clone())))/>
                <Heading title=t!(certification_pages::publish) sub=name/>
            }
        })
    };
    let days = Memo::new(move |_| {
        let found = found.get();
        found.map(|found| found.frozen.rules.notice_working_days)
    });
    let decided = Everyone::of(cohort, || Some(CandidateFilter::Decided));
    let body = move || match days.get() {
        None => found.view(6, |_| ().into_any()),
        Some(days) => decided.once(6, move |lines| {
            let waiting = waiting(lines);
            if waiting.is_empty() {
                return none(cohort);
            }
            view! { <Publish waiting days/> }.into_any()
        }),
    };
    view! {
        <div class="narrow">{heading} {body}</div>
    }
    .into_any()
}

/// Those who were put forward and are on no notice yet.
fn waiting(mut lines: Vec<CandidateLine>) -> Vec<CandidateLine> {
    lines.retain(|line| line.state == CertState::Recommended);
    lines
}

fn none(cohort: CohortId) -> AnyView {
    view! {
        <Empty reason=t!(certification_pages::publish_none)>
            <LinkButton
                text=t!(certification_pages::cohort_see)
                href=cohort_href(cohort, "")
                kind=Kind::Secondary
            />
        </Empty>
    }
    .into_any()
}

#[component]
fn Publish(waiting: Vec<CandidateLine>, days: u16) -> impl IntoView {
    let form = Form::provide();
    let ids: Vec<ApplicationId> = waiting.iter().map(|line| line.application).collect();
    let picked = RwSignal::new(ids.iter().copied().collect::<BTreeSet<_>>());
    let typed = RwSignal::new(String::new());
    let notice = NoticeId::new();
    let count = Memo::new(move |_| picked.with(BTreeSet::len));
    let send = Callback::new(move |()| {
        let people = count.get_untracked();
        if typed.with_untracked(|typed| typed.trim().parse()) != Ok(people) {
            return super::wrong(
                form,
                "people",
                &t!(certification_pages::type_number, people),
            );
        }
        let body = NewNotice {
            applications: picked.with_untracked(|picked| picked.iter().copied().collect()),
        };
        form.send::<PublishNotice>(&NoticePath { notice }, &body, move |reply| {
            route::go(&notice_href(reply.value.notice.id));
        });
    });
    let rows = waiting
        .into_iter()
        .map(|line| row(line, picked))
        .collect_view();
    let label = t!(certification_pages::pick_all, ids.len());
    view! {
        <FormFrame on_submit=send>
            <Card>
                <PickAll label of=ids picked/>
                <ul class="rows">{rows}</ul>
            </Card>
            <Card>
                <p>{move || t!(certification_pages::publish_what, count.get(), days)}</p>
                <NumberField
                    name="people"
                    label=Signal::derive(move || t!(certification_pages::type_number, count.get()))
                    unit=t!(certification_pages::people_unit)
                    value=typed
                />
                <Actions>
                    <Button
                        text=t!(certification_pages::publish)
                        busy=form.busy
                        disabled=Signal::derive(move || count.get() == 0)
                        submit=true
                    />
                </Actions>
            </Card>
        </FormFrame>
    }
    .into_any()
}

fn row(line: CandidateLine, picked: RwSignal<BTreeSet<ApplicationId>>) -> AnyView {
    view! {
        <li class="row pick-row">
            <Pick label=line.name.clone() of=line.application picked/>
            <span class="row-text">
                <span class="row-who">{line.name}</span>
                <span class="row-detail">{line.school_name}</span>
            </span>
        </li>
    }
    .into_any()
}
