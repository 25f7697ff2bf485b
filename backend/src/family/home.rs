//! 首页: her children, what waits for her, and one lesson for tonight. Who waits for a guardian's
//! word is told so; who sees no child is told whom to ask, and never why.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use maud::{Markup, html};
use tongyu_db::Conn;
use tongyu_shared::{
    Lang, courses::types::LessonLine, names::mask_name, text::family_pages as words,
};

use super::{shell::page, tonight, waiting::Waiting};
use crate::{
    http::fault::Fault,
    messages::tabs::Tab,
    org::joining::{self, CarerRequest, Guest},
};

struct Home {
    waiting: Waiting,
    tonight: Option<LessonLine>,
    /// Her own wishes that wait for a guardian, each with whether someone can say yes.
    asked: Vec<(CarerRequest, bool)>,
}

/// Shows the page.
pub async fn show(req: HttpRequest) -> HttpResponse {
    joining::show(&req, async |guest| {
        let (reading, keys) = (guest.clone(), guest.app.keys.clone());
        let home = guest
            .app
            .db
            .read(move |conn| {
                Ok::<_, Fault>(Home {
                    waiting: Waiting::load(conn, &keys, &reading)?,
                    tonight: tonight::lesson(conn, &reading.children, reading.stamp.now.date())?,
                    asked: asked(conn, &reading)?,
                })
            })
            .await?;
        let at = (Tab::Home, StatusCode::OK);
        Ok(page(&guest, &req, at, words::tab_home, |lang| {
            draw(lang, &guest, &home)
        }))
    })
    .await
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
    html! {
        h1 { (words::hello(lang, &guest.actor.name)) }
        @if guest.children.is_empty() && home.asked.is_empty() {
            section.card {
                p { (words::no_child(lang)) }
                p.muted { (words::no_child_learn(lang)) }
                p.actions { a.btn.sec href=(Tab::Learning.href()) { (words::to_learning(lang)) } }
            }
        }
        @for (wish, someone) in &home.asked { (asked_card(lang, wish, *someone)) }
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
