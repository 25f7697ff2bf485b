//! The gate of pages for who is signed in: who opens it, which children she sees today, and where
//! everyone else is led.

use actix_web::{HttpRequest, HttpResponse, cookie::Cookie, http::header, web::Payload};
use serde::de::DeserializeOwned;
use tongyu_db::Conn;
use tongyu_shared::{api::problem::ProblemCode, ids::StudentId, visits::types::Relation};

use super::{
    children::{Child, children},
    missing, store,
    typed::{self, Typed},
};
use crate::{
    access::{Actor, session},
    app::App,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
        origin,
        trace::request_id,
    },
    messages::{
        again,
        choice::Choice,
        forms,
        page::{self, Reader},
        tabs::{SIGN_IN, Tab},
    },
};

/// Marks the address of signing in: nothing was done, one has to press once more.
pub const AGAIN: &str = "again";
/// Marks it where what was typed is kept.
pub const KEPT: &str = "kept";

/// Who opened a page.
#[derive(Clone)]
pub struct Guest {
    /// The application.
    pub app: App,
    /// Who is signed in.
    pub actor: Actor,
    /// The children whose things she sees today.
    pub children: Vec<Child>,
    /// How she is related to the first child: of today, or to one whom she sees no more or not yet.
    relation: Option<Relation>,
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
    pub const fn relation(&self) -> Option<Relation> {
        self.relation
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

/// Takes a form of such a page, which must come from our own pages. Whose session is over signs in,
/// is led back to `page`, where the form stands, and is told that nothing was done.
pub async fn take<F: DeserializeOwned>(
    req: &HttpRequest,
    payload: Payload,
    page: &str,
    work: impl AsyncFnOnce(Guest, F) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    page::answer(req, async |app| {
        origin::check_form(req, &app.config)?;
        let Some(entered) = guest(app, req).await? else {
            let again = format!("{}&{AGAIN}", sign_in(&with_query(page, req)));
            return Ok(leads_to(&again, None));
        };
        let form = forms::read(payload).await?;
        run(app, req, entered, async |guest| work(guest, form).await).await
    })
    .await
}

/// The same for a form in which one writes: what was typed stands in it again after signing in, for
/// the person who typed it, and on the page that says why it cannot be taken.
pub async fn take_typed<F: Typed>(
    req: &HttpRequest,
    payload: Payload,
    page: &str,
    work: impl AsyncFnOnce(Guest, F) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    again::take::<F>(req, payload, async |app, sent| {
        origin::check_form(req, &app.config)?;
        let entered = guest(app, req).await?;
        let form: F = sent.form()?;
        let Some(entered) = entered else {
            let kept = typed::keep(app, page, &form)?;
            let mark = if kept.is_some() { KEPT } else { AGAIN };
            let again = format!("{}&{mark}", sign_in(&with_query(page, req)));
            return Ok(leads_to(&again, kept));
        };
        run(app, req, entered, async |guest| work(guest, form).await).await
    })
    .await
}

/// Takes a form that changes nothing where nobody is signed in.
pub async fn take_all(
    req: &HttpRequest,
    work: impl AsyncFnOnce(&App, Option<Guest>) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    page::answer(req, async |app| {
        origin::check_form(req, &app.config)?;
        let entered = guest(app, req).await?;
        let (guest, renewed) = entered.map_or((None, None), |(guest, fresh)| (Some(guest), fresh));
        finish(req, work(app, guest).await?, renewed)
    })
    .await
}

async fn enter(
    app: &App,
    req: &HttpRequest,
    work: impl AsyncFnOnce(Guest) -> Result<HttpResponse, Fault>,
) -> Result<HttpResponse, Fault> {
    match guest(app, req).await? {
        Some(entered) => run(app, req, entered, work).await,
        None => Ok(leads_to(&sign_in(&with_query(req.path(), req)), None)),
    }
}

/// Works for who is signed in. What is hidden from her or is not there is answered by one page.
async fn run(
    app: &App,
    req: &HttpRequest,
    (guest, renewed): Entered,
    work: impl AsyncFnOnce(Guest) -> Result<HttpResponse, Fault>,
) -> Result<HttpResponse, Fault> {
    let relation = guest.relation();
    let answer = match work(guest).await {
        Err(fault) if fault.code() == ProblemCode::NotFound => {
            missing::page(app, &Reader::of(req, relation), Some(Tab::Home))
        }
        answer => answer?,
    };
    finish(req, answer, renewed)
}

/// A page of ours with the query of this request.
fn with_query(page: &str, req: &HttpRequest) -> String {
    match req.query_string() {
        "" => page.to_owned(),
        query => format!("{page}?{query}"),
    }
}

/// Where one signs in and is led back from.
pub fn sign_in(to: &str) -> String {
    let written = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    let to: Vec<_> = to.bytes().map(written).collect();
    format!("{SIGN_IN}?to={}", to.concat())
}

/// Who is signed in, with the cookie that renews the session.
type Entered = (Guest, Option<Cookie<'static>>);

async fn guest(app: &App, req: &HttpRequest) -> Result<Option<Entered>, Fault> {
    let now = app.clock.now();
    let Some((actor, renewed)) = session::visitor(app, req, now).await? else {
        return Ok(None);
    };
    let (person, today) = (actor.person, now.date());
    let read = move |conn: &mut Conn| {
        let children = children(conn, person, today)?;
        let relation = match children.first() {
            Some(child) => Some(child.relation),
            None => store::last_relation(conn, person)?,
        };
        Ok::<_, Fault>((children, relation))
    };
    let stamp = Stamp {
        now,
        request: Some(request_id(req)),
        account: Some(actor.account),
    };
    let (children, relation) = app.db.read(read).await?;
    let guest = Guest {
        app: app.clone(),
        children,
        relation,
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
pub fn leads_to(path: &str, cookies: impl IntoIterator<Item = Cookie<'static>>) -> HttpResponse {
    let mut answer = HttpResponse::SeeOther();
    answer
        .insert_header((header::LOCATION, path))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::REFERRER_POLICY, "same-origin"));
    for cookie in cookies {
        answer.cookie(cookie);
    }
    answer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_keeps_its_query_apart_from_the_pages_own() {
        for (to, address) in [
            ("/p/matters", "/p/sign-in?to=/p/matters"),
            (
                "/w/x?as=audio&big=1",
                "/p/sign-in?to=/w/x%3Fas%3Daudio%26big%3D1",
            ),
            ("/p?a=%E6#b", "/p/sign-in?to=/p%3Fa%3D%25E6%23b"),
        ] {
            assert_eq!(sign_in(to), address);
        }
    }
}
