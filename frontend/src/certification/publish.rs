//! 发起公示: the recommended candidates of a cohort go on a public notice.

use std::collections::BTreeSet;

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        certificates::{
            endpoints::PublishNotice,
            notice::{NewNotice, NoticePath},
        },
        endpoints::{ListCandidates, ReadCohort},
        state::CertState,
        types::{CandidateFilter, CandidateLine, CandidateQuery, CohortDetail, CohortPath},
    },
    ids::{ApplicationId, CohortId, NoticeId},
};

use super::view::{cohort_href, crumbs, notice_href};
use crate::{
    form::Form,
    load::{load, load_once},
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
    let query = CandidateQuery {
        show: Some(CandidateFilter::Decided),
        after: None,
    };
    let lines = load_once::<ListCandidates>(move || (CohortPath { cohort }, query.clone()));
    let body = move || {
        let found = found.get()?;
        Some(lines.view(6, move |page| {
            let waiting: Vec<_> = page
                .items
                .iter()
                .filter(|line| line.state == CertState::Recommended)
                .cloned()
                .collect();
            if waiting.is_empty() {
                return none(cohort);
            }
            view! { <Publish waiting found=(*found).clone()/> }.into_any()
        }))
    };
    view! {
        <div class="narrow">{heading} {body}</div>
    }
    .into_any()
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
fn Publish(waiting: Vec<CandidateLine>, found: CohortDetail) -> impl IntoView {
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
        .map(|line| {
            view! {
                <li class="row pick-row">
                    <Pick label=line.name.clone() of=line.application picked/>
                    <span class="row-text">
                        <span class="row-who">{line.name}</span>
                        <span class="row-detail">{line.school_name}</span>
                    </span>
                </li>
            }
        })
        .collect_view();
    let label = t!(certification_pages::pick_all, ids.len());
    let days = found.frozen.rules.notice_working_days;
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
