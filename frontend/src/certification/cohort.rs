//! A cohort (D2): the candidates, the evidence beside them, and putting them forward in bulk.

mod batch;
mod desk;
mod keys;
mod list;
mod side;

use leptos::{html, prelude::*};
use tongyu_shared::{
    certification::{
        endpoints::ReadCohort,
        types::{CohortDetail, CohortPath},
        words,
    },
    ids::CohortId,
};

use self::desk::Desk;
pub use self::keys::focus;
use super::view::{cohort_href, crumbs};
use crate::{
    i18n::lang,
    load::load,
    t,
    ui::{Actions, Crumbs, Heading, Kind, LinkButton},
};

/// The page `/desk/certification/cohorts/{id}`.
#[component]
pub fn CohortPage(cohort: CohortId) -> impl IntoView {
    let found = load::<ReadCohort>(move || (CohortPath { cohort }, ()));
    let desk = Desk::new(cohort, found);
    let place = NodeRef::<html::Div>::new();
    let title = Memo::new(move |_| {
        found.get().map(|found| {
            let sub = [words::level(lang(), found.level), " · ", &found.node_name].concat();
            (found.name.clone(), sub)
        })
    });
    let heading = move || {
        title.get().map(|(title, sub)| {
            view! { <Heading title sub=sub>{keys::help(desk)}</Heading> }
        })
    };
    view! {
        <div class="d2" node_ref=place on:keydown=move |event| keys::press(desk, &event)>
            <Crumbs above=crumbs(None)/>
            {heading}
            {found.view(8, move |found| ways(&found))}
            {batch::said(desk)}
            <div class="d2-sides">
                <div class="d2-main">{list::list(desk)} {batch::bar(desk)}</div>
                {side::side(desk)}
            </div>
        </div>
    }
    .into_any()
}

/// Where a cohort's evidence is entered, for those who run it.
fn ways(found: &CohortDetail) -> AnyView {
    if !found.may_manage {
        return ().into_any();
    }
    let cohort = found.cohort;
    let link = move |text: &'static str, below: &str| {
        view! { <LinkButton text href=cohort_href(cohort, below) kind=Kind::Secondary/> }
    };
    view! {
        <Actions>
            {link(t!(certification_pages::trainings), "/trainings")}
            {link(t!(certification_pages::lessons), "/lessons")}
            {link(t!(certification_pages::scores), "/scores")}
            {link(t!(certification_pages::publish), "/publish")}
        </Actions>
    }
    .into_any()
}
