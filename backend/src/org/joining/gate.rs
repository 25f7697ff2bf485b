//! The gate of pages for who is signed in: who opens it, which children she sees today, and where
//! everyone else is led.

use actix_web::{HttpRequest, HttpResponse, cookie::Cookie, http::header, web::Payload};
use serde::de::DeserializeOwned;
use tongyu_db::Conn;
use tongyu_shared::ids::StudentId;

use super::children::{Child, children};
use crate::{
    access::{Actor, session},
    app::App,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
        origin,
        trace::request_id,
    },
    messages::{choice::Choice, page, tabs::SIGN_IN},
};

/// Who opened a page.
#[derive(Clone)]
pub struct Guest {
    /// The application.
    pub app: App,
    /// Who is signed in.
    pub actor: Actor,
    /// The children whose things she sees today.
    pub children: Vec<Child>,
    /// Who, when, which request.
    pub stamp: Stamp,
}

impl Guest {
    /// Her child; anyone else's is not found.
    pub fn child(&self, student: StudentId) -> Result<&Child, Fault> {
        self.children
            .iter()
            .find(|child| child.student == student)
            .ok_or(NOT_FOUND)
    }

    /// Whether the page is set in large type where nothing was chosen: for grandparents.
    pub fn relation(&self) -> Option<tongyu_shared::visits::types::Relation> {
        self.children.first().map(|child| child.relation)
    }
}

/// Shows a page to who is signed in, and leads everyone else to sign in and back.
pub async fn show(
    req: &HttpRequest,
    draw: impl AsyncFnOnce(Guest) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    page::answer(req, async |app| enter(app, req, draw).await).await
}

/// Shows a page that everyone may open, to whom it is if someone is signed in.
pub async fn show_all(
    req: &HttpRequest,
    draw: impl AsyncFnOnce(&App, Option<Guest>) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    page::answer(req, async |app| match guest(app, req).await? {
        None => finish(req, draw(app, None).await?, None),
        Some((guest, renewed)) => finish(req, draw(app, Some(guest)).await?, renewed),
    })
    .await
}

/// Takes a form of such a page, which must come from our own pages.
pub async fn take<F: DeserializeOwned>(
    req: &HttpRequest,
    payload: Payload,
    work: impl AsyncFnOnce(Guest, F) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    page::answer(req, async |app| {
        origin::check_form(req, &app.config)?;
        enter(app, req, async |guest| {
            let form = page::form(payload).await?;
            work(guest, form).await
        })
        .await
    })
    .await
}

async fn enter(
    app: &App,
    req: &HttpRequest,
    work: impl AsyncFnOnce(Guest) -> Result<HttpResponse, Fault>,
) -> Result<HttpResponse, Fault> {
    let Some((guest, renewed)) = guest(app, req).await? else {
        return Ok(leads_to(&sign_in(req.path()), None));
    };
    let answer = work(guest).await?;
    finish(req, answer, renewed)
}

/// Where one signs in and is led back from.
pub fn sign_in(to: &str) -> String {
    format!("{SIGN_IN}?to={to}")
}

async fn guest(
    app: &App,
    req: &HttpRequest,
) -> Result<Option<(Guest, Option<Cookie<'static>>)>, Fault> {
    let now = app.clock.now();
    let Some((actor, renewed)) = session::visitor(app, req, now).await? else {
        return Ok(None);
    };
    let (person, today) = (actor.person, now.date());
    let read = move |conn: &mut Conn| children(conn, person, today);
    let stamp = Stamp {
        now,
        request: Some(request_id(req)),
        account: Some(actor.account),
    };
    let guest = Guest {
        app: app.clone(),
        children: app.db.read(read).await?,
        actor,
        stamp,
    };
    Ok(Some((guest, renewed)))
}

/// The answer with the cookies that go with it.
fn finish(
    req: &HttpRequest,
    mut answer: HttpResponse,
    renewed: Option<Cookie<'static>>,
) -> Result<HttpResponse, Fault> {
    let chosen = Choice::of_address(req.query_string()).cookies();
    // A page that ends the session has said what becomes of its cookie.
    let renewed = renewed.filter(|fresh| answer.cookies().all(|set| set.name() != fresh.name()));
    for cookie in renewed.into_iter().chain(chosen) {
        answer.add_cookie(&cookie).map_err(Fault::internal)?;
    }
    Ok(answer)
}

/// Leads on by GET, so that a reload sends nothing again.
pub fn leads_to(path: &str, cookie: Option<Cookie<'static>>) -> HttpResponse {
    let mut answer = HttpResponse::SeeOther();
    answer
        .insert_header((header::LOCATION, path))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::REFERRER_POLICY, "same-origin"));
    if let Some(cookie) = cookie {
        answer.cookie(cookie);
    }
    answer.finish()
}
