//! Signing in with the phone: number, code, and on to where one wanted to go.

use std::iter;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use maud::{Markup, html};
use serde::Deserialize;
use tongyu_shared::{
    Lang,
    identity::types::{CODE_MINUTES, CodeRequest, CodeSignIn},
    names::{Phone, mask_phone},
    text::{family_pages as words, joining},
    validate::{Errors, FieldError},
};

use super::shell::marked;
use crate::{
    access::session,
    app::App,
    http::{fault::Fault, origin, peer},
    identity,
    messages::{
        again::{self, Written},
        forms,
        page::{self, Frame, Reader, other_language},
        styles,
        tabs::{SIGN_IN, Tab},
    },
    org::joining::{AGAIN, KEPT, code_field, leads_to},
};

#[derive(Default, Deserialize)]
struct Query {
    to: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    phone: String,
    code: Option<String>,
}

impl Written for Form {
    const FIELDS: &'static [&'static str] = &[];
}

impl Form {
    /// The phone, where nothing is to be corrected.
    fn checked(&self) -> Result<Phone, Vec<FieldError>> {
        let found = match &self.code {
            Some(code) => Errors::of(&CodeSignIn {
                phone: self.phone.clone(),
                code: code.trim().to_owned(),
            }),
            None => Errors::of(&CodeRequest {
                phone: self.phone.clone(),
            }),
        };
        match Phone::parse(&self.phone) {
            Ok(phone) if found.is_empty() => Ok(phone),
            _ => Err(found),
        }
    }
}

/// Where signing in leads: a page of ours for families, or the first of them.
fn target(req: &HttpRequest) -> String {
    let query: Query = serde_html_form::from_str(req.query_string()).unwrap_or_default();
    query
        .to
        .filter(|to| is_ours(to))
        .unwrap_or_else(|| Tab::Home.href().to_owned())
}

/// Only paths of the family's pages and of lessons: nothing that leads to another site.
fn is_ours(to: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_?=&.%".contains(c);
    let place = ["/p", "/w"].iter().find_map(|root| to.strip_prefix(root));
    let within = place.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let around = to.contains("//") || to.contains("..") || to.starts_with(SIGN_IN);
    within && !around && to.chars().all(plain)
}

/// Shows the form; who is signed in is led on.
pub async fn show(req: HttpRequest) -> HttpResponse {
    page::answer(&req, async |app| {
        let visitor = session::visitor(app, &req, app.clock.now()).await?;
        Ok(match visitor {
            Some((_, renewed)) => {
                let kept = Reader::of(&req, None).cookies();
                leads_to(&target(&req), renewed.into_iter().chain(kept))
            }
            None => draw(app, &req, &Form::default(), &[]),
        })
    })
    .await
}

/// Takes the phone, and then the code.
pub async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    again::take::<Form>(&req, payload, async |app, sent| {
        origin::check_form(&req, &app.config)?;
        let form: Form = sent.form()?;
        match (form.checked(), form.code.clone()) {
            (Err(errors), _) => Ok(draw(app, &req, &form, &errors)),
            (Ok(phone), None) => ask(app, &req, &phone).await,
            (Ok(phone), Some(code)) => enter(app, &req, &form, &phone, code).await,
        }
    })
    .await
}

async fn ask(app: &App, req: &HttpRequest, phone: &Phone) -> Result<HttpResponse, Fault> {
    let hash = app.keys.phone_hash(phone);
    let peer = peer::address(req, &app.config.trusted_proxy);
    app.throttle.ask_code(&hash, peer)?;
    let stamp = page::stamp(app, req);
    app.db
        .write(move |tx| identity::request_code(tx, &hash, &stamp))
        .await?;
    let sent = Form {
        phone: phone.as_str().to_owned(),
        code: Some(String::new()),
    };
    Ok(draw(app, req, &sent, &[]))
}

async fn enter(
    app: &App,
    req: &HttpRequest,
    form: &Form,
    phone: &Phone,
    code: String,
) -> Result<HttpResponse, Fault> {
    let hash = app.keys.phone_hash(phone);
    let peer = peer::address(req, &app.config.trusted_proxy);
    app.throttle.try_code(&hash, peer)?;
    let (keys, stamp) = (app.keys.clone(), page::stamp(app, req));
    let begun = app
        .db
        .write(move |tx| identity::sign_in_with_code(tx, &keys, &hash, code.trim(), &stamp))
        .await?;
    let Some(begun) = begun else {
        let wrong = FieldError::of("code", "wrong_code");
        return Ok(draw(app, req, form, &[wrong]));
    };
    let session = session::cookie(app, &begun)?;
    let kept = Reader::of(req, None).cookies();
    Ok(leads_to(&target(req), iter::once(session).chain(kept)))
}

fn draw(app: &App, req: &HttpRequest, form: &Form, errors: &[FieldError]) -> HttpResponse {
    let reader = Reader::of(req, None);
    let lang = reader.lang;
    let body = html! {
        h1 { (words::sign_in(lang)) }
        p.lang { (other_language(&reader)) }
        (why_here(lang, req))
        (forms::to_correct(lang, errors))
        @if form.code.is_some() { (code_form(lang, form)) } @else { (phone_form(lang, form)) }
        p.muted { (words::sign_in_who(lang)) }
    };
    let frame = Frame {
        styles: Some(styles::family()),
        ..Frame::default()
    };
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let title = words::sign_in(lang);
    page::respond(
        status,
        page::framed(&app.config, &reader, title, &frame, &body),
    )
}

/// Why someone is here who did not come by herself.
fn why_here(lang: Lang, req: &HttpRequest) -> Markup {
    let reasons = [
        ("out", words::signed_out(lang)),
        ("joined", words::joined_sign_in(lang)),
        (AGAIN, words::sign_in_again(lang)),
        (KEPT, words::sign_in_kept(lang)),
    ];
    html! {
        @for (_, said) in reasons.iter().filter(|(mark, _)| marked(req, mark)) {
            p.notice role="status" { (said) }
        }
    }
}

fn phone_form(lang: Lang, form: &Form) -> Markup {
    html! {
        form.card method="post" {
            p {
                label for="phone" { (joining::phone(lang)) }
                input.field id="phone" name="phone" value=(form.phone) type="tel" inputmode="numeric"
                    autocomplete="tel-national" required;
            }
            p.actions { button.btn { (joining::get_code(lang)) } }
        }
    }
}

fn code_form(lang: Lang, form: &Form) -> Markup {
    let phone = mask_phone(form.phone.trim());
    html! {
        form.card method="post" {
            p { (words::code_sent(lang, phone, CODE_MINUTES)) }
            input type="hidden" name="phone" value=(form.phone);
            (code_field(lang))
            p.actions {
                button.btn { (words::sign_in_now(lang)) }
                a.btn.sec href="" { (joining::start_again(lang)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_our_own_pages_alone() {
        for ours in [
            "/p",
            "/p/matters",
            "/p?ok",
            "/w/018f7e7e-0000-7000-8000-000000000001",
        ] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "",
            "p",
            "//evil.example",
            "/p//evil.example",
            "/\\evil.example",
            "/p/..//evil.example",
            "/personas",
            "/wallet",
            "/api/v1/session",
            "https://evil.example/p",
            "/p/sign-in?to=/p",
            "/p/\r\nset-cookie:x",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
