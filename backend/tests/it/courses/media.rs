//! Films as players ask for them: in ranges, once for ever, and only where they may.

use reqwest::Response;
use tongyu::seed::label;
use tongyu_shared::courses::{endpoints::PublishLesson, media, types::LessonDetail};

use super::desk::{act, author, complete, reviewer, submitted};
use crate::{
    kit::{Client, Site},
    on_both,
};

fn sample(name: &str) -> String {
    media::url(label::asset("homework-first-step"), name)
}

async fn ask(client: &Client, method: &str, url: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = client.request(method, url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.expect("an answer")
}

fn head<'a>(answer: &'a Response, name: &str) -> &'a str {
    let value = answer.headers().get(name).expect("the header");
    value.to_str().expect("plain text")
}

async fn status(site: &Site, client: Option<&Client>, url: &str) -> u16 {
    let anyone = site.anonymous();
    let client = client.unwrap_or(&anyone);
    ask(client, "GET", url, &[]).await.status().as_u16()
}

on_both! {
    async fn a_player_gets_the_piece_that_it_asks_for(site: Site) {
        let anyone = site.anonymous();
        let url = sample(media::VIDEO);
        let whole = ask(&anyone, "GET", &url, &[]).await;
        assert_eq!((whole.status().as_u16(), head(&whole, "accept-ranges")), (200, "bytes"));
        let bytes = whole.bytes().await.expect("a film");
        let piece = ask(&anyone, "GET", &url, &[("range", "bytes=100-299")]).await;
        assert_eq!(piece.status(), 206);
        assert_eq!(head(&piece, "content-range"), format!("bytes 100-299/{}", bytes.len()));
        assert_eq!(piece.bytes().await.expect("a piece"), bytes.slice(100..300));
        let last = ask(&anyone, "GET", &url, &[("range", "bytes=-50")]).await;
        assert_eq!(last.bytes().await.expect("the end"), bytes.slice(bytes.len() - 50..));
        let beyond = ask(&anyone, "GET", &url, &[("range", "bytes=999999999-")]).await;
        assert_eq!(beyond.status(), 416);
    }

    async fn what_is_published_is_fetched_once(site: Site) {
        let anyone = site.anonymous();
        for (name, kind) in [(media::VIDEO, "video/mp4"), (media::AUDIO, "audio/mp4"), (media::POSTER, "image/jpeg")] {
            let url = sample(name);
            let first = ask(&anyone, "GET", &url, &[("accept-encoding", "br")]).await;
            assert_eq!(head(&first, "cache-control"), "public, max-age=31536000, immutable");
            assert_eq!(head(&first, "content-type"), kind);
            assert_eq!(head(&first, "x-content-type-options"), "nosniff");
            assert_eq!(head(&first, "cross-origin-resource-policy"), "same-origin");
            let tag = head(&first, "etag").to_owned();
            let again = ask(&anyone, "GET", &url, &[("if-none-match", &tag)]).await;
            assert_eq!(again.status(), 304, "{name}");
            let only_head = ask(&anyone, "HEAD", &url, &[]).await;
            assert_eq!(only_head.status(), 200);
            assert_eq!(head(&only_head, "content-length"), head(&first, "content-length"), "{name}");
        }
    }

    async fn captions_bear_their_hash_and_are_fetched_once(site: Site) {
        let lesson = submitted(&author(&site).await).await;
        let published: LessonDetail = act::<PublishLesson>(&reviewer(&site).await, &lesson, &()).await.ok();
        let url = published.captions_url.expect("captions");
        let anyone = site.anonymous();
        let first = ask(&anyone, "GET", &url, &[]).await;
        assert_eq!(head(&first, "content-type"), "text/vtt; charset=utf-8");
        let tag = head(&first, "etag").to_owned();
        assert_eq!(ask(&anyone, "GET", &url, &[("if-none-match", &tag)]).await.status(), 304);
        let other = url.replace(".vtt", "0.vtt");
        assert_eq!(status(&site, None, &other).await, 404);
    }

    async fn the_film_of_a_draft_is_hidden_and_kept_by_nobody(site: Site) {
        let (author, reviewer) = (author(&site).await, reviewer(&site).await);
        let lesson = complete(&author).await;
        let film = lesson.film.expect("a film");
        let captions = lesson.captions_url.expect("captions");
        let teacher = site.client("陈雨").await;
        for url in [&film.video_url, &film.audio_url, &film.poster_url, &captions] {
            assert_eq!(status(&site, None, url).await, 404, "{url}");
            assert_eq!(status(&site, Some(&teacher), url).await, 404, "{url}");
            assert_eq!(status(&site, Some(&reviewer), url).await, 404, "a draft is its author's");
            let own = ask(&author, "GET", url, &[]).await;
            assert_eq!((own.status().as_u16(), head(&own, "cache-control")), (200, "private, no-store"));
        }
    }

    async fn a_reviewer_sees_what_was_submitted_and_everyone_what_is_published(site: Site) {
        let (author, reviewer) = (author(&site).await, reviewer(&site).await);
        let lesson = submitted(&author).await;
        let url = lesson.film.as_ref().expect("a film").video_url.clone();
        assert_eq!(status(&site, Some(&reviewer), &url).await, 200);
        assert_eq!(status(&site, None, &url).await, 404);
        act::<PublishLesson>(&reviewer, &lesson, &()).await.ok::<LessonDetail>();
        assert_eq!(status(&site, None, &url).await, 200);
    }

    async fn nothing_else_is_served_from_the_folder(site: Site) {
        let asset = label::asset("homework-first-step");
        for url in [
            format!("/media/{asset}/lock"),
            format!("/media/{asset}/..%2Flock"),
            format!("/media/{asset}/%2e%2e/video.mp4"),
            "/media/not-an-id/video.mp4".to_owned(),
            format!("/media/{}/video.mp4", tongyu_shared::ids::AssetId::new()),
        ] {
            assert_eq!(status(&site, None, &url).await, 404, "{url}");
        }
        let changed = ask(&site.anonymous(), "DELETE", &sample(media::VIDEO), &[]).await;
        assert_eq!(changed.status(), 405);
    }
}
