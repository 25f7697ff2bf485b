//! 问问班主任: a question from a lesson, which becomes a matter of the child's class. Where the class
//! has no head teacher today the school alone can be asked.

use std::collections::HashSet;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    Lang,
    api::problem::ProblemCode,
    feedback::question::{QuestionText, TEXT_MAX},
    ids::{LessonId, MatterId, NodeId, PersonId, StudentId},
    text::learning as words,
    time::words as time_words,
    validate::{Errors, FieldError, Validate as _},
};

use super::{address, lesson_of, own::framed_own};
use crate::{
    courses::{self, OpenLesson},
    feedback::{self, OwnMatter, Question, Waits},
    http::fault::{Fault, NOT_FOUND},
    messages::{
        again::Written,
        forms,
        page::{Reader, unbroken},
        tabs::Tab,
    },
    org::{
        self,
        joining::{self, Child, Guest, Typed},
    },
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
    fn fresh(guest: &Guest, place: &Place) -> Self {
        let first = guest.children.first();
        Self {
            id: MatterId::new(),
            by: Some(guest.actor.person),
            student: first.map(|child| child.student),
            text: String::new(),
            who: if first.is_some_and(|child| place.leads(child)) {
                Who::Class
            } else {
                Who::School
            },
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

impl Written for AskForm {
    const FIELDS: &'static [&'static str] = &["text"];
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
        let place = open(&guest, lesson_of(&req)?).await?;
        let parts = req.query_string().split('&');
        let sent = parts.into_iter().find_map(|part| part.strip_prefix(SENT));
        let reader = Reader::of(&req, guest.relation());
        if let Some(matter) = sent.and_then(|id| id.parse().ok()) {
            return sent_page(&reader, &guest, &place.lesson, matter).await;
        }
        let typed = joining::given_back::<AskForm>(&req, &guest);
        let why = typed.is_some().then_some(Why::Kept);
        let form = typed.unwrap_or_else(|| AskForm::fresh(&guest, &place));
        form_page(&reader, &guest, &place, &Shown { form, why }, &[])
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
            let place = open(&guest, lesson_of(&req)?).await?;
            match ask(&guest, &place.lesson, form.clone()).await {
                Ok(()) => {
                    let sent = format!("{}/ask?{SENT}{}", address(place.lesson.id), form.id);
                    Ok(joining::leads_to(&sent, joining::sent(&req, &guest.app)))
                }
                Err(Fault::Invalid(errors)) => {
                    let reader = Reader::of(&req, guest.relation());
                    let shown = Shown { form, why: None };
                    form_page(&reader, &guest, &place, &shown, &errors)
                }
                Err(fault) if fault.code() == ProblemCode::DiffersFromFirst => {
                    let reader = Reader::of(&req, guest.relation());
                    let form = AskForm {
                        id: MatterId::new(),
                        ..form
                    };
                    let why = Some(Why::Differs);
                    form_page(&reader, &guest, &place, &Shown { form, why }, &[])
                }
                Err(fault) => Err(fault),
            }
        },
    )
    .await
}

async fn ask(guest: &Guest, lesson: &OpenLesson, form: AskForm) -> Result<(), Fault> {
    let student = form.checked().map_err(Fault::Invalid)?;
    guest.child(student)?;
    let (keys, stamp, person) = (guest.app.keys.clone(), guest.stamp, guest.actor.person);
    let (lesson, title) = (lesson.id, lesson.title.clone());
    let write = move |tx: &mut Tx<'_>| {
        let question = Question {
            id: form.id,
            student,
            person,
            lesson,
            lesson_title: title.clone(),
            text: &form.text,
            class_only: form.who == Who::Class,
        };
        feedback::ask(tx, &keys, &question, &stamp)
    };
    guest.app.db.write(write).await
}

/// What is asked about, and who can be told.
struct Place {
    lesson: OpenLesson,
    /// The classes of her children that have a head teacher today.
    led: HashSet<NodeId>,
}

impl Place {
    fn leads(&self, child: &Child) -> bool {
        self.led.contains(&child.class)
    }
}

async fn open(guest: &Guest, lesson: LessonId) -> Result<Place, Fault> {
    let classes: Vec<_> = guest.children.iter().map(|child| child.class).collect();
    let today = guest.stamp.now.date();
    let read = move |conn: &mut Conn| {
        Ok(Place {
            lesson: courses::open_lesson(conn, lesson)?.ok_or(NOT_FOUND)?,
            led: org::led(conn, &classes, today)?,
        })
    };
    guest.app.db.read(read).await
}

/// The form as the page shows it.
struct Shown {
    form: AskForm,
    /// Why something stands in it.
    why: Option<Why>,
}

/// Why something stands in the form already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// It was typed before the session ended.
    Kept,
    /// Another question came from the same form before; this one has not been sent.
    Differs,
}

fn form_page(
    reader: &Reader,
    guest: &Guest,
    place: &Place,
    shown: &Shown,
    errors: &[FieldError],
) -> Result<HttpResponse, Fault> {
    if guest.children.is_empty() {
        return Err(NOT_FOUND);
    }
    let lang = reader.lang;
    let body = html! {
        h1 { (words::ask_teacher(lang)) }
        @match shown.why {
            Some(Why::Kept) => p.notice role="status" { (words::ask_kept(lang)) },
            Some(Why::Differs) => p.notice.bad role="alert" { (words::ask_differs(lang)) },
            None => {}
        }
        (forms::to_correct(lang, errors))
        (draw(lang, place, &guest.children, &shown.form))
    };
    let mut page = framed_own(&guest.app, reader, words::ask_teacher(lang), &body);
    if !errors.is_empty() || shown.why == Some(Why::Differs) {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

fn draw(lang: Lang, place: &Place, children: &[Child], form: &AskForm) -> Markup {
    let lesson = &place.lesson;
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
            (who_reads(lang, place, children, form.who))
            div.actions {
                button.btn { (words::ask_send(lang)) }
                a.btn.sec href=(address(lesson.id)) { (words::back_to_lesson(lang)) }
            }
        }
    }
}

/// 只告诉班主任 is offered where someone would read it.
fn who_reads(lang: Lang, place: &Place, children: &[Child], chosen: Who) -> Markup {
    html! {
        fieldset id="who" {
            legend { (words::ask_who(lang)) }
            @for child in children.iter().filter(|child| !place.leads(child)) {
                p { (words::ask_no_head(lang, &child.class_name)) }
            }
            @if children.iter().any(|child| place.leads(child)) {
                label.choice {
                    input type="radio" name="who" value="class" checked[chosen == Who::Class];
                    (words::ask_class_only(lang))
                }
            }
            label.choice {
                input type="radio" name="who" value="school" checked[chosen == Who::School] required;
                (words::ask_school(lang))
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
    let with_school = !matches!(line.waits, None | Some(Waits::Class));
    let (title, soon) = if with_school {
        (words::asked_school(lang), words::asked_school_soon(lang))
    } else {
        (words::asked(lang), words::asked_soon(lang))
    };
    let body = html! {
        h1 { (title) }
        section.card {
            p.bubble { (line.excerpt) }
            p {
                @match &day {
                    Some(day) => (unbroken(&words::asked_due(lang, day), day)),
                    None => (soon),
                }
                " " (words::asked_where(lang))
            }
        }
        div.actions {
            a.btn href={ (Tab::Matters.href()) "/" (matter) } { (words::to_matters(lang)) }
            a.btn.sec href=(address(lesson.id)) { (words::back_to_lesson(lang)) }
        }
    };
    Ok(framed_own(&guest.app, reader, title, &body))
}
