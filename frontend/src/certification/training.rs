//! A sign-in list: boxes to tick, all at once or one by one; taken back with a reason.

use std::collections::BTreeSet;

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        endpoints::{ReadTraining, SignIn, TakeBackSignIn},
        types::{
            Applications, BulkReply, CorrectSignIn, SignInCandidate, TrainingDetail, TrainingPath,
        },
        words,
    },
    ids::{ApplicationId, TrainingId},
};

use super::{bulk::outcome, view::day};
use crate::{
    act::Act,
    i18n::lang,
    load::{Load, load},
    offline::DraftKind,
    scope, t,
    ui::{
        Actions, Button, Card, Crumbs, Dialog, Empty, Heading, KeptReason, Kind, Pick, PickAll,
        ReasonForm, Tag, Tone, toast,
    },
};

#[derive(Clone, Copy)]
struct Desk {
    training: TrainingId,
    found: Load<TrainingDetail>,
    picked: RwSignal<BTreeSet<ApplicationId>>,
    reply: RwSignal<Option<BulkReply>>,
    act: Act,
    /// Whose sign-in is being taken back.
    taking: RwSignal<Option<SignInCandidate>>,
}

/// The page `/desk/trainings/{id}`.
#[component]
pub fn TrainingPage(training: TrainingId) -> impl IntoView {
    let found = load::<ReadTraining>(move || (TrainingPath { training }, ()));
    let desk = Desk {
        training,
        found,
        picked: RwSignal::new(BTreeSet::new()),
        reply: RwSignal::new(None),
        act: Act::new(),
        taking: RwSignal::new(None),
    };
    let title = Memo::new(move |_| {
        found.get().map(|found| {
            let line = &found.line;
            let sub = [
                line.cohort_name.clone(),
                day(line.day),
                words::training_kind(lang(), line.kind).to_owned(),
                t!(certification_pages::hours, line.hours),
            ]
            .join(" · ");
            (line.topic.clone(), sub)
        })
    });
    let above = vec![(
        "/desk/trainings".to_owned(),
        t!(certification_pages::own_trainings).to_owned(),
    )];
    let heading = move || {
        title
            .get()
            .map(|(title, sub)| view! { <Heading title sub=sub/> })
    };
    view! {
        <Crumbs above/>
        {heading}
        {found.view(6, move |found| body(desk, &found))}
        {take_back(desk)}
    }
    .into_any()
}

fn body(desk: Desk, found: &TrainingDetail) -> AnyView {
    if found.candidates.is_empty() {
        return view! { <Empty reason=t!(certification_pages::sign_in_none)/> }.into_any();
    }
    let waiting: Vec<_> = found
        .candidates
        .iter()
        .filter(|one| !one.signed_in)
        .map(|one| one.application)
        .collect();
    let rows = found
        .candidates
        .iter()
        .map(|one| row(desk, one))
        .collect_view();
    let send = Callback::new(move |()| {
        let applications: Vec<_> = desk
            .picked
            .with_untracked(|picked| picked.iter().copied().collect());
        let path = TrainingPath {
            training: desk.training,
        };
        desk.act
            .send::<SignIn>(&path, &Applications { applications }, None, move |reply| {
                desk.picked.set(BTreeSet::new());
                desk.reply.set(Some(reply));
            });
    });
    let count = Memo::new(move |_| desk.picked.with(BTreeSet::len));
    let text = move || t!(certification_pages::sign_in_do, count.get());
    let said = move || {
        desk.reply.get().map(|reply| {
            let found = desk.found.get_untracked();
            outcome(&reply, |id| {
                let candidates = found.iter().flat_map(|found| &found.candidates);
                let mut named = candidates.filter(|one| one.application == id);
                named
                    .next()
                    .map_or_else(String::new, |one| one.name.clone())
            })
        })
    };
    let all = (!waiting.is_empty()).then(|| {
        let label = t!(certification_pages::pick_all, waiting.len());
        view! { <PickAll label of=waiting picked=desk.picked/> }
    });
    view! {
        {said}
        {desk.act.refusal()}
        <Card title=t!(certification_pages::sign_in_list)>
            {all}
            <ul class="rows">{rows}</ul>
        </Card>
        <Actions sticky=true>
            <Button
                text=Signal::derive(text)
                busy=desk.act.busy
                disabled=Signal::derive(move || count.get() == 0)
                on_press=send
            />
        </Actions>
    }
    .into_any()
}

fn row(desk: Desk, one: &SignInCandidate) -> AnyView {
    let taken = one.clone();
    let side = if one.signed_in {
        let take = Callback::new(move |()| desk.taking.set(Some(taken.clone())));
        view! {
            <Tag text=t!(certification_pages::is_signed_in) tone=Tone::Ok/>
            <Button text=t!(certification_pages::take_back) kind=Kind::Quiet on_press=take/>
        }
        .into_any()
    } else {
        ().into_any()
    };
    view! {
        <li class="row pick-row">
            <Pick
                label=one.name.clone()
                of=one.application
                picked=desk.picked
                barred=one.signed_in
            />
            <span class="row-text">
                <span class="row-who">{one.name.clone()}</span>
                <span class="row-detail">{one.school_name.clone()}</span>
            </span>
            <span class="row-side">{side}</span>
        </li>
    }
    .into_any()
}

/// Asks why, over the page.
fn take_back(desk: Desk) -> AnyView {
    let open = RwSignal::new(false);
    // Each follows the other, and sets only what differs.
    Effect::new(move |_| {
        let taking = desk.taking.with(Option::is_some);
        if open.get_untracked() != taking {
            open.set(taking);
        }
    });
    Effect::new(move |_| {
        if !open.get() && desk.taking.with_untracked(Option::is_some) {
            desk.taking.set(None);
        }
    });
    view! {
        <Dialog title=t!(certification_pages::take_back_title) open>
            {move || desk.taking.get().map(|one| scope::own(move || reason(desk, &one)))}
        </Dialog>
    }
    .into_any()
}

fn reason(desk: Desk, one: &SignInCandidate) -> AnyView {
    let application = one.application;
    let id = [&desk.training.to_string(), "/", &application.to_string()].concat();
    let reason = KeptReason::new(DraftKind::TakeBack, &id);
    let send = Callback::new(move |()| {
        let body = CorrectSignIn {
            application,
            reason: reason.text(),
        };
        let path = TrainingPath {
            training: desk.training,
        };
        reason.send::<TakeBackSignIn>(&path, &body, None, move |_| {
            desk.taking.set(None);
            toast(t!(certification_pages::taken_back));
        });
    });
    view! {
        <p>{t!(certification_pages::take_back_what, &one.name)}</p>
        <ReasonForm
            reason
            label=t!(certification_pages::reason)
            short=true
            button=t!(certification_pages::take_back)
            on_submit=send
        />
    }
    .into_any()
}
