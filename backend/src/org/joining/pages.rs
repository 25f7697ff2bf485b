//! The page that an invitation opens. Opening it changes nothing; one form joins. It begins a
//! session, so its form must come from our own page.

use std::iter;

use actix_web::{HttpRequest, HttpResponse, cookie::Cookie, http::StatusCode, web};
use maud::Markup;
use tongyu_db::Conn;
use tongyu_shared::{
    api::{endpoint::Method, problem::ProblemCode},
    ids::{InviteId, StudentId},
    messages::LinkPurpose,
    text::joining as words,
    validate::FieldError,
};

use super::{
    children::children,
    code::{self, Asking},
    draw,
    form::Form,
    gate::{leads_to, sign_in},
    invitation::{self, Invitation},
    notice,
    service::{self, Pressed},
    view::{self, View},
};
use crate::{
    access::session::{self, Begun},
    app::App,
    http::{
        fault::{Fault, NOT_FOUND},
        mount::Mounts,
        origin, peer,
    },
    messages::{
        again,
        links::{self, Link},
        page::{self, Frame, Reader},
        styles,
        tabs::Tab,
    },
};

/// Mounts the page, its form, and the notice.
pub fn mount(mounts: &mut Mounts) {
    let path = links::route(LinkPurpose::JoinFamily);
    mounts.route(path, Method::Get, web::get().to(show)).route(
        path,
        Method::Post,
        web::post().to(take),
    );
    notice::mount(mounts);
}

async fn show(req: HttpRequest) -> HttpResponse {
    page::answer(&req, async |app| {
        let (_, view) = open(app, &req).await?;
        if !view.known.as_ref().is_some_and(|known| known.used) {
            return Ok(form_page(app, &req, &view, &Form::default(), &[]));
        }
        Ok(match at_home(app, &req, view.student).await? {
            Some(renewed) => leads_to(Tab::Home.href(), renewed),
            None => used_page(app, &req, &view, StatusCode::OK),
        })
    })
    .await
}

/// Whether who is signed in on this phone has joined for the child, with what renews the session.
async fn at_home(
    app: &App,
    req: &HttpRequest,
    student: StudentId,
) -> Result<Option<Option<Cookie<'static>>>, Fault> {
    let now = app.clock.now();
    let Some((actor, renewed)) = session::visitor(app, req, now).await? else {
        return Ok(None);
    };
    let read = move |conn: &mut Conn| children(conn, actor.person, now.date());
    let children = app.db.read(read).await?;
    let here = children.iter().any(|child| child.student == student);
    Ok(here.then_some(renewed))
}

/// Where joining leads: home, which says that it is done.
fn home(student: StudentId) -> String {
    format!("{}?joined={student}", Tab::Home.href())
}

async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    again::take::<Form>(&req, payload, async |app, sent| {
        origin::check_form(&req, &app.config)?;
        let (invitation, view) = open(app, &req).await?;
        let form: Form = sent.form()?;
        match invitation {
            Invitation::Personal(link) => press(app, &req, link, &view, form).await,
            Invitation::Family { id, student } => match form.asking() {
                Err(errors) if form.code.is_some() => {
                    Ok(code_page(app, &req, &view, &form, &errors))
                }
                Err(errors) => Ok(form_page(app, &req, &view, &form, &errors)),
                Ok(asking) => match form.code.clone() {
                    None => send_code(app, &req, &view, form, ((id, student), asking)).await,
                    Some(code) => try_code(app, &req, &view, form, (student, asking, code)).await,
                },
            },
        }
    })
    .await
}

async fn open(app: &App, req: &HttpRequest) -> Result<(Invitation, View), Fault> {
    let token = req.match_info().get("token").ok_or(NOT_FOUND)?.to_owned();
    let (keys, now) = (app.keys.clone(), app.clock.now());
    app.db
        .read(move |conn| {
            let invitation = invitation::open(conn, &keys, &token, now)?;
            let view = view::view(conn, &invitation, now)?;
            Ok((invitation, view))
        })
        .await
}

/// The one press on a personal invitation.
async fn press(
    app: &App,
    req: &HttpRequest,
    link: Link,
    view: &View,
    form: Form,
) -> Result<HttpResponse, Fault> {
    if link.used() {
        return Ok(used_page(app, req, view, StatusCode::CONFLICT));
    }
    let decides = view.known.as_ref().is_some_and(|known| known.may_decide);
    let errors = form.consent_errors(decides);
    if !errors.is_empty() {
        return Ok(form_page(app, req, view, &form, &errors));
    }
    app.throttle
        .try_link(peer::address(req, &app.config.trusted_proxy))?;
    let (keys, stamp, also) = (app.keys.clone(), page::stamp(app, req), form.also.clone());
    let for_child = form.for_child();
    let pressed = app
        .db
        .write(move |tx| service::join_personally(tx, &keys, &link, (&also, for_child), &stamp))
        .await;
    match pressed {
        Ok(Pressed::SignedIn(begun)) => begins(app, req, view, &form, &begun),
        Ok(Pressed::SignInFirst) => {
            let sign_in = format!("{}&joined", sign_in(&home(view.student)));
            Ok(leads_to(&sign_in, reader(req, view, &form).cookies()))
        }
        Err(Fault::Invalid(errors)) => Ok(form_page(app, req, view, &form, &errors)),
        Err(fault) if fault.code() == ProblemCode::AlreadyAnswered => {
            let (_, view) = open(app, req).await?;
            Ok(used_page(app, req, &view, StatusCode::CONFLICT))
        }
        Err(fault) => Err(fault),
    }
}

type Asked = ((InviteId, StudentId), Asking);

async fn send_code(
    app: &App,
    req: &HttpRequest,
    view: &View,
    form: Form,
    (invite, asking): Asked,
) -> Result<HttpResponse, Fault> {
    let hash = app.keys.phone_hash(&asking.phone);
    app.throttle
        .ask_code(&hash, peer::address(req, &app.config.trusted_proxy))?;
    let (keys, stamp) = (app.keys.clone(), page::stamp(app, req));
    app.db
        .write(move |tx| code::ask_code(tx, &keys, invite, &asking, &stamp))
        .await?;
    Ok(code_page(app, req, view, &form, &[]))
}

async fn try_code(
    app: &App,
    req: &HttpRequest,
    view: &View,
    form: Form,
    (student, asking, code): (StudentId, Asking, String),
) -> Result<HttpResponse, Fault> {
    let hash = app.keys.phone_hash(&asking.phone);
    app.throttle
        .try_code(&hash, peer::address(req, &app.config.trusted_proxy))?;
    let (keys, stamp, also) = (app.keys.clone(), page::stamp(app, req), form.also.clone());
    let for_child = form.for_child();
    let begun = app
        .db
        .write(move |tx| {
            let who = (&asking, (also.as_slice(), for_child));
            code::join_with_code(tx, &keys, student, who, code.trim(), &stamp)
        })
        .await;
    let begun = match begun {
        // The phone is a guardian's, whatever was typed: the code stays good.
        Err(Fault::Invalid(errors)) => return Ok(code_page(app, req, view, &form, &errors)),
        begun => begun?,
    };
    let Some(begun) = begun else {
        let wrong = FieldError::of("code", "wrong_code");
        return Ok(code_page(app, req, view, &form, &[wrong]));
    };
    begins(app, req, view, &form, &begun)
}

/// Leads who is signed in from now on home, in the type size of this page.
fn begins(
    app: &App,
    req: &HttpRequest,
    view: &View,
    form: &Form,
    begun: &Begun,
) -> Result<HttpResponse, Fault> {
    let session = session::cookie(app, begun)?;
    let kept = reader(req, view, form).cookies();
    Ok(leads_to(
        &home(view.student),
        iter::once(session).chain(kept),
    ))
}

/// A form that needs something corrected comes back with 422.
fn status_of(errors: &[FieldError]) -> StatusCode {
    if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

fn form_page(
    app: &App,
    req: &HttpRequest,
    view: &View,
    form: &Form,
    errors: &[FieldError],
) -> HttpResponse {
    respond(app, req, view, form, status_of(errors), |reader| {
        draw::page(reader, view, form, errors)
    })
}

fn code_page(
    app: &App,
    req: &HttpRequest,
    view: &View,
    form: &Form,
    errors: &[FieldError],
) -> HttpResponse {
    respond(app, req, view, form, status_of(errors), |reader| {
        draw::code_page(reader.lang, view, form, errors)
    })
}

fn used_page(app: &App, req: &HttpRequest, view: &View, status: StatusCode) -> HttpResponse {
    respond(app, req, view, &Form::default(), status, |reader| {
        draw::used_page(reader.lang, view)
    })
}

/// How the page looks for who stands to the child as the roster knows, or as was said.
fn reader(req: &HttpRequest, view: &View, form: &Form) -> Reader {
    let relation = view.known.as_ref().map(|known| known.relation);
    Reader::of(req, relation.or(form.relation))
}

fn respond(
    app: &App,
    req: &HttpRequest,
    view: &View,
    form: &Form,
    status: StatusCode,
    body: impl FnOnce(&Reader) -> Markup,
) -> HttpResponse {
    let reader = reader(req, view, form);
    let frame = Frame {
        styles: Some(styles::family()),
        script: Some(draw::script()),
        ..Frame::default()
    };
    let body = body(&reader);
    let title = words::title(reader.lang);
    page::respond(
        status,
        page::framed(&app.config, &reader, title, &frame, &body),
    )
}
