//! The public page of a notice: who, which school, until when, and how to object. Plain forms.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::Payload,
};
use maud::{Markup, html};
use serde::Deserialize;
use tongyu_db::Conn;
use tongyu_shared::{
    Lang,
    api::problem::ProblemCode,
    certification::{certificates::notice::OBJECTION_MAX, words::level},
    ids::{ApplicationId, NoticeId},
    text::certificates as words,
    time::Instant,
    validate::Errors,
};

use super::{
    super::{document::day, pages},
    objections::{self, NewObjection, SHORT_MAX},
    store::{self, EntryRow, NoticeRow},
};
use crate::{
    app::App,
    http::{
        fault::{Fault, NOT_FOUND},
        peer,
    },
    messages::page::{self, Reader},
};

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(default)]
    application: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    text: String,
}

struct View {
    notice: NoticeRow,
    people: Vec<EntryRow>,
}

/// What the page says above the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Received,
    TooLate,
}

/// Shows the page.
pub async fn show(req: HttpRequest) -> HttpResponse {
    page::answer(&req, async |app| {
        app.throttle
            .look_up(peer::address(&req, &app.config.trusted_proxy))?;
        let view = read(app, &req).await?;
        let received = req.query_string().split('&').any(|part| part == "ok");
        let said = if received {
            Said::Received
        } else {
            Said::Nothing
        };
        Ok(draw(app, &req, &view, said))
    })
    .await
}

/// Takes an objection. After the last day nothing is stored, and the page says so.
pub async fn object(req: HttpRequest, payload: Payload) -> HttpResponse {
    page::answer(&req, async |app| {
        app.throttle
            .object(peer::address(&req, &app.config.trusted_proxy))?;
        let view = read(app, &req).await?;
        let new = checked(page::form(payload).await?)?;
        let (keys, stamp, id) = (app.keys.clone(), page::stamp(app, &req), view.notice.id.0);
        let taken: Result<(), Fault> = app
            .db
            .write(move |tx| objections::take(tx, &keys, id, &new, &stamp))
            .await;
        match taken {
            Ok(()) => Ok(seen_other(&req)),
            Err(fault) if fault.code() == ProblemCode::NotInThisState => {
                Ok(draw(app, &req, &view, Said::TooLate))
            }
            Err(fault) => Err(fault),
        }
    })
    .await
}

fn checked(form: Form) -> Result<NewObjection, Fault> {
    let mut found = Vec::new();
    let application = form.application.parse::<ApplicationId>();
    if application.is_err() {
        let mut errors = Errors::default();
        errors.add("application", "choose_one", Vec::new());
        found.extend(errors.into_found());
    }
    let new = NewObjection {
        application: application.unwrap_or_default(),
        name: form.name,
        contact: form.contact,
        text: form.text,
    };
    found.extend(Errors::of(&new));
    if found.is_empty() {
        Ok(new)
    } else {
        Err(Fault::Invalid(found))
    }
}

async fn read(app: &App, req: &HttpRequest) -> Result<View, Fault> {
    let id = req.match_info().get("notice").unwrap_or_default();
    let id: NoticeId = id.parse().map_err(|_| NOT_FOUND)?;
    app.db.read(move |conn| view(conn, id)).await
}

fn view(conn: &mut Conn, id: NoticeId) -> Result<View, Fault> {
    Ok(View {
        notice: store::find(conn, id)?.ok_or(NOT_FOUND)?,
        people: store::entries(conn, id)?,
    })
}

fn draw(app: &App, req: &HttpRequest, view: &View, said: Said) -> HttpResponse {
    let reader = Reader::of(req, None);
    let (lang, notice) = (reader.lang, &view.notice);
    let runs = !notice.closed(app.clock.now()) && notice.issued_at.is_none();
    let published = Instant::from_naive_utc(notice.published_at).date();
    let body = html! {
        h1 { (words::notice_title(lang)) }
        @if app.config.demo { p { span.sample { (words::sample(lang)) } } }
        @match said {
            Said::Nothing => {}
            Said::Received => p.notice role="status" { (words::objection_received(lang)) },
            Said::TooLate => p.notice.bad role="alert" { (words::objection_closed(lang)) },
        }
        p { (words::notice_intro(lang, view.people.len())) }
        p {
            (words::notice_until(
                lang,
                notice.working_days,
                day(lang, published),
                day(lang, notice.last_day.into()),
            ))
        }
        @if let Some(number) = &notice.document_number {
            p.notice { (words::notice_issued(lang, number)) }
        } @else if !runs {
            p.notice { (words::notice_over(lang)) }
        }
        (people(lang, &view.people))
        @if runs { (form(lang, &view.people)) }
        p.small { (words::foot(lang)) }
    };
    let status = if said == Said::TooLate {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    pages::whole(app, &reader, status, words::notice_title(lang), &body)
}

fn people(lang: Lang, people: &[EntryRow]) -> Markup {
    html! {
        section.card {
            table {
                thead {
                    tr {
                        th { (words::row_name(lang)) }
                        th { (words::column_school(lang)) }
                        th { (words::row_level(lang)) }
                    }
                }
                tbody {
                    @for person in people {
                        tr {
                            td { (person.name) }
                            td { (person.school_name) }
                            td { (level(lang, person.level.0)) }
                        }
                    }
                }
            }
        }
    }
}

fn form(lang: Lang, people: &[EntryRow]) -> Markup {
    html! {
        form.card method="post" {
            h2 { (words::objection(lang)) }
            p.muted { (words::notice_how(lang)) }
            label for="application" { (words::objection_whom(lang)) }
            select id="application" name="application" required {
                option value="" { (words::objection_choose(lang)) }
                @for person in people {
                    option value=(person.application_id.0) {
                        (person.name) " · " (person.school_name)
                    }
                }
            }
            label for="name" { (words::objection_name(lang)) }
            input id="name" name="name" required maxlength=(SHORT_MAX) autocomplete="name";
            label for="contact" { (words::objection_contact(lang)) }
            input id="contact" name="contact" required maxlength=(SHORT_MAX) autocomplete="tel";
            label for="text" { (words::objection_text(lang)) }
            textarea id="text" name="text" required maxlength=(OBJECTION_MAX) rows="5" {}
            button.btn { (words::objection_send(lang)) }
        }
    }
}

/// Back to the page by GET, so that a reload sends nothing again.
fn seen_other(req: &HttpRequest) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, page::after_answer(req.uri())))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .finish()
}
