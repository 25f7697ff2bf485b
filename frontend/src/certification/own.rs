//! 申请认定: one's own applications and certificates, and what one could apply for.

use leptos::{prelude::*, task::spawn_local};
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

use super::view::{day, day_of, state_tag};
use crate::{
    act::etag,
    form::Form,
    i18n::lang,
    load::load,
    offline::draft::{Keeper, Kept},
    scope,
    session::Session,
    t,
    ui::{
        Actions, Button, Card, Details, Fact, Facts, FormFrame, Heading, Icon, KeptNote, Kind,
        LinkButton, Notice, Row, Rows, Tag, TextArea, Tone, toast,
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
    let base = ["/api/v1/own-certificates/", &own.id.to_string()].concat();
    let pdf = [&base, "/pdf"].concat();
    let png = [&base, "/png"].concat();
    let credential = [&base, "/credential"].concat();
    // Nobody gets a fresh copy of what was taken away or given back.
    let given = !matches!(own.state, CertState::Revoked | CertState::Surrendered);
    let files = given.then(|| {
        view! {
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
        }
    });
    let credential = given.then(|| {
        view! {
            <LinkButton
                text=t!(certification_pages::credential)
                href=credential
                kind=Kind::Quiet
                external=true
            />
        }
    });
    let until = own.valid_to.map_or_else(
        || t!(certification_pages::long_term).to_owned(),
        day_in_full,
    );
    let document = own.document_number.clone().map(|number| {
        view! { <Fact label=t!(certification_pages::document_number)>{number}</Fact> }
    });
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
                <Fact label=t!(certification_pages::issued_on)>{day(own.issued_on)}</Fact>
                <Fact label=t!(certification_pages::valid_to)>{until}</Fact>
                {document}
            </Facts>
            <Actions>
                {files}
                <LinkButton
                    text=t!(certification_pages::public_page)
                    href=own.check_url.clone()
                    kind=Kind::Quiet
                    external=true
                />
                {credential}
            </Actions>
            {why_not}
            {surrender}
        </Card>
    }
    .into_any()
}

/// 交回证书: behind a line, with what comes of it, because it cannot be undone.
fn surrender(certificate: CertificateId, version: i32) -> AnyView {
    scope::own(move || {
        let form = Form::provide();
        let reason = RwSignal::new(String::new());
        let key = ["surrender:", &certificate.to_string()].concat();
        let keeper = Keeper::new(Session::get().user(), key);
        spawn_local(async move {
            if let Some(kept) = keeper.restore().await
                && keeper.kept.try_get_untracked() == Some(Kept::Nothing)
            {
                reason.try_set(kept);
            }
        });
        let keep = Callback::new(move |()| keeper.keep(reason.get_untracked()));
        let send = Callback::new(move |()| {
            let body = ActReason {
                reason: reason.get_untracked(),
            };
            let path = CertificatePath { certificate };
            form.send_if_match::<SurrenderCertificate>(&path, &body, etag(version), move |_| {
                keeper.done();
                toast(t!(certification_pages::surrendered));
            });
        });
        view! {
            <Details summary=t!(certification_pages::surrender)>
                <FormFrame on_submit=send>
                    <Notice tone=Tone::Warn text=t!(certification_pages::surrender_what)/>
                    <TextArea
                        name="reason"
                        label=t!(certification_pages::reason)
                        value=reason
                        on_change=keep
                    />
                    <Actions note=move || view! { <KeptNote kept=keeper.kept/> }>
                        <Button
                            text=t!(certification_pages::surrender_do)
                            kind=Kind::Danger
                            busy=form.busy
                            submit=true
                        />
                    </Actions>
                </FormFrame>
            </Details>
        }
        .into_any()
    })
}

fn day_in_full(date: tongyu_shared::time::Date) -> String {
    tongyu_shared::time::words::date_long(lang(), date)
}
