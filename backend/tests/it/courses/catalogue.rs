//! The catalogue, and the samples in it.

use tongyu::{courses, seed::label};
use tongyu_shared::{
    api::{page::Page, problem::ProblemCode},
    courses::{
        endpoints::{ListCatalogue, ReadGuideline},
        guideline::Guideline,
        types::{CatalogueQuery, LessonLine, Topic},
    },
    org::grades::Stage,
};

use crate::{kit::Site, on_both};

const FIRST: &str = "homework-first-step";

async fn list(site: &Site, query: CatalogueQuery) -> Vec<LessonLine> {
    let answer = site
        .anonymous()
        .call::<ListCatalogue>(&(), &query, &(), None)
        .await;
    answer.ok::<Page<LessonLine>>().items
}

on_both! {
    async fn eight_samples_stand_in_the_catalogue_by_stage_and_topic(site: Site) {
        let all = list(&site, CatalogueQuery::default()).await;
        assert_eq!(all.len(), 8);
        assert_eq!(all[0].lesson, label::lesson(FIRST));
        assert!(all.iter().all(|line| line.is_sample && (50..90).contains(&line.duration_s)));
        let query = CatalogueQuery { stage: Some(Stage::Primary), ..CatalogueQuery::default() };
        let primary = list(&site, query).await;
        assert!(!primary.is_empty() && primary.iter().all(|line| line.stage == Stage::Primary));
        let query = CatalogueQuery { topic: Some(Topic::Reading), ..CatalogueQuery::default() };
        assert_eq!(list(&site, query).await.len(), 1);
        let answer = site.anonymous().raw("GET", "/api/v1/lessons/catalogue?stage=x", None, None).await;
        answer.problem(ProblemCode::UnreadableQuery);
    }

    async fn an_open_lesson_brings_all_that_its_page_shows(site: Site) {
        let open = site.app.db
            .read(|conn| courses::open_lesson(conn, label::lesson(FIRST)))
            .await.expect("a read").expect("a lesson");
        assert!(open.title.contains("磨蹭") && open.transcript.contains("分成两段"));
        assert!(!open.action.is_empty() && open.guideline_title.is_some());
        let captions = open.captions_url.expect("captions");
        let text = site.anonymous().raw("GET", &captions, None, None).await;
        assert_eq!(text.status, 200);
        assert!(text.text.starts_with("WEBVTT"));
        let last = text.text.lines().rfind(|line| line.contains("-->")).expect("a cue");
        assert!(last.contains("--> 01:"), "{last} of {} s", open.film.duration_s);
        tongyu_shared::courses::captions::check(&text.text, Some(open.film.duration_s)).expect("captions that fit");
    }

    async fn the_guideline_is_there_for_everyone(site: Site) {
        let guideline: Guideline = site.anonymous().get::<ReadGuideline>(&()).await.ok();
        assert!(guideline.is_sample);
    }

    async fn a_lesson_that_waits_for_review_does_not_open(site: Site) {
        let waiting = label::lesson(tongyu::seed::courses::WAITING);
        let open = site.app.db
            .read(move |conn| courses::open_lesson(conn, waiting))
            .await.expect("a read");
        assert!(open.is_none());
    }
}
