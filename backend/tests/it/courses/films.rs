//! A film that is as it must be.

use tongyu_shared::{api::problem::ProblemCode, courses::types::LessonDetail};

use super::desk::{FINE, OTHER, author, draft, stored, upload};
use crate::{kit::Client, on_both};

on_both! {
    async fn a_film_is_measured_by_the_server_and_gets_sound_and_picture(site: Site) {
        let author = author(&site).await;
        let lesson = draft(&author).await;
        let lesson: LessonDetail = upload(&author, &lesson, FINE).await.ok();
        let film = lesson.film.expect("a film");
        assert_eq!(film.duration_s, 3);
        for (url, kind, bytes) in [
            (&film.video_url, "video/mp4", Some(film.video_bytes)),
            (&film.audio_url, "audio/mp4", Some(film.audio_bytes)),
            (&film.poster_url, "image/jpeg", None),
        ] {
            let answer = author.request("GET", url).send().await.expect("an answer");
            assert_eq!(answer.status(), 200, "{url}");
            assert_eq!(answer.headers()["content-type"], kind);
            let body = answer.bytes().await.expect("a body");
            assert!(bytes.is_none_or(|bytes| bytes == body.len() as u64), "{url}");
            let told = body.windows(6).any(|window| window == b"+36.00");
            assert!(!told, "{url} tells where it was filmed");
        }
    }

    async fn the_same_film_again_is_the_same_asset_and_another_is_another(site: Site) {
        let author = author(&site).await;
        let film = async |bytes: &[u8]| {
            let lesson = draft(&author).await;
            let lesson: LessonDetail = upload(&author, &lesson, bytes).await.ok();
            lesson.film.expect("a film").asset
        };
        let (films, _, in_folder) = stored(&site).await;
        let first = film(FINE).await;
        assert_eq!(film(FINE).await, first);
        let second = film(OTHER).await;
        assert_ne!(second, first);
        let (films_now, _, in_folder_now) = stored(&site).await;
        assert_eq!((films_now, in_folder_now), (films + 2, in_folder + 6), "three files each");
    }

    async fn a_stale_version_is_refused_before_the_film_is_read(site: Site) {
        let author = author(&site).await;
        let lesson = draft(&author).await;
        upload(&author, &lesson, FINE).await.ok::<LessonDetail>();
        let before = stored(&site).await;
        upload(&author, &lesson, OTHER).await.problem(ProblemCode::Stale);
        let url = format!("/api/v1/lessons/{}/film", lesson.lesson);
        let without = author.request("POST", &url).body(OTHER.to_vec());
        Client::answer(without).await.problem(ProblemCode::VersionMissing);
        assert_eq!(stored(&site).await, before);
    }
}
