//! The cohorts, what waits before them, and opening a new one.

use leptos::prelude::*;
use tongyu_shared::{
    access::Action,
    certification::{
        endpoints::{CreateCohort, ListApplications, ListCohorts},
        pack::Level,
        types::{ApplicationQuery, CohortLine, CohortList, CohortPath, CohortPlace, NewCohort},
        words,
    },
    ids::CohortId,
};

use super::view::{cohort_href, day_of};
use crate::{
    form::Form,
    i18n::lang,
    load::load,
    route,
    session::Session,
    t,
    ui::{
        Actions, Button, Card, Chips, Choice, Details, Empty, FormFrame, Heading, Kind, LinkButton,
        Row, Rows, Select, TextField,
    },
};

/// The page `/desk/certification`.
#[component]
pub fn CohortsPage() -> impl IntoView {
    let cohorts = load::<ListCohorts>(|| ((), ()));
    let manages = untrack(|| Session::get().may(Action::CertificationManage));
    view! {
        <Heading title=t!(certification_pages::title) sub=t!(certification_pages::sub)/>
        {ways(manages)}
        {manages.then(|| view! { <Waiting/> })}
        {cohorts.view(4, |found| list(&found))}
    }
    .into_any()
}

/// What else there is beside the cohorts.
fn ways(manages: bool) -> AnyView {
    let link = |text: &'static str, below: &str| {
        let href = ["/desk/certification/", below].concat();
        view! { <LinkButton text href kind=Kind::Secondary/> }
    };
    let legacy = manages.then(|| link(t!(certification_pages::legacy), "legacy"));
    view! {
        <Actions>
            {link(t!(certification_pages::notices), "notices")}
            {link(t!(certification_pages::certificates), "certificates")}
            {legacy}
        </Actions>
    }
    .into_any()
}

/// How many applications wait to be judged or to join a cohort.
#[component]
fn Waiting() -> impl IntoView {
    let waiting = load::<ListApplications>(|| {
        (
            (),
            ApplicationQuery {
                state: None,
                after: None,
            },
        )
    });
    waiting.view(1, |page| {
        let count = page.items.len();
        if count == 0 {
            return view! {
                <Card title=t!(certification_pages::applications)>
                    <p class="muted">{t!(certification_pages::applications_none)}</p>
                </Card>
            }
            .into_any();
        }
        let more = page.next.is_some();
        let text = if more {
            t!(certification_pages::applications_wait_many, count)
        } else {
            t!(certification_pages::applications_wait, count)
        };
        view! {
            <Card title=t!(certification_pages::applications)>
                <p>{text}</p>
                <Actions>
                    <LinkButton
                        text=t!(certification_pages::applications_see)
                        href="/desk/certification/applications"
                    />
                </Actions>
            </Card>
        }
        .into_any()
    })
}

fn list(found: &CohortList) -> AnyView {
    let rows = found.items.iter().map(row).collect_view();
    let places = found.places.clone();
    let new = (!places.is_empty()).then(|| {
        view! {
            <Card>
                <Details summary=t!(certification_pages::cohort_new)>
                    <New places/>
                </Details>
            </Card>
        }
    });
    let body = if found.items.is_empty() {
        view! { <Empty reason=t!(certification_pages::cohorts_none)/> }.into_any()
    } else {
        view! { <Rows>{rows}</Rows> }.into_any()
    };
    view! {
        <Card title=t!(certification_pages::cohorts)>{body}</Card>
        {new}
    }
    .into_any()
}

fn row(line: &CohortLine) -> AnyView {
    let note = words::level(lang(), line.level);
    let detail = [
        t!(certification_pages::people, line.people),
        line.node_name.clone(),
        t!(certification_pages::opened_on, day_of(line.created_at)),
    ]
    .join(" · ");
    view! { <Row who=line.name.clone() note detail href=cohort_href(line.cohort, "")/> }.into_any()
}

#[component]
fn New(places: Vec<CohortPlace>) -> impl IntoView {
    let form = Form::provide();
    let id = StoredValue::new(CohortId::new());
    let level = RwSignal::new(Level::JuniorLecturer.as_str().to_owned());
    let only = if let [place] = places.as_slice() {
        place.node.to_string()
    } else {
        String::new()
    };
    let place = RwSignal::new(only);
    let name = RwSignal::new(String::new());
    let send = Callback::new(move |()| {
        let Ok(node) = place.with_untracked(|place| place.parse()) else {
            return super::wrong(form, "node", t!(certification_pages::place_missing));
        };
        let body = NewCohort {
            node,
            level: level
                .with_untracked(|word| super::view::level_of(word))
                .unwrap_or(Level::JuniorLecturer),
            name: name.get_untracked(),
        };
        let cohort = id.get_value();
        form.send::<CreateCohort>(&CohortPath { cohort }, &body, move |reply| {
            route::go(&cohort_href(reply.value.cohort, ""));
        });
    });
    let levels: Vec<_> = Level::ALL
        .iter()
        .map(|&level| Choice::new(level.as_str(), words::level(lang(), level)))
        .collect();
    let several = places.len() > 1;
    let places: Vec<_> = places
        .into_iter()
        .map(|place| Choice::new(place.node.to_string(), place.name))
        .collect();
    view! {
        <FormFrame on_submit=send>
            <p class="muted">{t!(certification_pages::cohort_new_what)}</p>
            {several
                .then(|| {
                    view! {
                        <Select
                            name="node"
                            label=t!(certification_pages::place)
                            choices=places
                            value=place
                        />
                    }
                })}
            <Chips name="level" legend=t!(certification_pages::level) choices=levels value=level/>
            <TextField
                name="name"
                label=t!(certification_pages::cohort_name)
                hint=Signal::stored(t!(certification_pages::cohort_name_hint).to_owned())
                value=name
            />
            <Actions>
                <Button
                    text=t!(certification_pages::cohort_open)
                    kind=Kind::Secondary
                    busy=form.busy
                    submit=true
                />
            </Actions>
        </FormFrame>
    }
    .into_any()
}
