//! What speaks against an assessor or a certifier: it reaches back before the present cohort, and
//! each reason stands by itself.

use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    seed::{
        certification::{ASSESSOR, CANDIDATE, CERTIFIER, MANAGER, TRAINER},
        demo, label,
    },
};
use tongyu_db::schema::lesson;
use tongyu_shared::{
    access::Role,
    certification::{
        conflicts::{CertifierConflict, Conflict},
        endpoints::{
            AddCandidates, Apply, CreateCohort, DeclareConflict, FindEligible, GiveSeat,
            ListAssessors, ListCandidates, WithdrawApplication,
        },
        pack::Level,
        types::{
            ApplicationPath, Applications, AssessorChoices, BulkReply, CandidatePage,
            CandidateQuery, CohortDetail, CohortPath, ConflictNote, NewApplication, NewCohort,
            NewSeat, OwnApplication, RowOutcome, SeatPath,
        },
    },
    ids::{ApplicationId, AssessmentId, CohortId},
};

use super::desk::{file, grant, outcomes, path, tag};
use crate::{
    kit::{Client, Site},
    on_both,
};

/// The candidate's next application, in a cohort that nobody trains yet.
struct Next {
    application: ApplicationPath,
    cohort: CohortPath,
}

/// Takes the application back, applies again, and joins another cohort.
async fn another_cohort(site: &Site, candidate: &str) -> Next {
    let (manager, own) = (site.client(MANAGER).await, site.client(candidate).await);
    let version = tag(file(&manager, candidate).await.version);
    own.call::<WithdrawApplication>(&path(candidate), &(), &(), Some(&version))
        .await
        .ok::<OwnApplication>();
    let next = Next {
        application: ApplicationPath {
            application: ApplicationId::new(),
        },
        cohort: CohortPath {
            cohort: CohortId::new(),
        },
    };
    let body = NewApplication {
        level: Level::JuniorLecturer,
        relations: Vec::new(),
    };
    own.send::<Apply>(&next.application, &body)
        .await
        .ok::<OwnApplication>();
    let one = Applications {
        applications: vec![next.application.application],
    };
    let found: BulkReply = manager.send::<FindEligible>(&(), &one).await.ok();
    assert_eq!(outcomes(&found), [RowOutcome::Done]);
    let body = NewCohort {
        node: label::node(demo::CITY),
        level: Level::JuniorLecturer,
        name: "2027春 第1批".to_owned(),
    };
    manager
        .send::<CreateCohort>(&next.cohort, &body)
        .await
        .ok::<CohortDetail>();
    let joined: BulkReply = manager.send::<AddCandidates>(&next.cohort, &one).await.ok();
    assert_eq!(outcomes(&joined), [RowOutcome::Done]);
    next
}

/// What speaks against an assessor; nothing where the assessor is not among the choices.
async fn against(
    manager: &Client,
    application: &ApplicationPath,
    assessor: &str,
) -> Option<Vec<Conflict>> {
    let choices: AssessorChoices = manager.get::<ListAssessors>(application).await.ok();
    let mut choices = choices.items.into_iter();
    let choice = choices.find(|choice| choice.name == assessor)?;
    Some(choice.conflicts)
}

/// The lesson that this teacher made is reviewed by someone, or the other way round.
async fn worked_together(site: &Site, author: &'static str, reviewer: &'static str) {
    let done: Result<usize, Fault> = site
        .app
        .db
        .write(move |tx| {
            let (author, reviewer) = (label::account(author), label::account(reviewer));
            let first: String = lesson::table
                .order(lesson::id)
                .select(lesson::id)
                .first(tx.conn())?;
            Ok(diesel::update(lesson::table.find(first))
                .set((
                    lesson::author_id.eq(author.to_string()),
                    lesson::reviewer_id.eq(reviewer.to_string()),
                ))
                .execute(tx.conn())?)
        })
        .await;
    assert_eq!(done.expect("a lesson"), 1);
}

on_both! {
    async fn who_trained_the_candidate_in_an_earlier_cohort_neither_assesses_nor_certifies(site: Site) {
        let next = another_cohort(&site, CANDIDATE).await;
        grant(&site, TRAINER, Role::Assessor, label::node(demo::CITY)).await;
        grant(&site, TRAINER, Role::Certifier, label::node(demo::CITY)).await;
        let manager = site.client(MANAGER).await;
        let told = against(&manager, &next.application, TRAINER).await;
        assert_eq!(told, Some(vec![Conflict::Trainer]));
        for (who, expected) in [(TRAINER, Some(CertifierConflict::Trained)), (CERTIFIER, None)] {
            let client = site.client(who).await;
            let query = CandidateQuery::default();
            let page: CandidatePage =
                client.call::<ListCandidates>(&next.cohort, &query, &(), None).await.ok();
            assert_eq!(page.items[0].conflict_code, expected, "{who}");
        }
    }

    async fn who_trains_a_cohort_assesses_nobody_in_it(site: Site) {
        grant(&site, TRAINER, Role::Assessor, label::node(demo::CITY)).await;
        let manager = site.client(MANAGER).await;
        let told = against(&manager, &path("孙悦"), TRAINER).await;
        assert_eq!(told, Some(vec![Conflict::Trainer]));
    }

    async fn who_made_a_lesson_and_who_reviewed_it_do_not_assess_each_other(site: Site) {
        let manager = site.client(MANAGER).await;
        assert_eq!(against(&manager, &path("孙悦"), "江涛").await, Some(vec![]));
        for (author, reviewer) in [("孙悦", "江涛"), ("江涛", "孙悦")] {
            worked_together(&site, author, reviewer).await;
            let told = against(&manager, &path("孙悦"), "江涛").await;
            assert_eq!(told, Some(vec![Conflict::CoAuthor]), "{author} for {reviewer}");
            assert_eq!(against(&manager, &path("孙悦"), ASSESSOR).await, Some(vec![]));
        }
    }

    async fn a_relation_that_an_assessor_declared_counts_for_the_next_application_too(site: Site) {
        let manager = site.client(MANAGER).await;
        let seat = SeatPath { assessment: AssessmentId::new() };
        let body = NewSeat {
            application: path("孙悦").application,
            assessor: label::account(ASSESSOR),
        };
        manager.send::<GiveSeat>(&seat, &body).await.ok::<serde_json::Value>();
        let note = ConflictNote { relation: "亲属".to_owned() };
        site.client(ASSESSOR).await
            .call::<DeclareConflict>(&seat, &(), &note, Some("\"v1\""))
            .await
            .ok::<serde_json::Value>();
        let next = another_cohort(&site, "孙悦").await;
        // No seat was given here, so that nothing but the relation speaks against it.
        let told = against(&manager, &next.application, ASSESSOR).await;
        assert_eq!(told, Some(vec![Conflict::DeclaredByAssessor]));
        assert_eq!(against(&manager, &next.application, "江涛").await, Some(vec![]));
    }
}
