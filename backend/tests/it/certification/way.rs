//! Evidence comes in, and a file says by itself how far it is.

use tongyu::seed::certification::{CANDIDATE, CERTIFIER, MANAGER, TRAINER};
use tongyu_shared::certification::{
    endpoints::{CreateCohort, ListCandidates, SignIn, TakeBackSignIn},
    pack::Level,
    state::CertState,
    types::{
        BulkReply, CandidateFilter, CandidateQuery, CohortDetail, CohortPath, CorrectSignIn, Flag,
        NewCohort, RowOutcome,
    },
};
use tongyu_shared::ids::CohortId;

use super::desk::{cohort, complete, everyone, file, last_training, line, list, outcomes};
use crate::on_both;

on_both! {
    async fn the_last_list_completes_the_hours_and_counts_once(site: Site) {
        let (manager, trainer) = (site.client(MANAGER).await, site.client(TRAINER).await);
        let before = line(&manager, CANDIDATE).await;
        assert_eq!((before.hours, before.hours_needed), (38, 40));
        assert_eq!((before.lessons, before.lessons_needed, before.theory), (4, 4, Some(86)));
        assert_eq!(before.exams, ["2026年11月14日 笔试 · 86 分"]);
        assert_eq!(before.observed.len(), 4);
        assert_eq!((before.state, before.group), (CertState::Assessed, CandidateFilter::Incomplete));
        assert_eq!(before.missing, ["还差 2 学时"]);
        for expected in [RowOutcome::Done, RowOutcome::Unchanged] {
            let signed: BulkReply = trainer.send::<SignIn>(&last_training(), &everyone()).await.ok();
            assert_eq!(outcomes(&signed), [expected; 12]);
            let after = line(&manager, CANDIDATE).await;
            assert_eq!((after.hours, after.group), (40, CandidateFilter::Complete));
        }
    }

    async fn the_filters_count_what_the_list_shows(site: Site) {
        let manager = site.client(MANAGER).await;
        let counts = list(&manager).await.counts;
        assert_eq!((counts.all, counts.incomplete), (12, 12));
        complete(&site).await;
        let page = list(&manager).await;
        // One was seen by a third assessor: a person looks at it.
        assert_eq!((page.counts.complete, page.counts.review, page.counts.incomplete), (11, 1, 0));
        let query = CandidateQuery { show: Some(CandidateFilter::Review), after: None };
        let shown: tongyu_shared::certification::types::CandidatePage =
            manager.call::<ListCandidates>(&cohort(), &query, &(), None).await.ok();
        let flags: Vec<_> = shown.items.iter().map(|line| line.flags.clone()).collect();
        assert_eq!(flags, [[Flag::Disagreement]]);
    }

    async fn a_sign_in_that_is_taken_back_stays_readable_and_flags_the_file(site: Site) {
        complete(&site).await;
        let (manager, trainer) = (site.client(MANAGER).await, site.client(TRAINER).await);
        let id = file(&manager, CANDIDATE).await.application;
        let body = CorrectSignIn { application: id, reason: "当天请假".to_owned() };
        trainer.send::<TakeBackSignIn>(&last_training(), &body).await.ok::<serde_json::Value>();
        let detail = file(&manager, CANDIDATE).await;
        assert_eq!(detail.flags, [Flag::Corrected]);
        let last = detail.sign_ins.last().expect("a sign-in");
        assert_eq!(last.taken_back.as_deref(), Some("当天请假"));
        assert_eq!(line(&manager, CANDIDATE).await.hours, 38);
    }

    async fn who_may_open_a_file_sees_the_same_name_in_the_list_and_in_the_file(site: Site) {
        for who in [MANAGER, CERTIFIER] {
            let client = site.client(who).await;
            for name in ["欧阳静", "王海峰"] {
                let (listed, opened) = (line(&client, name).await, file(&client, name).await);
                assert_eq!((listed.name.as_str(), opened.name.as_str()), (name, name), "{who}");
            }
        }
    }

    async fn a_longer_list_takes_no_more_statements(site: Site) {
        let manager = site.client(MANAGER).await;
        let empty = CohortPath { cohort: CohortId::new() };
        let body = NewCohort {
            node: tongyu::seed::label::node("云海市"),
            level: Level::JuniorLecturer,
            name: "空".to_owned(),
        };
        manager.send::<CreateCohort>(&empty, &body).await.ok::<CohortDetail>();
        let query = CandidateQuery::default();
        let mut counted = Vec::new();
        for path in [empty, cohort()] {
            let before = site.app.db.statements();
            let answer = manager.call::<ListCandidates>(&path, &query, &(), None).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
            counted.push(site.app.db.statements() - before);
        }
        assert_eq!(counted[0], counted[1]);
    }
}
