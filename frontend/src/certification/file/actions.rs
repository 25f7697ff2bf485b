//! 退回补材料, 不予通过, and deciding an appeal.

use leptos::prelude::*;
use tongyu_shared::{
    api::endpoint::Endpoint,
    certification::{
        endpoints::{DecideAppeal, RefuseApplication, SendBackApplication},
        state::CertState,
        types::{AppealView, ApplicationPath, CandidateDetail, JudgeAppeal, Reason, Refusal},
    },
    ids::ApplicationId,
};

use super::super::{
    decision::Decision,
    view::{day, day_of},
};
use crate::{
    act::etag,
    offline::DraftKind,
    t,
    ui::{Card, Details, Fact, Facts, KeptReason, Kind, ReasonForm, toast},
};

/// What the reader may do about this file.
pub fn actions(file: &CandidateDetail, manages: bool) -> AnyView {
    use CertState as S;
    let (application, version) = (file.application, file.version);
    let refused = file.refusal.as_ref().map(refusal_card);
    let appeal = file.may_decide_appeal.then(|| judge(application, version));
    let back = file.state.collects_evidence();
    let refusable = manages && (back || matches!(file.state, S::Applied | S::Eligible));
    let back = back.then(|| {
        step::<SendBackApplication>(
            (application, version),
            DraftKind::SendBack,
            t!(certification_pages::send_back),
            t!(certification_pages::send_back_what),
            t!(certification_pages::sent_back),
        )
    });
    let refuse = refusable.then(|| {
        step::<RefuseApplication>(
            (application, version),
            DraftKind::Refuse,
            t!(certification_pages::refuse),
            t!(certification_pages::refuse_what),
            t!(certification_pages::refused),
        )
    });
    view! {
        {refused}
        {appeal}
        {back}
        {refuse}
    }
    .into_any()
}

/// A refusal, and the appeal against it.
pub fn refusal_card(refusal: &Refusal) -> AnyView {
    let refusal = refusal.clone();
    let appeal = refusal.appeal.as_ref().map(appeal_facts);
    view! {
        <Card title=t!(certification_pages::refusal)>
            <blockquote class="read matter-said">{refusal.reason.clone()}</blockquote>
            <Facts>
                <Fact label=t!(certification_pages::refused_on)>{day(refusal.on)}</Fact>
                <Fact label=t!(certification_pages::appeal_until)>
                    {day(refusal.appeal_until)}
                </Fact>
                {appeal}
            </Facts>
        </Card>
    }
    .into_any()
}

fn appeal_facts(appeal: &AppealView) -> AnyView {
    let appeal = appeal.clone();
    let decided = match appeal.upheld {
        Some(true) => t!(certification_pages::appeal_upheld),
        Some(false) => t!(certification_pages::appeal_rejected),
        None => t!(certification_pages::appeal_waits),
    };
    view! {
        <Fact label=t!(certification_pages::appeal)>
            {appeal.text.clone()} <span class="small">{day_of(appeal.made_at)}</span>
        </Fact>
        <Fact label=t!(certification_pages::appeal_decision)>
            {decided} <span class="small">{appeal.reason.clone()}</span>
        </Fact>
    }
    .into_any()
}

/// A step that takes a reason, folded until someone wants it.
fn step<E>(
    on: (ApplicationId, i32),
    kind: DraftKind,
    title: &'static str,
    what: &'static str,
    done: &'static str,
) -> AnyView
where
    E: Endpoint<Path = ApplicationPath, Query = (), Body = Reason>,
{
    let (application, version) = on;
    let reason = KeptReason::new(kind, &application.to_string());
    let send = Callback::new(move |()| {
        let body = Reason {
            reason: reason.text(),
        };
        let path = ApplicationPath { application };
        reason.send::<E>(&path, &body, etag(version), move |_| toast(done));
    });
    step_card(reason, title, what, send)
}

fn step_card(
    reason: KeptReason,
    title: &'static str,
    what: &'static str,
    send: Callback<()>,
) -> AnyView {
    view! {
        <Card>
            <Details summary=title open=reason.found()>
                <ReasonForm
                    reason
                    label=t!(certification_pages::reason)
                    hint=what
                    button=title
                    kind=Kind::Secondary
                    on_submit=send
                />
            </Details>
        </Card>
    }
    .into_any()
}

/// The decision on an appeal.
fn judge(application: ApplicationId, version: i32) -> AnyView {
    let decision = Decision::new(DraftKind::AppealDecision, &application.to_string());
    let send = Callback::new(move |()| {
        let path = ApplicationPath { application };
        decision.send::<DecideAppeal>(&path, version, |upheld, reason| JudgeAppeal {
            upheld,
            reason,
        });
    });
    let form = decision.draw(
        t!(certification_pages::appeal_decision),
        [
            t!(certification_pages::appeal_upheld),
            t!(certification_pages::appeal_rejected),
        ],
        "",
        send,
    );
    view! { <Card title=t!(certification_pages::appeal_decide)>{form}</Card> }.into_any()
}
