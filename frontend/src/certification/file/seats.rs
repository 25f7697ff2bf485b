//! Who could assess this candidate, with what speaks against each; giving and freeing seats.

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        endpoints::{FreeSeat, GiveSeat, ListAssessors},
        types::{
            ApplicationPath, AssessorChoice, CandidateDetail, NewSeat, Reason, SeatPath, SeatState,
            SeatView,
        },
    },
    ids::{ApplicationId, AssessmentId},
};

use crate::{
    act::{Act, etag},
    load::load,
    offline::DraftKind,
    t,
    ui::{Button, Card, Details, KeptReason, Kind, ReasonForm, Row, Rows, Tag, Tone, toast},
};

/// The card of the seats; nothing before a candidate is in a cohort.
pub fn seats(file: &CandidateDetail) -> AnyView {
    if !file.state.collects_evidence() {
        return ().into_any();
    }
    let (application, version) = (file.application, file.version);
    let open: Vec<_> = file
        .seats
        .iter()
        .filter(|seat| seat.state == SeatState::Open)
        .map(|seat| free(application, seat))
        .collect();
    view! {
        <Card title=t!(certification_pages::seats_give)>
            <Choices application version/>
            {open}
        </Card>
    }
    .into_any()
}

#[component]
fn Choices(application: ApplicationId, version: i32) -> impl IntoView {
    let choices = load::<ListAssessors>(move || (ApplicationPath { application }, ()));
    let act = Act::new();
    view! {
        {act.refusal()}
        {choices
            .view(3, move |list| {
                let rows = list
                    .items
                    .iter()
                    .map(|choice| row(act, application, version, choice))
                    .collect_view();
                view! { <Rows>{rows}</Rows> }.into_any()
            })}
    }
    .into_any()
}

fn row(act: Act, application: ApplicationId, version: i32, choice: &AssessorChoice) -> AnyView {
    let assessor = choice.account;
    let give = Callback::new(move |()| {
        let path = SeatPath {
            assessment: AssessmentId::new(),
        };
        let body = NewSeat {
            application,
            assessor,
        };
        act.send::<GiveSeat>(&path, &body, etag(version), |_| {
            toast(t!(certification_pages::seat_given));
        });
    });
    let barred = !choice.conflicts.is_empty();
    let detail = if barred {
        choice
            .conflict_words
            .join(t!(certification::list_separator))
    } else {
        t!(certification_pages::seat_load, choice.load)
    };
    let side = if barred {
        view! { <Tag text=t!(certification_pages::barred) tone=Tone::Warn/> }.into_any()
    } else {
        view! {
            <Button
                text=t!(certification_pages::seat_give)
                kind=Kind::Secondary
                busy=act.busy
                on_press=give
            />
        }
        .into_any()
    };
    view! { <Row who=choice.name.clone() note=choice.title.clone() detail>{side}</Row> }.into_any()
}

/// Takes an open seat from its assessor.
fn free(application: ApplicationId, seat: &SeatView) -> AnyView {
    let (assessment, version) = (seat.assessment, seat.version);
    let id = [&application.to_string(), "/", &assessment.to_string()].concat();
    let reason = KeptReason::new(DraftKind::FreeSeat, &id);
    let send = Callback::new(move |()| {
        let body = Reason {
            reason: reason.text(),
        };
        reason.send::<FreeSeat>(&SeatPath { assessment }, &body, etag(version), |_| {
            toast(t!(certification_pages::seat_was_freed));
        });
    });
    let summary = t!(certification_pages::seat_free, &seat.assessor_name);
    view! {
        <Details summary open=reason.found()>
            <ReasonForm
                reason
                label=t!(certification_pages::reason)
                short=true
                button=t!(certification_pages::seat_free_do)
                kind=Kind::Secondary
                on_submit=send
            />
        </Details>
    }
    .into_any()
}
