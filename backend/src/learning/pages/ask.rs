//! 问问班主任: a question from a lesson, which becomes a matter of the child's class.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    Lang,
    feedback::question::{QuestionText, TEXT_MAX},
    ids::{LessonId, MatterId, PersonId, StudentId},
    text::learning as words,
    time::words as time_words,
    validate::{Errors, FieldError, Validate as _},
};

use super::{address, lesson_of, own::framed_own};
use crate::{
    courses::{self, OpenLesson},
    feedback::{self, OwnMatter, Question},
    http::fault::{Fault, NOT_FOUND},
    messages::{
        forms,
        page::{Reader, unbroken},
        tabs::Tab,
    },
    org::joining::{self, Child, Guest, Typed},
};

/// What the address holds after a question was sent: `?sent=<matter>`.
const SENT: &str = "sent=";

/// What the form sends. The id is made with the form, so that sending twice asks once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskForm {
    id: MatterId,
    /// For whom the form was drawn.
    by: Option<PersonId>,
    student: Option<StudentId>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    who: Who,
}

impl AskForm {
    /// As it is drawn first; an only child needs no choice, and of several the first is offered.
    fn fresh(guest: &Guest) -> Self {
        Self {
            id: MatterId::new(),
            by: Some(guest.actor.person),
            student: guest.children.first().map(|child| child.student),
            text: String::new(),
            who: Who::default(),
        }
    }

    /// The child, where nothing is to be corrected.
    fn checked(&self) -> Result<StudentId, Vec<FieldError>> {
        let mut errors = Errors::default();
        if self.student.is_none() {
            errors.add("student", "required", Vec::new());
        }
        QuestionText(self.text.trim()).validate(&mut errors);
        let found = errors.into_found();
        match self.student {
            Some(student) if found.is_empty() => Ok(student),
            _ => Err(found),
        }
    }
}

impl Typed for AskForm {
    fn typed_by(&self) -> Option<PersonId> {
        self.by.filter(|_| !self.text.trim().is_empty())
    }
}

/// Who may read the question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Who {
    #[default]
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
        if let Some(matter) = sent.and_then(|id| id.parse().ok()) {
            return sent_page(&reader, &guest, &lesson, matter).await;
        }
        let typed = joining::given_back::<AskForm>(&req, &guest);
        let kept = typed.is_some();
        let form = typed.unwrap_or_else(|| AskForm::fresh(&guest));
        form_page(&reader, &guest, &lesson, &Shown { form, kept }, &[])
    })
    .await
}

/// Takes the question.
pub async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    joining::take_typed(
        &req,
        payload,
        req.path(),
        async |guest: Guest, form: AskForm| {
            let lesson = open(&guest, lesson_of(&req)?).await?;
            let student = match form.checked() {
                Ok(student) => student,
                Err(errors) => {
                    let reader = Reader::of(&req, guest.relation());
                    let shown = Shown { form, kept: false };
                    return form_page(&reader, &guest, &lesson, &shown, &errors);
                }
            };
            guest.child(student)?;
            let (keys, stamp, person) = (guest.app.keys.clone(), guest.stamp, guest.actor.person);
            let (matter, id) = (form.id, lesson.id);
            let write = move |tx: &mut Tx<'_>| {
                let question = Question {
                    id: form.id,
                    student,
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
            Ok(joining::leads_to(&sent, joining::sent(&req, &guest.app)))
        },
    )
    .await
}

async fn open(guest: &Guest, lesson: LessonId) -> Result<OpenLesson, Fault> {
    let read = move |conn: &mut Conn| courses::open_lesson(conn, lesson);
    guest.app.db.read(read).await?.ok_or(NOT_FOUND)
}

/// The form as the page shows it.
struct Shown {
    form: AskForm,
    /// Whether it was typed before the session ended.
    kept: bool,
}

fn form_page(
    reader: &Reader,
    guest: &Guest,
    lesson: &OpenLesson,
    shown: &Shown,
    errors: &[FieldError],
) -> Result<HttpResponse, Fault> {
    if guest.children.is_empty() {
        return Err(NOT_FOUND);
    }
    let lang = reader.lang;
    let body = html! {
        h1 { (words::ask_teacher(lang)) }
        @if shown.kept { p.notice role="status" { (words::ask_kept(lang)) } }
        (forms::to_correct(lang, errors))
        (draw(lang, lesson, &guest.children, &shown.form))
    };
    let mut page = framed_own(&guest.app, reader, words::ask_teacher(lang), &body);
    if !errors.is_empty() {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

fn draw(lang: Lang, lesson: &OpenLesson, children: &[Child], form: &AskForm) -> Markup {
    html! {
        p.muted { (words::ask_about(lang, &lesson.title)) }
        form.card method="post" {
            input type="hidden" name="id" value=(form.id);
            input type="hidden" name="by" value=[form.by];
            (which_child(lang, children, form.student))
            label for="text" { (words::ask_text(lang)) }
            textarea id="text" name="text" required maxlength=(TEXT_MAX) aria-describedby="hint" {
                // HTML takes a first line break away.
                "\n" (form.text)
            }
            p.small id="hint" { (words::ask_hint(lang)) }
            fieldset {
                legend { (words::ask_who(lang)) }
                label.choice {
                    input type="radio" name="who" value="class" checked[form.who == Who::Class];
                    (words::ask_class_only(lang))
                }
                label.choice {
                    input type="radio" name="who" value="school" checked[form.who == Who::School];
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

fn which_child(lang: Lang, children: &[Child], chosen: Option<StudentId>) -> Markup {
    html! {
        @if let [only] = children {
            input type="hidden" name="student" value=(only.student);
            p { (only.name) " · " (only.class_name) }
        } @else {
            fieldset id="student" {
                legend { (words::ask_child(lang)) }
                @for child in children {
                    label.choice {
                        input type="radio" name="student" value=(child.student) required
                            checked[chosen == Some(child.student)];
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
    let asked_here = |line: &OwnMatter| {
        let about = line.asked.as_ref();
        line.matter == matter && about.is_some_and(|asked| asked.lesson == lesson.id)
    };
    let line = own.into_iter().find(asked_here).ok_or(NOT_FOUND)?;
    let lang = reader.lang;
    let day = line
        .due_on
        .map(|due| time_words::date_near(lang, today, due));
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
