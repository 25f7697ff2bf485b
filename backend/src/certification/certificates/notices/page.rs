//! The public page of a notice: who, which school, until when, and how to object. Plain forms. Once
//! its days are over it names nobody in full.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Payload};
use maud::{Markup, html};
use tongyu_db::Conn;
use tongyu_shared::{
    Lang, api::problem::ProblemCode, certification::words::level, ids::NoticeId, names::mask_name,
    text::certificates as words, time::Instant, validate::FieldError,
};

use super::{
    super::{document::day, pages},
    form::{self, ObjectionForm},
    objections,
    store::{self, EntryRow, NoticeRow},
};
use crate::{
    app::App,
    http::{
        fault::{Fault, NOT_FOUND},
        peer,
    },
    messages::{
        again, forms,
        page::{self, Reader},
    },
};

struct View {
    notice: NoticeRow,
    people: Vec<EntryRow>,
}

/// What the page says of an objection.
enum Said {
    Nothing,
    Received,
    /// Something is to be corrected.
    Wrong(ObjectionForm, Vec<FieldError>),
    /// The notice runs no longer.
    TooLate(ObjectionForm),
}

impl Said {
    const fn status(&self) -> StatusCode {
        match self {
            Self::Nothing | Self::Received => StatusCode::OK,
            Self::Wrong(..) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLate(_) => StatusCode::CONFLICT,
        }
    }
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
        Ok(draw(app, &req, &view, &said))
    })
    .await
}

/// Takes an objection. What was typed is drawn again where a field is wrong, and after the last day,
/// when nothing is stored: whoever wrote it loses no word.
pub async fn object(req: HttpRequest, payload: Payload) -> HttpResponse {
    again::take::<ObjectionForm>(&req, payload, async |app, sent| {
        app.throttle
            .object(peer::address(&req, &app.config.trusted_proxy))?;
        let view = read(app, &req).await?;
        let form: ObjectionForm = sent.form()?;
        match taken(app, &req, &view, &form).await {
            Ok(()) => Ok(page::taken(&req)),
            Err(Fault::Invalid(errors)) => Ok(draw(app, &req, &view, &Said::Wrong(form, errors))),
            Err(fault) if fault.code() == ProblemCode::NotInThisState => {
                Ok(draw(app, &req, &view, &Said::TooLate(form)))
            }
            Err(fault) => Err(fault),
        }
    })
    .await
}

/// Stores an objection. When the notice is over, a wrong field makes no difference.
async fn taken(
    app: &App,
    req: &HttpRequest,
    view: &View,
    form: &ObjectionForm,
) -> Result<(), Fault> {
    if !view.notice.takes_objections(app.clock.now()) {
        return Err(ProblemCode::NotInThisState.into());
    }
    let new = form.checked().map_err(Fault::Invalid)?;
    let (keys, stamp, id) = (app.keys.clone(), page::stamp(app, req), view.notice.id.0);
    app.db
        .write(move |tx| objections::take(tx, &keys, id, &new, &stamp))
        .await
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

fn draw(app: &App, req: &HttpRequest, view: &View, said: &Said) -> HttpResponse {
    let reader = Reader::of(req, None);
    let (lang, notice) = (reader.lang, &view.notice);
    let late = matches!(said, Said::TooLate(_));
    let runs = notice.takes_objections(app.clock.now()) && !late;
    let published = Instant::from_naive_utc(notice.published_at).date();
    let body = html! {
        h1 { (words::notice_title(lang)) }
        @if app.config.demo { p { span.sample { (words::sample(lang)) } } }
        @match said {
            Said::Nothing => {}
            Said::Received => p.notice role="status" { (words::objection_received(lang)) },
            Said::Wrong(_, errors) => (forms::to_correct(lang, errors)),
            Said::TooLate(form) => {
                (form::too_late(lang, &view.people, form, &app.config.complaints))
            }
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
        } @else if !runs && !late {
            p.notice { (words::notice_over(lang)) }
        }
        (listed(lang, &view.people, runs))
        @if runs {
            @match said {
                Said::Wrong(typed, errors) => (form::draw(lang, &view.people, typed, errors)),
                _ => (form::draw(lang, &view.people, &ObjectionForm::default(), &[])),
            }
        }
        p.small { (words::foot(lang)) }
    };
    pages::whole(
        app,
        &reader,
        said.status(),
        words::notice_title(lang),
        &body,
    )
}

/// Those on the notice. While it runs the public has to know whom it is about. Afterwards it has
/// served, and the page says of people what the page of a certificate says: the masked name and the
/// level (certification.md).
fn listed(lang: Lang, people: &[EntryRow], in_full: bool) -> Markup {
    html! {
        section.card {
            table {
                thead {
                    tr {
                        th { (words::row_name(lang)) }
                        @if in_full { th { (words::column_school(lang)) } }
                        th { (words::row_level(lang)) }
                    }
                }
                tbody {
                    @for person in people {
                        tr {
                            td {
                                @if in_full { (person.name) } @else { (mask_name(&person.name)) }
                            }
                            @if in_full { td { (person.school_name) } }
                            td { (level(lang, person.level.0)) }
                        }
                    }
                }
            }
            @if !in_full { p.small { (words::notice_masked(lang)) } }
        }
    }
}
