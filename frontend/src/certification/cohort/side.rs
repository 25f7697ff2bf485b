//! The evidence beside the list: it changes with J and K, and with each file of the sample.

use leptos::{html, prelude::*};
use tongyu_shared::{
    certification::{
        endpoints::ReadApplication,
        types::{ApplicationPath, CandidateDetail},
    },
    ids::ApplicationId,
};

use super::{desk::Desk, keys};
use crate::{
    certification::{
        evidence::evidence,
        view::{file_href, state_tag},
    },
    load::load,
    scope, t,
    ui::{Actions, Button, Card, Icon, Kind, LinkButton},
};

/// The open file, or how to open one.
pub fn side(desk: Desk) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    // Where list and evidence stand one below the other, the evidence comes into sight.
    Effect::new(move |_| {
        if desk.at.get().is_some()
            && let Some(place) = place.get()
            && place.get_bounding_client_rect().top() > window_height()
        {
            place.scroll_into_view();
        }
    });
    let body = move || {
        let Some(at) = desk.at.get() else {
            return view! {
                <Card title=t!(certification_pages::evidence)>
                    <p class="muted">{t!(certification_pages::evidence_none)}</p>
                </Card>
            }
            .into_any();
        };
        match desk.opened.get().filter(|file| file.application == at) {
            Some(file) => shown(desk, &file),
            None if desk.batch.with(|batch| {
                batch
                    .as_ref()
                    .is_some_and(|batch| batch.files.iter().any(|file| file.application == at))
            }) =>
            {
                ask(desk, at)
            }
            None => scope::own(move || read(desk, at)),
        }
    };
    view! { <div class="d2-side" node_ref=place>{body}</div> }.into_any()
}

fn window_height() -> f64 {
    window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or(f64::MAX)
}

fn read(desk: Desk, application: ApplicationId) -> AnyView {
    let file = load::<ReadApplication>(move || (ApplicationPath { application }, ()));
    file.view(8, move |file| shown(desk, &file))
}

/// A file of the sample is opened on purpose: that is what is logged.
fn ask(desk: Desk, application: ApplicationId) -> AnyView {
    let open = Callback::new(move |()| desk.open_sampled(application));
    view! {
        <Card title=t!(certification_pages::evidence)>
            <p>{t!(certification_pages::sample_open_what)}</p>
            <Actions>
                <Button
                    text=t!(certification_pages::sample_open)
                    busy=desk.act.busy
                    on_press=open
                />
            </Actions>
        </Card>
    }
    .into_any()
}

fn shown(desk: Desk, file: &CandidateDetail) -> AnyView {
    let id = file.application;
    let lines = untrack(|| desk.lines());
    let place = lines.iter().position(|line| line.application == id);
    let of = place.map(|place| {
        view! {
            <span class="small">
                {t!(certification_pages::place_of, place + 1, lines.len())}
            </span>
        }
    });
    let step = move |by: isize| Callback::new(move |()| keys::step(desk, by));
    view! {
        <section class="card">
            <div class="card-head">
                <h2>{file.name.clone()} " · " {file.school_name.clone()}</h2>
                {of}
            </div>
            <div class="split">
                {state_tag(file.state, &file.state_word)}
                <span class="d2-steps">
                    <Button
                        text=t!(certification_pages::previous)
                        icon=Icon::Left
                        kind=Kind::Quiet
                        on_press=step(-1)
                    />
                    <Button
                        text=t!(certification_pages::next)
                        icon=Icon::Right
                        kind=Kind::Quiet
                        on_press=step(1)
                    />
                </span>
            </div>
            {evidence(file)}
            <Actions>
                <LinkButton
                    text=t!(certification_pages::file_open)
                    href=file_href(id)
                    kind=Kind::Secondary
                />
            </Actions>
        </section>
    }
    .into_any()
}
