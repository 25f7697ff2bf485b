//! The demo's phone: every message as it would arrive, with links that open. Words are made while
//! the page is drawn; the outbox holds none.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use maud::{Markup, html};
use tongyu_db::{
    Col, Conn,
    schema::{message, person},
};
use tongyu_shared::{
    Lang,
    api::endpoint::{Access, Method},
    ids::{CodeId, LinkId, PersonId},
    messages::Template,
    text::messages as words,
    time::{Instant, words as time_words},
};

use super::{
    outbox::NewMessage,
    page::{self, Reader},
    render::{self, Rendering, Text},
};
use crate::{
    app::App,
    http::{
        fault::{Fault, NOT_FOUND},
        mount::{Mounts, enter},
    },
};

/// Where the sandbox is; `?person=ID` shows one person's phone.
pub const PATH: &str = "/demo/messages";
/// Messages on the page.
const SHOWN: i64 = 60;

/// Mounts the page.
pub fn mount(mounts: &mut Mounts) {
    mounts.route(PATH, Method::Get, web::get().to(read));
}

async fn read(req: HttpRequest) -> HttpResponse {
    let app = match enter(&req, Access::Demo).await {
        Ok(gate) => gate.app,
        Err(fault) => {
            return fault.respond(
                crate::http::mount::lang(&req),
                crate::http::trace::request_id(&req),
            );
        }
    };
    match show(&app, &req).await {
        Ok(answer) => answer,
        Err(fault) => page::refused(&app, &req, &fault),
    }
}

async fn show(app: &App, req: &HttpRequest) -> Result<HttpResponse, Fault> {
    let reader = Reader::of(req, None);
    let lang = reader.lang;
    let asked = person_asked_for(req.query_string())?;
    let (loading, now) = (app.clone(), app.clock.now());
    let phone = app
        .db
        .read(move |conn| load(conn, &loading, lang, asked))
        .await?;
    let title = words::sandbox(lang);
    let body = draw(&phone, asked, &reader, now);
    let page = page::layout(&app.config, &reader, title, &body);
    Ok(page::respond(StatusCode::OK, page))
}

/// The person of `?person=`; not an id is not found.
fn person_asked_for(query: &str) -> Result<Option<PersonId>, Fault> {
    query
        .split('&')
        .find_map(|part| part.strip_prefix("person="))
        .map(|id| id.parse().map_err(|_| NOT_FOUND))
        .transpose()
}

struct Phone {
    people: Vec<(PersonId, String)>,
    bubbles: Vec<Bubble>,
}

struct Bubble {
    to: String,
    at: Instant,
    arrived: bool,
    text: Text,
    /// The link without the site's name: a phone in the house's network knows another one.
    path: String,
}

type Row = (
    Col<Template>,
    Col<PersonId>,
    Option<Col<LinkId>>,
    Option<Col<CodeId>>,
    NaiveDateTime,
    Option<NaiveDateTime>,
    String,
);

fn load(conn: &mut Conn, app: &App, lang: Lang, asked: Option<PersonId>) -> Result<Phone, Fault> {
    let how = Rendering {
        keys: &app.keys,
        origin: &app.config.public_origin,
        lang,
    };
    let mut bubbles = Vec::new();
    for (template, to, link, code, made_at, delivered_at, name) in rows(conn, asked)? {
        let content = NewMessage {
            template: template.0,
            person: to.0,
            link: link.map(|id| id.0),
            code: code.map(|id| id.0),
        };
        let text = render::text(conn, how, &content)?;
        let path = text
            .link
            .as_deref()
            .and_then(|link| link.strip_prefix(how.origin));
        bubbles.push(Bubble {
            path: path.unwrap_or_default().to_owned(),
            to: name,
            at: Instant::from_naive_utc(delivered_at.unwrap_or(made_at)),
            arrived: delivered_at.is_some(),
            text,
        });
    }
    Ok(Phone {
        people: people(conn, asked)?,
        bubbles,
    })
}

fn rows(conn: &mut Conn, asked: Option<PersonId>) -> Result<Vec<Row>, Fault> {
    let mut query = message::table.inner_join(person::table).into_boxed();
    if let Some(id) = asked {
        query = query.filter(message::person_id.eq(id.to_string()));
    }
    Ok(query
        .order((message::created_at.desc(), message::id.desc()))
        .limit(SHOWN)
        .select((
            message::template,
            message::person_id,
            message::link_id,
            message::code_id,
            message::created_at,
            message::delivered_at,
            person::name,
        ))
        .load(conn)?)
}

/// Who got messages. On one person's phone the others would only push its messages off the screen.
fn people(conn: &mut Conn, asked: Option<PersonId>) -> Result<Vec<(PersonId, String)>, Fault> {
    let mut query = person::table
        .filter(person::id.eq_any(message::table.select(message::person_id)))
        .into_boxed();
    if let Some(id) = asked {
        query = query.filter(person::id.eq(id.to_string()));
    }
    let rows: Vec<(Col<PersonId>, String)> = query
        .order((person::name, person::id))
        .limit(SHOWN)
        .select((person::id, person::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
}

fn draw(phone: &Phone, asked: Option<PersonId>, reader: &Reader, now: Instant) -> Markup {
    let lang = reader.lang;
    let size = if reader.big { "big=1" } else { "big=0" };
    html! {
        h1 { (words::sandbox(lang)) }
        p.muted { (words::sandbox_what(lang)) }
        nav.people aria-label=(words::sandbox_whose(lang)) {
            a href={ (PATH) "?" (size) } aria-current=[asked.is_none().then_some("true")] { (words::sandbox_all(lang)) }
            @for (id, name) in &phone.people {
                a href={ (PATH) "?person=" (id) "&" (size) } aria-current=[(asked == Some(*id)).then_some("true")] {
                    (name)
                }
            }
        }
        @if phone.bubbles.is_empty() {
            p.card { (words::sandbox_empty(lang)) }
        }
        ol { @for bubble in &phone.bubbles { li { (draw_bubble(bubble, lang, now)) } } }
    }
}

fn draw_bubble(bubble: &Bubble, lang: Lang, now: Instant) -> Markup {
    html! {
        p.bubble {
            (bubble.text.before)
            @if let Some(link) = &bubble.text.link { a href=(bubble.path) { (link) } }
            (bubble.text.after)
        }
        p.small {
            (bubble.to) " · " (time_words::relative(lang, now, bubble.at))
            @if !bubble.arrived { " · " (words::sandbox_waiting(lang)) }
        }
    }
}
