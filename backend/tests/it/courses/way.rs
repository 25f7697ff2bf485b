//! The way of a lesson: complete before it is submitted, published by somebody else.

use tongyu::seed::courses::AUTHOR;
use tongyu_shared::{
    api::page::Page,
    api::problem::ProblemCode,
    courses::{
        endpoints::{
            CreateLesson, ListCatalogue, ListLessonsToReview, ListOwnLessons, PublishLesson,
            ReturnToAuthor, ReviseLesson, SaveLesson, SubmitLesson, WithdrawLesson,
        },
        state::{LessonEvent, LessonState},
        types::{
            CatalogueQuery, DeskLesson, DeskQuery, LessonDetail, LessonLine, LessonPath,
            LessonText, ReturnLesson,
        },
    },
    org::grades::Stage,
};

use super::{
    access::also_reviews,
    desk::{act, author, complete, draft, reviewer, see, submitted, text},
};
use crate::{kit::Client, on_both};

async fn in_catalogue(client: &Client, title: &str) -> bool {
    let query = CatalogueQuery::default();
    let page: Page<LessonLine> = client
        .call::<ListCatalogue>(&(), &query, &(), None)
        .await
        .ok();
    page.items.iter().any(|line| line.title == title)
}

on_both! {
    async fn a_lesson_goes_from_draft_to_catalogue_and_out_of_it(site: Site) {
        let (author, reviewer, anyone) = (author(&site).await, reviewer(&site).await, site.anonymous());
        let lesson = submitted(&author).await;
        assert_eq!((lesson.state, lesson.may_edit), (LessonState::InReview, false));
        let seen: LessonDetail = see(&reviewer, lesson.lesson).await.ok();
        assert_eq!(seen.steps, [LessonEvent::Publish, LessonEvent::Return]);
        assert!(!in_catalogue(&anyone, &lesson.text.title).await);

        let published: LessonDetail = act::<PublishLesson>(&reviewer, &lesson, &()).await.ok();
        assert_eq!(published.state, LessonState::Published);
        assert_eq!(published.reviewer_name.as_deref(), Some("白露"));
        assert!(in_catalogue(&anyone, &lesson.text.title).await);

        let withdrawn: LessonDetail = act::<WithdrawLesson>(&author, &published, &()).await.ok();
        assert!(!in_catalogue(&anyone, &lesson.text.title).await);
        let draft: LessonDetail = act::<ReviseLesson>(&author, &withdrawn, &()).await.ok();
        assert!(draft.may_edit);
    }

    async fn what_is_missing_is_named_one_by_one(site: Site) {
        let author = author(&site).await;
        let path = LessonPath { lesson: tongyu_shared::ids::LessonId::new() };
        let bare = LessonText {
            guideline_entry: None,
            action: String::new(),
            transcript: " ".to_owned(),
            ..text()
        };
        let lesson: LessonDetail = author.send::<CreateLesson>(&path, &bare).await.ok();
        let problem = act::<SubmitLesson>(&author, &lesson, &()).await.problem(ProblemCode::Invalid);
        let fields: Vec<_> = problem.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["guideline_entry", "action", "film", "captions", "transcript"]);
        assert!(problem.errors.iter().all(|error| error.message != error.code));
        let named: Vec<_> = lesson.missing.iter().map(|part| part.as_str()).collect();
        assert_eq!(named, fields);
    }

    async fn nobody_publishes_or_hands_back_her_own_lesson(site: Site) {
        // Who may both make and review lessons is the author of her own.
        let author = author(&site).await;
        let lesson = submitted(&author).await;
        also_reviews(&site, AUTHOR).await;
        let problem = act::<PublishLesson>(&author, &lesson, &()).await.problem(ProblemCode::Forbidden);
        assert!(problem.detail.contains("另一位"), "{}", problem.detail);
        let why = ReturnLesson { reason: "改一改".to_owned() };
        act::<ReturnToAuthor>(&author, &lesson, &why).await.problem(ProblemCode::Forbidden);
        let list: Page<DeskLesson> = author
            .call::<ListLessonsToReview>(&(), &DeskQuery::default(), &(), None).await.ok();
        assert!(list.items.iter().all(|line| line.lesson != lesson.lesson));
    }

    async fn a_lesson_that_was_handed_back_tells_its_author_why(site: Site) {
        let (author, reviewer) = (author(&site).await, reviewer(&site).await);
        let lesson = submitted(&author).await;
        let blank = ReturnLesson { reason: " ".to_owned() };
        act::<ReturnToAuthor>(&reviewer, &lesson, &blank).await.problem(ProblemCode::Invalid);
        let why = ReturnLesson { reason: "开头太长".to_owned() };
        act::<ReturnToAuthor>(&reviewer, &lesson, &why).await.ok::<LessonDetail>();
        see(&reviewer, lesson.lesson).await.problem(ProblemCode::NotFound);
        let back: LessonDetail = see(&author, lesson.lesson).await.ok();
        assert_eq!((back.state, back.review_note.as_deref()), (LessonState::Draft, Some("开头太长")));
        let own: Page<DeskLesson> = author
            .call::<ListOwnLessons>(&(), &DeskQuery::default(), &(), None).await.ok();
        assert!(own.items[0].was_returned && own.items[0].lesson == lesson.lesson);
    }

    async fn only_a_draft_is_changed_and_only_in_the_version_that_was_seen(site: Site) {
        let author = author(&site).await;
        let lesson = complete(&author).await;
        let longer = LessonText { title: "吃饭时，全家不看手机".to_owned(), ..text() };
        let path = LessonPath { lesson: lesson.lesson };
        author.call::<SaveLesson>(&path, &(), &longer, None).await.problem(ProblemCode::VersionMissing);
        let saved: LessonDetail = act::<SaveLesson>(&author, &lesson, &longer).await.ok();
        assert_eq!(saved.text, longer);
        act::<SaveLesson>(&author, &lesson, &text()).await.problem(ProblemCode::Stale);
        let waiting: LessonDetail = act::<SubmitLesson>(&author, &saved, &()).await.ok();
        act::<SaveLesson>(&author, &waiting, &text()).await.problem(ProblemCode::NotInThisState);
    }

    async fn a_lesson_cites_an_entry_of_its_own_stage(site: Site) {
        let author = author(&site).await;
        let lesson = draft(&author).await;
        let other = LessonText { stage: Stage::Kindergarten, ..text() };
        let problem = act::<SaveLesson>(&author, &lesson, &other).await.problem(ProblemCode::Invalid);
        assert_eq!(problem.errors[0].field, "guideline_entry");
    }

    async fn beginning_a_lesson_twice_makes_one(site: Site) {
        let author = author(&site).await;
        let lesson = draft(&author).await;
        let path = LessonPath { lesson: lesson.lesson };
        let again: LessonDetail = author.send::<CreateLesson>(&path, &text()).await.ok();
        assert_eq!(again.version, lesson.version);
        let other = LessonText { title: "别的".to_owned(), ..text() };
        author.send::<CreateLesson>(&path, &other).await.problem(ProblemCode::DiffersFromFirst);
    }
}
