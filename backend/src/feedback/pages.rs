//! The page of a matter for who raised it: what the family said, its way, the answer, and one tap on
//! whether it is solved. Plain HTML; opening it changes nothing. The same contents stand behind the
//! link of an answer and on a signed-in guardian's page.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use tongyu_shared::{
    Lang,
    feedback::{
        types::{Rating, TimelineKind},
        words::{rating, unit},
    },
    ids::{MatterId, PersonId},
    org::calendar::Limit,
    text::{feedback as words, matter_pages::rated_by_proxy},
    time::words as time_words,
    validate::{Errors, FieldError},
};

use super::{
    family::{self, Line, NOTE_MAX, Then, View, Waits, Word},
    own::OwnWord,
};
use crate::{
    app::App,
    http::fault::Fault,
    messages::{
        LinkPurpose,
        again::Written,
        answering,
        forms::{self, Field, Refused},
        links::Link,
        page::{self, Reader},
    },
    org::joining::Typed,
};

/// What the form of [`contents`] sends.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordForm {
    rating: Option<Rating>,
    #[serde(default)]
    note: String,
    cycle: Option<i32>,
    /// For whom the page was drawn, where someone is signed in.
    by: Option<PersonId>,
}

impl Written for WordForm {
    const FIELDS: &'static [&'static str] = &["note"];
}

impl Typed for WordForm {
    fn typed_by(&self) -> Option<PersonId> {
        self.by.filter(|_| !self.note.trim().is_empty())
    }
}

/// What stands in the form of [`contents`] already.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filled<'a> {
    /// Who is signed in.
    pub by: Option<PersonId>,
    /// What was typed.
    pub form: Option<&'a WordForm>,
    /// What is to be corrected of it.
    pub errors: &'a [FieldError],
}

impl<'a> Filled<'a> {
    fn refused(refused: Option<&'a Refused<WordForm>>) -> Self {
        Self {
            by: None,
            form: refused.map(|refused| &refused.form),
            errors: refused.map_or(&[], |refused| &refused.errors),
        }
    }

    fn note(&self) -> &'a str {
        self.form.map_or("", |form| &form.note)
    }
}

impl WordForm {
    /// The tap and the sentence beside it. 422 without a choice and for too long a sentence.
    pub fn word(&self) -> Result<(Rating, &str), Fault> {
        let note = self.note.trim();
        let mut errors = Errors::default();
        errors.max_chars("note", note, NOTE_MAX);
        if self.rating.is_none() {
            errors.add("rating", "choose_one", Vec::new());
        }
        let found = errors.into_found();
        match self.rating {
            Some(rating) if found.is_empty() => Ok((rating, note)),
            _ => Err(Fault::Invalid(found)),
        }
    }

    /// The word of a signed-in guardian on the answer that the form was about.
    pub fn own_word(&self, matter: MatterId) -> Result<OwnWord<'_>, Fault> {
        let (rating, note) = self.word()?;
        let cycle = self.cycle.unwrap_or(1);
        Ok(OwnWord {
            matter,
            cycle,
            rating,
            note,
        })
    }
}

/// Shows the page.
pub async fn show(req: HttpRequest) -> HttpResponse {
    let purpose = LinkPurpose::MatterAnswer;
    answering::show(&req, purpose, async |app, link, status| {
        draw(app, &req, link, status, None).await
    })
    .await
}

/// Takes the family's word.
pub async fn answer(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    answering::take(
        &req,
        LinkPurpose::MatterAnswer,
        payload,
        async |app, link, form: WordForm| rate(app, &req, link, form).await,
        async |app, link, status, refused| draw(app, &req, link, status, refused.as_ref()).await,
    )
    .await
}

async fn rate(app: &App, req: &HttpRequest, link: Link, form: WordForm) -> Result<(), Fault> {
    form.word()?;
    let (keys, stamp) = (app.keys.clone(), page::stamp(app, req));
    app.db
        .write(move |tx| {
            let (rating, note) = form.word()?;
            family::rate(tx, &keys, &link, rating, note, &stamp)
        })
        .await
}

async fn draw(
    app: &App,
    req: &HttpRequest,
    link: Link,
    status: StatusCode,
    refused: Option<&Refused<WordForm>>,
) -> Result<HttpResponse, Fault> {
    let (keys, now, used_at) = (app.keys.clone(), app.clock.now(), link.used_at);
    let view = app
        .db
        .read(move |conn| family::view(conn, &keys, &link, now))
        .await?;
    let reader = Reader::of(req, Some(view.relation));
    let lang = reader.lang;
    let body = html! {
        h1 { (title(lang, &view)) }
        @if let Some(used_at) = used_at { (page::answered_notice(&reader, status, used_at)) }
        (contents(lang, &view, &Filled::refused(refused)))
    };
    let whole = page::layout(&app.config, &reader, words::page_title(lang), &body);
    Ok(page::respond(status, whole))
}

/// All but the heading: what was said, its way, and the question or the word that was given.
pub fn contents(lang: Lang, view: &View, filled: &Filled<'_>) -> Markup {
    html! {
        (forms::to_correct(lang, filled.errors))
        p.muted { (words::page_about(lang, &view.child, &view.school)) }
        (said(lang, view))
        (way(lang, view))
        @if view.may_answer { (question(lang, view, filled)) }
        @if let Some(word) = &view.word { (their_word(lang, word)) }
        @if !view.may_answer && view.word.is_none() && view.waits.is_none() {
            p.notice role="status" { (words::page_closed(lang)) }
        }
    }
}

fn title(lang: Lang, view: &View) -> Markup {
    let day = time_words::date_short(lang, view.said_at.date());
    page::unbroken(&words::page_answered(lang, &day), &day)
}

fn said(lang: Lang, view: &View) -> Markup {
    html! {
        section.card {
            h2 { (words::page_you_said(lang)) }
            p { (page::paragraphs(&view.said)) }
            @if let Some(about) = &view.asked {
                p.muted {
                    a href=(["/w/", &about.lesson.to_string()].concat()) {
                        (words::page_about_lesson(lang, &about.title))
                    }
                    @if about.class_only { " · " (words::page_only_class(lang)) }
                }
            }
            p.muted {
                time datetime=(view.said_at.date()) {
                    (time_words::date_short(lang, view.said_at.date()))
                }
            }
        }
    }
}

fn way(lang: Lang, view: &View) -> Markup {
    html! {
        section.card {
            h2 { (words::page_way(lang)) }
            ol {
                @for line in &view.way {
                    li {
                        p {
                            time.muted datetime=(line.at.date()) {
                                (time_words::date_short(lang, line.at.date()))
                            }
                            " " (what(lang, line))
                        }
                        @if let Some(text) = &line.text { p.bubble { (page::paragraphs(text)) } }
                    }
                }
                @if let Some(waits) = &view.waits { li { p { b { (waits_for(lang, waits)) } } } }
                @if view.may_answer { li { p { b { (words::page_waits_for_you(lang)) } } } }
            }
        }
    }
}

/// Who owes the family an answer, in words.
fn waits_for(lang: Lang, waits: &Waits) -> String {
    match waits {
        Waits::Class => words::page_waits_for(lang, words::class_unit(lang)),
        Waits::NextHead => words::page_waits_for_next_head(lang).to_owned(),
        Waits::Office(office) => words::page_waits_for(lang, office),
        Waits::School => words::page_waits_for_school(lang).to_owned(),
    }
}

/// A line of the way in words.
fn what(lang: Lang, line: &Line) -> String {
    let by = line.by.as_deref().unwrap_or_default();
    let office = unit(lang, line.with_class, line.office.as_deref()).unwrap_or_default();
    match line.kind {
        TimelineKind::Captured => words::page_captured(lang, by),
        TimelineKind::Asked => words::page_asked(lang).to_owned(),
        TimelineKind::Assigned => words::page_assigned(lang, office),
        TimelineKind::Accepted => words::page_accepted(lang, office, by),
        TimelineKind::Answered => words::page_answered_by(lang, office, by),
        TimelineKind::Rated => {
            let said = line.rating.map_or("", |r| rating(lang, r));
            match &line.by {
                Some(teacher) => rated_by_proxy(lang, said, teacher),
                None => words::page_rated(lang, said),
            }
        }
        kind => words::by_key(lang, &format!("timeline_{kind}"))
            .unwrap_or_default()
            .to_owned(),
    }
}

/// The sentence comes first: a tap on the answer sends both.
fn question(lang: Lang, view: &View, filled: &Filled<'_>) -> Markup {
    let field = |name: &'static str| Field::of(lang, name, filled.errors);
    let (note, rating_field) = (field("note"), field("rating"));
    html! {
        form.card method="post" {
            h2 { (words::page_question(lang)) }
            input type="hidden" name="cycle" value=(view.cycle);
            @if let Some(by) = filled.by { input type="hidden" name="by" value=(by); }
            label for="note" { (words::page_note(lang)) }
            (note.wrong())
            textarea id="note" name="note" maxlength=(NOTE_MAX) rows="2"
                aria-invalid=[note.invalid()] aria-describedby=[note.described()] {
                // HTML takes a first line break away.
                "\n" (filled.note())
            }
            (rating_field.wrong())
            p.actions id="rating" {
                @for choice in Rating::choices(view.asked.is_some()) {
                    // All look alike: the page leans to none of them.
                    button.btn.sec name="rating" value=(choice) { (rating(lang, *choice)) }
                }
            }
            p.muted { (promise(lang, view.next_answer)) }
            p.muted { (words::page_not_told(lang)) }
        }
    }
}

/// What follows from "not solved".
fn promise(lang: Lang, next: Option<Limit>) -> String {
    match next {
        Some(Limit::WorkingDays(days)) => words::page_again_days(lang, days),
        Some(Limit::WorkingHours(hours)) => words::page_again_working_hours(lang, hours),
        Some(Limit::Hours(hours)) => words::page_again_hours(lang, hours),
        None => words::page_last(lang).to_owned(),
    }
}

fn their_word(lang: Lang, word: &Word) -> Markup {
    let then = match word.then {
        Then::Over => html! { (words::then_over(lang)) },
        Then::LookedInto => html! { (words::then_looked_into(lang)) },
        Then::AnsweredAgain(Some(day)) => {
            let day = time_words::date_short(lang, day);
            page::unbroken(&words::then_again_by(lang, &day), &day)
        }
        Then::AnsweredAgain(None) => html! { (words::then_again(lang)) },
    };
    html! {
        section.card {
            h2 { (words::page_your_word(lang)) }
            p { b { (rating(lang, word.rating)) } }
            @if let Some(note) = &word.note { p { (page::paragraphs(note)) } }
            p { (then) }
        }
    }
}
