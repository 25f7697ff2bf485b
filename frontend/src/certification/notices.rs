//! Public notices: those that run, and those that are over.

use leptos::prelude::*;
use tongyu_shared::certification::certificates::{
    endpoints::ListNotices,
    notice::{NoticeLine, NoticeState},
};

use super::view::{crumbs, day, day_of, notice_href};
use crate::{
    load::load,
    t,
    ui::{Card, Crumbs, Empty, Heading, Kind, LinkButton, Row, Rows, Tag, Tone},
};

/// The page `/desk/certification/notices`.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let notices = load::<ListNotices>(|| ((), ()));
    view! {
        <Crumbs above=crumbs(None)/>
        <Heading title=t!(certification_pages::notices) sub=t!(certification_pages::notices_sub)/>
        {notices
            .view(4, |notices| {
                if notices.items.is_empty() {
                    return view! {
                        <Empty reason=t!(certification_pages::notices_none)>
                            <LinkButton
                                text=t!(certification_pages::cohorts_see)
                                href="/desk/certification"
                                kind=Kind::Secondary
                            />
                        </Empty>
                    }
                    .into_any();
                }
                let rows = notices.items.iter().map(row).collect_view();
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

fn row(line: &NoticeLine) -> AnyView {
    let line = line.clone();
    let who = t!(certification_pages::notice_of, day_of(line.published_at));
    let note = t!(certification_pages::people, line.people);
    let detail = match &line.document_number {
        Some(number) => number.clone(),
        None => t!(certification_pages::notice_until, day(line.last_day)),
    };
    let objections = (line.open_objections > 0).then(|| {
        let text = t!(certification_pages::objections_open, line.open_objections);
        view! { <Tag text tone=Tone::Warn/> }
    });
    view! {
        <Row who note detail href=notice_href(line.id)>
            {objections} {tag(line.state)}
        </Row>
    }
    .into_any()
}

/// How a notice stands.
pub fn tag(state: NoticeState) -> AnyView {
    let (text, tone) = match state {
        NoticeState::Open => (t!(certification_pages::notice_open), Tone::Info),
        NoticeState::Undecided => (t!(certification_pages::notice_undecided), Tone::Warn),
        NoticeState::Ready => (t!(certification_pages::notice_ready), Tone::Warn),
        NoticeState::Issued => (t!(certification_pages::notice_issued), Tone::Ok),
    };
    view! { <Tag text tone/> }.into_any()
}
