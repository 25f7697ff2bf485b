//! Captions: checked line by line, against the film where there is one.

use tongyu_shared::{
    api::problem::ProblemCode,
    courses::{
        endpoints::{SaveCaptions, SubmitLesson},
        types::{LessonDetail, LessonPart, NewCaptions},
    },
};

use super::desk::{CAPTIONS, FINE, act, author, complete, draft, see, upload};
use crate::on_both;

fn new(text: &str) -> NewCaptions {
    NewCaptions {
        text: text.to_owned(),
    }
}

on_both! {
    async fn wrong_captions_are_refused_by_line_and_the_kept_ones_stay(site: Site) {
        let author = author(&site).await;
        let lesson = complete(&author).await;
        for (text, line) in [
            ("1\n00:00:00,000 --> 00:00:01,000\n好", ""),
            ("WEBVTT\n\n00:02.000 --> 00:01.000\n好", "3"),
            ("WEBVTT\n\n00:00.000 --> 00:01.000\n好\n\n00:02.000 --> 00:09.000\n好", "6"),
        ] {
            let problem = act::<SaveCaptions>(&author, &lesson, &new(text)).await.problem(ProblemCode::Invalid);
            assert_eq!(problem.errors[0].field, "text");
            assert!(problem.errors[0].message.contains(line), "{}", problem.errors[0].message);
        }
        let kept: LessonDetail = see(&author, lesson.lesson).await.ok();
        assert_eq!(kept.captions.as_deref(), Some(CAPTIONS.trim()));
        let none: LessonDetail = act::<SaveCaptions>(&author, &kept, &new("")).await.ok();
        assert_eq!(none.missing, [LessonPart::Captions]);
    }

    async fn captions_that_outlast_the_film_are_found_before_review(site: Site) {
        let author = author(&site).await;
        let lesson = draft(&author).await;
        let long = new("WEBVTT\n\n00:00.000 --> 00:09.000\n好");
        let lesson: LessonDetail = act::<SaveCaptions>(&author, &lesson, &long).await.ok();
        let lesson: LessonDetail = upload(&author, &lesson, FINE).await.ok();
        let problem = act::<SubmitLesson>(&author, &lesson, &()).await.problem(ProblemCode::Invalid);
        assert_eq!(problem.errors[0].field, "captions");
    }
}
