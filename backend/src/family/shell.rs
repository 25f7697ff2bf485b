//! What all pages of a signed-in guardian have around them.

use std::str::FromStr;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use maud::Markup;
use serde::Deserialize;
use tongyu_shared::Lang;

use crate::{
    http::fault::{Fault, NOT_FOUND},
    messages::{
        page::{self, Frame, Reader},
        styles,
        tabs::Tab,
    },
    org::joining::Guest,
};

/// A form that is one button.
#[derive(Deserialize)]
pub struct Press {}

/// A page under one of the tabs.
pub fn page(
    guest: &Guest,
    req: &HttpRequest,
    (tab, status): (Tab, StatusCode),
    title: fn(Lang) -> &'static str,
    body: impl FnOnce(Lang) -> Markup,
) -> HttpResponse {
    let reader = Reader::of(req, guest.relation());
    let frame = Frame {
        tab: Some(tab),
        styles: Some(styles::family()),
        ..Frame::default()
    };
    let lang = reader.lang;
    let whole = page::framed(&guest.app.config, &reader, title(lang), &frame, &body(lang));
    page::respond(status, whole)
}

/// The id in the address; what is no id is not found.
pub fn id<T: FromStr>(req: &HttpRequest, name: &str) -> Result<T, Fault> {
    let text = req.match_info().get(name).ok_or(NOT_FOUND)?;
    text.parse().map_err(|_| NOT_FOUND)
}

/// Whether the address bears this mark, as after a form that was taken.
pub fn marked(req: &HttpRequest, mark: &str) -> bool {
    req.query_string().split('&').any(|part| part == mark)
}
