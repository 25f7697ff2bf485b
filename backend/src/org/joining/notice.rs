//! The full notice: what is used of whom, why, how long, and how to take the consent back.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use maud::html;
use tongyu_shared::{api::endpoint::Method, org::joining::NOTICE_VERSION, text::joining as words};

use crate::{
    app::App,
    http::{fault::Fault, mount::Mounts},
    messages::{
        page::{self, Frame, Reader},
        styles,
    },
};

/// Where it is. Everyone may read it.
pub const PATH: &str = "/l/notice";
/// Its parts, as the keys of their headings and texts.
const PARTS: [&str; 7] = ["who", "what", "why", "seen", "long", RIGHTS, "children"];
/// The part that names the address for complaints, where the site has one at the foot of its pages.
const RIGHTS: &str = "rights";

/// Mounts the page.
pub fn mount(mounts: &mut Mounts) {
    mounts.route(PATH, Method::Get, web::get().to(show));
}

async fn show(req: HttpRequest) -> HttpResponse {
    match draw(&req) {
        Ok(answer) => answer,
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

fn draw(req: &HttpRequest) -> Result<HttpResponse, Fault> {
    let app = App::of(req)?;
    let reader = Reader::of(req, None);
    let lang = reader.lang;
    let part = |key: String| words::by_key(lang, &key).unwrap_or_default();
    let body = html! {
        h1 { (words::full_title(lang)) }
        p.muted { (words::full_version(lang, NOTICE_VERSION)) }
        div id="notice" {
            @for name in PARTS {
                section.card {
                    h2 { (part(format!("full_{name}"))) }
                    p { (part(format!("full_{name}_text"))) }
                    @if name == RIGHTS && !app.config.complaints.is_empty() {
                        p { (words::full_rights_contact(lang)) }
                    }
                }
            }
        }
        p.actions {
            button.btn.sec type="button" data-read-aloud="notice" hidden { (words::read_aloud(lang)) }
        }
        p.muted { (words::full_back(lang)) }
    };
    let frame = Frame {
        styles: Some(styles::family()),
        script: Some(styles::read_aloud()),
        ..Frame::default()
    };
    let whole = page::framed(&app.config, &reader, words::full_title(lang), &frame, &body);
    Ok(page::respond(StatusCode::OK, whole))
}
