//! 申请认定: one's own applications and certificates, and what one could apply for.

use leptos::prelude::*;
use tongyu_shared::certification::{
    certificates::{endpoints::ListOwnCertificates, types::OwnCertificate},
    endpoints::ListOwnApplications,
    types::{LevelOffer, OwnApplication},
    words,
};

use super::view::{day, day_of, state_tag};
use crate::{
    i18n::lang,
    load::load,
    t,
    ui::{Actions, Card, Fact, Facts, Heading, Icon, Kind, LinkButton, Row, Rows, Tag},
};

/// The page `/desk/instructor`.
#[component]
pub fn OwnPage() -> impl IntoView {
    let own = load::<ListOwnApplications>(|| ((), ()));
    let certificates = load::<ListOwnCertificates>(|| ((), ()));
    view! {
        <div class="narrow">
            <Heading title=t!(certification_pages::own_title) sub=t!(certification_pages::own_sub)/>
            {certificates.view(1, |own| own.items.iter().map(certificate).collect_view().into_any())}
            {own
                .view(4, |own| {
                    let offers = own
                        .offers
                        .iter()
                        .map(|offer| view! { <Offer offer=offer.clone()/> })
                        .collect_view();
                    view! {
                        {applications(&own.applications)}
                        {offers}
                    }
                    .into_any()
                })}
        </div>
    }
    .into_any()
}

fn applications(own: &[OwnApplication]) -> AnyView {
    if own.is_empty() {
        return ().into_any();
    }
    let rows = own
        .iter()
        .map(|one| {
            let href = ["/desk/instructor/", &one.application.to_string()].concat();
            let note = t!(certification_pages::applied_on, day_of(one.applied_at));
            let detail = one.cohort_name.clone().unwrap_or_default();
            let tag = state_tag(one.state, &one.state_word);
            view! {
                <Row who=words::level(lang(), one.level) note detail href>
                    {tag}
                </Row>
            }
        })
        .collect_view();
    view! {
        <Card title=t!(certification_pages::own_applications)>
            <Rows>{rows}</Rows>
        </Card>
    }
    .into_any()
}

/// A level that one could apply for.
#[component]
fn Offer(offer: LevelOffer) -> impl IntoView {
    let met = offer.rules.iter().filter(|rule| rule.met).count();
    let all = offer.rules.len();
    let href = ["/desk/instructor/apply/", offer.level.as_str()].concat();
    let text = t!(
        certification_pages::apply_for,
        words::level(lang(), offer.level)
    );
    let body = if offer.open {
        view! {
            <p class="muted">{t!(certification_pages::rules_met, all, met)}</p>
            <Actions>
                <LinkButton text href/>
            </Actions>
        }
        .into_any()
    } else {
        view! { <p class="muted">{offer.why_not}</p> }.into_any()
    };
    view! { <Card title=words::level(lang(), offer.level)>{body}</Card> }.into_any()
}

/// One's own certificate, to take along and to show.
fn certificate(own: &OwnCertificate) -> AnyView {
    let own = own.clone();
    let base = ["/api/v1/own-certificates/", &own.id.to_string()].concat();
    let pdf = [&base, "/pdf"].concat();
    let png = [&base, "/png"].concat();
    let credential = [&base, "/credential"].concat();
    let until = own.valid_to.map_or_else(
        || t!(certification_pages::long_term).to_owned(),
        day_in_full,
    );
    let document = own.document_number.clone().map(|number| {
        view! { <Fact label=t!(certification_pages::document_number)>{number}</Fact> }
    });
    let tone = super::view::tone(own.state);
    let word = own.state_words.clone();
    view! {
        <Card title=own.title.clone() side=move || view! { <Tag text=word.clone() tone/> }>
            <Facts>
                <Fact label=t!(certification_pages::number)>{own.number.clone()}</Fact>
                <Fact label=t!(certification_pages::issued_on)>{day(own.issued_on)}</Fact>
                <Fact label=t!(certification_pages::valid_to)>{until}</Fact>
                {document}
            </Facts>
            <Actions>
                <LinkButton
                    text=t!(certification_pages::get_pdf)
                    href=pdf
                    icon=Icon::Download
                    external=true
                />
                <LinkButton
                    text=t!(certification_pages::get_png)
                    href=png
                    icon=Icon::Download
                    kind=Kind::Secondary
                    external=true
                />
                <LinkButton
                    text=t!(certification_pages::public_page)
                    href=own.check_url.clone()
                    kind=Kind::Quiet
                    external=true
                />
                <LinkButton
                    text=t!(certification_pages::credential)
                    href=credential
                    kind=Kind::Quiet
                    external=true
                />
            </Actions>
        </Card>
    }
    .into_any()
}

fn day_in_full(date: tongyu_shared::time::Date) -> String {
    tongyu_shared::time::words::date_long(lang(), date)
}
