//! Bad input answers with a clear problem in the reader's language and stores nothing.

use tongyu::seed::label;
use tongyu_shared::api::problem::ProblemCode;

use crate::on_both;

fn sheet() -> String {
    format!("/api/v1/schools/{}/sheet", label::node("海棠路小学"))
}

const FIELDS: &str = r#""care":"","policy":"","opinions_sought":"","resources":"""#;

on_both! {
    async fn what_is_no_json_answers_400(site: Site) {
        let coordinator = site.client("赵敏").await;
        for body in ["{", "", "{\"care\":", "\u{0}"] {
            let answer = coordinator.raw("PUT", &sheet(), Some(body.to_owned()), Some("\"v1\"")).await;
            answer.problem(ProblemCode::UnreadableBody);
        }
    }

    async fn json_of_another_shape_answers_422_and_names_the_field(site: Site) {
        let coordinator = site.client("赵敏").await;
        for (body, field) in [
            (format!("{{{FIELDS},\"school_id\":\"x\"}}"), "school_id"),
            (r#"{"care":1,"policy":"","opinions_sought":"","resources":""}"#.to_owned(), "care"),
            (r#"{"care":""}"#.to_owned(), "."),
            ("[]".to_owned(), "."),
        ] {
            let answer = coordinator.raw("PUT", &sheet(), Some(body.clone()), Some("\"v1\"")).await;
            let problem = answer.problem(ProblemCode::Invalid);
            assert_eq!(problem.errors[0].field, field, "{body}");
            assert!(!problem.errors[0].message.is_empty());
        }
    }

    async fn a_body_over_the_limit_answers_413(site: Site) {
        let coordinator = site.client("赵敏").await;
        let body = format!("{{{FIELDS}{}}}", " ".repeat(64 * 1024));
        let answer = coordinator.raw("PUT", &sheet(), Some(body), Some("\"v1\"")).await;
        answer.problem(ProblemCode::TooLarge);
    }

    async fn what_is_no_id_is_not_found(site: Site) {
        let coordinator = site.client("赵敏").await;
        let upper = label::node("海棠路小学").to_string().to_uppercase();
        for id in ["1", "' OR 1=1 --", "..%2f..", "%E7%8E%8B", upper.as_str()] {
            let answer = coordinator.raw("GET", &format!("/api/v1/schools/{id}/sheet"), None, None).await;
            answer.problem(ProblemCode::NotFound);
        }
    }

    async fn an_unknown_filter_answers_400(site: Site) {
        let coordinator = site.client("赵敏").await;
        for query in ["show=everything", "shoe=open", "after=x&after=y", "after=not-a-cursor"] {
            let answer = coordinator.raw("GET", &format!("/api/v1/matters?{query}"), None, None).await;
            answer.problem(ProblemCode::UnreadableQuery);
        }
    }

    async fn a_wrong_method_answers_405_and_names_the_right_ones(site: Site) {
        let coordinator = site.client("赵敏").await;
        let answer = coordinator.raw("DELETE", &sheet(), None, None).await;
        answer.problem(ProblemCode::MethodNotAllowed);
        assert_eq!(answer.headers["allow"], "GET, PUT");
    }

    async fn an_unknown_address_of_the_api_answers_404_with_a_problem(site: Site) {
        let answer = site.anonymous().raw("GET", "/api/v1/nothing", None, None).await;
        answer.problem(ProblemCode::NotFound);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }

    async fn a_problem_speaks_the_readers_language_and_bears_the_requests_id(site: Site) {
        let chinese = site.anonymous().raw("GET", "/api/v1/session", None, None).await;
        let english = site.anonymous().in_english().raw("GET", "/api/v1/session", None, None).await;
        let problem = chinese.problem(ProblemCode::SignedOut);
        assert_eq!(problem.title, "登录已过期");
        assert_eq!(english.problem(ProblemCode::SignedOut).title, "You are signed out");
        assert_eq!(chinese.headers["x-request-id"], problem.instance.as_str());
    }
}
