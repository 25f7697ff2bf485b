//! The family's page behind the link: what was recorded of its visit, and one tap for its word.
//! Shows the family's own part alone: no circumstances, no address, no other family's child.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use maud::{Markup, html};
use serde::Deserialize;
use tongyu_shared::{
    Lang,
    api::endpoint::Method,
    messages::LinkPurpose,
    names::mask_name,
    text::visits as words,
    time::words as time_words,
    visits::{types::ConfirmAnswer, words as visit_words},
};

use super::service::confirm::{self, ConfirmPage, NOTE_MAX};
use crate::{
    app::App,
    http::{fault::Fault, mount::Mounts},
    messages::{
        again::Written,
        answering,
        forms::{self, Field, Refused},
        links::{self, Link},
        page::{self, Reader},
    },
};

/// Mounts the page and its form.
pub fn mount(mounts: &mut Mounts) {
    let path = links::route(LinkPurpose::VisitConfirm);
    mounts.route(path, Method::Get, web::get().to(show)).route(
        path,
        Method::Post,
        web::post().to(answer),
    );
}

/// What the form sends.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerForm {
    answer: ConfirmAnswer,
    #[serde(default)]
    note: String,
}

impl Written for AnswerForm {
    const FIELDS: &'static [&'static str] = &["note"];
}

async fn show(req: HttpRequest) -> HttpResponse {
    let purpose = LinkPurpose::VisitConfirm;
    answering::show(&req, purpose, async |app, link, status| {
        draw(app, &req, link, status, None).await
    })
    .await
}

async fn answer(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    answering::take(
        &req,
        LinkPurpose::VisitConfirm,
        payload,
        async |app, link, form: AnswerForm| store(app, &req, link, form).await,
        async |app, link, status, refused| draw(app, &req, link, status, refused.as_ref()).await,
    )
    .await
}

async fn store(app: &App, req: &HttpRequest, link: Link, form: AnswerForm) -> Result<(), Fault> {
    let (keys, stamp) = (app.keys.clone(), page::stamp(app, req));
    app.db
        .write(move |tx| confirm::answer(tx, &keys, &link, form.answer, &form.note, &stamp))
        .await
}

async fn draw(
    app: &App,
    req: &HttpRequest,
    link: Link,
    status: StatusCode,
    refused: Option<&Refused<AnswerForm>>,
) -> Result<HttpResponse, Fault> {
    let (keys, now) = (app.keys.clone(), app.clock.now());
    let contents = app
        .db
        .read(move |conn| confirm::page(conn, &keys, &link, now))
        .await?;
    let reader = Reader::of(req, contents.relation);
    let lang = reader.lang;
    let visited = contents.visit.started_at.date();
    let day = time_words::relative_day(lang, now.date(), visited);
    let title = title(lang, &contents, &day);
    let body = html! {
        h1 { (page::unbroken(&title, &day)) }
        @if let Some((_, _, at)) = &contents.answered {
            (page::answered_notice(&reader, status, *at))
        }
        @if let Some(refused) = refused { (forms::to_correct(lang, &refused.errors)) }
        (facts(lang, &contents))
        (said(lang, &contents))
        @match &contents.answered {
            Some((answer, note, _)) => (given(lang, *answer, note)),
            None => (form(lang, refused)),
        }
    };
    let whole = page::layout(&app.config, &reader, &title, &body);
    Ok(page::respond(status, whole))
}

fn title(lang: Lang, contents: &ConfirmPage, day: &str) -> String {
    match contents.matters.len() {
        0 => words::confirm_title_nothing(lang).to_owned(),
        count => words::confirm_title(lang, day, count),
    }
}

fn facts(lang: Lang, contents: &ConfirmPage) -> Markup {
    let visit = &contents.visit;
    // Links are passed on: the page names no child in full.
    let children: Vec<String> = std::iter::once(&contents.child)
        .chain(&contents.siblings)
        .map(|name| mask_name(name))
        .collect();
    let day = time_words::date_long(lang, visit.started_at.date());
    let clock = time_words::clock(visit.started_at);
    html! {
        dl.facts.card {
            dt { (words::confirm_child(lang)) } dd { (children.join(words::list_comma(lang))) }
            dt { (words::confirm_when(lang)) } dd {
                @for part in day.split(' ') { span.date { (part) } " " }
                (clock)
            }
            dt { (words::confirm_how(lang)) } dd { (visit_words::mode(lang, visit.mode)) }
            dt { (words::confirm_teacher(lang)) }
            dd { (visit.author_name) " · " (visit.school_name) " " (visit.class_name) }
            @if !contents.agreed_measure.is_empty() {
                dt { (words::agreed_measure(lang)) } dd { (page::paragraphs(&contents.agreed_measure)) }
            }
        }
    }
}

/// What this person said, in the own words.
fn said(lang: Lang, contents: &ConfirmPage) -> Markup {
    html! {
        @if !contents.matters.is_empty() {
            section.card {
                h2 { (words::confirm_said(lang)) }
                ul {
                    @for matter in &contents.matters {
                        li {
                            p {
                                span.muted { (visit_words::brought_back(lang, matter.kind)) }
                                br;
                                (page::paragraphs(&matter.text))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn form(lang: Lang, refused: Option<&Refused<AnswerForm>>) -> Markup {
    let errors = refused.map_or(&[][..], |refused| &refused.errors);
    let note = Field::of(lang, "note", errors);
    html! {
        form.card method="post" {
            h2 { (words::confirm_question(lang)) }
            p { (words::confirm_once(lang)) }
            div.actions {
                (button(lang, ConfirmAnswer::Met, true))
                (button(lang, ConfirmAnswer::NotCome, false))
            }
        }
        form.card method="post" {
            label for="note" { (words::confirm_note(lang)) }
            (note.wrong())
            textarea id="note" name="note" required maxlength=(NOTE_MAX)
                aria-invalid=[note.invalid()] aria-describedby=[note.described()] {
                // HTML takes a first line break away.
                "\n" @if let Some(refused) = refused { (refused.form.note) }
            }
            div.actions { (button(lang, ConfirmAnswer::NeedsChange, false)) }
        }
    }
}

fn button(lang: Lang, answer: ConfirmAnswer, first: bool) -> Markup {
    html! {
        button.btn.sec[!first] name="answer" value=(answer) { (visit_words::answer(lang, answer)) }
    }
}

fn given(lang: Lang, answer: ConfirmAnswer, note: &str) -> Markup {
    let follows = match answer {
        ConfirmAnswer::Met => words::confirm_met_follows(lang),
        ConfirmAnswer::NotCome => words::confirm_not_come_follows(lang),
        ConfirmAnswer::NeedsChange => words::confirm_needs_change_follows(lang),
    };
    html! {
        section.card {
            h2 { (words::confirm_your_answer(lang)) }
            p { b { (visit_words::answer(lang, answer)) } }
            @if !note.is_empty() { p { (page::paragraphs(note)) } }
            p { (follows) }
        }
    }
}
