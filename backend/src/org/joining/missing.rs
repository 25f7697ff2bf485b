//! The page of an address that leads nowhere, and of what is hidden from the reader: one page, which
//! never says which, with the way back.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use maud::html;
use tongyu_shared::text::family_pages as words;

use super::gate::{Guest, show_all};
use crate::{
    app::App,
    messages::{
        page::{self, Frame, Reader},
        styles,
        tabs::Tab,
    },
};

/// Shows it to everyone.
pub async fn show(req: HttpRequest) -> HttpResponse {
    show_all(&req, async |app, guest| {
        let relation = guest.as_ref().and_then(Guest::relation);
        let tab = guest.map(|_| Tab::Home);
        Ok(page(app, &Reader::of(&req, relation), tab))
    })
    .await
}

/// The page; with tabs for who is signed in.
pub fn page(app: &App, reader: &Reader, tab: Option<Tab>) -> HttpResponse {
    let lang = reader.lang;
    let body = html! {
        h1 { (words::missing(lang)) }
        section.card {
            p { (words::missing_why(lang)) }
            p.actions { a.btn.sec href=(Tab::Home.href()) { (words::missing_back(lang)) } }
        }
    };
    let frame = Frame {
        tab,
        styles: Some(styles::family()),
        ..Frame::default()
    };
    let whole = page::framed(&app.config, reader, words::missing(lang), &frame, &body);
    page::respond(StatusCode::NOT_FOUND, whole)
}
