//! The reader of the API's document at `/api/docs`: pages made from the declarations, without
//! script, and served from the binary (docs/decisions/0003).

mod endpoints;
mod problems;
mod schemas;

use std::sync::LazyLock;

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderValue},
    web,
};
use maud::{DOCTYPE, Markup, html};

const STYLES: &str = include_str!("docs.css");
const STYLES_PATH: &str = "/api/docs/docs.css";

/// The endpoints, and the definitions that they name.
static DECLARED: LazyLock<[String; 2]> = LazyLock::new(|| {
    let (endpoints, definitions) = endpoints::pages();
    [endpoints.into_string(), definitions.into_string()]
});
static PROBLEMS: LazyLock<String> = LazyLock::new(|| problems::page().into_string());

/// Adds the pages and their style sheet.
pub fn mount(cfg: &mut web::ServiceConfig) {
    let html = "text/html; charset=utf-8";
    cfg.service(web::resource("/api/docs").get(async move || answer(html, endpoints())));
    cfg.service(web::resource(schemas::PATH).get(async move || answer(html, definitions())));
    cfg.service(web::resource("/api/docs/problems").get(async move || answer(html, &PROBLEMS)));
    cfg.service(web::resource(STYLES_PATH).get(async || answer("text/css; charset=utf-8", STYLES)));
}

fn endpoints() -> &'static str {
    let [endpoints, _] = &*DECLARED;
    endpoints
}

fn definitions() -> &'static str {
    let [_, definitions] = &*DECLARED;
    definitions
}

/// The pages change with the binary only.
fn answer(kind: &'static str, text: &'static str) -> HttpResponse {
    let cache = HeaderValue::from_static("public, max-age=300");
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CACHE_CONTROL, cache))
        .body(text)
}

/// A whole page.
fn layout(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (title) " · 同育 Tongyu" }
                link rel="stylesheet" href=(STYLES_PATH);
            }
            body {
                header {
                    b { "同育 Tongyu API " (env!("CARGO_PKG_VERSION")) }
                    nav {
                        a href="/api/docs" { "接口 Endpoints" }
                        a href=(schemas::PATH) { "数据结构 Schemas" }
                        a href="/api/docs/problems" { "问题代码 Problems" }
                        a href="/api/v1/openapi.json" { "OpenAPI 3.1" }
                    }
                }
                main { h1 { (title) } (body) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tongyu_shared::{Lang, api::problem::ProblemCode};

    use super::*;
    use crate::openapi;

    /// What a browser would load, and where links lead.
    fn addresses(page: &str) -> Vec<&str> {
        ["href=\"", "src=\"", "action=\""]
            .iter()
            .flat_map(|mark| page.split(mark).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect()
    }

    #[test]
    fn the_pages_are_small_and_load_nothing_from_elsewhere_and_run_nothing() {
        for page in [endpoints(), definitions(), &*PROBLEMS] {
            assert!(page.len() <= 200 * 1024, "{} bytes", page.len());
            assert!(!page.contains("<script") && !page.contains("style=\""));
            for address in addresses(page) {
                assert!(
                    address.starts_with(['#', '/']) && !address.starts_with("//"),
                    "{address}"
                );
            }
        }
        assert!(!STYLES.contains("url(") && !STYLES.contains("@import"));
    }

    #[test]
    fn every_endpoint_is_listed_under_its_room_with_its_address() {
        for (room, declared) in openapi::ROOMS {
            assert!(
                endpoints().contains(&format!("id=\"room-{room}\"")),
                "{room}"
            );
            for declaration in *declared {
                let id = format!("id=\"{}\"", declaration.name);
                assert!(endpoints().contains(&id), "{}", declaration.name);
                assert!(
                    endpoints().contains(declaration.path),
                    "{}",
                    declaration.path
                );
            }
        }
    }

    #[test]
    fn every_link_within_a_page_has_its_target() {
        for page in [endpoints(), definitions(), &*PROBLEMS] {
            for target in addresses(page)
                .iter()
                .filter_map(|address| address.strip_prefix('#'))
            {
                assert!(page.contains(&format!("id=\"{target}\"")), "{target}");
            }
            for target in addresses(page)
                .iter()
                .filter_map(|address| address.strip_prefix(schemas::PATH)?.strip_prefix('#'))
            {
                let id = format!("id=\"{target}\"");
                assert!(definitions().contains(&id), "{target}");
            }
        }
    }

    #[test]
    fn every_problem_is_explained_in_both_languages_where_answers_say_it_is() {
        for &code in ProblemCode::ALL {
            assert!(PROBLEMS.contains(&format!("id=\"{code}\"")), "{code}");
            for &lang in Lang::ALL {
                let title = html! { (code.title(lang)) }.into_string();
                assert!(PROBLEMS.contains(&title), "{code} {lang}");
            }
        }
    }
}
