//! P2 家庭卡: what one wants to know at the door, and where a record begins.

mod next_visit;

use std::sync::Arc;

use leptos::prelude::*;
use tongyu_shared::{
    ids::StudentId,
    names::mask_name,
    org::types::SheetText,
    time::words as time_words,
    visits::{
        endpoints::ReadFamilyCard,
        types::{Delivered, FamilyCard, Outcome, Sibling, StudentPath, VisitLine},
        words,
    },
};

use next_visit::next_visit;

use super::{
    parts::{RevealAddressLine, guardians, matter_row},
    record::{begun, still_here},
};
use crate::{
    clock,
    i18n::lang,
    load::load,
    org::invite::InviteFamilyCard,
    t,
    ui::{
        Actions, Card, Crumbs, Empty, Fact, Facts, Heading, Kind, LinkButton, MaskButton, Masked,
        Row, Rows, Tag, Tone,
    },
};

/// The family card of a pupil.
#[component]
pub fn CardPage(
    /// The pupil.
    student: StudentId,
) -> impl IntoView {
    let card = load::<ReadFamilyCard>(move || (StudentPath { student }, ()));
    let begun = begun(student);
    view! {
        {still_here(card, begun)}
        {card.view(9, move |card| page(&card, begun))}
    }
    .into_any()
}

fn page(card: &Arc<FamilyCard>, begun: Signal<bool>) -> AnyView {
    let title = Masked::name(card.name.clone(), mask_name(&card.name));
    let above = if card.own_class {
        let class = ["/classes/", &card.class.to_string()].concat();
        (class, card.class_name.clone())
    } else {
        ("/today".to_owned(), t!(visits::today).to_owned())
    };
    view! {
        <Crumbs above=vec![above]/>
        <Heading title sub=card.class_name.clone()>
            <MaskButton/>
        </Heading>
        {next_visit(card)}
        {people(card)}
        {left_open(card)}
        {take_along(&card.sheet)}
        {past(card)}
        {joining(card)}
        {actions(card.student, begun)}
    }
    .into_any()
}

fn people(card: &FamilyCard) -> AnyView {
    let student = card.student;
    let nobody = card
        .guardians
        .is_empty()
        .then(|| view! { <p class="muted">{t!(visits::no_guardians)}</p> });
    let address = if card.has_address {
        view! { <RevealAddressLine student/> }.into_any()
    } else {
        view! { <span class="small">{t!(visits::no_address)}</span> }.into_any()
    };
    let people = guardians(student, card.guardians.clone());
    let siblings = siblings(&card.siblings);
    view! {
        <Card title=t!(visits::guardians)>
            {nobody}
            <Facts>
                {people}
                <Fact label=t!(visit_pages::address)>{address}</Fact>
                {siblings}
            </Facts>
            <p class="small">{t!(visits::reveal_is_logged)}</p>
        </Card>
    }
    .into_any()
}

fn siblings(siblings: &[Sibling]) -> AnyView {
    if siblings.is_empty() {
        return ().into_any();
    }
    let links = siblings
        .iter()
        .map(|sibling| {
            let href = ["/students/", &sibling.student.to_string()].concat();
            let name = Masked::name(sibling.name.clone(), mask_name(&sibling.name));
            view! {
                <a class="visits-link" href=href>
                    {name} " " {sibling.class_name.clone()}
                </a>
            }
        })
        .collect_view();
    view! { <Fact label=t!(visits::siblings)>{links}</Fact> }.into_any()
}

fn left_open(card: &FamilyCard) -> AnyView {
    let body = if card.matters.is_empty() {
        view! { <p class="muted">{t!(visits::left_open_none)}</p> }.into_any()
    } else {
        let rows = card
            .matters
            .iter()
            .map(|matter| matter_row(matter, card.own_class))
            .collect_view();
        view! { <Rows>{rows}</Rows> }.into_any()
    };
    view! { <Card title=t!(visits::left_open)>{body}</Card> }.into_any()
}

/// What the school prepared for one of the four-to-home.
pub fn prepared(sheet: &SheetText, what: Delivered) -> &str {
    match what {
        Delivered::Care => &sheet.care,
        Delivered::Policy => &sheet.policy,
        Delivered::OpinionsSought => &sheet.opinions_sought,
        Delivered::Resources => &sheet.resources,
    }
}

fn take_along(sheet: &SheetText) -> AnyView {
    let facts: Vec<AnyView> = Delivered::ALL
        .iter()
        .filter(|what| !prepared(sheet, **what).is_empty())
        .map(|what| {
            let text = prepared(sheet, *what).to_owned();
            view! { <Fact label=words::delivered(lang(), *what)>{text}</Fact> }.into_any()
        })
        .collect();
    let body = if facts.is_empty() {
        view! { <Empty reason=t!(visits::take_along_none)/> }.into_any()
    } else {
        view! { <Facts>{facts.collect_view()}</Facts> }.into_any()
    };
    view! { <Card title=t!(visits::take_along)>{body}</Card> }.into_any()
}

fn past(card: &FamilyCard) -> AnyView {
    let body = if card.visits.is_empty() {
        view! { <p class="muted">{t!(visits::past_visits_none)}</p> }.into_any()
    } else {
        let rows = card.visits.iter().map(visit_row).collect_view();
        view! { <Rows>{rows}</Rows> }.into_any()
    };
    view! { <Card title=t!(visits::past_visits)>{body}</Card> }.into_any()
}

/// The head teacher invites; a mentor does not.
fn joining(card: &FamilyCard) -> AnyView {
    let guardians = card.guardians.clone();
    card.own_class
        .then(|| view! { <InviteFamilyCard student=card.student guardians/> })
        .into_any()
}

fn visit_row(visit: &VisitLine) -> AnyView {
    let when = time_words::relative(lang(), clock::now(), visit.started_at);
    let way = match visit.outcome {
        Outcome::Recorded => words::mode(lang(), visit.mode),
        outcome => words::outcome(lang(), outcome),
    };
    let href = ["/visits/", &visit.visit.to_string()].concat();
    let tag = (visit.outcome == Outcome::Recorded)
        .then(|| view! { <Tag text=words::state(lang(), visit.state) tone=Tone::Plain/> });
    view! { <Row who=when note=way detail=visit.agreed_measure.clone() href>{tag}</Row> }.into_any()
}

fn actions(student: StudentId, begun: Signal<bool>) -> AnyView {
    let write = move || {
        if begun.get() {
            t!(identity::unsent_go_on)
        } else {
            t!(visits::start_record)
        }
    };
    let record = ["/students/", &student.to_string(), "/record"].concat();
    let with = |outcome: Outcome| [&record, "?outcome=", outcome.as_str()].concat();
    let (nobody, other) = (with(Outcome::Attempted), with(Outcome::OtherWay));
    view! {
        <Actions sticky=true>
            <LinkButton text=write href=record/>
            <LinkButton text=t!(visit_pages::nobody_home) href=nobody kind=Kind::Quiet/>
            <LinkButton text=t!(visits::wants_other_way) href=other kind=Kind::Quiet/>
        </Actions>
    }
    .into_any()
}
