//! Visits of a school that a family says never were: what its coordinator has to find out.

use leptos::prelude::*;
use tongyu_shared::{
    ids::NodeId,
    org::types::SchoolPath,
    text::visits::list_comma,
    time::words as time_words,
    visits::{
        endpoints::ListDisputedVisits,
        state::VisitState,
        types::{DisputedVisit, DisputedVisits},
        words,
    },
};

use crate::{
    clock,
    i18n::lang,
    load::load,
    t,
    ui::{Card, Row, Rows, Tag, Tone},
};

/// The card; nothing where no visit is denied.
#[component]
pub fn Disputed(school: NodeId) -> impl IntoView {
    load::<ListDisputedVisits>(move || (SchoolPath { school }, ()))
        .view(1, |found| card(&found))
        .into_any()
}

fn card(found: &DisputedVisits) -> AnyView {
    if found.visits.is_empty() {
        return ().into_any();
    }
    let rows = found.visits.iter().map(row).collect_view();
    view! {
        <Card title=t!(school_pages::disputed_title, found.visits.len())>
            <p class="muted">{t!(school_pages::disputed_what)}</p>
            <Rows>{rows}</Rows>
        </Card>
    }
    .into_any()
}

fn row(visit: &DisputedVisit) -> AnyView {
    let when = time_words::relative(lang(), clock::now(), visit.started_at);
    let mode = words::mode(lang(), visit.mode);
    let detail = t!(school_pages::disputed_line, &visit.author_name, when, mode);
    let href = ["/visits/", &visit.visit.to_string()].concat();
    let who = visit.students.join(list_comma(lang()));
    let state = words::state(lang(), VisitState::Disputed);
    view! {
        <Row who note=visit.class_name.clone() detail href>
            <Tag text=state tone=Tone::Warn/>
        </Row>
    }
    .into_any()
}
