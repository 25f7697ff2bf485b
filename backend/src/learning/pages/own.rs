//! 学习: the parent's own record, and the lessons for her children's stages.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use maud::{Markup, html};
use tongyu_db::Conn;
use tongyu_shared::{
    Lang,
    learning::{
        types::{OwnLearning, OwnLesson},
        words as learning_words,
    },
    text::learning as words,
    time::words as time_words,
};

use super::{
    CLEAR, address,
    catalogue::{self, Shelf},
    seen, sheet,
};
use crate::{
    app::App,
    http::fault::Fault,
    learning::own,
    messages::{
        page::{Frame, Reader, framed, respond, unbroken},
        styles,
        tabs::Tab,
    },
    org::joining::{self, Guest},
};

/// Shows the page.
pub async fn show(req: HttpRequest) -> HttpResponse {
    joining::show(&req, async |guest: Guest| draw(&req, &guest).await).await
}

async fn draw(req: &HttpRequest, guest: &Guest) -> Result<HttpResponse, Fault> {
    let (person, today) = (guest.actor.person, guest.stamp.now.date());
    let stages = catalogue::stages(&guest.children);
    let read = move |conn: &mut Conn| {
        let record = own::learning(conn, person, today)?;
        Ok::<_, Fault>((record, catalogue::shelf(conn, &stages)?))
    };
    let (record, shelf) = guest.app.db.read(read).await?;
    let reader = Reader::of(req, guest.relation());
    let cleared = req.query_string().split('&').any(|part| part == "cleared");
    let body = body(reader.lang, &record, &shelf, cleared);
    let title = words::own_title(reader.lang);
    Ok(framed_own(&guest.app, &reader, title, &body))
}

/// A page of the parent's own learning.
pub fn framed_own(app: &App, reader: &Reader, title: &str, body: &Markup) -> HttpResponse {
    let head = sheet();
    let frame = Frame {
        tab: Some(Tab::Learning),
        styles: Some(styles::family()),
        head: Some(&head),
        ..Frame::default()
    };
    let whole = framed(&app.config, reader, title, &frame, body);
    respond(StatusCode::OK, whole)
}

fn body(lang: Lang, record: &OwnLearning, shelf: &Shelf, cleared: bool) -> Markup {
    let begun = |l: &&OwnLesson| l.completed_at.is_none() && l.covered_s > 0 && l.open;
    let done = |l: &&OwnLesson| l.completed_at.is_some();
    let tried = |l: &&OwnLesson| l.tried_at.is_some();
    html! {
        h1 { (words::own_title(lang)) }
        @if cleared { p.notice role="status" { (words::cleared(lang)) } }
        (summary(lang, record))
        @if record.lessons.is_empty() && !cleared { p { (words::own_empty(lang)) } }
        (list(lang, words::go_on(lang), record.lessons.iter().filter(begun), watched))
        (catalogue::section(lang, shelf, record))
        (list(lang, words::finished(lang), record.lessons.iter().filter(done), finished))
        (list(lang, words::tried_list(lang), record.lessons.iter().filter(tried), tried_line))
        @if !record.lessons.is_empty() {
            p { a href=(CLEAR) { (words::clear(lang)) } }
        }
    }
}

/// `您的学习 本学期 3 课 / 1.2 课时 · 只有您看得到。`
pub fn summary(lang: Lang, record: &OwnLearning) -> Markup {
    let lessons = record.lessons_done;
    let hours = record.class_hours_tenths().map(learning_words::tenths);
    let line = match (record.since.is_some(), hours) {
        (true, Some(hours)) => words::yours_term(lang, lessons, hours),
        (false, Some(hours)) => words::yours_all(lang, lessons, hours),
        (true, None) => words::yours_term_lessons(lang, lessons),
        (false, None) => words::yours_all_lessons(lang, lessons),
    };
    html! {
        section.card {
            h2 { (words::yours(lang)) }
            p.figure { (line) }
            p.muted { (words::only_you(lang)) }
        }
    }
}

fn list<'a>(
    lang: Lang,
    title: &str,
    lessons: impl Iterator<Item = &'a OwnLesson>,
    line: impl Fn(Lang, &OwnLesson) -> Markup,
) -> Markup {
    let mut lessons = lessons.peekable();
    html! {
        @if lessons.peek().is_some() {
            section.card {
                h2 { (title) }
                ul.lessons { @for lesson in lessons { li { (line(lang, lesson)) } } }
            }
        }
    }
}

fn watched(lang: Lang, lesson: &OwnLesson) -> Markup {
    let place = learning_words::place(lesson.position_s);
    html! {
        a href=(address(lesson.lesson)) {
            span.grow {
                b { (lesson.title) }
                span.muted { (words::go_on_from(lang, place)) }
                (seen::part(lesson.covered_s, lesson.duration_s))
            }
        }
    }
}

fn finished(lang: Lang, lesson: &OwnLesson) -> Markup {
    let day = lesson
        .completed_at
        .map(|at| time_words::date_short(lang, at.date()));
    linked(
        lang,
        lesson,
        &html! { span.date { (day.unwrap_or_default()) } },
    )
}

fn tried_line(lang: Lang, lesson: &OwnLesson) -> Markup {
    let day = lesson
        .tried_at
        .map_or_else(String::new, |at| time_words::date_short(lang, at.date()));
    let line = match lesson.helped {
        Some(helped) => words::tried_on_helped(lang, &day, learning_words::helped(lang, helped)),
        None => words::tried_on(lang, &day),
    };
    linked(lang, lesson, &unbroken(&line, &day))
}

/// A lesson that leads to its page, as long as there is one.
fn linked(lang: Lang, lesson: &OwnLesson, line: &Markup) -> Markup {
    let inner = html! { span.grow { b { (lesson.title) } span.muted { (line) } } };
    html! {
        @if lesson.open {
            a href=(address(lesson.lesson)) { (inner) }
        } @else {
            p { (inner) " " span.tag { (words::not_open(lang)) } }
        }
    }
}
