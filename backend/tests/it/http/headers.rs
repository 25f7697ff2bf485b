//! Headers that every answer carries.

use chrono::TimeDelta;

use crate::on_both;

on_both! {
    async fn pages_and_answers_forbid_what_is_inline_and_from_elsewhere(site: Site) {
        for path in ["/api/v1/session", "/api/v1/nothing", "/healthz", "/"] {
            let answer = site.anonymous().raw("GET", path, None, None).await;
            let policy = answer.headers["content-security-policy"].to_str().expect("text");
            assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
            assert!(!policy.contains("unsafe-inline") && !policy.contains("http"), "{path}");
            assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
            assert!(answer.headers.contains_key("referrer-policy"), "{path}");
        }
    }

    async fn what_is_personal_is_not_kept_by_caches(site: Site) {
        let answer = site.client("陈雨").await.raw("GET", "/api/v1/today", None, None).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.headers["cache-control"], "no-store");
    }

    async fn whether_the_server_is_ready_is_looked_at_once_a_second(site: Site) {
        let status = async || site.anonymous().raw("GET", "/readyz", None, None).await.status;
        assert_eq!(status().await, 200);
        site.lose_database().await;
        site.pass(TimeDelta::milliseconds(999));
        assert_eq!(status().await, 200, "the first answer holds");
        site.pass(TimeDelta::milliseconds(1));
        assert_eq!(status().await, 503);
    }

    async fn the_server_says_that_it_is_alive_and_ready(site: Site) {
        let alive = site.anonymous().raw("GET", "/healthz", None, None).await;
        let ready = site.anonymous().raw("GET", "/readyz", None, None).await;
        assert_eq!((alive.status, ready.status), (200, 200), "{}", ready.text);
    }
}
