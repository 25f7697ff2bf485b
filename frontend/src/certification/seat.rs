//! One's own seat: what there is to judge by, the score with its remarks, or a conflict.

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        endpoints::{DeclareConflict, ReadOwnSeat, ScoreSeat},
        types::{ConflictNote, NewScore, OwnSeatDetail, SeatPath, SeatState},
        words,
    },
    ids::AssessmentId,
};

use super::seats::tag;
use crate::{
    form::Form,
    i18n::lang,
    load::{Load, load},
    offline::{DraftKind, texts::Texts},
    route, scope, t,
    ui::{
        Actions, Button, Card, Crumbs, Details, Fact, Facts, FormFrame, Heading, KeptNote,
        KeptReason, Kind, NumberField, ReasonForm, TextArea, toast,
    },
};

/// The page `/desk/seats/{id}`.
#[component]
pub fn SeatPage(seat: AssessmentId) -> impl IntoView {
    let path = SeatPath { assessment: seat };
    let found = load::<ReadOwnSeat>(move || (path, ()));
    let title = Memo::new(move |_| {
        found.get().map(|found| {
            let line = &found.seat;
            let sub = [
                line.school_name.as_str(),
                words::level(lang(), line.level),
                &line.cohort_name,
            ]
            .join(" · ");
            (line.name.clone(), sub)
        })
    });
    let side = move || found.get().map(|found| tag(&found.seat));
    let heading = move || {
        title
            .get()
            .map(|(title, sub)| view! { <Heading title sub=sub>{side}</Heading> })
    };
    let above = vec![(
        "/desk/seats".to_owned(),
        t!(certification_pages::own_seats).to_owned(),
    )];
    let open = Memo::new(move |_| found.get().map(|found| found.seat.state == SeatState::Open));
    view! {
        <Crumbs above/>
        {heading}
        {found.view(6, |found| file(&found))}
        {move || match open.get() {
            Some(true) => scope::own(move || view! { <Judge seat found/> }.into_any()),
            Some(false) => view! { {move || found.get().map(|found| judged(&found))} }.into_any(),
            None => ().into_any(),
        }}
    }
    .into_any()
}

fn file(found: &OwnSeatDetail) -> AnyView {
    let found = found.clone();
    let part = |title: &'static str, lines: &[String]| {
        let lines = if lines.is_empty() {
            view! { <li class="muted">{t!(certification_pages::nothing_there)}</li> }.into_any()
        } else {
            lines
                .iter()
                .map(|line| view! { <li>{line.clone()}</li> })
                .collect_view()
                .into_any()
        };
        view! {
            <h3>{title}</h3>
            <ul class="seat-lines">{lines}</ul>
        }
    };
    view! {
        <Card title=t!(certification_pages::to_judge_by)>
            {part(t!(certification_pages::lessons), &found.lessons)}
            {part(t!(certification_pages::trainings), &found.trainings)}
            {part(t!(certification_pages::micro_lessons), &found.micro_lessons)}
            <p class="small">{t!(certification_pages::blind)}</p>
        </Card>
    }
    .into_any()
}

fn judged(found: &OwnSeatDetail) -> AnyView {
    let found = found.clone();
    if found.seat.state == SeatState::Freed {
        return ().into_any();
    }
    let score = found
        .seat
        .score
        .map(|score| t!(certification_pages::points, score));
    view! {
        <Card title=t!(certification_pages::your_score)>
            <Facts>
                <Fact label=t!(certification_pages::score)>{score}</Fact>
                <Fact label=t!(certification_pages::remarks)>{found.remarks.clone()}</Fact>
            </Facts>
            <p class="small">{t!(certification_pages::score_stands)}</p>
        </Card>
    }
    .into_any()
}

#[component]
fn Judge(seat: AssessmentId, found: Load<OwnSeatDetail>) -> impl IntoView {
    let form = Form::provide();
    let score = RwSignal::new(String::new());
    let remarks = RwSignal::new(String::new());
    let texts = Texts::new(DraftKind::Seat, &seat.to_string(), &[remarks, score]);
    let keep = texts.keep();
    let send = Callback::new(move |()| {
        let Ok(points) = score.with_untracked(|score| score.trim().parse()) else {
            return super::wrong(form, "score", t!(certification_pages::score_missing));
        };
        let body = NewScore {
            score: points,
            remarks: remarks.get_untracked(),
        };
        let path = SeatPath { assessment: seat };
        let sent = texts.keeper.sent();
        form.send_if_match::<ScoreSeat>(&path, &body, found.etag(), move |_| {
            sent.received();
            toast(t!(certification_pages::score_given));
        });
    });
    view! {
        <Card title=t!(certification_pages::your_score)>
            <FormFrame on_submit=send>
                <NumberField
                    name="score"
                    label=t!(certification_pages::score_of_100)
                    unit=t!(certification_pages::points_unit)
                    value=score
                    on_change=keep
                />
                <TextArea
                    name="remarks"
                    label=t!(certification_pages::remarks)
                    hint=Signal::stored(t!(certification_pages::remarks_hint).to_owned())
                    value=remarks
                    on_change=keep
                />
                <Actions note=move || view! { <KeptNote kept=texts.keeper.kept/> }>
                    <Button text=t!(certification_pages::score_give) busy=form.busy submit=true/>
                </Actions>
            </FormFrame>
        </Card>
        {conflict(seat, found)}
    }
    .into_any()
}

fn conflict(seat: AssessmentId, found: Load<OwnSeatDetail>) -> AnyView {
    let reason = KeptReason::new(DraftKind::Conflict, &seat.to_string());
    let send = Callback::new(move |()| {
        let body = ConflictNote {
            relation: reason.text(),
        };
        let path = SeatPath { assessment: seat };
        reason.send::<DeclareConflict>(&path, &body, found.etag(), |_| {
            toast(t!(certification_pages::conflict_declared));
            route::go("/desk/seats");
        });
    });
    view! {
        <Card>
            <Details summary=t!(certification_pages::conflict_declare) open=reason.found()>
                <ReasonForm
                    reason
                    name="relation"
                    label=t!(certification_pages::relation)
                    hint=t!(certification_pages::conflict_what)
                    short=true
                    button=t!(certification_pages::conflict_send)
                    kind=Kind::Secondary
                    on_submit=send
                />
            </Details>
        </Card>
    }
    .into_any()
}
