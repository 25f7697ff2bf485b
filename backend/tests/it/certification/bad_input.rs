//! What is refused, and in which words.

use tongyu::seed::certification::{CANDIDATE, MANAGER};
use tongyu::seed::label;
use tongyu_shared::certification::{
    endpoints::{AddCandidates, EnterScores, FindEligible},
    pack::ExamPart,
    types::{Applications, BulkReply, RowOutcome, ScoreRow, ScoreTable},
};

use RowOutcome::{Done, Refused, Unchanged};

use super::desk::{cohort, day, file, ids, outcomes};
use crate::on_both;

fn row(score: i32, on: &str, correction: Option<&str>) -> ScoreRow {
    ScoreRow {
        application: label::application(CANDIDATE),
        part: ExamPart::Theory,
        day: day(on),
        score,
        correction: correction.map(str::to_owned),
    }
}

on_both! {
    async fn each_row_of_a_table_stands_for_itself(site: Site) {
        let manager = site.client(MANAGER).await;
        let defence = ScoreRow { part: ExamPart::CaseDefence, ..row(80, "2026-11-20", None) };
        let stranger = ScoreRow {
            application: label::application("沈冰"),
            ..row(80, "2026-11-20", None)
        };
        let rows = vec![
            row(101, "2026-11-20", None),
            row(-1, "2026-11-20", None),
            row(80, "2026-11-24", None),
            row(90, "2026-11-14", None),
            row(86, "2026-11-14", None),
            row(90, "2026-11-14", Some("登分时看错")),
            defence,
            stranger,
            row(95, "2026-11-21", None),
        ];
        let reply: BulkReply =
            manager.send::<EnterScores>(&cohort(), &ScoreTable { rows }).await.ok();
        let expected =
            [Refused, Refused, Refused, Refused, Unchanged, Done, Refused, Refused, Done];
        assert_eq!(outcomes(&reply), expected, "{reply:?}");
        let said = |at: usize| reply.rows[at].message.clone().expect("a sentence");
        assert!(said(0).contains("0 到 100") && said(0).contains("101"), "{}", said(0));
        assert!(said(2).contains("2026年11月24日"), "{}", said(2));
        assert!(said(3).contains("86"), "{}", said(3));
        assert!(said(6).contains("案例答辩"), "{}", said(6));
        let exams = file(&manager, CANDIDATE).await.exams;
        let scores: Vec<_> = exams.iter().map(|exam| exam.score).collect();
        assert_eq!(scores, [90, 95]);
        assert_eq!(exams[0].corrected.as_deref(), Some("登分时看错"));
    }

    async fn only_eligible_applications_join_a_cohort(site: Site) {
        let manager = site.client(MANAGER).await;
        let three = Applications { applications: ids(&["郭宁", "沈冰", CANDIDATE]) };
        let reply: BulkReply = manager.send::<AddCandidates>(&cohort(), &three).await.ok();
        assert_eq!(
            outcomes(&reply),
            [RowOutcome::Done, RowOutcome::Refused, RowOutcome::Unchanged]
        );
        let found: BulkReply = manager
            .send::<FindEligible>(&(), &Applications { applications: ids(&["沈冰"]) })
            .await
            .ok();
        assert_eq!(outcomes(&found), [RowOutcome::Done]);
    }
}
