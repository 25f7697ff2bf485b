//! The steps that the reader may take: 提交审核, 发布, 退回, 撤回, 下架.

use leptos::prelude::*;
use tongyu_shared::{
    api::endpoint::Endpoint,
    courses::{
        endpoints::{PublishLesson, ReturnToAuthor, ReviseLesson, SubmitLesson, WithdrawLesson},
        state::{LessonEvent, LessonState},
        types::{LessonDetail, LessonPath, ReturnLesson},
        words,
    },
};

use super::desk::Desk;
use crate::{
    act::Act,
    i18n::lang,
    offline::DraftKind,
    route, t,
    ui::{Actions, Button, Card, Details, KeptReason, Kind, Notice, ReasonForm, Tone, toast},
};

/// The card of the steps, or why there are none.
pub fn steps(desk: Desk, found: &LessonDetail) -> AnyView {
    let found = found.clone();
    let act = Act::new();
    let missing = missing(&found);
    let buttons = found
        .steps
        .iter()
        .filter(|&&event| event != LessonEvent::Return)
        .map(|&event| button(desk, act, event, &found))
        .collect_view();
    let hand_back = found
        .steps
        .contains(&LessonEvent::Return)
        .then(|| hand_back(desk));
    let waits = (found.mine && found.state == LessonState::InReview)
        .then(|| view! { <Notice tone=Tone::Info text=t!(course_pages::waits)/> });
    if found.steps.is_empty() && waits.is_none() {
        return ().into_any();
    }
    view! {
        {waits}
        {act.refusal()}
        <Card>
            {missing}
            <Actions>{buttons}</Actions>
            {hand_back}
        </Card>
    }
    .into_any()
}

/// What the lesson lacks before it can be submitted.
fn missing(found: &LessonDetail) -> AnyView {
    if !found.steps.contains(&LessonEvent::Submit) {
        return ().into_any();
    }
    if found.missing.is_empty() {
        return view! { <p class="muted">{t!(course_pages::complete)}</p> }.into_any();
    }
    let parts = found.missing.iter();
    let parts: Vec<_> = parts.map(|&part| words::part(lang(), part)).collect();
    let parts = parts.join(t!(visits::list_comma));
    view! { <p class="rule-missing">{t!(course_pages::missing, parts)}</p> }.into_any()
}

fn button(desk: Desk, act: Act, event: LessonEvent, found: &LessonDetail) -> AnyView {
    let barred = event == LessonEvent::Submit && !found.missing.is_empty();
    let press = Callback::new(move |()| match event {
        LessonEvent::Submit => send::<SubmitLesson>(desk, act),
        LessonEvent::Publish => send::<PublishLesson>(desk, act),
        LessonEvent::Revise => send::<ReviseLesson>(desk, act),
        LessonEvent::Withdraw => send::<WithdrawLesson>(desk, act),
        LessonEvent::Return => {}
    });
    let kind = match event {
        LessonEvent::Submit | LessonEvent::Publish => Kind::Primary,
        _ => Kind::Secondary,
    };
    let disabled =
        Signal::derive(move || barred || (event == LessonEvent::Submit && desk.unsaved.get()));
    let unsaved = (event == LessonEvent::Submit).then_some({
        move || {
            desk.unsaved
                .get()
                .then(|| view! { <p class="small">{t!(course_pages::save_first)}</p> })
        }
    });
    view! {
        <Button text=words::step(lang(), event) kind busy=act.busy disabled on_press=press/>
        {unsaved}
    }
    .into_any()
}

fn send<E>(desk: Desk, act: Act)
where
    E: Endpoint<Path = LessonPath, Query = (), Body = (), Reply = LessonDetail>,
{
    act.send::<E>(&desk.path(), &(), desk.etag(), move |detail| {
        desk.saw(&detail);
        toast(words::state(lang(), detail.state));
    });
}

fn hand_back(desk: Desk) -> AnyView {
    let reason = KeptReason::new(DraftKind::LessonReturn, &desk.lesson.to_string());
    let back = Callback::new(move |()| {
        let body = ReturnLesson {
            reason: reason.text(),
        };
        reason.send::<ReturnToAuthor>(&desk.path(), &body, desk.etag(), |_| {
            // It is the author's again, and nobody else reads it.
            route::replace("/desk/lessons");
            toast(t!(course_pages::handed_back));
        });
    });
    view! {
        <Details summary=t!(course_pages::hand_back) open=reason.found()>
            <ReasonForm
                reason
                label=t!(course_pages::what_to_change)
                hint=t!(course_pages::what_to_change_hint)
                button=t!(course_pages::hand_back)
                kind=Kind::Secondary
                on_submit=back
            />
        </Details>
    }
    .into_any()
}
