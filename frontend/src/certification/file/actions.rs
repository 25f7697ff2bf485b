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

use super::super::view::{day, day_of};
use crate::{
    act::etag,
    form::Form,
    scope, t,
    ui::{
        Actions, Button, Card, Chips, Choice, Details, Fact, Facts, FormFrame, Kind, TextArea,
        toast,
    },
};

/// What the reader may do about this file.
pub fn actions(file: &CandidateDetail, manages: bool) -> AnyView {
    use CertState as S;
    let (application, version) = (file.application, file.version);
    let refused = file.refusal.as_ref().map(refusal_card);
    let appeal = file
        .may_decide_appeal
        .then(|| scope::own(move || view! { <Judge application version/> }.into_any()));
    let back = file.state.collects_evidence();
    let refusable = manages && (back || matches!(file.state, S::Applied | S::Eligible));
    let back = back.then(|| {
        reason_card::<SendBackApplication>(
            application,
            version,
            t!(certification_pages::send_back),
            t!(certification_pages::send_back_what),
            t!(certification_pages::sent_back),
        )
    });
    let refuse = refusable.then(|| {
        reason_card::<RefuseApplication>(
            application,
            version,
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
fn reason_card<E>(
    application: ApplicationId,
    version: i32,
    title: &'static str,
    what: &'static str,
    done: &'static str,
) -> AnyView
where
    E: Endpoint<Path = ApplicationPath, Query = (), Body = Reason>,
{
    scope::own(move || {
        let form = Form::provide();
        let reason = RwSignal::new(String::new());
        let send = Callback::new(move |()| {
            let body = Reason {
                reason: reason.get_untracked(),
            };
            let path = ApplicationPath { application };
            form.send_if_match::<E>(&path, &body, etag(version), move |_| toast(done));
        });
        view! {
            <Card>
                <Details summary=title>
                    <FormFrame on_submit=send>
                        <TextArea
                            name="reason"
                            label=t!(certification_pages::reason)
                            hint=Signal::stored(what.to_owned())
                            value=reason
                        />
                        <Actions>
                            <Button text=title kind=Kind::Secondary busy=form.busy submit=true/>
                        </Actions>
                    </FormFrame>
                </Details>
            </Card>
        }
        .into_any()
    })
}

/// The decision on an appeal.
#[component]
fn Judge(application: ApplicationId, version: i32) -> impl IntoView {
    let form = Form::provide();
    let upheld = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let choices = vec![
        Choice::new("yes", t!(certification_pages::appeal_upheld)),
        Choice::new("no", t!(certification_pages::appeal_rejected)),
    ];
    let send = Callback::new(move |()| {
        let chosen = upheld.get_untracked();
        if chosen.is_empty() {
            let what = t!(certification_pages::decision_missing);
            return super::super::wrong(form, "upheld", what);
        }
        let body = JudgeAppeal {
            upheld: chosen == "yes",
            reason: reason.get_untracked(),
        };
        let path = ApplicationPath { application };
        form.send_if_match::<DecideAppeal>(&path, &body, etag(version), |_| {
            toast(t!(certification_pages::decided));
        });
    });
    view! {
        <Card title=t!(certification_pages::appeal_decide)>
            <FormFrame on_submit=send>
                <Chips
                    name="upheld"
                    legend=t!(certification_pages::appeal_decision)
                    choices
                    value=upheld
                />
                <TextArea name="reason" label=t!(certification_pages::reason) value=reason/>
                <Actions>
                    <Button
                        text=t!(certification_pages::decide)
                        busy=form.busy
                        submit=true
                    />
                </Actions>
            </FormFrame>
        </Card>
    }
    .into_any()
}
