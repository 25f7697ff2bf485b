//! 拟认定 in bulk.

use std::collections::BTreeSet;

use tongyu::seed::{
    certification::{CANDIDATE, CERTIFIER, MANAGER, TRAINER},
    demo, label,
};
use tongyu_shared::{
    access::Role,
    api::problem::ProblemCode,
    certification::{
        endpoints::{
            ConfirmRecommendation, DrawRecommendation, EnterScores, OpenEvidence,
            ReadRecommendation, TakeBackSignIn,
        },
        pack::ExamPart,
        types::{
            BatchFilePath, BulkReply, ConfirmPeople, CorrectSignIn, DrawBatch, RecommendationPath,
            RecommendationState, RecommendationView, RowOutcome, ScoreRow, ScoreTable,
        },
    },
    ids::{ApplicationId, RecommendationId},
};

use super::desk::{cohort, complete, day, everyone, grant, last_training, list, outcomes};
use crate::{
    kit::{Client, Site},
    on_both,
};

fn batch() -> DrawBatch {
    DrawBatch {
        cohort: cohort().cohort,
        applications: everyone().applications,
    }
}

fn new_path() -> RecommendationPath {
    RecommendationPath {
        recommendation: RecommendationId::new(),
    }
}

/// Draws the sample of these under a new id.
pub async fn draw(client: &Client, applications: &[ApplicationId]) -> RecommendationView {
    let body = DrawBatch {
        applications: applications.to_vec(),
        ..batch()
    };
    client
        .send::<DrawRecommendation>(&new_path(), &body)
        .await
        .ok()
}

fn by_chance(view: &RecommendationView) -> BTreeSet<ApplicationId> {
    let drawn = view.files.iter().filter(|file| file.by_chance);
    drawn.map(|file| file.application).collect()
}

/// Corrects the demo candidate's exam, which flags the file and leaves it complete.
async fn correct_exam(site: &Site) {
    let row = ScoreRow {
        application: label::application(CANDIDATE),
        part: ExamPart::Theory,
        day: day("2026-11-14"),
        score: 90,
        correction: Some("登分时看错".to_owned()),
    };
    let table = ScoreTable { rows: vec![row] };
    let manager = site.client(MANAGER).await;
    let reply: BulkReply = manager.send::<EnterScores>(&cohort(), &table).await.ok();
    assert_eq!(outcomes(&reply), [RowOutcome::Done], "{reply:?}");
}

/// Opens what a batch wants to be opened.
pub async fn open_all(client: &Client, view: &RecommendationView) {
    for file in &view.files {
        let path = BatchFilePath {
            recommendation: view.recommendation,
            application: file.application,
        };
        client
            .send::<OpenEvidence>(&path, &())
            .await
            .ok::<serde_json::Value>();
    }
}

on_both! {
    async fn a_batch_is_put_forward_after_its_sample_was_opened_and_its_number_typed(site: Site) {
        complete(&site).await;
        let certifier = site.client(CERTIFIER).await;
        let path = RecommendationPath { recommendation: RecommendationId::new() };
        let drawn: RecommendationView =
            certifier.send::<DrawRecommendation>(&path, &batch()).await.ok();
        assert_eq!((drawn.people, drawn.opened), (12, 0));
        assert_eq!(drawn.files.iter().filter(|file| file.by_chance).count(), 5);
        assert!(drawn.files.iter().any(|file| !file.flags.is_empty()), "flagged ones are opened");
        let again: RecommendationView =
            certifier.send::<DrawRecommendation>(&path, &batch()).await.ok();
        assert_eq!(drawn, again, "the same sample again");
        let confirm = |people| ConfirmPeople { people };
        certifier.send::<ConfirmRecommendation>(&path, &confirm(12)).await
            .problem(ProblemCode::NotInThisState);
        open_all(&certifier, &drawn).await;
        let wrong = certifier.send::<ConfirmRecommendation>(&path, &confirm(11)).await;
        let problem = wrong.problem(ProblemCode::Invalid);
        assert!(problem.errors[0].message.contains("12"), "{problem:?}");
        for _ in 0..2 {
            let done: RecommendationView =
                certifier.send::<ConfirmRecommendation>(&path, &confirm(12)).await.ok();
            assert_eq!(done.state, RecommendationState::Confirmed);
        }
        assert_eq!(list(&certifier).await.counts.decided, 12);
    }

    async fn drawing_again_or_with_fewer_people_chooses_no_other_sample(site: Site) {
        complete(&site).await;
        let certifier = site.client(CERTIFIER).await;
        let all = everyone().applications;
        let first = by_chance(&draw(&certifier, &all).await);
        assert_eq!(by_chance(&draw(&certifier, &all).await), first);
        let left_out = *first.iter().next().expect("a sampled file");
        let fewer: Vec<_> = all.into_iter().filter(|id| *id != left_out).collect();
        let second = by_chance(&draw(&certifier, &fewer).await);
        assert_eq!(second.len(), 5);
        assert!(first.iter().filter(|id| **id != left_out).all(|id| second.contains(id)));
    }

    async fn a_file_that_changes_after_it_was_opened_is_opened_again(site: Site) {
        complete(&site).await;
        let certifier = site.client(CERTIFIER).await;
        let drawn = draw(&certifier, &everyone().applications).await;
        let path = RecommendationPath { recommendation: drawn.recommendation };
        open_all(&certifier, &drawn).await;
        correct_exam(&site).await;
        let confirm = ConfirmPeople { people: 12 };
        let refused = certifier.send::<ConfirmRecommendation>(&path, &confirm).await;
        let problem = refused.problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("赵") && problem.detail.contains("再打开"), "{problem:?}");
        assert_eq!(list(&certifier).await.counts.decided, 0);
        let shown: RecommendationView = certifier.get::<ReadRecommendation>(&path).await.ok();
        let left: Vec<_> = shown.files.iter().filter(|file| file.opened_at.is_none()).collect();
        assert_eq!(left.len(), 1);
        assert!(left[0].changed && left[0].application == label::application(CANDIDATE));
        open_all(&certifier, &shown).await;
        let done: RecommendationView =
            certifier.send::<ConfirmRecommendation>(&path, &confirm).await.ok();
        assert_eq!(done.state, RecommendationState::Confirmed);
        let kept = done.files.iter().find(|file| file.application == label::application(CANDIDATE));
        assert!(kept.is_some_and(|file| file.opened_at.is_some() && !file.changed));
    }

    async fn a_file_that_becomes_incomplete_after_the_draw_holds_the_batch_back(site: Site) {
        complete(&site).await;
        let certifier = site.client(CERTIFIER).await;
        let drawn = draw(&certifier, &everyone().applications).await;
        open_all(&certifier, &drawn).await;
        let absent = CorrectSignIn {
            application: label::application(CANDIDATE),
            reason: "当天请假".to_owned(),
        };
        let trainer = site.client(TRAINER).await;
        trainer.send::<TakeBackSignIn>(&last_training(), &absent).await.ok::<serde_json::Value>();
        let path = RecommendationPath { recommendation: drawn.recommendation };
        let confirm = ConfirmPeople { people: 12 };
        let refused = certifier.send::<ConfirmRecommendation>(&path, &confirm).await;
        let problem = refused.problem(ProblemCode::Invalid);
        assert_eq!(problem.errors.len(), 1);
        let message = &problem.errors[0].message;
        assert!(message.contains(CANDIDATE) && message.contains("还差 2 学时"), "{message}");
        assert_eq!(list(&certifier).await.counts.decided, 0);
    }

    async fn a_batch_with_an_incomplete_row_is_refused_as_a_whole_and_names_it(site: Site) {
        let certifier = site.client(CERTIFIER).await;
        let path = RecommendationPath { recommendation: RecommendationId::new() };
        let refused = certifier.send::<DrawRecommendation>(&path, &batch()).await;
        let problem = refused.problem(ProblemCode::Invalid);
        assert_eq!(problem.errors.len(), 12);
        assert_eq!(problem.errors[0].field, "applications.0");
        assert!(problem.errors[0].message.contains("还差 2 学时"), "{problem:?}");
        certifier.get::<ReadRecommendation>(&path).await.problem(ProblemCode::NotFound);
    }

    async fn a_batch_is_seen_opened_and_confirmed_by_who_drew_it_alone(site: Site) {
        complete(&site).await;
        let certifier = site.client(CERTIFIER).await;
        let drawn = draw(&certifier, &everyone().applications).await;
        let path = RecommendationPath { recommendation: drawn.recommendation };
        let file = BatchFilePath {
            recommendation: drawn.recommendation,
            application: drawn.files[0].application,
        };
        grant(&site, "陈雨", Role::Certifier, label::node(demo::CITY)).await;
        let other = site.client("陈雨").await;
        other.get::<ReadRecommendation>(&path).await.problem(ProblemCode::NotFound);
        other.send::<OpenEvidence>(&file, &()).await.problem(ProblemCode::NotFound);
        other.send::<DrawRecommendation>(&path, &batch()).await.problem(ProblemCode::NotFound);
        let confirm = ConfirmPeople { people: 12 };
        open_all(&certifier, &drawn).await;
        other.send::<ConfirmRecommendation>(&path, &confirm).await.problem(ProblemCode::NotFound);
        let done: RecommendationView =
            certifier.send::<ConfirmRecommendation>(&path, &confirm).await.ok();
        assert_eq!(done.state, RecommendationState::Confirmed);
    }

    async fn who_trained_the_candidates_does_not_put_them_forward(site: Site) {
        complete(&site).await;
        grant(&site, TRAINER, Role::Certifier, label::node(demo::CITY)).await;
        let trainer = site.client(TRAINER).await;
        let line = list(&trainer).await.items.remove(0);
        assert!(!line.may_recommend);
        assert!(line.conflict.is_some_and(|why| why.contains("培训")));
        let path = RecommendationPath { recommendation: RecommendationId::new() };
        let refused = trainer.send::<DrawRecommendation>(&path, &batch()).await;
        assert_eq!(refused.problem(ProblemCode::Invalid).errors.len(), 12);
    }
}
