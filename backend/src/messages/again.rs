//! A form that cannot be taken now: the page says why and holds all that was sent, to be sent again.
//! It needs no database, so that nobody loses a word while that is gone.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{BytesMut, Payload},
};
use maud::{Markup, html};
use serde::de::DeserializeOwned;
use tongyu_shared::{Lang, text::link as words};

use super::{
    forms,
    page::{self, Reader},
};
use crate::{
    app::App,
    http::{body, fault::Fault, trace::request_id},
};

/// A form of a page.
pub trait Written: DeserializeOwned {
    /// The fields in which one writes; all others are chosen, or none of the reader's business.
    const FIELDS: &'static [&'static str];
    /// The most bytes of it.
    const LIMIT: usize = forms::FORM_LIMIT;
}

/// A form as it was sent.
pub struct Sent(BytesMut);

impl Sent {
    /// What it says.
    pub fn form<F: Written>(&self) -> Result<F, Fault> {
        forms::parse(&self.0)
    }
}

/// Takes a form, and answers with a page, whatever comes of the work.
pub async fn take<F: Written>(
    req: &HttpRequest,
    payload: Payload,
    work: impl AsyncFnOnce(&App, &Sent) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    page::answer(req, async |app| {
        let sent = Sent(body::read(payload, F::LIMIT).await?);
        match work(app, &sent).await {
            Err(fault) if is_passing(&fault) => draw(app, req, &fault, &sent, F::FIELDS),
            done => done,
        }
    })
    .await
}

/// Whether the same may be taken later, or differently: a page that is hidden, a form that comes
/// from elsewhere and one that is none of ours are not shown again.
fn is_passing(fault: &Fault) -> bool {
    let status = fault.code().status();
    status >= 500 || [409, 412, 422, 429].contains(&status)
}

fn draw(
    app: &App,
    req: &HttpRequest,
    fault: &Fault,
    sent: &Sent,
    written: &[&str],
) -> Result<HttpResponse, Fault> {
    let reader = Reader::of(req, None);
    let (lang, code) = (reader.lang, fault.code());
    fault.log(request_id(req));
    let fields: Vec<(String, String)> = forms::parse(&sent.0)?;
    let body = html! {
        h1 { (code.title(lang)) }
        p role="alert" { (code.advice(lang)) }
        @if let Fault::Invalid(errors) = fault { (forms::to_correct(lang, errors)) }
        (form(lang, &fields, written))
        @if code.status() >= 500 { (page::reference(lang, req)) }
    };
    let page = page::layout(&app.config, &reader, code.title(lang), &body);
    let mut answer = fault.start(code);
    Ok(answer
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .body(page.into_string()))
}

/// What was written can be read, copied and changed; the rest goes with it.
fn form(lang: Lang, fields: &[(String, String)], written: &[&str]) -> Markup {
    let is_text = |name: &str, value: &str| written.contains(&name) && !value.trim().is_empty();
    html! {
        form.card method="post" {
            @for (name, value) in fields {
                @if is_text(name, value) {
                    label for=(name) { (words::again_written(lang)) }
                    textarea id=(name) name=(name) rows="6" {
                        // HTML takes a first line break away.
                        "\n" (value)
                    }
                } @else {
                    input type="hidden" name=(name) value=(value);
                }
            }
            p.muted { (words::again_hint(lang)) }
            p.actions { button.btn { (words::again(lang)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use tongyu_shared::api::problem::ProblemCode;

    use super::*;

    #[test]
    fn all_that_was_sent_goes_again_and_what_was_written_can_be_read() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = [
            field("id", "7"),
            field("also", "1"),
            field("also", "2"),
            field("text", "\n<怎么办>"),
            field("note", " "),
        ];
        let drawn = form(Lang::ZhCn, &fields, &["text", "note"]).into_string();
        for part in [
            "<input type=\"hidden\" name=\"id\" value=\"7\">",
            "name=\"also\" value=\"1\"",
            "name=\"also\" value=\"2\"",
            "name=\"text\" rows=\"6\">\n\n&lt;怎么办&gt;</textarea>",
            "<input type=\"hidden\" name=\"note\" value=\" \">",
        ] {
            assert!(drawn.contains(part), "{part}: {drawn}");
        }
    }

    #[test]
    fn nothing_is_shown_again_of_what_is_hidden_foreign_or_unreadable() {
        for (code, again) in [
            (ProblemCode::Unavailable, true),
            (ProblemCode::NoRulePack, true),
            (ProblemCode::Internal, true),
            (ProblemCode::NotInThisState, true),
            (ProblemCode::NotFound, false),
            (ProblemCode::ForeignOrigin, false),
            (ProblemCode::UnreadableBody, false),
            (ProblemCode::TooLarge, false),
        ] {
            assert_eq!(is_passing(&code.into()), again, "{code}");
        }
        assert!(is_passing(&Fault::TooMany(3)));
    }
}
