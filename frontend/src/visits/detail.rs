//! 家访记录: a visit as it was recorded, with what the family said about it. Nothing changes here.

mod after;

use std::sync::Arc;

use leptos::prelude::*;
use tongyu_shared::{
    access::Action,
    ids::VisitId,
    names::mask_name,
    text::visits::list_comma,
    time::words as time_words,
    visits::{
        endpoints::ReadVisit,
        state::VisitState,
        types::{Outcome, VisitDetail, VisitPath},
        words,
    },
};

use after::{circumstances, family_answer};

use super::{parts::matter_row, view::noted};
use crate::{
    clock,
    i18n::lang,
    load::load,
    session::Session,
    t,
    ui::{Card, Fact, Facts, Heading, MaskButton, Masked, Notice, Rows, Tag, Tone},
};

/// A visit.
#[component]
pub fn VisitPage(
    /// The visit.
    visit: VisitId,
) -> impl IntoView {
    let detail = load::<ReadVisit>(move || (VisitPath { visit }, ()));
    detail.view(8, |visit| page(&visit))
}

fn page(visit: &Arc<VisitDetail>) -> AnyView {
    let title = match visit.students.as_slice() {
        [] => Signal::stored(t!(visits::visit).to_owned()),
        [first, ..] => {
            let title = |name: &str| t!(visits::record_of, name);
            Masked::name(title(&first.name), title(&mask_name(&first.name)))
        }
    };
    let state = visit.state;
    let facts = view! {
        {when_and_who(visit)}
        {(visit.outcome == Outcome::Recorded).then(|| held(visit))}
    }
    .into_any();
    view! {
        <Heading title sub=visit.class_name.clone()>
            <Tag text=words::state(lang(), state) tone=tone(state)/>
            <MaskButton/>
        </Heading>
        {noted(lang(), visit.outcome, visit.wanted_mode).map(|text| view! { <Notice text/> })}
        <Card>
            <Facts>{facts}</Facts>
        </Card>
        {brought_back(visit)}
        {circumstances(visit)}
        {family_answer(visit)}
    }
    .into_any()
}

const fn tone(state: VisitState) -> Tone {
    match state {
        VisitState::Confirmed | VisitState::Closed => Tone::Ok,
        VisitState::Disputed => Tone::Warn,
        _ => Tone::Plain,
    }
}

fn when_and_who(visit: &VisitDetail) -> AnyView {
    let when = time_words::relative(lang(), clock::now(), visit.started_at);
    let minutes =
        (visit.outcome == Outcome::Recorded).then(|| t!(visits::minutes_count, visit.minutes));
    let way = (visit.outcome != Outcome::OtherWay).then(|| {
        let way = words::mode(lang(), visit.mode);
        view! { <Fact label=t!(visits::mode)>{way}</Fact> }
    });
    let author = visit.author_name.clone();
    view! {
        <Fact label=t!(visits::when)>
            <span>{when}</span>
            <span class="muted">{minutes}</span>
        </Fact>
        {way}
        <Fact label=t!(visits::author)>{author}</Fact>
        {also(visit)}
        {next(visit)}
    }
    .into_any()
}

/// Brothers and sisters the visit was about too.
fn also(visit: &VisitDetail) -> AnyView {
    let Some(others) = visit.students.get(1..).filter(|others| !others.is_empty()) else {
        return ().into_any();
    };
    let names = others
        .iter()
        .map(|other| {
            let name = Masked::name(other.name.clone(), mask_name(&other.name));
            view! { <span>{name} " " {other.class_name.clone()}</span> }
        })
        .collect_view();
    view! { <Fact label=t!(visits::with_siblings)>{names}</Fact> }.into_any()
}

fn next(visit: &VisitDetail) -> AnyView {
    let day = visit.next_contact.map(|day| {
        let day = time_words::date_long(lang(), day);
        view! { <Fact label=t!(visits::next_contact)>{day}</Fact> }
    });
    day.into_any()
}

fn held(visit: &VisitDetail) -> AnyView {
    let comma = list_comma(lang());
    let child = visit.met_child.then(|| t!(visits::met_child).to_owned());
    let met = |masked: bool| {
        let people = visit.met.iter().map(|met| {
            let name = if masked {
                mask_name(&met.name)
            } else {
                met.name.clone()
            };
            [words::relation(lang(), met.relation), " ", &name].concat()
        });
        people.chain(child.clone()).collect::<Vec<_>>().join(comma)
    };
    let done: Vec<&str> = visit
        .delivered
        .iter()
        .map(|what| words::delivered(lang(), *what))
        .collect();
    let done = if done.is_empty() {
        t!(visits::nothing).to_owned()
    } else {
        done.join(comma)
    };
    let agreed = visit.agreed_measure.clone();
    let agreed = (!agreed.is_empty())
        .then(|| view! { <Fact label=t!(visits::agreed_measure)>{agreed}</Fact> });
    let met = Masked::name(met(false), met(true));
    view! {
        <Fact label=t!(visits::met)>{met}</Fact>
        <Fact label=t!(visits::four_to_home)>{done}</Fact>
        {agreed}
    }
    .into_any()
}

fn brought_back(visit: &VisitDetail) -> AnyView {
    if visit.outcome != Outcome::Recorded {
        return ().into_any();
    }
    let body = if visit.matters.is_empty() {
        view! { <p class="muted">{t!(visits::matters_placed_none)}</p> }.into_any()
    } else {
        let linked = Session::get().may(Action::MatterRead);
        let rows = visit
            .matters
            .iter()
            .map(|matter| matter_row(matter, linked))
            .collect_view();
        view! { <Rows>{rows}</Rows> }.into_any()
    };
    view! { <Card title=t!(visits::brought_back_here)>{body}</Card> }.into_any()
}
