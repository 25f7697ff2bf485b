//! A database that is gone: 503 with a time to try again, and nothing half done.

use tongyu::seed::label;
use tongyu_shared::api::problem::ProblemCode;

use crate::on_both;

on_both! {
    async fn a_write_without_a_database_answers_503_and_says_when_to_try_again(site: Site) {
        let coordinator = site.client("赵敏").await;
        site.lose_database().await;
        let path = format!("/api/v1/schools/{}/sheet", label::node("海棠路小学"));
        let body = r#"{"care":"x","policy":"","opinions_sought":"","resources":""}"#.to_owned();
        let answer = coordinator.raw("PUT", &path, Some(body), Some("\"v1\"")).await;
        answer.problem(ProblemCode::Unavailable);
        let seconds: u32 = answer.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=60).contains(&seconds));
        let ready = site.anonymous().raw("GET", "/readyz", None, None).await;
        assert_eq!(ready.status, 503, "{}", ready.text);
    }
}
