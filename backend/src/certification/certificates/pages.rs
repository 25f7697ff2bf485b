//! The public page of a certificate: number, masked name, level, dates, status, and nothing else.
//! Plain HTML; the token in its address decides, and it never says "valid" without knowing.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use maud::{Markup, html};
use tongyu_db::Conn;
use tongyu_shared::{
    Lang,
    api::problem::ProblemCode,
    certification::{certificates::standing::counts, state::CertState, words::level},
    ids::CertificateId,
    names::mask_name,
    text::certificates as words,
    time::{Instant, words as time_words},
};

use super::{credential, document, office, rows::CertificateRow, store, token};
use crate::{
    app::App,
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        peer,
        trace::request_id,
    },
    messages::{
        files::SmallFile,
        page::{self, Frame, Reader},
    },
};

/// The style sheet of the pages on certificates and notices.
pub static STYLES: SmallFile =
    SmallFile::css("/assets/certificate.css", include_str!("certificate.css"));

/// What the page says.
struct View {
    row: CertificateRow,
    city: String,
    verdict: Verdict,
}

/// What is known of the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Stands(CertState),
    Altered,
}

/// Shows the page. Whoever scans a code on paper has no account.
pub async fn show(req: HttpRequest) -> HttpResponse {
    page::answer(&req, async |app| {
        app.throttle
            .look_up(peer::address(&req, &app.config.trusted_proxy))?;
        match read(app, &req).await {
            Ok(view) => Ok(draw(app, &req, &view)),
            Err(fault) if fault.code() == ProblemCode::NotFound => Ok(nothing(app, &req)),
            Err(fault) => {
                fault.log(request_id(&req));
                Ok(unknown(app, &req))
            }
        }
    })
    .await
}

async fn read(app: &App, req: &HttpRequest) -> Result<View, Fault> {
    let token = req.match_info().get("token").unwrap_or_default();
    let id = token::read(&app.keys, token).ok_or(NOT_FOUND)?;
    let (keys, now) = (app.keys.clone(), app.clock.now());
    app.db.read(move |conn| view(conn, &keys, id, now)).await
}

fn view(conn: &mut Conn, keys: &Keys, id: CertificateId, now: Instant) -> Result<View, Fault> {
    let row = store::find(conn, id)?.ok_or(NOT_FOUND)?;
    let city = office::city(conn, row.node_id.0)?;
    let days = office::renewal_due_days(conn, now.date())?;
    let verdict = if credential::agrees(keys, &row.credential, &row.facts()) {
        Verdict::Stands(row.shown(now.date(), days))
    } else {
        Verdict::Altered
    };
    Ok(View { row, city, verdict })
}

fn draw(app: &App, req: &HttpRequest, view: &View) -> HttpResponse {
    let reader = Reader::of(req, None);
    let (lang, now, row) = (reader.lang, app.clock.now(), &view.row);
    let level = level(lang, row.level.0);
    let fact = |label: &str, value: &str| html! { dt { (label) } dd { (value) } };
    let body = html! {
        h1 { (words::title(lang, &view.city, level)) }
        (verdict(lang, view.verdict, app.config.demo))
        @if view.verdict != Verdict::Altered {
            dl.facts.card {
                (fact(words::row_number(lang), &row.number))
                (fact(words::row_name(lang), &mask_name(&row.name)))
                (fact(words::row_level(lang), level))
                (fact(words::row_issued(lang), &document::day(lang, row.issued_on.into())))
                (fact(words::row_valid(lang), &document::validity(lang, row)))
            }
        }
        p.small { (words::masked_note(lang)) }
        p.small {
            (words::checked_at(
                lang,
                time_words::date_long(lang, now.date()),
                time_words::clock(now),
            ))
        }
        p.small { (words::foot(lang)) }
    };
    whole(app, &reader, StatusCode::OK, words::page_title(lang), &body)
}

/// One verdict. A certificate of the demo is a sample before it is anything else: "valid" beside
/// "not valid" would say nothing.
fn verdict(lang: Lang, verdict: Verdict, sample: bool) -> Markup {
    let (class, title, why) = match verdict {
        Verdict::Altered => ("verdict", words::altered(lang), words::altered_why(lang)),
        Verdict::Stands(state) => {
            let said = |list| words::by_key(lang, &format!("{list}_{state}")).unwrap_or_default();
            let class = match state {
                state if counts(state) => "verdict good",
                CertState::Suspended | CertState::Renewed => "verdict unsure",
                _ => "verdict",
            };
            (class, said("shown"), said("why"))
        }
    };
    if sample && verdict != Verdict::Altered {
        let why = words::sample_why(lang, title, why);
        return banner("verdict unsure", words::sample(lang), &why);
    }
    banner(class, title, why)
}

fn banner(class: &str, title: &str, why: &str) -> Markup {
    html! { section class=(class) role="status" { b { (title) } p { (why) } } }
}

/// There is no such certificate, or the secret is wrong: it never says which.
fn nothing(app: &App, req: &HttpRequest) -> HttpResponse {
    let reader = Reader::of(req, None);
    let lang = reader.lang;
    let body = html! { h1 { (words::not_found(lang)) } p { (words::not_found_why(lang)) } };
    whole(
        app,
        &reader,
        StatusCode::NOT_FOUND,
        words::not_found(lang),
        &body,
    )
}

/// The database cannot be asked: neither valid nor invalid.
fn unknown(app: &App, req: &HttpRequest) -> HttpResponse {
    let reader = Reader::of(req, None);
    let lang = reader.lang;
    let body = html! {
        h1 { (words::page_title(lang)) }
        section.verdict.unsure role="status" {
            b { (words::unknown_status(lang)) }
            p { (words::unknown_status_why(lang)) }
        }
    };
    let title = words::unknown_status(lang);
    whole(app, &reader, StatusCode::SERVICE_UNAVAILABLE, title, &body)
}

/// A whole page in the style of certificates.
pub fn whole(
    app: &App,
    reader: &Reader,
    status: StatusCode,
    title: &str,
    body: &Markup,
) -> HttpResponse {
    let frame = Frame {
        styles: Some(STYLES.address()),
        strangers: true,
        ..Frame::default()
    };
    page::respond(
        status,
        page::framed(&app.config, reader, title, &frame, body),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_says_how_it_stands_and_a_sample_only_that_it_is_none() {
        for &lang in Lang::ALL {
            for &state in CertState::ALL
                .iter()
                .filter(|state| state.has_certificate())
            {
                let shown = words::by_key(lang, &format!("shown_{state}")).expect("words");
                let real = verdict(lang, Verdict::Stands(state), false).into_string();
                assert!(real.contains(&format!("<b>{shown}</b>")), "{real}");
                assert_eq!(real.contains("good"), counts(state), "{real}");
                let sample = verdict(lang, Verdict::Stands(state), true).into_string();
                let heading = format!("<b>{}</b>", words::sample(lang));
                assert!(
                    sample.contains(&heading) && !sample.contains("good"),
                    "{sample}"
                );
            }
        }
    }

    #[test]
    fn what_was_altered_is_told_of_a_sample_too() {
        let (real, sample) = [false, true]
            .map(|sample| verdict(Lang::ZhCn, Verdict::Altered, sample).into_string())
            .into();
        assert_eq!(real, sample);
    }
}
