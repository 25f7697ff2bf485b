//! The demo's phone.

use tongyu::{
    messages::{LinkPurpose, links},
    seed::label,
};
use tongyu_shared::api::problem::ProblemCode;

use super::{in_production, mother, send_link};
use crate::on_both;

on_both! {
    async fn a_phone_shows_its_messages_with_links_that_open(site: Site) {
        let (_, link) = send_link(&site).await;
        site.run_jobs().await;
        let path = links::path(&site.app.keys, link, LinkPurpose::VisitConfirm);
        let own = format!("/demo/messages?person={}", mother());
        let page = site.anonymous().raw("GET", &own, None, None).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains(&format!("href=\"{path}\"")), "{}", page.text);
        assert!(page.text.contains("老师来家访过") && !page.text.contains("小明"));
        assert_eq!(page.headers["referrer-policy"], "same-origin");
        assert_eq!(page.headers["cache-control"], "no-store");

        let others = format!("/demo/messages?person={}", label::person("李一涵/mother"));
        let page = site.anonymous().raw("GET", &others, None, None).await;
        assert!(!page.text.contains(&path));

        let english = site.anonymous().in_english().raw("GET", &own, None, None).await;
        assert!(english.text.contains("The teacher came for a home visit"), "{}", english.text);
    }

    async fn a_grandmothers_phone_opens_in_large_type(site: Site) {
        let big = site.anonymous().raw("GET", "/demo/messages?big=1", None, None).await;
        assert!(big.text.contains("data-mode=\"care\"") && big.text.contains("?big=0"));
        let plain = site.anonymous().raw("GET", "/demo/messages", None, None).await;
        assert!(!plain.text.contains("data-mode") && plain.text.contains("?big=1"));
    }

    async fn what_is_no_person_is_a_page_of_its_own(site: Site) {
        let page = site.anonymous().raw("GET", "/demo/messages?person=x", None, None).await;
        assert_eq!(page.status, 404);
        assert!(page.text.contains("这个链接打不开了"), "{}", page.text);
    }

    async fn the_style_sheet_may_be_kept_for_good(site: Site) {
        let page = site.anonymous().raw("GET", "/demo/messages", None, None).await;
        let (_, rest) = page.text.split_once("rel=\"stylesheet\" href=\"").expect("a style sheet");
        let (address, _) = rest.split_once('"').expect("its address");
        let styles = site.anonymous().raw("GET", address, None, None).await;
        assert_eq!(styles.status, 200);
        assert_eq!(styles.headers["content-type"], "text/css; charset=utf-8");
        assert!(styles.headers["cache-control"].to_str().expect("text").contains("immutable"));
        assert!(page.text.len() + styles.text.len() < 20_000);
    }
}

#[actix_web::test]
async fn outside_the_demo_there_is_no_sandbox() {
    for site in in_production() {
        send_link(&site).await;
        let answer = site
            .anonymous()
            .raw("GET", "/demo/messages", None, None)
            .await;
        answer.problem(ProblemCode::NotFound);
    }
}
