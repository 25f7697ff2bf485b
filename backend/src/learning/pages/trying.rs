//! 我试过了, and the one question: 有用, 一点, 没有.

use actix_web::{HttpRequest, HttpResponse, web};
use maud::{Markup, html};
use serde::Deserialize;
use tongyu_db::Tx;
use tongyu_shared::{
    Lang,
    ids::LessonId,
    learning::{
        types::{Helped, OwnLesson},
        words as learning_words,
    },
    text::learning as words,
};

use super::{OWN, address, lesson_of};
use crate::{
    courses,
    http::fault::{Fault, NOT_FOUND},
    learning::{recording::is_recorded, tries},
    org::joining::{self, Guest},
};

/// What the form sends.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TriedForm {
    /// What it did; absent where it was tried just now.
    helped: Option<Helped>,
    /// Asks the question again.
    #[serde(default)]
    again: bool,
}

/// Takes the tap and leads back to the page. Of whom nothing is recorded, no tap is either.
pub async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    // What is no id is not found, whoever sends it.
    let page = lesson_of(&req).map_or_else(|_| OWN.to_owned(), address);
    joining::take(
        &req,
        payload,
        &page,
        async |guest: Guest, form: TriedForm| {
            let lesson = lesson_of(&req)?;
            let (who, now) = (guest.actor.clone(), guest.stamp.now);
            let write = move |tx: &mut Tx<'_>| {
                courses::open_lesson(tx, lesson)?.ok_or(NOT_FOUND)?;
                if !is_recorded(tx, &who, now.date())? {
                    return Ok(());
                }
                tries::tried(tx, who.person, lesson, now)?;
                if form.helped.is_some() || form.again {
                    tries::helped(tx, (who.person, lesson), form.helped)?;
                }
                Ok::<_, Fault>(())
            };
            guest.app.db.write(write).await?;
            Ok(joining::leads_to(&format!("{}#try", address(lesson)), None))
        },
    )
    .await
}

/// The address of the form alone shows nothing: back to its lesson.
pub async fn back(req: HttpRequest) -> HttpResponse {
    let page = lesson_of(&req).map_or_else(|_| OWN.to_owned(), address);
    joining::leads_to(&page, None)
}

/// The part of the lesson's page: the button, then the question, then thanks.
pub fn part(lang: Lang, lesson: LessonId, line: Option<&OwnLesson>) -> Markup {
    let action = format!("{}/tried", address(lesson));
    let tried = line.is_some_and(|line| line.tried_at.is_some());
    let helped = line.and_then(|line| line.helped);
    html! {
        form.actions method="post" action=(action) {
            @if let Some(helped) = helped {
                p.notice role="status" {
                    (words::tried_thanks(lang, learning_words::helped(lang, helped)))
                }
                button.btn.sec name="again" value="true" { (words::tried_change(lang)) }
            } @else if tried {
                b { (words::tried_question(lang)) }
                div.thirds {
                    @for helped in Helped::ALL {
                        button.btn.sec name="helped" value=(helped) {
                            (learning_words::helped(lang, *helped))
                        }
                    }
                }
            } @else {
                button.btn { (words::tried(lang)) }
            }
        }
    }
}
