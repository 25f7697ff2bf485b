//! The sample lessons come with their films: they play where no film could be converted.

use std::{fs, path::Path};

use reqwest::header::{CONTENT_RANGE, CONTENT_TYPE, RANGE};
use tongyu::{courses::samples, seed::label};
use tongyu_shared::{
    api::problem::ProblemCode,
    courses::media::{self, AUDIO, VIDEO},
};

use super::desk::{FINE, author, draft, upload};
use crate::kit::{Client, Site, databases};

/// Bytes that a player asks for.
const PIECE: (usize, usize) = (1_000, 1_999);

/// Plays all samples as a phone does: the page, pieces of film and sound, the captions.
pub async fn play_all(anyone: &Client) {
    let samples = samples::all().expect("the samples");
    assert_eq!(samples.len(), 8);
    for sample in samples {
        let page = format!("/w/{}", label::lesson(&sample.slug));
        let page = anyone.raw("GET", &page, None, None).await;
        assert_eq!(page.status, 200, "{}", sample.slug);
        let film = media::url(label::asset(&sample.slug), VIDEO);
        let sound = media::url(label::asset(&sample.slug), AUDIO);
        assert!(page.text.contains(&film), "{}", page.text);
        piece(anyone, &film, "video/mp4", &made(&sample.slug, VIDEO)).await;
        piece(anyone, &sound, "audio/mp4", &made(&sample.slug, AUDIO)).await;
        let mut addresses = page.text.split('"');
        let captions = addresses.find(|address| address.strip_suffix(".vtt").is_some());
        let captions = anyone
            .raw("GET", captions.expect("captions"), None, None)
            .await;
        assert_eq!(captions.status, 200, "{}", sample.slug);
        assert_eq!(captions.headers[CONTENT_TYPE], "text/vtt; charset=utf-8");
        let written = made(&sample.slug, "captions.vtt");
        assert_eq!(captions.text.as_bytes(), written.trim_ascii());
    }
}

/// A file of a sample as it was made.
fn made(slug: &str, name: &str) -> Vec<u8> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    fs::read(samples.join(slug).join(name)).expect("a file of a sample")
}

async fn piece(anyone: &Client, url: &str, kind: &str, whole: &[u8]) {
    let (from, to) = PIECE;
    let request = anyone.request("GET", url);
    let request = request.header(RANGE, format!("bytes={from}-{to}"));
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.status(), 206, "{url}");
    assert_eq!(answer.headers()[CONTENT_TYPE], kind, "{url}");
    let range = format!("bytes {from}-{to}/{}", whole.len());
    assert_eq!(answer.headers()[CONTENT_RANGE], range, "{url}");
    let bytes = answer.bytes().await.expect("a piece");
    assert!(bytes == whole[from..=to], "{url} is another film");
}

#[actix_web::test]
async fn the_samples_play_where_no_film_can_be_converted() {
    for scratch in databases::both() {
        let site = Site::start(scratch, |config| {
            for program in [&mut config.ffmpeg, &mut config.ffprobe] {
                *program = format!("/nowhere/{program}");
            }
        });
        play_all(&site.anonymous()).await;
        let author = author(&site).await;
        let refused = upload(&author, &draft(&author).await, FINE).await;
        refused.problem(ProblemCode::FilmToolsMissing);
    }
}
