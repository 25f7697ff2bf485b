//! The one manner of all link pages: the token decides who reads, opening changes nothing, the
//! first answer counts, and an answer leads back to the page by GET.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Payload};
use tongyu_shared::messages::LinkPurpose;

use super::{
    again::{self, Written},
    forms::Refused,
    links::{self, Link},
    page,
};
use crate::{
    app::App,
    http::fault::{Fault, NOT_FOUND},
};

/// Shows the page of a link. Messengers fetch links in advance, so nothing changes.
pub async fn show(
    req: &HttpRequest,
    purpose: LinkPurpose,
    draw: impl AsyncFnOnce(&App, Link, StatusCode) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    page::answer(req, async |app| {
        let link = open(app, req, purpose).await?;
        draw(app, link, StatusCode::OK).await
    })
    .await
}

/// Takes the form of a link's page. A link that was answered before, or whose subject has moved
/// on, is answered with 409 and the page as it stands now; where a field is wrong, with 422 and the
/// page with what was typed, so that nobody loses a word.
pub async fn take<F: Written + Clone>(
    req: &HttpRequest,
    purpose: LinkPurpose,
    payload: Payload,
    store: impl AsyncFnOnce(&App, Link, F) -> Result<(), Fault>,
    draw: impl AsyncFnOnce(&App, Link, StatusCode, Option<Refused<F>>) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    again::take::<F>(req, payload, async |app, sent| {
        let link = open(app, req, purpose).await?;
        if link.used() {
            return draw(app, link, StatusCode::CONFLICT, None).await;
        }
        let form: F = sent.form()?;
        match store(app, link, form.clone()).await {
            Ok(()) => Ok(page::taken(req)),
            Err(Fault::Invalid(errors)) => {
                let link = open(app, req, purpose).await?;
                let refused = Some(Refused { form, errors });
                draw(app, link, StatusCode::UNPROCESSABLE_ENTITY, refused).await
            }
            Err(fault) if fault.code().status() == StatusCode::CONFLICT.as_u16() => {
                let link = open(app, req, purpose).await?;
                draw(app, link, StatusCode::CONFLICT, None).await
            }
            Err(fault) => Err(fault),
        }
    })
    .await
}

async fn open(app: &App, req: &HttpRequest, purpose: LinkPurpose) -> Result<Link, Fault> {
    let token = req.match_info().get("token").ok_or(NOT_FOUND)?.to_owned();
    let (keys, now) = (app.keys.clone(), app.clock.now());
    let link = app
        .db
        .read(move |conn| links::open(conn, &keys, &token, now))
        .await?;
    if link.purpose == purpose {
        Ok(link)
    } else {
        Err(NOT_FOUND)
    }
}
