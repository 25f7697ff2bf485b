//! Assessors: no conflicts, blind to each other, a third after a disagreement.

use tongyu::seed::{
    certification::{CANDIDATE, COHORT, MANAGER},
    demo, label,
};
use tongyu_shared::{
    access::Role,
    api::problem::ProblemCode,
    certification::{
        conflicts::Conflict,
        endpoints::{
            AddTraining, DeclareConflict, GiveSeat, ListAssessors, ListOwnSeats,
            ReadOwnApplication, ReadOwnSeat, ScoreSeat,
        },
        rules::{RuleKind, TrainingKind},
        types::{
            AssessorChoices, ConflictNote, Flag, NewScore, NewSeat, NewTraining, OwnApplication,
            OwnSeats, SeatPath, SeatState, TrainingPath,
        },
    },
    ids::{AssessmentId, TrainingId},
};

use super::desk::{day, file, grant, path, score};
use crate::{
    kit::{Answer, Site},
    on_both,
};

/// Gives an assessor a seat for a candidate.
pub async fn give(site: &Site, candidate: &str, assessor: &str) -> (SeatPath, Answer) {
    let seat = SeatPath {
        assessment: AssessmentId::new(),
    };
    let body = NewSeat {
        application: label::application(candidate),
        assessor: label::account(assessor),
    };
    let manager = site.client(MANAGER).await;
    let answer = manager.send::<GiveSeat>(&seat, &body).await;
    (seat, answer)
}

on_both! {
    async fn an_assessor_with_a_conflict_is_not_seated_and_the_answer_says_why(site: Site) {
        let manager = site.client(MANAGER).await;
        let choices: AssessorChoices = manager.get::<ListAssessors>(&path("孙悦")).await.ok();
        let of = |name: &str| {
            let found = choices.items.iter().find(|choice| choice.name == name);
            found.expect("a choice").conflicts.clone()
        };
        assert_eq!(of("马霞"), [Conflict::SameSchool]);
        assert_eq!(of("邹平"), []);
        let (_, refused) = give(&site, "孙悦", "马霞").await;
        let problem = refused.problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("和申请人同一所学校"), "{}", problem.detail);
        let declared: AssessorChoices = manager.get::<ListAssessors>(&path(CANDIDATE)).await.ok();
        let told = declared.items.iter().find(|choice| choice.name == "丁兰").expect("a choice");
        assert_eq!(told.conflicts, [Conflict::DeclaredByCandidate]);
    }

    async fn who_comes_to_the_candidates_school_later_does_not_score(site: Site) {
        give(&site, "孙悦", "邹平").await.1.ok::<serde_json::Value>();
        grant(&site, "邹平", Role::Mentor, label::node(demo::SCHOOL)).await;
        let refused = score(&site, "邹平", "孙悦", 90).await;
        let problem = refused.problem(ProblemCode::Forbidden);
        assert!(problem.detail.contains("同一所学校"), "{}", problem.detail);
        let shown = file(&site.client(MANAGER).await, "孙悦").await;
        assert_eq!(shown.seats[0].state, SeatState::Open);
    }

    async fn who_has_a_seat_in_a_cohort_does_not_train_it(site: Site) {
        give(&site, "孙悦", "邹平").await.1.ok::<serde_json::Value>();
        grant(&site, "邹平", Role::Trainer, label::node(demo::CITY)).await;
        let training = TrainingPath { training: TrainingId::new() };
        let body = NewTraining {
            cohort: label::cohort(COHORT),
            kind: TrainingKind::Course,
            day: day("2026-11-27"),
            hours: 4,
            topic: "沟通".to_owned(),
            trainer: label::account("邹平"),
        };
        let manager = site.client(MANAGER).await;
        let problem = manager.send::<AddTraining>(&training, &body).await
            .problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains("评这个班"), "{}", problem.detail);
    }

    async fn scores_are_blind_and_a_disagreement_brings_a_third(site: Site) {
        let manager = site.client(MANAGER).await;
        give(&site, "孙悦", "邹平").await.1.ok::<serde_json::Value>();
        let (other_seat, given) = give(&site, "孙悦", "江涛").await;
        given.ok::<serde_json::Value>();
        score(&site, "邹平", "孙悦", 90).await.ok::<serde_json::Value>();
        let shown = file(&manager, "孙悦").await;
        assert!(shown.seats.iter().all(|seat| seat.score.is_none() && seat.remarks.is_none()));
        let other = site.client("江涛").await;
        let read = other.get::<ReadOwnSeat>(&other_seat).await;
        assert!(!read.text.contains(":90") && !read.text.contains("邹平"), "{}", read.text);
        site.client("邹平").await.get::<ReadOwnSeat>(&other_seat).await
            .problem(ProblemCode::NotFound);
        score(&site, "江涛", "孙悦", 70).await.ok::<serde_json::Value>();
        let shown = file(&manager, "孙悦").await;
        assert_eq!(shown.result, None);
        assert_eq!(shown.flags, [Flag::ThirdNeeded]);
        assert!(shown.seats.iter().all(|seat| seat.score.is_none()), "the third is blind too");
        give(&site, "孙悦", "丁兰").await.1.ok::<serde_json::Value>();
        assert_eq!(file(&manager, "孙悦").await.flags, [Flag::Disagreement]);
        score(&site, "丁兰", "孙悦", 85).await.ok::<serde_json::Value>();
        let shown = file(&manager, "孙悦").await;
        assert_eq!(shown.result, Some(87));
        assert_eq!(shown.seats.iter().filter(|seat| seat.score.is_some()).count(), 3);
    }

    async fn a_candidate_is_told_how_many_scores_are_in_and_that_the_floor_was_not_reached(site: Site) {
        let assessment = async || {
            let own = site.client("孙悦").await;
            let shown: OwnApplication = own.get::<ReadOwnApplication>(&path("孙悦")).await.ok();
            let line = shown.rules.into_iter().find(|line| line.rule == RuleKind::Assessment);
            line.map(|line| (line.have, line.sources, line.missing)).expect("a line")
        };
        for (assessor, points, in_now, missing) in [
            ("邹平", 31, "1 / 2 位评委已评分", "还差 1 位评委评分"),
            ("江涛", 33, "2 / 2 位评委已评分", "没有达到要求"),
        ] {
            give(&site, "孙悦", assessor).await.1.ok::<serde_json::Value>();
            score(&site, assessor, "孙悦", points).await.ok::<serde_json::Value>();
            let told = (0, vec![in_now.to_owned()], Some(missing.to_owned()));
            assert_eq!(assessment().await, told);
        }
    }

    async fn a_score_stands_once_it_is_given(site: Site) {
        let (seat, given) = give(&site, "孙悦", "邹平").await;
        given.ok::<serde_json::Value>();
        let client = site.client("邹平").await;
        let body = |score| NewScore { score, remarks: "好".to_owned() };
        for (points, version, code) in [
            (101, "\"v1\"", Some(ProblemCode::Invalid)),
            (80, "\"v9\"", Some(ProblemCode::Stale)),
            (80, "\"v1\"", None),
            (80, "\"v1\"", None),
            (90, "\"v2\"", Some(ProblemCode::NotInThisState)),
        ] {
            let answer = client.call::<ScoreSeat>(&seat, &(), &body(points), Some(version)).await;
            match code {
                Some(code) => { answer.problem(code); }
                None => { answer.ok::<serde_json::Value>(); }
            }
        }
    }

    async fn who_declares_a_conflict_frees_the_seat_for_someone_else(site: Site) {
        let (seat, given) = give(&site, "孙悦", "邹平").await;
        given.ok::<serde_json::Value>();
        let client = site.client("邹平").await;
        let note = ConflictNote { relation: "亲属".to_owned() };
        client.call::<DeclareConflict>(&seat, &(), &note, Some("\"v1\"")).await
            .ok::<serde_json::Value>();
        let seats: OwnSeats = client.get::<ListOwnSeats>(&()).await.ok();
        assert!(seats.items.iter().all(|seat| seat.name != "孙悦"));
        let shown = file(&site.client(MANAGER).await, "孙悦").await;
        assert_eq!(shown.seats[0].state, SeatState::Freed);
        assert_eq!(shown.seats[0].freed_because.as_deref(), Some("亲属"));
        give(&site, "孙悦", "邹平").await.1.problem(ProblemCode::NotInThisState);
        give(&site, "孙悦", "江涛").await.1.ok::<serde_json::Value>();
    }
}
