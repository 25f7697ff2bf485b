//! One file on a page of its own, with what the reader may do about it.

mod actions;
mod seats;

pub use self::actions::refusal_card;

use leptos::prelude::*;
use tongyu_shared::{
    access::Action,
    certification::{
        endpoints::ReadApplication,
        types::{ApplicationPath, CandidateDetail},
        words,
    },
    ids::ApplicationId,
};

use super::{
    evidence::evidence,
    view::{crumbs, state_tag},
};
use crate::{
    i18n::lang,
    load::load,
    session::Session,
    t,
    ui::{Card, Crumbs, Heading},
};

/// The page `/desk/certification/applications/{id}`.
#[component]
pub fn FilePage(application: ApplicationId) -> impl IntoView {
    let file = load::<ReadApplication>(move || (ApplicationPath { application }, ()));
    // The heading takes the focus once, not with every version.
    let title = Memo::new(move |_| {
        file.get().map(|file| {
            let above = crumbs(file.cohort.zip(file.cohort_name.clone()));
            let sub = [&file.school_name, " · ", words::level(lang(), file.level)].concat();
            (above, file.name.clone(), sub)
        })
    });
    let tag = move || {
        file.get()
            .map(|file| state_tag(file.state, &file.state_word))
    };
    let heading = move || {
        title.get().map(|(above, title, sub)| {
            view! {
                <Crumbs above/>
                <Heading title sub=sub>{tag}</Heading>
            }
        })
    };
    view! {
        {heading}
        {file.view(6, move |file| body(&file))}
    }
    .into_any()
}

fn body(file: &CandidateDetail) -> AnyView {
    let manages = untrack(|| Session::get().may(Action::CertificationManage));
    let seats = manages.then(|| seats::seats(file));
    let (evidence, actions) = (evidence(file), actions::actions(file, manages));
    view! {
        <div class="matter">
            <Card title=t!(certification_pages::evidence)>{evidence}</Card>
            <div>{actions} {seats}</div>
        </div>
    }
    .into_any()
}
