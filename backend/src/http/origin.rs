//! Defence against requests that another site makes a browser send: a change must come from our
//! own pages and carry a header that no form can set.

use actix_web::{
    HttpRequest,
    http::{Method, header},
};
use tongyu_shared::api::problem::ProblemCode;

use super::fault::Fault;
use crate::config::Config;

/// The header that the app sends with every request.
pub const APP_HEADER: &str = "x-tongyu";

/// Refuses a change that does not come from our own pages. The demo answers to any name that the
/// machine has in its network, where browsers send no `Sec-Fetch-Site` over plain http.
pub fn check(req: &HttpRequest, config: &Config) -> Result<(), Fault> {
    if matches!(*req.method(), Method::GET | Method::HEAD) {
        return Ok(());
    }
    if req.headers().contains_key(APP_HEADER) {
        check_form(req, config)
    } else {
        Err(ProblemCode::ForeignOrigin.into())
    }
}

/// The same for a form of a server-rendered page, which can send no header of ours: the session's
/// cookie is `SameSite=Strict`, and the browser says where the form came from.
pub fn check_form(req: &HttpRequest, config: &Config) -> Result<(), Fault> {
    let text = |name: &str| {
        req.headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let same_site = match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => text(header::ORIGIN.as_str()).is_some_and(|origin| {
            let named = || text(header::HOST.as_str()).map(|host| format!("http://{host}"));
            origin == config.public_origin
                || (config.demo && named().is_some_and(|named| origin == named))
        }),
    };
    if same_site {
        Ok(())
    } else {
        Err(ProblemCode::ForeignOrigin.into())
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    const LAN: &[(&str, &str)] = &[
        ("host", "192.168.1.7:8080"),
        ("origin", "http://192.168.1.7:8080"),
        ("x-tongyu", "1"),
    ];

    fn passes(config: &Config, headers: &[(&str, &str)]) -> bool {
        let request = headers.iter().fold(TestRequest::post(), |request, header| {
            request.insert_header(*header)
        });
        check(&request.to_http_request(), config).is_ok()
    }

    #[test]
    fn a_change_comes_from_our_own_pages_with_our_header() {
        let config = Config {
            public_origin: "https://jy.example.cn".to_owned(),
            ..Config::default()
        };
        let app = ("x-tongyu", "1");
        for (headers, allowed) in [
            (vec![("sec-fetch-site", "same-origin"), app], true),
            (vec![("sec-fetch-site", "same-origin")], false),
            (vec![("sec-fetch-site", "same-site"), app], false),
            (
                vec![
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://jy.example.cn"),
                    app,
                ],
                false,
            ),
            (vec![("origin", "https://jy.example.cn"), app], true),
            (vec![("origin", "https://evil.example"), app], false),
            (vec![("origin", "null"), app], false),
            (vec![app], false),
        ] {
            assert_eq!(passes(&config, &headers), allowed, "{headers:?}");
        }
    }

    #[test]
    fn only_the_demo_answers_to_the_name_that_the_phone_used() {
        let demo = Config {
            demo: true,
            ..Config::default()
        };
        assert!(passes(&demo, LAN));
        assert!(!passes(&Config::default(), LAN));
        let foreign = [
            ("host", "192.168.1.7:8080"),
            ("origin", "http://evil"),
            ("x-tongyu", "1"),
        ];
        assert!(!passes(&demo, &foreign));
    }
}
