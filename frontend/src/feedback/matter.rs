//! One matter: what was said, how far it is, and what the reader may do about it.

use leptos::prelude::*;
use tongyu_shared::{
    feedback::{
        endpoints::ReadMatter,
        question::AskedAbout,
        types::{MatterDetail, MatterPath},
        words,
    },
    ids::MatterId,
    time::{Date, words as time},
};

use super::{
    actions::actions,
    desk::Desk,
    next::is_again,
    proxy::undelivered,
    story::{last_word, steps},
    tag::{due_tag, state_tag},
};
use crate::{
    clock,
    i18n::lang,
    load::load,
    t,
    ui::{Card, Crumbs, Fact, Facts, Heading, Notice, Tag, Timeline, Tone},
};

/// The page `/matters/{id}`.
#[component]
pub fn MatterPage(matter: MatterId) -> impl IntoView {
    let path = MatterPath { matter };
    let load = load::<ReadMatter>(move || (path, ()));
    let desk = Desk::new(matter, load);
    let notices = move || {
        let news = desk
            .news()
            .map(|text| view! { <Notice tone=Tone::Warn text/> });
        let done = desk
            .done
            .get()
            .map(|text| view! { <Notice tone=Tone::Ok text/> });
        (news, done)
    };
    // The heading takes the focus once, not with every version.
    let title = Memo::new(move |_| load.get().map(|detail| title(&detail)));
    let heading = move || {
        title.get().map(|(title, sub)| {
            view! {
                <Crumbs above=vec![("/matters".to_owned(), t!(feedback::inbox_title).to_owned())]/>
                <Heading title sub=sub>
                    {move || load.get().map(|detail| (due_tag(&detail.line), state_tag(&detail.line)))}
                </Heading>
            }
        })
    };
    view! {
        {heading}
        {notices}
        {load.view(6, move |detail| body(desk, &detail))}
    }
    .into_any()
}

fn title(detail: &MatterDetail) -> (String, String) {
    let line = &detail.line;
    let pair = |one: &str, other: &str| [one, " · ", other].concat();
    let title = pair(words::kind_of(lang(), line), &words::about(lang(), line));
    let sub = match &line.student_name {
        Some(name) => pair(&line.class_name, name),
        None => line.class_name.clone(),
    };
    (title, sub)
}

fn body(desk: Desk, detail: &MatterDetail) -> AnyView {
    let steps = steps(lang(), clock::now(), detail);
    let (said, actions) = (said(detail), actions(desk, detail));
    view! {
        <div class="matter">
            <div>{said} {actions}</div>
            <Card title=t!(feedback::the_way)>
                <Timeline steps/>
            </Card>
        </div>
    }
    .into_any()
}

fn said(detail: &MatterDetail) -> AnyView {
    let line = &detail.line;
    let again = last_word(lang(), &detail.timeline)
        .filter(|_| is_again(line))
        .map(|said| view! { <Notice tone=Tone::Info text=t!(feedback::second_time, said)/> });
    let when = day(line.captured_at.date());
    let recorded = match &detail.author_name {
        Some(name) => t!(matter_pages::recorded_by, name, when),
        None => when,
    };
    let first = if line.asked.is_some() {
        t!(matter_pages::asked)
    } else {
        t!(matter_pages::recorded)
    };
    let owner = line.unit(lang()).map(|office| match &detail.accepted_by {
        Some(name) => t!(matter_pages::owner_with, office, name),
        None => office.to_owned(),
    });
    let undelivered = undelivered(detail);
    let asked = line.asked.as_ref().map(about);
    let text = detail.text.clone();
    let facts = [
        (first, Some(recorded)),
        (t!(matter_pages::owner), owner),
        (t!(matter_pages::answer_by), line.due_on.map(day)),
        (t!(matter_pages::solve_by), detail.solution_due_on.map(day)),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(label, text)| text.map(|text| view! { <Fact label>{text}</Fact> }))
        .collect_view();
    view! {
        <Card title=t!(feedback::said_by_family)>
            {again}
            {undelivered}
            <blockquote class="read matter-said">{text}</blockquote>
            {asked}
            <Facts>{facts}</Facts>
        </Card>
    }
    .into_any()
}

/// The lesson that the parent asked about, and whether she told the head teacher alone.
fn about(about: &AskedAbout) -> AnyView {
    let href = ["/w/", &about.lesson.to_string()].concat();
    let text = t!(feedback::page_about_lesson, &about.title);
    let alone = about
        .class_only
        .then(|| view! { <Tag text=t!(feedback::class_only) tone=Tone::Info/> });
    view! {
        <p>
            <a href=href rel="external">
                {text}
            </a>
            {alone}
        </p>
    }
    .into_any()
}

fn day(date: Date) -> String {
    time::date_near(lang(), clock::today(), date)
}
