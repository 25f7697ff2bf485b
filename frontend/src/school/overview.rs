//! One school: coverage, matters, and the way to its sheet and its rosters.

use leptos::prelude::*;
use tongyu_shared::{
    access::Action, ids::NodeId, org::types::SchoolPath, visits::endpoints::ReadSchoolCoverage,
};

use super::{choose::may_in, coverage::coverage, disputed::Disputed, matters::Matters};
use crate::{
    load::load,
    session::Session,
    t,
    ui::{Actions, Details, Heading, Icon, Kind, LinkButton},
};

/// The page `/schools/{id}`.
#[component]
pub fn SchoolPage(school: NodeId) -> impl IntoView {
    let load = load::<ReadSchoolCoverage>(move || (SchoolPath { school }, ()));
    let title = Memo::new(move |_| {
        load.get().map(|found| {
            (
                found.school_name.clone(),
                found.term.clone().unwrap_or_default(),
            )
        })
    });
    let may = move |action| {
        Session::get()
            .me
            .with_untracked(|me| me.as_ref().is_some_and(|me| may_in(me, action, school)))
    };
    // One refusal says it: the other cards would only say it again.
    let refused = Memo::new(move |_| load.error().is_some() && title.with(Option::is_none));
    let disputed = may(Action::MatterCoordinate);
    let list = may(Action::MatterRead);
    let heading = move || {
        title
            .get()
            .map(|(title, sub)| view! { <Heading title sub=sub/> })
    };
    view! {
        {heading}
        <div class="school-ways">
            {ways(school, may(Action::SheetRead), may(Action::RosterImport))}
        </div>
        {move || (disputed && !refused.get()).then(|| view! { <Disputed school/> })}
        {load.view(6, move |found| coverage(&found, may(Action::RosterImport)))}
        {move || (!refused.get()).then(|| view! { <Matters school list/> {how()} })}
    }
    .into_any()
}

fn how() -> AnyView {
    view! {
        <Details summary=t!(school_pages::how)>
            <div class="stack read">
                <p>{t!(school_pages::how_reached)}</p>
                <p>{t!(school_pages::how_other_way)}</p>
                <p>{t!(school_pages::how_small)}</p>
                <p>{t!(school_pages::how_matters)}</p>
                <p>{t!(school_pages::how_no_ranking)}</p>
            </div>
        </Details>
    }
    .into_any()
}

fn ways(school: NodeId, sheet: bool, import: bool) -> AnyView {
    let href = move |rest: &str| ["/desk/schools/", &school.to_string(), rest].concat();
    view! {
        <Actions>
            {sheet
                .then(|| {
                    view! {
                        <LinkButton
                            text=t!(school_pages::sheet)
                            href=href("/sheet")
                            kind=Kind::Secondary
                            icon=Icon::Sheet
                        />
                    }
                })}
            {import
                .then(|| {
                    view! {
                        <LinkButton
                            text=t!(school_pages::import)
                            href=href("/imports/new")
                            kind=Kind::Secondary
                            icon=Icon::Upload
                        />
                    }
                })}
        </Actions>
    }
    .into_any()
}
