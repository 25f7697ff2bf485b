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
    offline::DraftKind,
    pages::Further,
    query, t,
    ui::{
        Actions, Button, Card, Crumbs, Empty, Fact, Facts, FormFrame, Heading, KeptReason, Kind,
        LinkButton, Notice, ReasonForm, Row, Rows, Step, Tag, TextField, Timeline, Tone, toast,
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
        |day| words::day(lang(), day),
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
                        <Fact label=t!(certification_pages::issued_on)>
                            {words::day(lang(), line.issued_on)}
                        </Fact>
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

/// What the reader may do, one form at a time. One that was begun before is open.
fn acts(found: &CertificateDetail) -> AnyView {
    let chosen = RwSignal::new(None::<CertificateAct>);
    let (certificate, version) = (found.certificate.id, found.version);
    let acts: Vec<_> = found
        .may
        .iter()
        .map(|&what| (what, KeptReason::new(kept(what), &certificate.to_string())))
        .collect();
    let begun = acts.clone();
    Effect::new(move |_| {
        let begun = begun.iter().find(|(_, reason)| reason.found().get());
        if let Some(&(what, _)) = begun
            && chosen.with_untracked(Option::is_none)
        {
            chosen.set(Some(what));
        }
    });
    let button = |&(what, _): &(CertificateAct, KeptReason)| {
        let choose = Callback::new(move |()| chosen.set(Some(what)));
        view! { <Button text=title(what) kind=Kind::Secondary on_press=choose/> }
    };
    let buttons = acts.iter().map(button).collect_view();
    let form = move || {
        let what = chosen.get()?;
        let (_, reason) = acts.iter().find(|(act, _)| *act == what)?;
        Some(act(certificate, version, what, *reason))
    };
    view! {
        <div class="acts"><Actions>{buttons}</Actions></div>
        {form}
    }
    .into_any()
}

const fn kept(what: CertificateAct) -> DraftKind {
    match what {
        CertificateAct::Suspend => DraftKind::Suspend,
        CertificateAct::Reinstate => DraftKind::Reinstate,
        CertificateAct::ProposeRevocation => DraftKind::ProposeRevocation,
        CertificateAct::WithdrawRevocation => DraftKind::WithdrawRevocation,
        CertificateAct::Revoke => DraftKind::Revoke,
    }
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

fn follows(what: CertificateAct) -> &'static str {
    match what {
        CertificateAct::Suspend => t!(certification_pages::suspend_what),
        CertificateAct::Reinstate => t!(certification_pages::reinstate_what),
        CertificateAct::ProposeRevocation => t!(certification_pages::propose_revocation_what),
        CertificateAct::WithdrawRevocation => t!(certification_pages::withdraw_revocation_what),
        CertificateAct::Revoke => t!(certification_pages::revoke_what),
    }
}

fn act(
    certificate: CertificateId,
    version: i32,
    what: CertificateAct,
    reason: KeptReason,
) -> AnyView {
    let on = (CertificatePath { certificate }, version);
    let send = Callback::new(move |()| match what {
        CertificateAct::Suspend => send::<SuspendCertificate>(on, reason),
        CertificateAct::Reinstate => send::<ReinstateCertificate>(on, reason),
        CertificateAct::ProposeRevocation => send::<ProposeRevocation>(on, reason),
        CertificateAct::WithdrawRevocation => send::<WithdrawRevocation>(on, reason),
        CertificateAct::Revoke => send::<RevokeCertificate>(on, reason),
    });
    let (title, kind) = (title(what), kind(what));
    view! {
        <Card title>
            <ReasonForm
                reason
                label=t!(certification_pages::reason)
                button=title
                kind
                on_submit=send
            >
                <Notice text=follows(what)/>
            </ReasonForm>
        </Card>
    }
    .into_any()
}

fn send<E>((path, version): (CertificatePath, i32), reason: KeptReason)
where
    E: Endpoint<Path = CertificatePath, Query = (), Body = ActReason>,
{
    let body = ActReason {
        reason: reason.text(),
    };
    reason.send::<E>(&path, &body, etag(version), |_| {
        toast(t!(certification_pages::act_done));
    });
}
