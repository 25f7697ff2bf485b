//! Rows that an older version wrote: rules that were frozen without the name of their pack, and
//! batches whose files were opened before it was kept at which version.

use diesel::prelude::*;
use serde_json::Value;
use tongyu::{
    http::fault::Fault,
    seed::certification::{CANDIDATE, CERTIFIER, MANAGER},
};
use tongyu_db::schema::{application, cohort, recommendation_file};
use tongyu_shared::{
    api::problem::ProblemCode,
    certification::{
        endpoints::{ConfirmRecommendation, ReadCohort, ReadOwnApplication, ReadRecommendation},
        types::{
            CohortDetail, ConfirmPeople, OwnApplication, RecommendationPath, RecommendationState,
            RecommendationView,
        },
    },
};

use super::{
    desk::{cohort as demo_cohort, complete, everyone, file, path},
    recommend::{draw, open_all},
};
use crate::{certificates, kit::Site, on_both};

/// Rules as they were frozen before names were kept.
fn nameless(rules: &str) -> String {
    let mut frozen: Value = serde_json::from_str(rules).expect("JSON");
    let fields = frozen.as_object_mut().expect("an object");
    assert!(fields.remove("title").is_some(), "{rules}");
    frozen.to_string()
}

async fn take_names_away(site: &Site) {
    let written: Result<(), Fault> = site
        .app
        .db
        .write(|tx| {
            let files: Vec<(String, String)> = application::table
                .select((application::id, application::rules))
                .load(tx.conn())?;
            for (id, rules) in files {
                diesel::update(application::table.find(id))
                    .set(application::rules.eq(nameless(&rules)))
                    .execute(tx.conn())?;
            }
            let cohorts: Vec<(String, String)> = cohort::table
                .select((cohort::id, cohort::rules))
                .load(tx.conn())?;
            for (id, rules) in cohorts {
                diesel::update(cohort::table.find(id))
                    .set(cohort::rules.eq(nameless(&rules)))
                    .execute(tx.conn())?;
            }
            Ok(())
        })
        .await;
    written.expect("rules without a name");
}

async fn forget_versions(site: &Site) {
    let written: Result<(), Fault> = site
        .app
        .db
        .write(|tx| {
            diesel::update(recommendation_file::table)
                .set(recommendation_file::opened_version.eq(None::<i32>))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    written.expect("no version is kept");
}

on_both! {
    async fn rules_that_were_frozen_without_a_name_go_by_their_code_and_still_hold(site: Site) {
        take_names_away(&site).await;
        let frozen = certificates::desk::frozen();
        let manager = site.client(MANAGER).await;
        let opened: CohortDetail = manager.get::<ReadCohort>(&demo_cohort()).await.ok();
        assert_eq!(opened.frozen.rules, frozen.rules);
        let own: OwnApplication =
            site.client(CANDIDATE).await.get::<ReadOwnApplication>(&path(CANDIDATE)).await.ok();
        for pack in [own.pack, file(&manager, CANDIDATE).await.pack] {
            assert!(pack.contains(&frozen.code) && !pack.contains(&frozen.title), "{pack}");
        }
        complete(&site).await;
        let certifier = site.client(CERTIFIER).await;
        assert_eq!(draw(&certifier, &everyone().applications).await.people, 12);
    }

    async fn a_file_that_was_opened_at_no_known_version_is_opened_again_and_not_called_changed(site: Site) {
        complete(&site).await;
        let certifier = site.client(CERTIFIER).await;
        let drawn = draw(&certifier, &everyone().applications).await;
        let at = RecommendationPath { recommendation: drawn.recommendation };
        open_all(&certifier, &drawn).await;
        forget_versions(&site).await;
        let shown: RecommendationView = certifier.get::<ReadRecommendation>(&at).await.ok();
        assert_eq!(shown.opened, 0);
        assert!(shown.files.iter().all(|file| file.opened_at.is_none() && !file.changed), "{shown:?}");
        let confirm = ConfirmPeople { people: 12 };
        certifier.send::<ConfirmRecommendation>(&at, &confirm).await
            .problem(ProblemCode::NotInThisState);
        open_all(&certifier, &shown).await;
        let done: RecommendationView = certifier.send::<ConfirmRecommendation>(&at, &confirm).await.ok();
        assert_eq!(done.state, RecommendationState::Confirmed);
        // What was put forward then was opened then.
        forget_versions(&site).await;
        let kept: RecommendationView = certifier.get::<ReadRecommendation>(&at).await.ok();
        assert_eq!(kept.opened, done.opened);
        assert!(kept.files.iter().all(|file| file.opened_at.is_some() && !file.changed), "{kept:?}");
    }
}
