//! One lesson: at work for its author, to look at for everyone else.

use leptos::prelude::*;
use tongyu_shared::{
    courses::{endpoints::ReadLesson, types::LessonPath, words},
    ids::LessonId,
};

use super::{
    captions::Captions, desk::Desk, editor::Editor, film::FilmCard, lessons::state_tag, look::look,
    steps::steps,
};
use crate::{
    i18n::lang,
    load::load,
    scope, t,
    ui::{Crumbs, Heading, Notice, Tone},
};

/// The page `/desk/lessons/{id}`.
#[component]
pub fn LessonPage(lesson: LessonId) -> impl IntoView {
    let found = load::<ReadLesson>(move || (LessonPath { lesson }, ()));
    let desk = Desk::new(lesson, found);
    let title = Memo::new(move |_| {
        found.get().map(|found| {
            let text = &found.text;
            let sub = [
                words::stage(lang(), text.stage),
                words::topic(lang(), text.topic),
                &found.author_name,
            ]
            .join(" · ");
            (text.title.clone(), sub)
        })
    });
    let tag = move || found.get().map(|found| state_tag(found.state));
    let heading = move || {
        title
            .get()
            .map(|(title, sub)| view! { <Heading title sub=sub>{tag}</Heading> })
    };
    let above = vec![(
        "/desk/lessons".to_owned(),
        t!(course_pages::title).to_owned(),
    )];
    // The editor outlives the drawing of each version, and so does the text in it.
    let edits = Memo::new(move |_| found.get().map(|found| found.may_edit));
    let body = move || match edits.get() {
        Some(true) => scope::own(move || edit(desk)),
        Some(false) => view! { {move || found.get().map(|found| look(desk, &found))} }.into_any(),
        None => found.view(8, |_| ().into_any()),
    };
    let note = move || {
        found.get().and_then(|found| {
            let note = found.review_note.clone()?;
            found.may_edit.then(|| {
                view! { <Notice tone=Tone::Warn text=t!(course_pages::review_note, note)/> }
            })
        })
    };
    view! {
        <Crumbs above/>
        {heading}
        {note}
        {body}
    }
    .into_any()
}

fn edit(desk: Desk) -> AnyView {
    let below = move || desk.found.get().map(|found| steps(desk, &found));
    view! {
        <div class="matter">
            <Editor desk/>
            <div>
                <FilmCard desk/>
                <Captions desk/>
            </div>
        </div>
        {below}
    }
    .into_any()
}
