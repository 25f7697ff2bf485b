//! 拟认定 in bulk.

use tongyu::seed::{
    certification::{CERTIFIER, TRAINER},
    demo, label,
};
use tongyu_shared::{
    access::Role,
    api::problem::ProblemCode,
    certification::{
        endpoints::{ConfirmRecommendation, DrawRecommendation, OpenEvidence, ReadRecommendation},
        types::{
            BatchFilePath, ConfirmPeople, DrawBatch, RecommendationPath, RecommendationState,
            RecommendationView,
        },
    },
    ids::RecommendationId,
};

use super::desk::{cohort, complete, everyone, grant, list};
use crate::{kit::Client, on_both};

fn batch() -> DrawBatch {
    DrawBatch {
        cohort: cohort().cohort,
        applications: everyone().applications,
    }
}

async fn open_all(client: &Client, view: &RecommendationView) {
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
        assert_eq!(drawn, again, "the sample is drawn once");
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
