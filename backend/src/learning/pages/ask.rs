//! 问问班主任: a question from a lesson, which becomes a matter of the child's class.

use actix_web::{HttpRequest, HttpResponse, web};
use maud::{Markup, html};
use serde::Deserialize;
use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    Lang,
    feedback::question::TEXT_MAX,
    ids::{LessonId, MatterId, StudentId},
    text::learning as words,
    time::words as time_words,
};

use super::{address, lesson_of, own::framed_own};
use crate::{
    courses::{self, OpenLesson},
    feedback::{self, Question},
    http::fault::{Fault, NOT_FOUND},
    messages::{
        page::{Reader, unbroken},
        tabs::Tab,
    },
    org::joining::{self, Child, Guest},
};

/// What the address holds after a question was sent: `?sent=<matter>`.
const SENT: &str = "sent=";

/// What the form sends. The id is made with the form, so that sending twice asks once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskForm {
    id: MatterId,
    student: StudentId,
    #[serde(default)]
    text: String,
    who: Who,
}

/// Who may read the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Who {
    Class,
    School,
}

/// Shows the form, or that the question was sent.
pub async fn show(req: HttpRequest) -> HttpResponse {
    joining::show(&req, async |guest: Guest| {
        let lesson = open(&guest, lesson_of(&req)?).await?;
        let parts = req.query_string().split('&');
        let sent = parts.into_iter().find_map(|part| part.strip_prefix(SENT));
        let reader = Reader::of(&req, guest.relation());
        match sent.and_then(|id| id.parse().ok()) {
            Some(matter) => sent_page(&reader, &guest, &lesson, matter).await,
            None => form_page(&reader, &guest, &lesson),
        }
    })
    .await
}

/// Takes the question.
pub async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    joining::take(&req, payload, async |guest: Guest, form: AskForm| {
        let lesson = open(&guest, lesson_of(&req)?).await?;
        guest.child(form.student)?;
        let (keys, stamp, person) = (guest.app.keys.clone(), guest.stamp, guest.actor.person);
        let (matter, id) = (form.id, lesson.id);
        let write = move |tx: &mut Tx<'_>| {
            let question = Question {
                id: form.id,
                student: form.student,
                person,
                lesson: lesson.id,
                lesson_title: lesson.title.clone(),
                text: &form.text,
                class_only: form.who == Who::Class,
            };
            feedback::ask(tx, &keys, &question, &stamp)
        };
        guest.app.db.write(write).await?;
        let sent = format!("{}/ask?{SENT}{matter}", address(id));
        Ok(joining::leads_to(&sent, None))
    })
    .await
}

async fn open(guest: &Guest, lesson: LessonId) -> Result<OpenLesson, Fault> {
    let read = move |conn: &mut Conn| courses::open_lesson(conn, lesson);
    guest.app.db.read(read).await?.ok_or(NOT_FOUND)
}

fn form_page(
    reader: &Reader,
    guest: &Guest,
    lesson: &OpenLesson,
) -> Result<HttpResponse, Fault> {
    if guest.children.is_empty() {
        return Err(NOT_FOUND);
    }
    let lang = reader.lang;
    let body = form(lang, lesson, &guest.children);
    Ok(framed_own(&guest.app, reader, words::ask_teacher(lang), &body))
}

fn form(lang: Lang, lesson: &OpenLesson, children: &[Child]) -> Markup {
    html! {
        h1 { (words::ask_teacher(lang)) }
        p.muted { (words::ask_about(lang, &lesson.title)) }
        form.card method="post" {
            input type="hidden" name="id" value=(MatterId::new());
            (which_child(lang, children))
            label for="text" { (words::ask_text(lang)) }
            textarea id="text" name="text" required maxlength=(TEXT_MAX) aria-describedby="hint" {}
            p.small id="hint" { (words::ask_hint(lang)) }
            fieldset {
                legend { (words::ask_who(lang)) }
                label.choice {
                    input type="radio" name="who" value="class" checked;
                    (words::ask_class_only(lang))
                }
                label.choice {
                    input type="radio" name="who" value="school";
                    (words::ask_school(lang))
                }
            }
            div.actions {
                button.btn { (words::ask_send(lang)) }
                a.btn.sec href=(address(lesson.id)) { (words::back_to_lesson(lang)) }
            }
        }
    }
}

fn which_child(lang: Lang, children: &[Child]) -> Markup {
    html! {
        @if let [only] = children {
            input type="hidden" name="student" value=(only.student);
            p { (only.name) " · " (only.class_name) }
        } @else {
            fieldset {
                legend { (words::ask_child(lang)) }
                @for (index, child) in children.iter().enumerate() {
                    label.choice {
                        input type="radio" name="student" value=(child.student) required
                            checked[index == 0];
                        (child.name) " · " (child.class_name)
                    }
                }
            }
        }
    }
}

/// Says where the question went and until when an answer comes.
async fn sent_page(
    reader: &Reader,
    guest: &Guest,
    lesson: &OpenLesson,
    matter: MatterId,
) -> Result<HttpResponse, Fault> {
    let (keys, person) = (guest.app.keys.clone(), guest.actor.person);
    let today = guest.stamp.now.date();
    let read = move |conn: &mut Conn| feedback::of_person(conn, &keys, person, today);
    let own = guest.app.db.read(read).await?;
    let mut own = own.into_iter();
    let line = own.find(|line| line.matter == matter).ok_or(NOT_FOUND)?;
    let lang = reader.lang;
    let day = line.due_on.map(|due| time_words::date_near(lang, today, due));
    let body = html! {
        h1 { (words::asked(lang)) }
        section.card {
            p.bubble { (line.excerpt) }
            p {
                @match &day {
                    Some(day) => (unbroken(&words::asked_due(lang, day), day)),
                    None => (words::asked_soon(lang)),
                }
                " " (words::asked_where(lang))
            }
        }
        div.actions {
            a.btn href={ (Tab::Matters.href()) "/" (matter) } { (words::to_matters(lang)) }
            a.btn.sec href=(address(lesson.id)) { (words::back_to_lesson(lang)) }
        }
    };
    Ok(framed_own(&guest.app, reader, words::asked(lang), &body))
}
