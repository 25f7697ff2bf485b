//! A change must come from our own pages.

use tongyu::seed::label;
use tongyu_shared::api::problem::ProblemCode;

use crate::{kit::Client, on_both};

/// What is tried, the headers that tell where it comes from, and whether it passes.
type Case<'a> = (&'a str, Vec<(&'a str, &'a str)>, bool);

on_both! {
    async fn a_change_from_another_site_is_refused_before_anything_is_read(site: Site) {
        let teacher = site.client("陈雨").await;
        let path = format!("/api/v1/students/{}/address", label::student("王小明"));
        let origin = site.origin().to_owned();
        let cases: [Case<'_>; 6] = [
            ("our page", vec![("sec-fetch-site", "same-origin"), ("x-tongyu", "1")], true),
            ("another site", vec![("sec-fetch-site", "cross-site"), ("x-tongyu", "1")], false),
            ("a form of another site", vec![("sec-fetch-site", "cross-site")], false),
            ("a form of ours without the header", vec![("sec-fetch-site", "same-origin")], false),
            ("an old browser on our page", vec![("origin", &origin), ("x-tongyu", "1")], true),
            ("nothing said", vec![("x-tongyu", "1")], false),
        ];
        for (what, headers, passes) in cases {
            let mut request = teacher.bare("POST", &path);
            for (name, value) in headers {
                request = request.header(name, value);
            }
            let answer = Client::answer(request).await;
            if passes {
                assert_eq!(answer.status, 200, "{what}: {}", answer.text);
            } else {
                answer.problem(ProblemCode::ForeignOrigin);
            }
        }
    }

    async fn no_answer_lets_another_site_read_it(site: Site) {
        let request = site.anonymous().bare("GET", "/api/v1/session").header("origin", "https://example.test");
        let answer = Client::answer(request).await;
        assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")));
    }
}
