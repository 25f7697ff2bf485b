//! The frame of server-rendered pages: link pages and the sandbox. Plain HTML and one small style
//! sheet, so that they open at once in any phone's browser and in WeChat.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::Cookie,
    http::{StatusCode, Uri, header},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use tongyu_shared::{
    Lang,
    api::problem::ProblemCode,
    text::{link as words, ui},
    time::{Instant, words as time_words},
    visits::types::Relation,
};

use super::{
    choice::Choice,
    styles,
    tabs::{Tab, tabs},
};
use crate::{
    app::App,
    config::Config,
    http::{fault::Fault, input::Stamp, mount, trace::request_id},
};

/// What the address of a page holds in its query after an answer was taken.
const JUST_ANSWERED: &str = "ok";

/// Back to the page by GET, which says thank you, so that a reload sends nothing again.
pub fn taken(req: &HttpRequest) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, after_answer(req.uri())))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .finish()
}

/// Where an answer that was taken leads: the same page, marked so that it says thank you.
fn after_answer(uri: &Uri) -> String {
    let path = uri.path();
    match uri.query() {
        None | Some("") => format!("{path}?{JUST_ANSWERED}"),
        Some(query) if query.split('&').any(|part| part == JUST_ANSWERED) => {
            format!("{path}?{query}")
        }
        Some(query) => format!("{path}?{query}&{JUST_ANSWERED}"),
    }
}

/// How the page is to look for its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The reader's language.
    pub lang: Lang,
    /// Whether the page is set in large type.
    pub big: bool,
    /// What this phone keeps from now on, where the page begins something.
    kept_choice: Choice,
    /// Whether the address says that the reader has just answered.
    just_answered: bool,
    /// The query string that turns `big` round.
    turned: String,
    /// The query string as it is, without a language.
    kept: String,
}

impl Reader {
    /// Large type is for grandparents, unless the address (`?big=1`, `?big=0`) or this phone's
    /// choice says otherwise. The language follows the choice (`?lang=en`) and then the browser.
    pub fn of(req: &HttpRequest, relation: Option<Relation>) -> Self {
        let query = req.query_string();
        let chosen = Choice::of_phone(req).overruled_by(Choice::of_address(query));
        Self::new(mount::lang(req), query, chosen, relation)
    }

    fn new(lang: Lang, query: &str, chosen: Choice, relation: Option<Relation>) -> Self {
        let parts = || query.split('&').filter(|part| !part.is_empty());
        let grandparent = || relation.is_some_and(Relation::is_grandparent);
        let big = chosen.big.unwrap_or_else(grandparent);
        let mut turned: Vec<_> = parts().filter(|part| !part.starts_with("big=")).collect();
        turned.push(if big { "big=0" } else { "big=1" });
        Self {
            lang: chosen.lang.unwrap_or(lang),
            big,
            kept_choice: Choice {
                big: if big { Some(true) } else { chosen.big },
                lang: chosen.lang,
            },
            just_answered: parts().any(|part| part == JUST_ANSWERED),
            turned: format!("?{}", turned.join("&")),
            kept: parts()
                .filter(|part| !part.starts_with("lang="))
                .collect::<Vec<_>>()
                .join("&"),
        }
    }

    /// Cookies that keep this page's type size and language on this phone, where the next page cannot
    /// know them: before one is signed in, and after.
    pub fn cookies(&self) -> Vec<Cookie<'static>> {
        self.kept_choice.cookies()
    }

    /// The address of another page, in large type where this one is.
    pub fn onward(&self, path: &str) -> String {
        let join = if path.contains('?') { '&' } else { '?' };
        if self.big {
            format!("{path}{join}big=1")
        } else {
            path.to_owned()
        }
    }

    /// The query string of the same page in a language.
    fn in_language(&self, lang: Lang) -> String {
        let join = if self.kept.is_empty() { "" } else { "&" };
        format!("?{}{join}lang={lang}", self.kept)
    }
}

/// A whole page. `body` begins with the page's `h1`.
pub fn layout(config: &Config, reader: &Reader, title: &str, body: &Markup) -> Markup {
    framed(config, reader, title, &Frame::default(), body)
}

/// What a page has besides its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame<'a> {
    /// The tab it belongs to, where a guardian is signed in.
    pub tab: Option<Tab>,
    /// A style sheet of its own.
    pub styles: Option<&'a str>,
    /// A script of its own. The page must do its main work without it.
    pub script: Option<&'a str>,
    /// What else its head says.
    pub head: Option<&'a Markup>,
    /// Whether it speaks to people who use nothing here: its foot leaves out what users are promised.
    pub strangers: bool,
}

/// A whole page in a frame with tabs, or with a style sheet or script of its own.
pub fn framed(
    config: &Config,
    reader: &Reader,
    title: &str,
    frame: &Frame<'_>,
    body: &Markup,
) -> Markup {
    let lang = reader.lang;
    html! {
        (DOCTYPE)
        html lang=(lang) data-mode=[reader.big.then_some("care")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="robots" content="noindex";
                meta name="format-detection" content="telephone=no";
                title { (title) " · " (ui::product(lang)) }
                link rel="stylesheet" href=(styles::address());
                @if let Some(sheet) = frame.styles { link rel="stylesheet" href=(sheet); }
                @if let Some(script) = frame.script { script type="module" src=(script) {} }
                @if let Some(head) = frame.head { (head) }
            }
            body {
                header {
                    b { (ui::product(lang)) }
                    a href=(reader.turned) {
                        @if reader.big { (words::standard_type(lang)) } @else { (words::large_type(lang)) }
                    }
                }
                main { (body) }
                (footer(config, lang, frame.strangers))
                @if let Some(tab) = frame.tab { (tabs(lang, tab)) }
            }
        }
    }
}

/// The link to the same page in the other language, for readers whose browser speaks another.
pub fn other_language(reader: &Reader) -> Markup {
    html! {
        @for other in Lang::ALL.iter().filter(|other| **other != reader.lang) {
            a href=(reader.in_language(*other)) lang=(other) hreflang=(other) { (words::language(*other)) }
        }
    }
}

fn footer(config: &Config, lang: Lang, strangers: bool) -> Markup {
    html! {
        footer {
            @if !strangers { p { (ui::promise(lang)) } }
            @if !config.filing_number.is_empty() { p { (ui::filing(lang, &config.filing_number)) } }
            @if !config.complaints.is_empty() { p { (ui::complaints(lang, &config.complaints)) } }
        }
    }
}

/// The answer that carries a page. Nothing keeps it, and its address goes nowhere.
pub fn respond(status: StatusCode, page: Markup) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .body(page.into_string())
}

/// The page behind a link that is wrong, too old, taken back or someone else's. It never says
/// which.
pub fn gone_page(config: &Config, reader: &Reader) -> HttpResponse {
    let lang = reader.lang;
    let body = html! {
        h1 { (words::gone(lang)) }
        p { (words::gone_why(lang)) }
        p { (words::gone_what_to_do(lang)) }
    };
    let page = layout(config, reader, words::gone(lang), &body);
    respond(StatusCode::NOT_FOUND, page)
}

/// The notice on a link that was answered, above what is now read-only. The first answer is
/// thanked for; a second one, which comes with `status` 409, is told that the first counts.
pub fn answered_notice(reader: &Reader, status: StatusCode, answered_at: Instant) -> Markup {
    let lang = reader.lang;
    let day = time_words::date_short(lang, answered_at.date());
    let time = time_words::clock(answered_at);
    html! {
        p.notice role="status" {
            @if reader.just_answered && status == StatusCode::OK {
                (words::received(lang))
            } @else {
                (unbroken(&words::answered(lang, &day, time), &day))
            }
        }
    }
}

/// A sentence in which the words of a date stay on one line: "11月" ends no line.
pub fn unbroken(sentence: &str, date: &str) -> Markup {
    html! {
        @for (place, part) in sentence.split(date).enumerate() {
            @if place > 0 { span.date { (date) } }
            (part)
        }
    }
}

/// The page that tells a fault in words, for reads and for forms in which one writes nothing; those
/// in which one does are [`super::again`]'s.
pub fn refused(app: &App, req: &HttpRequest, fault: &Fault) -> HttpResponse {
    let reader = Reader::of(req, None);
    let (lang, code) = (reader.lang, fault.code());
    if code == ProblemCode::NotFound {
        return gone_page(&app.config, &reader);
    }
    fault.log(request_id(req));
    let body = html! {
        h1 { (code.title(lang)) }
        p { (code.advice(lang)) }
        @if let Fault::Invalid(errors) = fault {
            ul { @for error in errors { li { (error.message(lang)) } } }
        }
        p.actions { a.btn.sec href="" { (words::back_to_page(lang)) } }
        @if code.status() >= 500 { (reference(lang, req)) }
    };
    let page = layout(&app.config, &reader, code.title(lang), &body);
    let mut answer = fault.start(code);
    answer
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .body(page.into_string())
}

/// The number under which a fault of ours stands in the log.
pub fn reference(lang: Lang, req: &HttpRequest) -> Markup {
    html! { p.small { (ui::reference(lang, request_id(req))) } }
}

/// Answers with a page, whatever comes of the work.
pub async fn answer(
    req: &HttpRequest,
    work: impl AsyncFnOnce(&App) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    let app = match App::of(req) {
        Ok(app) => app,
        Err(fault) => {
            fault.log(request_id(req));
            return HttpResponse::InternalServerError().finish();
        }
    };
    match work(&app).await {
        Ok(answer) => answer,
        Err(fault) => refused(&app, req, &fault),
    }
}

/// When and in which request a link page is opened. No cookie is looked at: the token decides.
pub fn stamp(app: &App, req: &HttpRequest) -> Stamp {
    Stamp {
        now: app.clock.now(),
        request: Some(request_id(req)),
        account: None,
    }
}

/// Text of people with its line breaks.
pub fn paragraphs(text: &str) -> Markup {
    let lines = text.lines().map(|line| html! { (line) }.into_string());
    PreEscaped(lines.collect::<Vec<_>>().join("<br>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_type_is_for_grandparents_unless_the_address_says_otherwise() {
        let grandmother = Some(Relation::PaternalGrandmother);
        for (query, relation, big, turned) in [
            ("", None, false, "?big=1"),
            ("", Some(Relation::Mother), false, "?big=1"),
            ("", grandmother, true, "?big=0"),
            ("big=0", grandmother, false, "?big=1"),
            ("big=1", None, true, "?big=0"),
            ("a=b&big=1&c=d", None, true, "?a=b&c=d&big=0"),
        ] {
            let reader = Reader::new(Lang::ZhCn, query, Choice::of_address(query), relation);
            assert_eq!(
                (reader.big, reader.turned.as_str()),
                (big, turned),
                "{query}"
            );
        }
    }

    #[test]
    fn an_answer_leads_back_to_the_page_with_one_mark() {
        for (from, to) in [
            ("/l/v/x", "/l/v/x?ok"),
            ("/l/v/x?", "/l/v/x?ok"),
            ("/l/v/x?big=1", "/l/v/x?big=1&ok"),
            ("/l/v/x?ok&big=0", "/l/v/x?ok&big=0"),
        ] {
            assert_eq!(after_answer(&Uri::from_static(from)), to);
        }
    }

    #[test]
    fn thanks_are_for_the_first_answer_alone() {
        let at = "2026-11-28T12:09:00+08:00".parse().expect("an instant");
        for (query, status, thanked) in [
            ("ok", StatusCode::OK, true),
            ("big=1&ok", StatusCode::OK, true),
            ("", StatusCode::OK, false),
            ("ok", StatusCode::CONFLICT, false),
        ] {
            let reader = Reader::new(Lang::ZhCn, query, Choice::default(), None);
            let notice = answered_notice(&reader, status, at).into_string();
            assert_eq!(
                notice.contains(words::received(Lang::ZhCn)),
                thanked,
                "{notice}"
            );
        }
    }

    #[test]
    fn a_date_in_a_sentence_stays_on_one_line_and_is_still_escaped() {
        let shown = unbroken("<11月28日>", "11月28日").into_string();
        assert_eq!(shown, "&lt;<span class=\"date\">11月28日</span>&gt;");
        assert_eq!(unbroken("今天", "11月28日").into_string(), "今天");
    }

    #[test]
    fn a_page_has_no_script_and_its_frame_is_small() {
        for &lang in Lang::ALL {
            let reader = Reader::new(lang, "", Choice::default(), None);
            let page =
                layout(&Config::default(), &reader, "<b>", &html! { h1 { "x" } }).into_string();
            assert!(
                !page.contains("<script") && !page.contains("<b> ·"),
                "{page}"
            );
            assert!(page.len() < 2_000, "{}", page.len());
        }
    }

    #[test]
    fn text_of_people_is_never_markup() {
        let shown = paragraphs("a\n<script>alert(1)</script>").into_string();
        assert_eq!(shown, "a<br>&lt;script&gt;alert(1)&lt;/script&gt;");
    }
}
