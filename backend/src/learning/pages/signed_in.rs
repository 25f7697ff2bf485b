//! Who opens a page of learning, with the children that she has joined for.

use actix_web::{HttpRequest, HttpResponse, cookie::Cookie, http::header};
use tongyu_db::Conn;
use tongyu_shared::{
    ids::{AccountId, LessonId, PersonId},
    time::Instant,
};

use crate::{
    access::session,
    app::App,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
        trace::request_id,
    },
    messages::{choice::Choice, page, tabs::SIGN_IN},
    org::joining::{self, Child},
};

/// The reader of a page.
#[derive(Clone, Debug)]
pub struct Someone {
    /// The account.
    pub account: AccountId,
    /// The person.
    pub person: PersonId,
    /// The children whose things she sees.
    pub children: Vec<Child>,
}

impl Someone {
    /// Who, when, in which request.
    pub fn stamp(&self, req: &HttpRequest, now: Instant) -> Stamp {
        Stamp {
            now,
            request: Some(request_id(req)),
            account: Some(self.account),
        }
    }
}

/// What a page is drawn for: the application, the moment, and who reads, if anyone is signed in.
pub struct Visit {
    /// The application.
    pub app: App,
    /// The present moment.
    pub now: Instant,
    /// Who reads.
    pub someone: Option<Someone>,
}

/// Draws a page for whoever opens it, and tells a fault in words. What the address chooses of
/// type and language is kept on the phone.
pub async fn page(
    req: &HttpRequest,
    draw: impl AsyncFnOnce(Visit) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    let app = match App::of(req) {
        Ok(app) => app,
        Err(fault) => {
            fault.log(request_id(req));
            return HttpResponse::InternalServerError().finish();
        }
    };
    let drawn = async {
        let (visit, renewed) = visit(&app, req).await?;
        let mut answer = draw(visit).await?;
        let chosen = Choice::of_address(req.query_string()).cookies();
        for cookie in renewed.into_iter().chain(chosen) {
            answer.add_cookie(&cookie).map_err(Fault::internal)?;
        }
        Ok(answer)
    };
    match drawn.await {
        Ok(answer) => answer,
        Err(fault) => page::refused(&app, req, &fault),
    }
}

/// The same for a page of who is signed in; others are led to sign in and back.
pub async fn own_page(
    req: &HttpRequest,
    draw: impl AsyncFnOnce(Visit, Someone) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    page(req, async |mut visit: Visit| match visit.someone.take() {
        Some(someone) => draw(visit, someone).await,
        None => Ok(see_other(&sign_in(req.path()))),
    })
    .await
}

async fn visit(app: &App, req: &HttpRequest) -> Result<(Visit, Option<Cookie<'static>>), Fault> {
    let now = app.clock.now();
    let (someone, renewed) = match session::visitor(app, req, now).await? {
        None => (None, None),
        Some((actor, renewed)) => {
            let (person, today) = (actor.person, now.date());
            let read = move |conn: &mut Conn| joining::children(conn, person, today);
            let someone = Someone {
                account: actor.account,
                person,
                children: app.db.read(read).await?,
            };
            (Some(someone), renewed)
        }
    };
    let visit = Visit {
        app: app.clone(),
        now,
        someone,
    };
    Ok((visit, renewed))
}

/// Where one signs in and comes back from.
pub fn sign_in(to: &str) -> String {
    format!("{SIGN_IN}?to={to}")
}

/// Leads on by GET, so that a reload sends nothing again.
pub fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, to))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .finish()
}

/// The lesson in the address; what is no id is not found.
pub fn lesson_of(req: &HttpRequest) -> Result<LessonId, Fault> {
    let text = req.match_info().get("lesson").ok_or(NOT_FOUND)?;
    text.parse().map_err(|_| NOT_FOUND)
}

/// The address of a lesson's page.
pub fn address(lesson: LessonId) -> String {
    super::LESSON.replace("{lesson}", &lesson.to_string())
}
