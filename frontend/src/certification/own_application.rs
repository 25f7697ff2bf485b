//! One's own application: where it stands, what is missing, and what one may do about it.

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        endpoints::{AppealRefusal, ReadOwnApplication, WithdrawApplication},
        types::{ApplicationPath, NewAppeal, OwnApplication},
        words,
    },
    ids::ApplicationId,
};

use super::{
    file::refusal_card,
    rules::rules,
    view::{state_tag, steps},
};
use crate::{
    act::{Act, etag},
    i18n::lang,
    load::load,
    offline::DraftKind,
    t,
    ui::{
        Actions, Button, Card, Crumbs, Details, Heading, KeptReason, Kind, LinkButton, Notice,
        ReasonForm, Timeline, Tone, toast,
    },
};

/// The page `/desk/instructor/{id}`.
#[component]
pub fn OwnApplicationPage(application: ApplicationId) -> impl IntoView {
    let own = load::<ReadOwnApplication>(move || (ApplicationPath { application }, ()));
    let title = Memo::new(move |_| {
        own.get().map(|own| {
            let sub = own.cohort_name.clone().unwrap_or_default();
            (words::level(lang(), own.level), sub)
        })
    });
    let tag = move || own.get().map(|own| state_tag(own.state, &own.state_word));
    let heading = move || {
        title
            .get()
            .map(|(title, sub)| view! { <Heading title sub=sub>{tag}</Heading> })
    };
    let above = vec![(
        "/desk/instructor".to_owned(),
        t!(certification_pages::own_title).to_owned(),
    )];
    view! {
        <Crumbs above/>
        {heading}
        {own.view(6, |own| body(&own))}
    }
    .into_any()
}

fn body(own: &OwnApplication) -> AnyView {
    let own = own.clone();
    let sent_back = own.sent_back.clone().map(|text| {
        view! { <Notice tone=Tone::Warn text=t!(certification_pages::was_sent_back, text)/> }
    });
    let refusal = own.refusal.as_ref().map(refusal_card);
    let (application, version) = (own.application, own.version);
    let appeal = own
        .refusal
        .as_ref()
        .is_some_and(|refusal| refusal.may_appeal)
        .then(|| self::appeal(application, version));
    let certified = own.state.has_certificate().then(|| {
        view! {
            <Notice tone=Tone::Ok text=t!(certification_pages::is_certified)>
                <LinkButton
                    text=t!(certification_pages::see_certificate)
                    href="/desk/instructor"
                    kind=Kind::Secondary
                />
            </Notice>
        }
    });
    let withdraw = own.may_withdraw.then(|| withdraw(application, version));
    view! {
        {certified}
        {sent_back}
        <div class="matter">
            <div>
                {refusal}
                {appeal}
                <Card title=t!(certification_pages::rule_by_rule)>
                    <p class="small">{t!(certification_pages::by_rules, &own.pack)}</p>
                    {rules(&own.rules)}
                </Card>
                {withdraw}
            </div>
            <Card title=t!(certification_pages::the_way)>
                <Timeline steps=steps(&own.history)/>
            </Card>
        </div>
    }
    .into_any()
}

fn appeal(application: ApplicationId, version: i32) -> AnyView {
    let reason = KeptReason::new(DraftKind::Appeal, &application.to_string());
    let send = Callback::new(move |()| {
        let body = NewAppeal {
            text: reason.text(),
        };
        let path = ApplicationPath { application };
        reason.send::<AppealRefusal>(&path, &body, etag(version), |_| {
            toast(t!(certification_pages::appealed));
        });
    });
    view! {
        <Card title=t!(certification_pages::appeal_make)>
            <ReasonForm
                reason
                name="text"
                label=t!(certification_pages::appeal_text)
                hint=t!(certification_pages::appeal_what)
                button=t!(certification_pages::appeal_send)
                on_submit=send
            />
        </Card>
    }
    .into_any()
}

fn withdraw(application: ApplicationId, version: i32) -> AnyView {
    let act = Act::new();
    let press = Callback::new(move |()| {
        let path = ApplicationPath { application };
        act.send::<WithdrawApplication>(&path, &(), etag(version), |_| {
            toast(t!(certification_pages::withdrawn));
        });
    });
    view! {
        <Card>
            <Details summary=t!(certification_pages::withdraw)>
                {act.refusal()}
                <p class="muted">{t!(certification_pages::withdraw_what)}</p>
                <Actions>
                    <Button
                        text=t!(certification_pages::withdraw_do)
                        kind=Kind::Danger
                        busy=act.busy
                        on_press=press
                    />
                </Actions>
            </Details>
        </Card>
    }
    .into_any()
}
