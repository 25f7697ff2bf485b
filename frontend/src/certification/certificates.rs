//! Certificates within reach: found by name, number or school; one in full with its way.

use leptos::prelude::*;
use tongyu_shared::{
    api::endpoint::Endpoint,
    certification::{
        certificates::{
            endpoints::{
                ListCertificates, ProposeRevocation, ReadCertificate, ReinstateCertificate,
                RevokeCertificate, SuspendCertificate, WithdrawRevocation,
            },
            types::{
                ActReason, CertificateAct, CertificateDetail, CertificateLine, CertificatePath,
                CertificateQuery, CertificateStep,
            },
        },
        words,
    },
    ids::CertificateId,
    time::words as time,
};

use super::view::{certificate_href, crumbs, day, state_tag};
use crate::{
    act::etag,
    clock,
    form::Form,
    i18n::lang,
    load::load,
    pages::Further,
    query, scope, t,
    ui::{
        Actions, Button, Card, Crumbs, Empty, Fact, Facts, FormFrame, Heading, Kind, LinkButton,
        Notice, Row, Rows, Step, Tag, TextArea, TextField, Timeline, Tone, toast,
    },
};

/// The page `/desk/certification/certificates`.
#[component]
pub fn CertificatesPage() -> impl IntoView {
    let (find, look) = query::param_signal("find");
    let typed = RwSignal::new(find.get_untracked());
    let query = move |after| CertificateQuery {
        find: Some(find.get()).filter(|find| !find.is_empty()),
        state: None,
        after,
    };
    let first = load::<ListCertificates>(move || ((), query(None)));
    let further = Further::behind(first);
    Form::provide();
    let send = Callback::new(move |()| look.run(typed.get_untracked().trim().to_owned()));
    view! {
        <Crumbs above=crumbs(None)/>
        <Heading title=t!(certification_pages::certificates)/>
        <FormFrame on_submit=send>
            <TextField
                name="find"
                label=t!(certification_pages::find)
                kind="search"
                value=typed
                optional=true
            />
            <Actions>
                <Button text=t!(certification_pages::find_do) kind=Kind::Secondary submit=true/>
            </Actions>
        </FormFrame>
        {first
            .view(6, move |page| {
                if page.items.is_empty() {
                    return view! { <Empty reason=t!(certification_pages::certificates_none)/> }
                        .into_any();
                }
                let rows = page.items.iter().map(row).collect_view();
                let rest = move || further.items.with(|lines| lines.iter().map(row).collect_view());
                let more = further
                    .more::<ListCertificates>((), move |after| untrack(|| query(Some(after))));
                view! {
                    <Card>
                        <Rows>{rows} {rest}</Rows>
                        {more}
                    </Card>
                }
                .into_any()
            })}
    }
    .into_any()
}

fn row(line: &CertificateLine) -> AnyView {
    let line = line.clone();
    let note = [line.school.as_str(), words::level(lang(), line.level)].join(" · ");
    let detail = [
        line.number.clone(),
        t!(certification_pages::issued_day, day(line.issued_on)),
    ]
    .join(" · ");
    view! {
        <Row who=line.name.clone() note detail href=certificate_href(line.id)>
            {tags(&line)}
        </Row>
    }
    .into_any()
}

fn tags(line: &CertificateLine) -> AnyView {
    let legacy = line
        .legacy
        .then(|| view! { <Tag text=t!(certification_pages::legacy_tag)/> });
    let proposed = line.revocation_proposed.then(
        || view! { <Tag text=t!(certification_pages::revocation_proposed) tone=Tone::Warn/> },
    );
    let state = state_tag(line.state, words::state(lang(), line.state));
    view! { {legacy} {proposed} {state} }.into_any()
}

/// The page `/desk/certification/certificates/{id}`.
#[component]
pub fn CertificatePage(certificate: CertificateId) -> impl IntoView {
    let path = CertificatePath { certificate };
    let found = load::<ReadCertificate>(move || (path, ()));
    let title = Memo::new(move |_| {
        found.get().map(|found| {
            let line = &found.certificate;
            let sub = [line.school.as_str(), words::level(lang(), line.level)].join(" · ");
            (line.name.clone(), sub)
        })
    });
    let side = move || found.get().map(|found| tags(&found.certificate));
    let heading = move || {
        title
            .get()
            .map(|(title, sub)| view! { <Heading title sub=sub>{side}</Heading> })
    };
    let mut above = crumbs(None);
    above.push((
        "/desk/certification/certificates".to_owned(),
        t!(certification_pages::certificates).to_owned(),
    ));
    view! {
        <Crumbs above/>
        {heading}
        {found.view(6, |found| body(&found))}
    }
    .into_any()
}

fn body(found: &CertificateDetail) -> AnyView {
    let found = found.clone();
    let line = found.certificate.clone();
    let until = line.valid_to.map_or_else(
        || t!(certification_pages::long_term).to_owned(),
        |date| time::date_long(lang(), date),
    );
    let acts = acts(&found);
    let document = found.document_number.clone().map(|number| {
        view! { <Fact label=t!(certification_pages::document_number)>{number}</Fact> }
    });
    view! {
        <div class="matter">
            <div>
                <Card>
                    <Facts>
                        <Fact label=t!(certification_pages::number)>{line.number.clone()}</Fact>
                        {document}
                        <Fact label=t!(certification_pages::issued_on)>{day(line.issued_on)}</Fact>
                        <Fact label=t!(certification_pages::valid_to)>{until}</Fact>
                    </Facts>
                    <Actions>
                        <LinkButton
                            text=t!(certification_pages::public_page)
                            href=found.check_url.clone()
                            kind=Kind::Secondary
                            external=true
                        />
                    </Actions>
                </Card>
                {acts}
            </div>
            <Card title=t!(certification_pages::the_way)>
                <Timeline steps=found.steps.iter().map(step).collect()/>
            </Card>
        </div>
    }
    .into_any()
}

fn step(step: &CertificateStep) -> Step {
    let at = time::relative(lang(), clock::now(), step.at);
    Step {
        at: match &step.by {
            Some(by) => [&at, " · ", by].concat(),
            None => at,
        },
        what: step.what.clone(),
        said: step.reason.clone(),
        done: true,
    }
}

/// What the reader may do, one form at a time: of two reasons, one would be lost.
fn acts(found: &CertificateDetail) -> AnyView {
    let chosen = RwSignal::new(None::<CertificateAct>);
    let (certificate, version) = (found.certificate.id, found.version);
    let button = |&what: &CertificateAct| {
        let choose = Callback::new(move |()| chosen.set(Some(what)));
        view! { <Button text=title(what) kind=Kind::Secondary on_press=choose/> }
    };
    let buttons = found.may.iter().map(button).collect_view();
    view! {
        <div class="acts"><Actions>{buttons}</Actions></div>
        {move || chosen.get().map(|what| act(certificate, version, what))}
    }
    .into_any()
}

fn title(what: CertificateAct) -> &'static str {
    match what {
        CertificateAct::Suspend => t!(certification_pages::suspend),
        CertificateAct::Reinstate => t!(certification_pages::reinstate),
        CertificateAct::ProposeRevocation => t!(certification_pages::propose_revocation),
        CertificateAct::WithdrawRevocation => t!(certification_pages::withdraw_revocation),
        CertificateAct::Revoke => t!(certification_pages::revoke),
    }
}

/// What takes something from a holder looks like it.
const fn kind(what: CertificateAct) -> Kind {
    match what {
        CertificateAct::Reinstate | CertificateAct::WithdrawRevocation => Kind::Primary,
        CertificateAct::Suspend | CertificateAct::ProposeRevocation | CertificateAct::Revoke => {
            Kind::Danger
        }
    }
}

fn act(certificate: CertificateId, version: i32, what: CertificateAct) -> AnyView {
    use CertificateAct as A;
    let on = (certificate, version);
    match what {
        A::Suspend => {
            reasoned::<SuspendCertificate>(on, what, t!(certification_pages::suspend_what))
        }
        A::Reinstate => {
            reasoned::<ReinstateCertificate>(on, what, t!(certification_pages::reinstate_what))
        }
        A::ProposeRevocation => reasoned::<ProposeRevocation>(
            on,
            what,
            t!(certification_pages::propose_revocation_what),
        ),
        A::WithdrawRevocation => reasoned::<WithdrawRevocation>(
            on,
            what,
            t!(certification_pages::withdraw_revocation_what),
        ),
        A::Revoke => reasoned::<RevokeCertificate>(on, what, t!(certification_pages::revoke_what)),
    }
}

fn reasoned<E>(
    (certificate, version): (CertificateId, i32),
    what: CertificateAct,
    follows: &'static str,
) -> AnyView
where
    E: Endpoint<Path = CertificatePath, Query = (), Body = ActReason>,
{
    scope::own(move || {
        let form = Form::provide();
        let reason = RwSignal::new(String::new());
        let send = Callback::new(move |()| {
            let body = ActReason {
                reason: reason.get_untracked(),
            };
            let path = CertificatePath { certificate };
            form.send_if_match::<E>(&path, &body, etag(version), |_| {
                toast(t!(certification_pages::act_done));
            });
        });
        let (title, kind) = (title(what), kind(what));
        view! {
            <Card title>
                <FormFrame on_submit=send>
                    <Notice text=follows/>
                    <TextArea
                        name="reason"
                        label=t!(certification_pages::reason)
                        value=reason
                    />
                    <Actions>
                        <Button text=title kind busy=form.busy submit=true/>
                    </Actions>
                </FormFrame>
            </Card>
        }
        .into_any()
    })
}
