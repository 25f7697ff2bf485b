//! The reader of the API's document, and the document at the command line.

use super::Place;
use crate::on_both;

on_both! {
    async fn the_pages_are_open_to_all_under_the_strict_policy(site: Site) {
        for (path, kind) in [
            ("/api/docs", "text/html; charset=utf-8"),
            ("/api/docs/schemas", "text/html; charset=utf-8"),
            ("/api/docs/problems", "text/html; charset=utf-8"),
            ("/api/docs/docs.css", "text/css; charset=utf-8"),
            ("/api/v1/openapi.json", "application/json"),
        ] {
            let answer = site.anonymous().raw("GET", path, None, None).await;
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.headers["content-type"], kind, "{path}");
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("style-src 'self'") && !policy.contains("unsafe-inline"));
        }
    }
}

#[test]
fn the_document_is_printed_and_compared() {
    let place = Place::on_sqlite();
    let printed = place.run(&["openapi"]);
    place.write("openapi.json", printed.ok());
    place.run(&["openapi", "--check", "openapi.json"]).ok();
    place.write("openapi.json", "{}");
    place
        .run(&["openapi", "--check", "openapi.json"])
        .refused(&["tongyu openapi >"]);
}
