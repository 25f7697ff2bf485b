//! The evidence of one file, beside a list or on a page of its own.

use leptos::prelude::*;
use tongyu_shared::certification::{
    types::{CandidateDetail, SeatState, SeatView},
    words,
};

use super::{
    rules::rules,
    view::{day, steps},
};
use crate::{
    i18n::lang,
    t,
    ui::{Details, Fact, Facts, Notice, Row, Rows, Tag, Timeline, Tone},
};

/// All evidence, each piece with where it comes from.
pub fn evidence(file: &CandidateDetail) -> AnyView {
    let file = file.clone();
    let conflict = file
        .conflict
        .clone()
        .map(|text| view! { <Notice tone=Tone::Warn text/> });
    let flags = file
        .flags
        .iter()
        .map(|&flag| view! { <Tag text=words::flag(lang(), flag) tone=Tone::Warn/> })
        .collect_view();
    let sent_back = file.sent_back.clone().map(|text| {
        view! { <Notice tone=Tone::Info text=t!(certification_pages::was_sent_back, text)/> }
    });
    let pack = t!(certification_pages::by_rules, &file.pack);
    let relations = relations(&file);
    view! {
        {conflict}
        {sent_back}
        <p class="flags">{flags}</p>
        <p class="small">{pack}</p>
        {rules(&file.rules)}
        {seats(&file.seats)}
        {relations}
        <Details summary=t!(certification_pages::the_way)>
            <Timeline steps=steps(&file.history)/>
        </Details>
    }
    .into_any()
}

fn relations(file: &CandidateDetail) -> AnyView {
    let file = file.clone();
    if file.relations.is_empty() {
        return ().into_any();
    }
    let told = file
        .relations
        .into_iter()
        .map(|one| view! { <Fact label=one.name>{one.relation}</Fact> })
        .collect_view();
    view! {
        <h3>{t!(certification_pages::relations)}</h3>
        <Facts>{told}</Facts>
    }
    .into_any()
}

/// The assessors' seats.
pub fn seats(seats: &[SeatView]) -> AnyView {
    if seats.is_empty() {
        return ().into_any();
    }
    let rows = seats.iter().map(seat).collect_view();
    view! {
        <h3>{t!(certification_pages::assessors)}</h3>
        <Rows>{rows}</Rows>
    }
    .into_any()
}

fn seat(seat: &SeatView) -> AnyView {
    let (word, tone) = match (seat.state, seat.score, seat.overdue) {
        (SeatState::Freed, ..) => (t!(certification_pages::seat_freed).to_owned(), Tone::Plain),
        (SeatState::Scored, Some(score), _) => (t!(certification_pages::points, score), Tone::Ok),
        (SeatState::Scored, None, _) => (t!(certification_pages::seat_in).to_owned(), Tone::Ok),
        (SeatState::Open, _, true) => {
            (t!(certification_pages::seat_overdue).to_owned(), Tone::Warn)
        }
        (SeatState::Open, ..) => (
            t!(certification_pages::seat_until, day(seat.due_on)),
            Tone::Plain,
        ),
    };
    let detail = [&seat.freed_because, &seat.remarks]
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <Row who=seat.assessor_name.clone() note=seat.title.clone() detail>
            <Tag text=word tone/>
        </Row>
    }
    .into_any()
}
