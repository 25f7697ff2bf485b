//! A lesson's page (P5): film, text, tonight's action. Everyone may open it; who is signed in goes
//! on where she left off. Nothing is recorded of anyone else.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use maud::{Markup, html};
use tongyu_db::Conn;
use tongyu_shared::{
    Lang,
    courses::words as course_words,
    ids::LessonId,
    learning::{types::OwnLearning, words as learning_words},
    text::{courses as course_text, learning as words},
    time::{Date, Instant},
};

use super::{
    SCRIPT, address,
    film::{self, Kind, Shown},
    lesson_of,
    own::summary,
    sheet, trying,
};
use crate::{
    access::Actor,
    app::App,
    courses::{self, OpenLesson},
    http::fault::Fault,
    learning::{
        own,
        recording::is_recorded,
        store::{self, Watched},
    },
    messages::{
        page::{Frame, Reader, framed, respond},
        styles,
        tabs::Tab,
    },
    org::joining::{self, Guest},
};

/// What the reader has of this lesson, where her learning is recorded.
struct Mine {
    watched: Option<Watched>,
    cleared_at: Option<Instant>,
    record: OwnLearning,
}

/// Shows the page.
pub async fn show(req: HttpRequest) -> HttpResponse {
    joining::show_all(&req, async |app, guest| draw(&req, app, guest).await).await
}

async fn draw(req: &HttpRequest, app: &App, guest: Option<Guest>) -> Result<HttpResponse, Fault> {
    let reader = Reader::of(req, guest.as_ref().and_then(Guest::relation));
    let Ok(id) = lesson_of(req) else {
        return Ok(gone(app, &reader, guest.is_some()));
    };
    let who = guest.as_ref().map(|guest| guest.actor.clone());
    let today = app.clock.now().date();
    let read = move |conn: &mut Conn| load(conn, id, who.as_ref(), today);
    let Some((lesson, mine)) = app.db.read(read).await? else {
        return Ok(gone(app, &reader, guest.is_some()));
    };
    let saves_data = req
        .headers()
        .get("save-data")
        .is_some_and(|value| value.as_bytes() == b"on");
    let shown = Shown {
        lesson: &lesson,
        kind: Kind::of(req.query_string(), saves_data),
        saves_data,
        guest: guest.as_ref().filter(|_| mine.is_some()),
        watched: mine.as_ref().and_then(|mine| mine.watched.as_ref()),
        cleared_at: mine.as_ref().and_then(|mine| mine.cleared_at),
    };
    let body = body(reader.lang, &shown, mine.as_ref(), guest.is_some());
    let head = head(&app.config.public_origin, &lesson);
    let family = guest
        .as_ref()
        .is_some_and(|guest| !guest.children.is_empty());
    let frame = Frame {
        tab: family.then_some(Tab::Learning),
        styles: family.then(styles::family),
        script: Some(SCRIPT.address()),
        head: Some(&head),
        ..Frame::default()
    };
    let whole = framed(&app.config, &reader, &lesson.title, &frame, &body);
    Ok(respond(StatusCode::OK, whole))
}

type Loaded = (OpenLesson, Option<Mine>);

fn load(
    conn: &mut Conn,
    id: LessonId,
    who: Option<&Actor>,
    today: Date,
) -> Result<Option<Loaded>, Fault> {
    let Some(lesson) = courses::open_lesson(conn, id)? else {
        return Ok(None);
    };
    let mine = match who {
        Some(who) if is_recorded(conn, who, today)? => Some(Mine {
            watched: store::watched(conn, who.person, lesson.film.asset)?,
            cleared_at: store::cleared_at(conn, who.person)?,
            record: own::learning(conn, who.person, today)?,
        }),
        _ => None,
    };
    Ok(Some((lesson, mine)))
}

/// What messengers show of the link, and the page's own sheet and scripts.
fn head(origin: &str, lesson: &OpenLesson) -> Markup {
    html! {
        meta name="description" content=(lesson.action);
        meta property="og:type" content="video.other";
        meta property="og:title" content=(lesson.title);
        meta property="og:description" content=(lesson.action);
        meta property="og:image" content={ (origin) (lesson.film.poster_url) };
        meta property="og:url" content={ (origin) (address(lesson.id)) };
        (sheet())
        script type="module" src=(styles::read_aloud()) {}
    }
}

fn body(lang: Lang, shown: &Shown<'_>, mine: Option<&Mine>, signed_in: bool) -> Markup {
    let lesson = shown.lesson;
    html! {
        h1 { (lesson.title) }
        (film::film(lang, shown))
        (film::go_on(lang, shown))
        p.muted {
            (learning_words::length(lang, lesson.film.duration_s))
            " · " (course_words::stage(lang, lesson.stage))
            " · " (course_words::topic(lang, lesson.topic))
            @if lesson.is_sample { " " span.tag { (course_text::sample(lang)) } }
            (film::learnt(lang, shown))
        }
        section.card id="try" {
            h2 { (words::try_title(lang)) }
            p { (lesson.action) }
            (doing(lang, shown, mine))
        }
        (film::text(lang, shown))
        @match mine {
            Some(mine) => (summary(lang, &mine.record)),
            None if signed_in => p.muted { (words::not_recorded(lang)) },
            None => p { a href=(joining::sign_in(&address(lesson.id))) { (words::sign_in(lang)) } },
        }
        p.small { (words::by(lang, &lesson.author_name, &lesson.owner_name)) }
    }
}

/// What one does with tonight's action: for who is signed in, and for parents a question.
fn doing(lang: Lang, shown: &Shown<'_>, mine: Option<&Mine>) -> Markup {
    let lesson = shown.lesson.id;
    let parent = shown.guest.is_some_and(|guest| !guest.children.is_empty());
    let line = mine.and_then(|mine| mine.record.lessons.iter().find(|l| l.lesson == lesson));
    html! {
        @if mine.is_some() { (trying::part(lang, lesson, line)) }
        @if parent {
            div.actions { a.btn.sec href={ (address(lesson)) "/ask" } { (words::ask_teacher(lang)) } }
        }
        @if mine.is_some() { p.small { (words::private(lang)) } }
    }
}

/// The page of a lesson that is not there, or not any more; it never says which.
fn gone(app: &App, reader: &Reader, signed_in: bool) -> HttpResponse {
    let lang = reader.lang;
    let body = html! {
        h1 { (words::gone(lang)) }
        p { (words::gone_why(lang)) }
        @if signed_in {
            p { a.btn.sec href=(super::OWN) { (words::gone_next(lang)) } }
        }
    };
    let frame = Frame::default();
    let whole = framed(&app.config, reader, words::gone(lang), &frame, &body);
    respond(StatusCode::NOT_FOUND, whole)
}
