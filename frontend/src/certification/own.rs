//! 申请认定: one's own applications and certificates, and what one could apply for.

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        certificates::{
            endpoints::{ListOwnCertificates, SurrenderCertificate},
            types::{ActReason, CertificatePath, OwnCertificate},
        },
        endpoints::ListOwnApplications,
        state::CertState,
        types::{LevelOffer, OwnApplication},
        words,
    },
    ids::CertificateId,
};

use super::view::{day_of, state_tag};
use crate::{
    act::etag,
    i18n::lang,
    load::load,
    offline::DraftKind,
    t,
    ui::{
        Actions, Card, Details, Fact, Facts, Heading, Icon, KeptReason, Kind, LinkButton, Notice,
        ReasonForm, Row, Rows, Tag, Tone, toast,
    },
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
    let until = own.valid_to.map_or_else(
        || t!(certification_pages::long_term).to_owned(),
        |day| words::day(lang(), day),
    );
    let document = own.document_number.clone().map(|number| {
        view! { <Fact label=t!(certification_pages::document_number)>{number}</Fact> }
    });
    let files = files(&own);
    let tone = super::view::tone(own.state);
    let word = own.state_words.clone();
    let surrender = own.may_surrender.then(|| surrender(own.id, own.version));
    let why_not = own
        .why_not
        .clone()
        .map(|why| view! { <Notice tone=Tone::Warn text=why/> });
    view! {
        <Card title=own.title.clone() side=move || view! { <Tag text=word.clone() tone/> }>
            <Facts>
                <Fact label=t!(certification_pages::number)>{own.number.clone()}</Fact>
                <Fact label=t!(certification_pages::issued_on)>
                    {words::day(lang(), own.issued_on)}
                </Fact>
                <Fact label=t!(certification_pages::valid_to)>{until}</Fact>
                {document}
            </Facts>
            {files}
            {why_not}
            {surrender}
        </Card>
    }
    .into_any()
}

/// Where it can be had and seen. Nobody gets a fresh copy of what was taken away or given back.
fn files(own: &OwnCertificate) -> AnyView {
    let base = ["/api/v1/own-certificates/", &own.id.to_string()].concat();
    let given = !matches!(own.state, CertState::Revoked | CertState::Surrendered);
    let copy = |text: &'static str, end: &str, kind: Kind| {
        let href = [&base, end].concat();
        view! { <LinkButton text href kind icon=Icon::Download external=true/> }
    };
    let copies = given.then(|| {
        [
            copy(t!(certification_pages::get_pdf), "/pdf", Kind::Primary),
            copy(t!(certification_pages::get_png), "/png", Kind::Secondary),
        ]
        .collect_view()
    });
    let link = |text: &'static str, href: String| {
        view! { <LinkButton text href kind=Kind::Quiet external=true/> }
    };
    let public = link(t!(certification_pages::public_page), own.check_url.clone());
    let credential = given.then(|| {
        link(
            t!(certification_pages::credential),
            [&base, "/credential"].concat(),
        )
    });
    view! { <Actions>{copies} {public} {credential}</Actions> }.into_any()
}

/// 交回证书: behind a line, with what comes of it, because it cannot be undone.
fn surrender(certificate: CertificateId, version: i32) -> AnyView {
    let reason = KeptReason::new(DraftKind::Surrender, &certificate.to_string());
    let send = Callback::new(move |()| {
        let body = ActReason {
            reason: reason.text(),
        };
        let path = CertificatePath { certificate };
        reason.send::<SurrenderCertificate>(&path, &body, etag(version), |_| {
            toast(t!(certification_pages::surrendered));
        });
    });
    view! {
        <Details summary=t!(certification_pages::surrender) open=reason.found()>
            <ReasonForm
                reason
                label=t!(certification_pages::reason)
                button=t!(certification_pages::surrender_do)
                kind=Kind::Danger
                on_submit=send
            >
                <Notice tone=Tone::Warn text=t!(certification_pages::surrender_what)/>
            </ReasonForm>
        </Details>
    }
    .into_any()
}
