//! 问问班主任: a question from a lesson, which becomes a matter of the child's class.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
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

use super::{
    SHEET,
    lesson::relation,
    signed_in::{Someone, Visit, address, lesson_of, own_page, see_other},
};
use crate::{
    courses::{self, OpenLesson},
    feedback::{self, Question},
    http::{
        fault::{Fault, NOT_FOUND},
        origin,
    },
    messages::{
        page::{self, Frame, Reader, framed, respond, unbroken},
        styles,
        tabs::Tab,
    },
    org::joining::Child,
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
    own_page(&req, async |visit, someone| {
        let lesson = open(&visit, lesson_of(&req)?).await?;
        let sent = req
            .query_string()
            .split('&')
            .find_map(|part| part.strip_prefix(SENT));
        let sent: Option<MatterId> = sent.and_then(|id| id.parse().ok());
        match sent {
            Some(matter) => sent_page(&req, &visit, &someone, &lesson, matter).await,
            None => form_page(&req, &visit, &someone, &lesson),
        }
    })
    .await
}

/// Takes the question.
pub async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    own_page(&req, async |visit, someone| {
        origin::check_form(&req, &visit.app.config)?;
        let lesson = open(&visit, lesson_of(&req)?).await?;
        let form: AskForm = page::form(payload).await?;
        let (keys, stamp) = (visit.app.keys.clone(), someone.stamp(&req, visit.now));
        let (person, matter, id) = (someone.person, form.id, lesson.id);
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
        visit.app.db.write(write).await?;
        Ok(see_other(&format!("{}/ask?{SENT}{matter}", address(id))))
    })
    .await
}

async fn open(visit: &Visit, lesson: LessonId) -> Result<OpenLesson, Fault> {
    let read = move |conn: &mut Conn| courses::open_lesson(conn, lesson);
    visit.app.db.read(read).await?.ok_or(NOT_FOUND)
}

fn form_page(
    req: &HttpRequest,
    visit: &Visit,
    someone: &Someone,
    lesson: &OpenLesson,
) -> Result<HttpResponse, Fault> {
    if someone.children.is_empty() {
        return Err(NOT_FOUND);
    }
    let reader = Reader::of(req, relation(Some(someone)));
    let body = form(reader.lang, lesson, &someone.children);
    Ok(draw(visit, &reader, words::ask_teacher(reader.lang), &body))
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
    req: &HttpRequest,
    visit: &Visit,
    someone: &Someone,
    lesson: &OpenLesson,
    matter: MatterId,
) -> Result<HttpResponse, Fault> {
    let (keys, person, today) = (visit.app.keys.clone(), someone.person, visit.now.date());
    let read = move |conn: &mut Conn| feedback::of_person(conn, &keys, person, today);
    let own = visit.app.db.read(read).await?;
    let line = own
        .into_iter()
        .find(|line| line.matter == matter)
        .ok_or(NOT_FOUND)?;
    let reader = Reader::of(req, relation(Some(someone)));
    let lang = reader.lang;
    let body = html! {
        h1 { (words::asked(lang)) }
        section.card {
            p { "“" (line.excerpt) "”" }
            p {
                @if let Some(due) = line.due_on {
                    @let day = time_words::date_near(lang, today, due);
                    (unbroken(&words::asked_due(lang, &day), &day))
                } @else {
                    (words::asked_soon(lang))
                }
                " " (words::asked_where(lang))
            }
        }
        div.actions {
            a.btn href={ (Tab::Matters.href()) "/" (matter) } { (words::to_matters(lang)) }
            a.btn.sec href=(address(lesson.id)) { (words::back_to_lesson(lang)) }
        }
    };
    Ok(draw(visit, &reader, words::asked(lang), &body))
}

fn draw(visit: &Visit, reader: &Reader, title: &str, body: &Markup) -> HttpResponse {
    let head = html! { link rel="stylesheet" href=(SHEET.address()); };
    let frame = Frame {
        tab: Some(Tab::Learning),
        styles: Some(styles::family()),
        script: None,
        head: Some(&head),
    };
    let whole = framed(&visit.app.config, reader, title, &frame, body);
    respond(StatusCode::OK, whole)
}
