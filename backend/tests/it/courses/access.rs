//! Who sees and changes which lesson.

use tongyu::{
    http::fault::Fault,
    org::grants::{self, NewGrant},
    seed::{courses::AUTHOR, demo, label},
};
use tongyu_shared::{
    access::Role,
    api::problem::ProblemCode,
    courses::{
        endpoints::{
            CreateLesson, ListLessonsToReview, ListOwnLessons, PublishLesson, ReturnToAuthor,
            SaveLesson, SubmitLesson, WithdrawLesson,
        },
        types::{DeskQuery, LessonPath, ReturnLesson},
    },
    ids::{GrantId, LessonId, NodeId},
};

use super::desk::{FINE, act, author, draft, reviewer, see, submitted, text, upload};
use crate::{kit::Site, on_both};

async fn grant(site: &Site, name: &str, role: Role, node: NodeId) {
    let account = label::account(name);
    let valid_from = site.app.clock.now().date();
    site.app
        .db
        .write(move |tx| {
            let new = NewGrant {
                id: GrantId::new(),
                account,
                role,
                node,
                title: "",
                valid_from,
                valid_to: None,
                granted_by: None,
            };
            grants::add(tx, &[new])?;
            Ok::<_, Fault>(())
        })
        .await
        .expect("a grant");
}

/// Lets an author review the lessons of her district too.
pub async fn also_reviews(site: &Site, name: &str) {
    grant(site, name, Role::Researcher, label::node(demo::DISTRICT)).await;
}

on_both! {
    async fn a_draft_is_hidden_from_everyone_but_its_author(site: Site) {
        let author = author(&site).await;
        let lesson = draft(&author).await;
        grant(&site, "马霞", Role::LessonAuthor, label::node(demo::SCHOOL)).await;
        grant(&site, "徐超", Role::LessonAuthor, label::node(demo::OTHER_SCHOOL)).await;
        for name in ["马霞", "徐超"] {
            let other = site.client(name).await;
            see(&other, lesson.lesson).await.problem(ProblemCode::NotFound);
            act::<SaveLesson>(&other, &lesson, &text()).await.problem(ProblemCode::NotFound);
            act::<SubmitLesson>(&other, &lesson, &()).await.problem(ProblemCode::NotFound);
            act::<WithdrawLesson>(&other, &lesson, &()).await.problem(ProblemCode::NotFound);
            upload(&other, &lesson, FINE).await.problem(ProblemCode::NotFound);
            let path = LessonPath { lesson: lesson.lesson };
            other.send::<CreateLesson>(&path, &text()).await.problem(ProblemCode::NotFound);
        }
        let reviewer = reviewer(&site).await;
        see(&reviewer, lesson.lesson).await.problem(ProblemCode::NotFound);
        act::<PublishLesson>(&reviewer, &lesson, &()).await.problem(ProblemCode::NotFound);
    }

    async fn a_reviewer_reaches_the_lessons_of_her_own_district_only(site: Site) {
        let lesson = submitted(&author(&site).await).await;
        grant(&site, "徐超", Role::Researcher, label::node("甲区")).await;
        let foreign = site.client("徐超").await;
        see(&foreign, lesson.lesson).await.problem(ProblemCode::NotFound);
        act::<PublishLesson>(&foreign, &lesson, &()).await.problem(ProblemCode::NotFound);
        let why = ReturnLesson { reason: "不".to_owned() };
        act::<ReturnToAuthor>(&foreign, &lesson, &why).await.problem(ProblemCode::NotFound);
        let page = foreign
            .call::<ListLessonsToReview>(&(), &DeskQuery::default(), &(), None).await;
        assert_eq!(page.status, 200);
        assert!(!page.text.contains(&lesson.lesson.to_string()), "{}", page.text);
    }

    async fn each_role_has_its_own_side_of_the_desk(site: Site) {
        let (author, reviewer) = (author(&site).await, reviewer(&site).await);
        let lesson = submitted(&author).await;
        act::<PublishLesson>(&author, &lesson, &()).await.problem(ProblemCode::Forbidden);
        act::<SubmitLesson>(&reviewer, &lesson, &()).await.problem(ProblemCode::Forbidden);
        upload(&reviewer, &lesson, FINE).await.problem(ProblemCode::Forbidden);
        let query = DeskQuery::default();
        reviewer.call::<ListOwnLessons>(&(), &query, &(), None).await.problem(ProblemCode::Forbidden);
        author.call::<ListLessonsToReview>(&(), &query, &(), None).await.problem(ProblemCode::Forbidden);
        let path = LessonPath { lesson: LessonId::new() };
        reviewer.send::<CreateLesson>(&path, &text()).await.problem(ProblemCode::Forbidden);
        let anyone = site.anonymous();
        see(&anyone, lesson.lesson).await.problem(ProblemCode::SignedOut);
        upload(&anyone, &lesson, FINE).await.problem(ProblemCode::SignedOut);
    }

    async fn whoever_makes_lessons_no_more_does_not_reach_her_own(site: Site) {
        use diesel::prelude::*;
        use tongyu_db::schema::role_grant;
        let author = author(&site).await;
        let lesson = draft(&author).await;
        site.app.db.write(|tx| {
            diesel::delete(role_grant::table
                .filter(role_grant::account_id.eq(label::account(AUTHOR).to_string())))
                .execute(tx.conn())?;
            Ok::<_, Fault>(())
        }).await.expect("no grant");
        see(&author, lesson.lesson).await.problem(ProblemCode::Forbidden);
    }
}
