//! Films that are not taken: a clear sentence each, and nothing stored.

use tongyu::{http::fault::Fault, org::packs};
use tongyu_shared::{
    Lang,
    api::problem::ProblemCode,
    courses::{film::FilmFault, types::LessonDetail},
    org::pack::{DOCUMENTS, RulePack},
};

use super::desk::{FINE, OTHER, author, draft, stored, upload};
use crate::{
    kit::{Client, Site, databases},
    on_both,
};

/// Approves a stricter pack: films of at most one megabyte and one minute.
async fn one_minute(site: &Site) {
    let mut pack = RulePack::parse(DOCUMENTS[0]).expect("a pack");
    "strict-films".clone_into(&mut pack.code);
    let courses = pack.courses.as_mut().expect("courses");
    (courses.film_max_mb, courses.film_max_minutes) = (1, 1);
    let now = site.app.clock.now();
    site.app
        .db
        .write(move |tx| {
            packs::approve(tx, &pack, ("甲", "乙"), "1号", now)?;
            Ok::<_, Fault>(())
        })
        .await
        .expect("approved");
}

fn not(coding: &str) -> FilmFault {
    FilmFault::NotForPhones(coding.to_owned())
}

on_both! {
    async fn a_film_that_is_not_taken_is_explained_and_nothing_is_stored(site: Site) {
        let author = author(&site).await;
        let lesson = draft(&author).await;
        one_minute(&site).await;
        let before = stored(&site).await;
        let too_long = FilmFault::TooLong { max_minutes: 1, actual_minutes: 2 };
        let too_large = FilmFault::TooLarge { max_mb: 1, actual_mb: 2 };
        let large = vec![0; 1_200_000];
        // Its end is there, where players look first; a piece of its middle is not.
        let broken_off = &FINE[..FINE.len() - 3000];
        let cases: [(&str, &[u8], ProblemCode, FilmFault); 11] = [
            ("nothing", b"", ProblemCode::UnusableFilm, FilmFault::Empty),
            ("a picture", include_bytes!("films/picture.jpg"), ProblemCode::UnsupportedType, FilmFault::NotAVideo),
            ("another kind", include_bytes!("films/other-kind.webm"), ProblemCode::UnsupportedType, FilmFault::NotAVideo),
            ("a name only", b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2", ProblemCode::UnusableFilm, FilmFault::Broken),
            ("broken off", broken_off, ProblemCode::UnusableFilm, FilmFault::Broken),
            ("without its end", &OTHER[..OTHER.len() - 200], ProblemCode::UnusableFilm, FilmFault::Broken),
            ("without sound", include_bytes!("films/without-sound.mp4"), ProblemCode::UnusableFilm, FilmFault::NoSound),
            ("without picture", include_bytes!("films/without-picture.m4a"), ProblemCode::UnusableFilm, FilmFault::NoPicture),
            ("another picture coding", include_bytes!("films/hevc.mp4"), ProblemCode::UnusableFilm, not("HEVC")),
            ("another sound coding", include_bytes!("films/mp3.mp4"), ProblemCode::UnusableFilm, not("MP3")),
            ("too long", include_bytes!("films/long.mp4"), ProblemCode::TooLarge, too_long),
        ];
        for (name, film, code, fault) in cases {
            let answer = upload(&author, &lesson, film).await;
            let problem = answer.problem(code);
            assert_eq!(problem.detail, fault.text(Lang::ZhCn), "{name}");
        }
        let problem = upload(&author, &lesson, &large).await.problem(ProblemCode::TooLarge);
        assert_eq!(problem.detail, too_large.text(Lang::ZhCn));
        assert_eq!(stored(&site).await, before);
        upload(&author, &lesson, FINE).await.ok::<LessonDetail>();
    }

    async fn a_film_that_says_it_is_too_large_is_refused_before_it_is_read(site: Site) {
        use std::io::{Read as _, Write as _};
        let author = author(&site).await;
        let lesson = draft(&author).await;
        let host = site.origin().trim_start_matches("http://").to_owned();
        let head = format!(
            "POST /api/v1/lessons/{}/film HTTP/1.1\r\nhost: {host}\r\ncookie: {}\r\nx-tongyu: 1\r\n\
             sec-fetch-site: same-origin\r\nif-match: \"v1\"\r\ncontent-length: 3000000000\r\n\r\n",
            lesson.lesson, author.cookie().expect("a cookie"),
        );
        let answer = tokio::task::spawn_blocking(move || {
            let mut line = std::net::TcpStream::connect(host).expect("a connection");
            line.write_all(head.as_bytes()).expect("the head is sent");
            let mut answer = [0; 4096];
            let count = line.read(&mut answer).expect("an answer without a body");
            String::from_utf8_lossy(&answer[..count]).into_owned()
        }).await.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        assert!(answer.contains("3000 MB") && answer.contains("200 MB"), "{answer}");
    }
}

#[actix_web::test]
async fn without_its_programs_uploading_says_what_to_install() {
    for (ffmpeg, ffprobe) in [
        ("/nowhere/ffmpeg", "ffprobe"),
        ("ffmpeg", "no-such-ffprobe"),
    ] {
        let site = Site::start(databases::sqlite(), |config| {
            ffmpeg.clone_into(&mut config.ffmpeg);
            ffprobe.clone_into(&mut config.ffprobe);
        });
        let author: Client = author(&site).await;
        let lesson = draft(&author).await;
        let before = stored(&site).await;
        let answer = upload(&author, &lesson, FINE).await;
        let problem = answer.problem(ProblemCode::FilmToolsMissing);
        assert!(
            problem.detail.contains("apt install ffmpeg"),
            "{}",
            problem.detail
        );
        assert_eq!(stored(&site).await, before);
    }
}
