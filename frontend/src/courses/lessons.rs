//! One's own lessons, and those that wait for a second person.

use leptos::prelude::*;
use tongyu_shared::{
    access::Action,
    courses::{
        endpoints::{ListLessonsToReview, ListOwnLessons},
        state::LessonState,
        types::{DeskLesson, DeskQuery},
        words,
    },
    time::words as time,
};

use crate::{
    clock,
    i18n::lang,
    load::load,
    pages::Further,
    session::Session,
    t,
    ui::{Actions, Card, Empty, Heading, Icon, LinkButton, Row, Rows, Tag, Tone},
};

/// The page `/desk/lessons`.
#[component]
pub fn LessonsPage() -> impl IntoView {
    let may = |action| untrack(|| Session::get().may(action));
    let own = may(Action::LessonWrite).then(|| view! { <Own/> });
    let review = may(Action::LessonReview).then(|| view! { <ToReview/> });
    view! {
        <Heading title=t!(course_pages::title) sub=t!(course_pages::sub)/>
        {review}
        {own}
    }
    .into_any()
}

const fn query(after: Option<String>) -> DeskQuery {
    DeskQuery { state: None, after }
}

#[component]
fn Own() -> impl IntoView {
    let first = load::<ListOwnLessons>(|| ((), query(None)));
    let further = Further::behind(first);
    let new = || view! { <LinkButton text=t!(course_pages::new) href="/desk/lessons/new" icon=Icon::Plus/> };
    first.view(5, move |page| {
        if page.items.is_empty() {
            return view! { <Empty reason=t!(course_pages::own_none)>{new()}</Empty> }.into_any();
        }
        let rows = page.items.iter().map(|line| row(line, true)).collect_view();
        let rest = move || {
            further
                .items
                .with(|lines| lines.iter().map(|line| row(line, true)).collect_view())
        };
        view! {
            <Card title=t!(course_pages::own)>
                <Rows>{rows} {rest}</Rows>
                {further.more::<ListOwnLessons>((), |after| query(Some(after)))}
                <Actions>{new()}</Actions>
            </Card>
        }
        .into_any()
    })
}

#[component]
fn ToReview() -> impl IntoView {
    let first = load::<ListLessonsToReview>(|| ((), query(None)));
    let further = Further::behind(first);
    first.view(5, move |page| {
        if page.items.is_empty() {
            return view! { <Empty reason=t!(course_pages::review_none)/> }.into_any();
        }
        let rows = page
            .items
            .iter()
            .map(|line| row(line, false))
            .collect_view();
        let rest = move || {
            further
                .items
                .with(|lines| lines.iter().map(|line| row(line, false)).collect_view())
        };
        view! {
            <Card title=t!(course_pages::to_review)>
                <Rows>{rows} {rest}</Rows>
                {further.more::<ListLessonsToReview>((), |after| query(Some(after)))}
            </Card>
        }
        .into_any()
    })
}

fn row(line: &DeskLesson, own: bool) -> AnyView {
    let line = line.clone();
    let note = [
        words::stage(lang(), line.stage),
        words::topic(lang(), line.topic),
    ]
    .join(" · ");
    let changed = time::relative(lang(), clock::now(), line.changed_at);
    let mut detail = vec![t!(course_pages::changed, changed)];
    if !own {
        detail.insert(0, [&line.author_name, " · ", &line.owner_name].concat());
    }
    detail.push(match line.duration_s {
        Some(seconds) => length(seconds),
        None => t!(course_pages::no_film).to_owned(),
    });
    let returned = (own && line.was_returned)
        .then(|| view! { <Tag text=t!(course_pages::returned) tone=Tone::Warn/> });
    let sample = line
        .is_sample
        .then(|| view! { <Tag text=t!(courses::sample)/> });
    view! {
        <Row
            who=line.title.clone()
            note
            detail=detail.join(" · ")
            href=["/desk/lessons/", &line.lesson.to_string()].concat()
        >
            {returned} {sample} {state_tag(line.state)}
        </Row>
    }
    .into_any()
}

/// How long a film is: `1:05`.
pub fn length(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Where a lesson stands.
pub fn state_tag(state: LessonState) -> AnyView {
    let tone = match state {
        LessonState::Draft | LessonState::Withdrawn => Tone::Plain,
        LessonState::InReview => Tone::Info,
        LessonState::Published => Tone::Ok,
    };
    view! { <Tag text=words::state(lang(), state) tone/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_told_in_minutes_and_seconds() {
        assert_eq!(
            (length(5), length(65), length(600)),
            ("0:05".into(), "1:05".into(), "10:00".into())
        );
    }
}
