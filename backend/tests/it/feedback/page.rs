//! The page behind the link of an answer.

use chrono::TimeDelta;
use tongyu_shared::feedback::{
    endpoints::SubmitAnswer,
    state::{MatterState, Resolution},
    types::{AnswerMatter, MatterPath},
};

use super::desk::{Said, act, bring, feedback, link_of, open, press, see};
use crate::{kit::Site, on_both};

const ANSWER: &str = "食堂换了供餐单位,下周起可以试吃";

async fn answered(site: &Site, said: Said) -> (MatterPath, String) {
    let path = bring(site, said).await;
    let answer = AnswerMatter {
        text: ANSWER.to_owned(),
    };
    act::<SubmitAnswer>(&site.client("刘建国").await, path, answer).await;
    site.run_jobs().await;
    let page = link_of(site, path, 1).await.expect("a link");
    (path, page)
}

on_both! {
    async fn the_page_is_small_plain_and_shows_the_child_masked(site: Site) {
        let (_, page) = answered(&site, feedback()).await;
        let shown = open(&site, &page).await;
        assert_eq!(shown.status, 200);
        let text = &shown.text;
        assert!(text.len() <= 20 * 1024, "{}", text.len());
        assert!(!text.contains("<script") && !text.contains("style="));
        assert!(text.contains("王*明") && !text.contains("王小明"));
        assert!(!text.contains("海棠里小区"), "no address");
        for word in [ANSWER, "海棠暗语", "教务处", "刘建国", "10 个工作日", "解决了", "一部分", "没有", "不是我提的"] {
            assert!(text.contains(word), "{word} is missing: {text}");
        }
        assert_eq!(shown.headers["referrer-policy"], "same-origin");
        assert!(shown.set_cookie.is_none());
    }

    async fn opening_the_page_changes_nothing(site: Site) {
        let (path, page) = answered(&site, feedback()).await;
        let coordinator = site.client("赵敏").await;
        let before = see(&coordinator, path).await;
        for _ in 0..3 {
            open(&site, &page).await;
        }
        assert_eq!(see(&coordinator, path).await, before);
    }

    async fn the_first_answer_counts_and_a_second_tap_shows_it(site: Site) {
        let (path, page) = answered(&site, feedback()).await;
        let first = press(&site, &page, "rating=solved&note=%E5%A5%BD").await;
        assert_eq!(first.status, 303);
        let there = first.headers["location"].to_str().expect("an address");
        let thanks = open(&site, there).await.text;
        assert!(thanks.contains("收到了，谢谢您。") && !thanks.contains("已经答复过了"), "{thanks}");
        let second = press(&site, &page, "rating=unsolved").await;
        assert_eq!(second.status, 409);
        assert!(second.text.contains("解决了") && second.text.contains("好"), "{}", second.text);
        assert!(second.text.contains("以第一次的答复为准"), "{}", second.text);
        assert!(!second.text.contains("<form"), "read-only");
        let again = open(&site, &page).await;
        assert_eq!(again.status, 200);
        assert!(!again.text.contains("<form"));
        let seen = see(&site.client("赵敏").await, path).await;
        assert_eq!(seen.line.resolution, Some(Resolution::Solved));
    }

    async fn the_note_comes_before_the_choices_which_send_it(site: Site) {
        let (_, page) = answered(&site, feedback()).await;
        let text = open(&site, &page).await.text;
        let first_choice = text.find("<button").expect("a choice");
        assert!(text.find("<textarea").expect("a note") < first_choice, "{text}");
    }

    async fn two_taps_at_once_make_one_answer(site: Site) {
        let (path, page) = answered(&site, feedback()).await;
        let (a, b) = tokio::join!(
            press(&site, &page, "rating=solved"),
            press(&site, &page, "rating=solved"),
        );
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
        let seen = see(&site.client("赵敏").await, path).await;
        assert_eq!(seen.line.state, MatterState::Closed);
    }

    async fn a_grandmother_reads_large_type(site: Site) {
        let said = Said { raiser: Some("王小明/paternal_grandmother"), ..feedback() };
        let (_, page) = answered(&site, said).await;
        assert!(open(&site, &page).await.text.contains("data-mode=\"care\""));
        let smaller = open(&site, &format!("{page}?big=0")).await;
        assert!(!smaller.text.contains("data-mode"));
    }

    async fn a_form_without_a_choice_or_with_too_long_a_note_is_refused_and_uses_nothing_up(site: Site) {
        let (path, page) = answered(&site, feedback()).await;
        assert_eq!(press(&site, &page, "note=x").await.status, 422);
        let long = press(&site, &page, &format!("rating=solved&note={}", "a".repeat(201))).await;
        assert_eq!(long.status, 422);
        assert!(long.text.contains("200") && long.text.contains("201"), "both numbers");
        assert!(long.text.contains(&"a".repeat(201)) && long.text.contains("id=\"note-wrong\""), "{}", long.text);
        for strange in ["rating=perfect", "rating=solved&state=closed", "%%%"] {
            let status = press(&site, &page, strange).await.status;
            assert!((400..500).contains(&status) && status != 409, "{strange} {status}");
        }
        let seen = see(&site.client("赵敏").await, path).await;
        assert_eq!(seen.line.state, MatterState::AwaitingParent);
        assert_eq!(press(&site, &page, "rating=solved").await.status, 303);
    }

    async fn a_line_break_counts_once_as_in_the_browser(site: Site) {
        let (_, page) = answered(&site, feedback()).await;
        let note = |more: &str| format!("rating=partly&note={}%0D%0A{}", "a".repeat(100), more);
        let long = press(&site, &page, &note(&"b".repeat(100))).await;
        assert_eq!(long.status, 422);
        assert!(long.text.contains(&format!("{}\n{}", "a".repeat(100), "b".repeat(100))), "{}", long.text);
        assert_eq!(press(&site, &page, &note(&"b".repeat(99))).await.status, 303);
    }

    async fn a_wrong_or_old_link_opens_nothing(site: Site) {
        let (_, page) = answered(&site, feedback()).await;
        let mut wrong = page.clone();
        let last = wrong.pop().expect("a token");
        wrong.push(if last == 'A' { 'E' } else { 'A' });
        for path in [wrong.as_str(), "/l/m/x", &page.replace("/l/m/", "/l/v/")] {
            assert_eq!(open(&site, path).await.status, 404, "{path}");
            assert_eq!(press(&site, path, "rating=solved").await.status, 404, "{path}");
        }
        site.pass(TimeDelta::days(41));
        assert_eq!(open(&site, &page).await.status, 404);
        assert_eq!(press(&site, &page, "rating=solved").await.status, 404);
    }
}
