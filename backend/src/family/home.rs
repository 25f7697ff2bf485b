//! 首页: her children, what waits for her, and one lesson for tonight. Who waits for a guardian's
//! word is told so; who sees no child is told whom to ask, and never why.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use maud::{Markup, html};
use tongyu_db::Conn;
use tongyu_shared::{
    Lang, courses::types::LessonLine, ids::StudentId, names::mask_name, text::family_pages as words,
};

use super::{shell::page, tonight, waiting::Waiting};
use crate::{
    http::fault::Fault,
    messages::tabs::Tab,
    org::joining::{self, CarerRequest, Guest, Refusal},
};

struct Home {
    waiting: Waiting,
    tonight: Option<LessonLine>,
    /// Her own wishes that wait for a guardian, each with whether someone can say yes.
    asked: Vec<(CarerRequest, bool)>,
    /// What a family said no to.
    refused: Vec<Refusal>,
}

/// Shows the page.
pub async fn show(req: HttpRequest) -> HttpResponse {
    joining::show(&req, async |guest| {
        let (reading, keys) = (guest.clone(), guest.app.keys.clone());
        let home = guest
            .app
            .db
            .read(move |conn| {
                let asked = asked(conn, &reading)?;
                Ok::<_, Fault>(Home {
                    waiting: Waiting::load(conn, &keys, &reading)?,
                    tonight: tonight::lesson(conn, &reading.children, reading.stamp.now.date())?,
                    refused: refused(conn, &reading, &asked)?,
                    asked,
                })
            })
            .await?;
        let at = (Tab::Home, StatusCode::OK);
        Ok(page(&guest, &req, at, words::tab_home, |lang| {
            html! {
                h1 { (words::hello(lang, &guest.actor.name)) }
                (just_joined(lang, &req, &guest))
                (draw(lang, &guest, &home))
            }
        }))
    })
    .await
}

/// Says that joining is done, where it has just led here.
fn just_joined(lang: Lang, req: &HttpRequest, guest: &Guest) -> Markup {
    let mut parts = req.query_string().split('&');
    let student = parts.find_map(|part| part.strip_prefix("joined="));
    let student = student.and_then(|id| id.parse::<StudentId>().ok());
    let child = student.and_then(|student| guest.child(student).ok());
    html! {
        @if let Some(child) = child {
            p.notice role="status" { (words::joined_now(lang, &child.name)) }
        }
    }
}

/// The families' no that still stands: nothing is said where she sees the child, or has asked again.
fn refused(
    conn: &mut Conn,
    guest: &Guest,
    asked: &[(CarerRequest, bool)],
) -> Result<Vec<Refusal>, Fault> {
    let mut refused = joining::refusals_of(conn, guest.actor.person)?;
    refused.retain(|refusal| {
        let again = asked
            .iter()
            .any(|(wish, _)| wish.student == refusal.student);
        !again && guest.child(refusal.student).is_err()
    });
    Ok(refused)
}

fn asked(conn: &mut Conn, guest: &Guest) -> Result<Vec<(CarerRequest, bool)>, Fault> {
    let today = guest.stamp.now.date();
    let mut asked = Vec::new();
    for wish in joining::carers_waiting_of(conn, guest.actor.person)? {
        let mut someone = false;
        for (_, person) in joining::joined_people(conn, &[wish.student], today)? {
            someone |= joining::decides_for(conn, person, wish.student, &guest.stamp)?;
        }
        asked.push((wish, someone));
    }
    Ok(asked)
}

fn draw(lang: Lang, guest: &Guest, home: &Home) -> Markup {
    let nothing = guest.children.is_empty() && home.asked.is_empty() && home.refused.is_empty();
    html! {
        @if nothing {
            section.card {
                p { (words::no_child(lang)) }
                p.muted { (words::no_child_learn(lang)) }
                p.actions { a.btn.sec href=(Tab::Learning.href()) { (words::to_learning(lang)) } }
            }
        }
        @for (wish, someone) in &home.asked { (asked_card(lang, wish, *someone)) }
        @for refusal in &home.refused { (refused_card(lang, refusal)) }
        @if !guest.children.is_empty() {
            ul.children {
                @for child in &guest.children {
                    li { b { (child.name) } " " span.muted { (child.school_name) " " (child.class_name) } }
                }
            }
        }
        (home.waiting.draw(lang))
        @if let Some(lesson) = &home.tonight { (tonight::draw(lang, lesson)) }
    }
}

/// A no in warm words, with what one can do.
fn refused_card(lang: Lang, refusal: &Refusal) -> Markup {
    let child = mask_name(&refusal.child);
    html! {
        section.card {
            @if refusal.ended {
                h2 { (words::ended(lang, &child)) }
                p role="status" { (words::ended_what(lang)) }
            } @else {
                h2 { (words::refused(lang, &child)) }
                p role="status" { (words::refused_what(lang)) }
            }
            p { (words::refused_then(lang)) }
            p.muted { (words::no_child_learn(lang)) }
            p.actions { a.btn.sec href=(Tab::Learning.href()) { (words::to_learning(lang)) } }
        }
    }
}

fn asked_card(lang: Lang, wish: &CarerRequest, someone: bool) -> Markup {
    html! {
        section.card {
            h2 { (words::asked(lang, mask_name(&wish.child))) }
            p role="status" {
                @if someone { (words::asked_waits(lang)) } @else { (words::asked_nobody(lang)) }
            }
        }
    }
}
