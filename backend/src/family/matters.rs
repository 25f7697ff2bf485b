//! 沟通: what she raised, how far it is, and her word on an answer, by the same rules as behind the
//! link of a message.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use maud::{Markup, html};
use tongyu_shared::{
    Lang,
    feedback::words as feedback_words,
    ids::MatterId,
    text::{family_pages as words, feedback as matter_words},
    time::words as time_words,
};

use super::shell::{id, marked, page};
use crate::{
    feedback::{self, Filled, OwnMatter, View, Waits, WordForm},
    http::fault::Fault,
    messages::{forms::Refused, page::unbroken, tabs::Tab},
    org::joining::{Guest, given_back, leads_to, sent, show as shown, take_typed},
};

/// Where one matter is.
pub const ONE: &str = "/p/matters/{matter}";

/// Shows the list.
pub async fn list(req: HttpRequest) -> HttpResponse {
    shown(&req, async |guest| {
        let (keys, person) = (guest.app.keys.clone(), guest.actor.person);
        let today = guest.stamp.now.date();
        let mut matters = guest
            .app
            .db
            .read(move |conn| feedback::of_person(conn, &keys, person, today))
            .await?;
        matters.retain(|matter| guest.child(matter.student).is_ok());
        let at = (Tab::Matters, StatusCode::OK);
        Ok(page(&guest, &req, at, words::tab_matters, |lang| {
            draw_list(lang, &matters)
        }))
    })
    .await
}

fn draw_list(lang: Lang, matters: &[OwnMatter]) -> Markup {
    html! {
        h1 { (words::matters_title(lang)) }
        @if matters.is_empty() {
            section.card {
                p { (words::matters_none(lang)) }
                p.actions { a.btn.sec href=(Tab::Learning.href()) { (words::to_learning(lang)) } }
            }
        } @else {
            ul.lines.card { @for matter in matters { li { (line(lang, matter)) } } }
        }
    }
}

fn line(lang: Lang, matter: &OwnMatter) -> Markup {
    let day = time_words::date_short(lang, matter.said_at.date());
    html! {
        a href={ (Tab::Matters.href()) "/" (matter.matter) } {
            span.grow {
                b { (matter.excerpt) }
                span.muted { span.date { (day) } " · " (matter.child) }
            }
            span.tag.good[matter.may_answer] { (state(lang, matter)) }
        }
    }
}

/// Where it stands, as the family says it.
fn state(lang: Lang, matter: &OwnMatter) -> String {
    if matter.may_answer {
        return words::state_your_word(lang).to_owned();
    }
    if let Some(resolution) = matter.resolution {
        return feedback_words::resolution(lang, resolution).to_owned();
    }
    let who = match &matter.waits {
        Some(Waits::Class) => matter_words::class_unit(lang).to_owned(),
        Some(Waits::NextHead) => return words::state_next_head(lang).to_owned(),
        Some(Waits::Office(office)) => office.clone(),
        Some(Waits::School) => return words::state_school(lang).to_owned(),
        None => return feedback_words::state(lang, matter.state).to_owned(),
    };
    match matter.due_on {
        Some(due) => words::state_waits_until(lang, who, time_words::date_short(lang, due)),
        None => words::state_waits(lang, who),
    }
}

/// Shows one matter.
pub async fn show(req: HttpRequest) -> HttpResponse {
    shown(&req, async |guest| {
        draw_one(&guest, &req, StatusCode::OK, None).await
    })
    .await
}

/// Takes her word. A second one changes nothing and is told that the first counts; where a field is
/// wrong, the page comes back with what she typed.
pub async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    take_typed(&req, payload, req.path(), async |guest, form: WordForm| {
        let (matter, app): (MatterId, _) = (id(&req, "matter")?, guest.app.clone());
        read(&guest, matter).await?;
        match rate(&guest, matter, form.clone()).await {
            Ok(()) => Ok(leads_to(
                &format!("{}/{matter}?ok", Tab::Matters.href()),
                sent(&req, &app),
            )),
            Err(Fault::Invalid(errors)) => {
                let refused = Refused { form, errors };
                draw_one(
                    &guest,
                    &req,
                    StatusCode::UNPROCESSABLE_ENTITY,
                    Some(&refused),
                )
                .await
            }
            Err(fault) if fault.code().status() == StatusCode::CONFLICT.as_u16() => {
                draw_one(&guest, &req, StatusCode::CONFLICT, None).await
            }
            Err(fault) => Err(fault),
        }
    })
    .await
}

async fn rate(guest: &Guest, matter: MatterId, form: WordForm) -> Result<(), Fault> {
    form.word()?;
    let (keys, person, stamp) = (guest.app.keys.clone(), guest.actor.person, guest.stamp);
    guest
        .app
        .db
        .write(move |tx| {
            let word = form.own_word(matter)?;
            feedback::own_word(tx, &keys, person, &word, &stamp)
        })
        .await
}

/// One matter of a child whom she may see.
async fn read(guest: &Guest, matter: MatterId) -> Result<View, Fault> {
    let (keys, person) = (guest.app.keys.clone(), guest.actor.person);
    let today = guest.stamp.now.date();
    let view = guest
        .app
        .db
        .read(move |conn| feedback::own(conn, &keys, person, matter, today))
        .await?;
    guest.child(view.student)?;
    Ok(view)
}

async fn draw_one(
    guest: &Guest,
    req: &HttpRequest,
    status: StatusCode,
    refused: Option<&Refused<WordForm>>,
) -> Result<HttpResponse, Fault> {
    let view = read(guest, id(req, "matter")?).await?;
    let at = (Tab::Matters, status);
    let thanked = status == StatusCode::OK && marked(req, "ok");
    let kept = given_back::<WordForm>(req, guest).filter(|_| refused.is_none());
    let filled = Filled {
        by: Some(guest.actor.person),
        form: refused.map(|refused| &refused.form).or(kept.as_ref()),
        errors: refused.map_or(&[], |refused| &refused.errors),
    };
    Ok(page(guest, req, at, words::matter_title, |lang| {
        let day = time_words::date_short(lang, view.said_at.date());
        html! {
            h1 { (unbroken(&words::matter_said_on(lang, &day), &day)) }
            @if thanked { p.notice role="status" { (words::matter_thanks(lang)) } }
            @if status == StatusCode::CONFLICT {
                p.notice role="status" { (words::matter_first_counts(lang)) }
            }
            @if kept.is_some() && view.may_answer {
                p.notice role="status" { (words::matter_kept(lang)) }
            }
            (feedback::contents(lang, &view, &filled))
            p { a href=(Tab::Matters.href()) { (words::matters_back(lang)) } }
        }
    }))
}
