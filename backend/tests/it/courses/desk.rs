//! What tests of lessons share: the people, a draft, a film as it comes from a phone.

use tongyu::seed::courses::{AUTHOR, REVIEWER};
use tongyu_db::schema::{lesson, media_asset};
use tongyu_shared::{
    api::endpoint::Endpoint,
    courses::{
        endpoints::{CreateLesson, ReadLesson, SaveCaptions, SubmitLesson},
        types::{LessonDetail, LessonPath, LessonText, NewCaptions, Topic},
    },
    ids::LessonId,
    org::grades::Stage,
};

use crate::kit::{Answer, Client, Site};

/// A film of three seconds that every phone plays; a phone wrote its place into it.
pub const FINE: &[u8] = include_bytes!("films/fine.mp4");
/// Another one, of four seconds.
pub const OTHER: &[u8] = include_bytes!("films/other.mp4");

/// Captions that fit it.
pub const CAPTIONS: &str = "WEBVTT\n\n00:00.000 --> 00:02.500\n先坐下来。\n";

/// The author of the samples.
pub async fn author(site: &Site) -> Client {
    site.client(AUTHOR).await
}

/// The district's researcher.
pub async fn reviewer(site: &Site) -> Client {
    site.client(REVIEWER).await
}

/// What an author writes.
pub fn text() -> LessonText {
    LessonText {
        title: "吃饭时不看手机".to_owned(),
        stage: Stage::Primary,
        topic: Topic::Screens,
        guideline_entry: Some("primary.screens".to_owned()),
        action: "今晚吃饭前，把手机放进篮子。".to_owned(),
        transcript: "先坐下来。".to_owned(),
    }
}

/// A draft.
pub async fn draft(author: &Client) -> LessonDetail {
    let path = LessonPath {
        lesson: LessonId::new(),
    };
    author.send::<CreateLesson>(&path, &text()).await.ok()
}

/// A step or change of a lesson in its present version.
pub async fn act<E>(client: &Client, lesson: &LessonDetail, body: &E::Body) -> Answer
where
    E: Endpoint<Path = LessonPath, Query = ()>,
{
    let path = LessonPath {
        lesson: lesson.lesson,
    };
    let version = format!("\"v{}\"", lesson.version);
    client.call::<E>(&path, &(), body, Some(&version)).await
}

/// Uploads a film for a lesson.
pub async fn upload(client: &Client, lesson: &LessonDetail, film: &[u8]) -> Answer {
    let url = format!("/api/v1/lessons/{}/film", lesson.lesson);
    let request = client
        .request("POST", &url)
        .header("if-match", format!("\"v{}\"", lesson.version))
        .header("content-type", "video/mp4")
        .body(film.to_vec());
    Client::answer(request).await
}

/// A draft that lacks nothing.
pub async fn complete(author: &Client) -> LessonDetail {
    let lesson = draft(author).await;
    let lesson: LessonDetail = upload(author, &lesson, FINE).await.ok();
    let captions = NewCaptions {
        text: CAPTIONS.to_owned(),
    };
    act::<SaveCaptions>(author, &lesson, &captions).await.ok()
}

/// A lesson that waits for review.
pub async fn submitted(author: &Client) -> LessonDetail {
    let lesson = complete(author).await;
    act::<SubmitLesson>(author, &lesson, &()).await.ok()
}

/// A lesson as somebody sees it now.
pub async fn see(client: &Client, lesson: LessonId) -> Answer {
    client.get::<ReadLesson>(&LessonPath { lesson }).await
}

/// How many films and lessons there are, and how many things lie in the media folder beside locks.
pub async fn stored(site: &Site) -> (i64, i64, usize) {
    use diesel::prelude::*;
    let rows = site
        .app
        .db
        .read(|conn| {
            let films: i64 = media_asset::table.count().get_result(conn)?;
            let lessons: i64 = lesson::table
                .filter(lesson::asset_id.is_not_null())
                .count()
                .get_result(conn)?;
            Ok::<_, tongyu::http::fault::Fault>((films, lessons))
        })
        .await
        .expect("counts");
    (rows.0, rows.1, files(site.app.config.media_folder.as_ref()))
}

fn files(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            if entry.file_type().expect("a type").is_dir() {
                files(&entry.path())
            } else {
                usize::from(entry.file_name() != "lock")
            }
        })
        .sum()
}
