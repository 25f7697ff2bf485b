//! What someone typed into a form when her session was over: sealed, kept by her own phone for a few
//! minutes and for this page alone, and given back to her and nobody else.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use tongyu_shared::{ids::PersonId, time::Instant};

use super::gate::Guest;
use crate::{app::App, crypto::Place, http::fault::Fault, messages::again::Written};

const COOKIE: &str = "typed";
/// Time to sign in again.
const KEPT_MINUTES: i64 = 15;
/// Browsers keep a cookie of 4,096 bytes with all that belongs to it.
const VALUE_MOST: usize = 3_800;

/// A form in which one writes.
pub trait Typed: Serialize + Written {
    /// For whom the page was drawn that this form comes from.
    fn typed_by(&self) -> Option<PersonId>;
}

#[derive(Serialize, Deserialize)]
struct Kept<F> {
    until: Instant,
    form: F,
}

/// It opens for this person on this page alone.
fn place(row: &str) -> Place<'_> {
    Place {
        table: "cookie",
        column: COOKIE,
        row,
    }
}

fn row(person: PersonId, page: &str) -> String {
    format!("{person} {page}")
}

/// The cookie that keeps a form for its page. None where the form does not say whose it is, or
/// where it is longer than a form of ours can be.
pub fn keep<F: Typed>(app: &App, page: &str, form: &F) -> Result<Option<Cookie<'static>>, Fault> {
    let Some(person) = form.typed_by() else {
        return Ok(None);
    };
    let until = app.clock.now().plus(TimeDelta::minutes(KEPT_MINUTES));
    let plain = serde_json::to_vec(&Kept { until, form }).map_err(Fault::internal)?;
    let sealed = app.keys.seal(place(&row(person, page)), &plain)?;
    let value = BASE64_URL_SAFE_NO_PAD.encode(sealed);
    let kept = Duration::minutes(KEPT_MINUTES);
    Ok((value.len() <= VALUE_MOST).then(|| build(app, page, value, kept)))
}

/// What this guest typed on this page when her session was over.
pub fn given_back<F: Typed>(req: &HttpRequest, guest: &Guest) -> Option<F> {
    let cookie = req.cookie(COOKIE)?;
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(cookie.value()).ok()?;
    let row = row(guest.actor.person, req.path());
    let plain = guest.app.keys.open(place(&row), &sealed).ok()?;
    let kept: Kept<F> = serde_json::from_slice(&plain).ok()?;
    (guest.stamp.now < kept.until).then_some(kept.form)
}

/// The cookie that takes away what was kept, where this form is sent at last.
pub fn sent(req: &HttpRequest, app: &App) -> Option<Cookie<'static>> {
    req.cookie(COOKIE)
        .map(|_| build(app, req.path(), String::new(), Duration::ZERO))
}

fn build(app: &App, page: &str, value: String, max_age: Duration) -> Cookie<'static> {
    Cookie::build(COOKIE, value)
        .path(page.to_owned())
        .http_only(true)
        .secure(app.config.is_https())
        .same_site(SameSite::Strict)
        .max_age(max_age)
        .finish()
}
