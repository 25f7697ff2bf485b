//! The lesson's page: open to everyone, small, and quiet about who reads it.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use tongyu_shared::ids::LessonId;

use super::{
    film,
    viewer::{MOTHER, Phone},
};
use crate::{
    family::press,
    kit::{Answer, Client},
    on_both,
};

async fn open(client: &Client, lesson: LessonId, query: &str) -> Answer {
    client
        .raw("GET", &format!("/w/{lesson}{query}"), None, None)
        .await
}

/// The longest transcript that stands on every page of its lesson, in bytes.
const TEXT_ALWAYS: usize = 6_000;

/// Bytes of a page before its film: the HTML, and every style sheet and script that it names, as
/// they are sent to a browser. The poster and the captions are the film's.
async fn weight(client: &Client, page: &Answer) -> usize {
    let named = page
        .text
        .split('"')
        .filter(|part| part.starts_with("/assets/"));
    let mut weight = page.text.len();
    for path in named.collect::<BTreeSet<_>>() {
        let file = client
            .request("GET", path)
            .header("accept-encoding", "gzip");
        let file = Client::answer(file).await;
        assert_eq!(file.headers["content-encoding"], "gzip", "{path}");
        let length = file.headers["content-length"].to_str().expect("a number");
        weight += length.parse::<usize>().expect("a number");
    }
    weight
}

async fn tap(client: &Client, lesson: LessonId, form: &str) -> u16 {
    press(client, &format!("/w/{lesson}/tried"), form)
        .await
        .status
}

on_both! {
    async fn a_lesson_opens_without_an_account_whole_and_small(site: Site) {
        let lesson = film::published(&site).await.lesson;
        let page = open(&site.anonymous(), lesson, "").await;
        assert_eq!(page.status, 200);
        for part in [
            film::TITLE, film::TRANSCRIPT, "<video controls", "playsinline", "preload=\"none\"",
            "看视频 18 MB", "只听 1.8 MB", "看文字", "今晚试一试", "property=\"og:title\"",
            "/p/sign-in?to=/w/",
        ] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
    }

    async fn the_page_with_its_styles_and_scripts_is_small_however_long_the_text(site: Site) {
        let film = film::published(&site).await;
        let mother = site.client(MOTHER).await;
        // A line as long as people speak, up to the most that always stands on the page, and above.
        let line = "先坐下来陪五分钟，再让他自己写完这一页。\n";
        for (lines, stands) in [(TEXT_ALWAYS / line.len(), true), (TEXT_ALWAYS / line.len() + 1, false)] {
            film::say(&site, film.lesson, line.repeat(lines)).await;
            let page = open(&mother, film.lesson, "").await;
            assert_eq!(page.text.contains("五分钟，再让他"), stands, "{lines}: {}", page.text);
            let weight = weight(&mother, &page).await;
            assert!(weight < 20_000, "{lines} lines: {weight}");
        }
        let whole = open(&mother, film.lesson, "?as=text").await;
        assert!(whole.text.contains("五分钟，再让他"), "{}", whole.text);
    }

    async fn captions_come_with_the_film(site: Site) {
        let film = film::published(&site).await;
        film::say(&site, film.lesson, film::TRANSCRIPT.to_owned()).await;
        let page = open(&site.anonymous(), film.lesson, "").await;
        let track = format!(
            "<track kind=\"captions\" srclang=\"zh\" label=\"中文字幕\" src=\"/media/{}/{}.vtt\" default>",
            film.asset, film::CAPTIONS,
        );
        assert!(page.text.contains(&track), "{track}: {}", page.text);
    }

    async fn nothing_is_recorded_of_who_is_not_signed_in(site: Site) {
        let lesson = film::published(&site).await.lesson;
        let page = open(&site.anonymous(), lesson, "").await;
        assert!(page.set_cookie.is_none(), "{:?}", page.set_cookie);
        for mark in ["data-person", "我试过了", "已学"] {
            assert!(!page.text.contains(mark), "{mark}");
        }
    }

    async fn the_page_goes_on_where_its_reader_left_off(site: Site) {
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        site.pass(TimeDelta::minutes(1));
        phone.saw(&[[0, 35]]).await;
        let page = open(&phone.client, film.lesson, "").await;
        for part in ["从 0:35 继续", "#t=35", "已学 11%", "data-person"] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
    }

    async fn large_type_is_asked_for_once_and_kept_by_the_phone(site: Site) {
        let lesson = film::published(&site).await.lesson;
        let page = open(&site.anonymous(), lesson, "?big=1").await;
        assert!(page.text.contains("data-mode=\"care\""));
        let kept = page.set_cookie.expect("the phone keeps it");
        let cookie = kept.split(';').next().map(str::to_owned);
        let later = open(&Client::new(site.origin(), cookie), lesson, "").await;
        assert!(later.text.contains("data-mode=\"care\""));
    }

    async fn sound_and_text_come_without_script(site: Site) {
        let film = film::published(&site).await;
        let audio = open(&site.anonymous(), film.lesson, "?as=audio").await;
        let source = format!("src=\"/media/{}/audio.m4a\"", film.asset);
        assert!(audio.text.contains(&source), "{}", audio.text);
    }

    async fn a_lesson_that_is_not_there_any_more_says_so_kindly(site: Site) {
        let film = film::published(&site).await;
        film::change(&site, film.lesson, "withdrawn", None).await;
        for path in [format!("/w/{}", film.lesson), format!("/w/{}", LessonId::new()), "/w/x".to_owned()] {
            let page = site.anonymous().raw("GET", &path, None, None).await;
            assert_eq!(page.status, 404, "{path}");
            assert!(page.text.contains("这一课现在看不了"), "{}", page.text);
            assert!(!page.text.contains(film::TITLE));
        }
    }

    async fn who_tried_is_asked_one_question_and_thanked(site: Site) {
        let lesson = film::published(&site).await.lesson;
        let mother = site.client(MOTHER).await;
        assert!(open(&mother, lesson, "").await.text.contains("我试过了"));
        assert_eq!(tap(&mother, lesson, "").await, 303);
        assert!(open(&mother, lesson, "").await.text.contains("有用吗？"));
        assert_eq!(tap(&mother, lesson, "helped=a_little").await, 303);
        assert!(open(&mother, lesson, "").await.text.contains("记下了：一点。"));
        assert_eq!(tap(&mother, lesson, "helped=very").await, 400);
        assert_eq!(tap(&mother, LessonId::new(), "").await, 404);
        // Nobody signed in: led to sign in, and nothing stored.
        assert_eq!(tap(&site.anonymous(), lesson, "").await, 303);
        let own = site.client(MOTHER).await.raw("GET", "/p/learning", None, None).await;
        assert!(own.text.contains("试过：一点"), "{}", own.text);
    }
}
