//! An assessor's seats, open ones first.

use leptos::prelude::*;
use tongyu_shared::certification::{
    endpoints::ListOwnSeats,
    types::{OwnSeat, SeatState},
    words,
};

use super::view::day;
use crate::{
    i18n::lang,
    load::load,
    t,
    ui::{Card, Empty, Heading, Row, Rows, Tag, Tone},
};

/// The page `/desk/seats`.
#[component]
pub fn SeatsPage() -> impl IntoView {
    let seats = load::<ListOwnSeats>(|| ((), ()));
    view! {
        <Heading title=t!(certification_pages::own_seats) sub=t!(certification_pages::own_seats_sub)/>
        {seats
            .view(4, |seats| {
                if seats.items.is_empty() {
                    return view! { <Empty reason=t!(certification_pages::own_seats_none)/> }
                        .into_any();
                }
                let rows = seats.items.iter().map(row).collect_view();
                view! {
                    <Card>
                        <Rows>{rows}</Rows>
                    </Card>
                }
                .into_any()
            })}
    }
    .into_any()
}

fn row(seat: &OwnSeat) -> AnyView {
    let seat = seat.clone();
    let detail = [
        seat.cohort_name.clone(),
        words::level(lang(), seat.level).to_owned(),
    ]
    .join(" · ");
    let href = ["/desk/seats/", &seat.assessment.to_string()].concat();
    view! {
        <Row who=seat.name.clone() note=seat.school_name.clone() detail href>
            {tag(&seat)}
        </Row>
    }
    .into_any()
}

/// Where a seat stands.
pub fn tag(seat: &OwnSeat) -> AnyView {
    let (text, tone) = match (seat.state, seat.score) {
        (SeatState::Open, _) => (
            t!(certification_pages::seat_until, day(seat.due_on)),
            Tone::Warn,
        ),
        (SeatState::Scored, Some(score)) => (t!(certification_pages::points, score), Tone::Ok),
        (SeatState::Scored, None) => (t!(certification_pages::seat_in).to_owned(), Tone::Ok),
        (SeatState::Freed, _) => (t!(certification_pages::seat_freed).to_owned(), Tone::Plain),
    };
    view! { <Tag text tone/> }.into_any()
}
