//! What is mounted is what is declared, once each, under the version of the API.

use std::collections::BTreeSet;

use tongyu_shared::api::endpoint::Method;

type Addresses = BTreeSet<(Method, &'static str)>;

/// The addresses of the API, and those of pages.
fn mounted() -> (Addresses, Addresses) {
    tongyu::app::mounts()
        .mounted()
        .into_iter()
        .partition(|(_, path)| path.starts_with("/api/"))
}

#[test]
fn pages_beside_the_app_are_these_and_no_others() {
    let (_, pages) = mounted();
    let expected = BTreeSet::from([
        (Method::Get, "/.well-known/jwks.json"),
        (Method::Get, "/assets/certificate.css"),
        (Method::Get, "/assets/family.css"),
        (Method::Get, "/assets/lesson.css"),
        (Method::Get, "/assets/lesson.js"),
        (Method::Get, "/assets/link.css"),
        (Method::Get, "/assets/read-aloud.js"),
        (Method::Get, "/c/issuer"),
        (Method::Get, "/c/keys/{key}"),
        (Method::Get, "/c/notice/{notice}"),
        (Method::Post, "/c/notice/{notice}"),
        (Method::Get, "/c/status/{list}"),
        (Method::Get, "/c/{token}"),
        (Method::Get, "/demo/messages"),
        (Method::Get, "/l/j/{token}"),
        (Method::Post, "/l/j/{token}"),
        (Method::Get, "/l/m/{token}"),
        (Method::Post, "/l/m/{token}"),
        (Method::Get, "/l/notice"),
        (Method::Get, "/l/v/{token}"),
        (Method::Post, "/l/v/{token}"),
        (Method::Get, "/p"),
        (Method::Get, "/p/carers/{request}"),
        (Method::Post, "/p/carers/{request}"),
        (Method::Get, "/p/children/{student}/carers/{person}/end"),
        (Method::Post, "/p/children/{student}/carers/{person}/end"),
        (Method::Get, "/p/children/{student}/invitation"),
        (Method::Post, "/p/children/{student}/invitation"),
        (Method::Get, "/p/children/{student}/leave"),
        (Method::Post, "/p/children/{student}/leave"),
        (Method::Get, "/p/learning"),
        (Method::Get, "/p/learning/clear"),
        (Method::Post, "/p/learning/clear"),
        (Method::Get, "/p/look"),
        (Method::Get, "/p/matters"),
        (Method::Get, "/p/matters/{matter}"),
        (Method::Post, "/p/matters/{matter}"),
        (Method::Get, "/p/me"),
        (Method::Get, "/p/sign-in"),
        (Method::Post, "/p/sign-in"),
        (Method::Get, "/p/sign-out"),
        (Method::Post, "/p/sign-out"),
        (Method::Get, "/p/sign-out-everywhere"),
        (Method::Post, "/p/sign-out-everywhere"),
        (Method::Get, "/p/{rest:.*}"),
        (Method::Get, "/w/{lesson}"),
        (Method::Get, "/w/{lesson}/ask"),
        (Method::Post, "/w/{lesson}/ask"),
        (Method::Get, "/w/{lesson}/tried"),
        (Method::Post, "/w/{lesson}/tried"),
        (Method::Get, "/w/{rest:.*}"),
    ]);
    assert_eq!(pages, expected);
}

#[test]
fn mounted_equals_declared() {
    let (mounted, _): (BTreeSet<_>, _) = mounted();
    let declared: Vec<_> = tongyu::openapi::declared()
        .iter()
        .map(|d| (d.method, d.path))
        .collect();
    let unique: BTreeSet<_> = declared.iter().copied().collect();
    assert_eq!(unique.len(), declared.len(), "an address is declared twice");
    assert_eq!(mounted, unique);
}

#[test]
fn every_path_bears_the_version_and_every_endpoint_a_summary() {
    for declaration in tongyu::openapi::declared() {
        assert!(
            declaration.path.starts_with("/api/v1/"),
            "{}",
            declaration.path
        );
        assert!(
            !declaration.summary.trim().is_empty(),
            "{}",
            declaration.name
        );
    }
}
