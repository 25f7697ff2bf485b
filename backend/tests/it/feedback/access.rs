//! Who sees which matters, under which name of the child, and who may do what.

use tongyu::seed::label;
use tongyu_shared::{
    api::{page::Page, problem::ProblemCode},
    feedback::{
        endpoints::{
            AcceptMatter, AssignOffice, ListMatters, ReadMatter, ReadSchoolMatters, SubmitAnswer,
        },
        state::MatterState,
        types::{
            AnswerMatter, AssignMatter, MatterCounts, MatterLine, MatterQuery, SchoolMatters,
            StateCount, Theme,
        },
    },
    org::types::SchoolPath,
};

use super::desk::{Said, attempt, bring, bring_all, feedback, request, see};
use crate::{kit::Client, on_both};

async fn listed(client: &Client) -> Vec<MatterLine> {
    let query = MatterQuery::default();
    let page: Page<MatterLine> = client
        .call::<ListMatters>(&(), &query, &(), None)
        .await
        .ok();
    page.items
}

async fn counted(client: &Client, school: SchoolPath) -> Option<MatterCounts> {
    let found: SchoolMatters = client.get::<ReadSchoolMatters>(&school).await.ok();
    found.counts
}

on_both! {
    async fn each_sees_the_matters_within_reach_and_nobody_elses(site: Site) {
        let path = bring(&site, request()).await;
        for (who, sees) in [
            ("陈雨", true), // the head teacher of the class
            ("刘建国", true), // the office that has it
            ("赵敏", true), // the school's coordinator
            ("何静", false), // another class
            ("马霞", false), // another office
            ("梁伟", false), // another school's coordinator
            ("徐超", false), // another school's office
        ] {
            let client = site.client(who).await;
            let answer = client.get::<ReadMatter>(&path).await;
            if sees {
                assert_eq!(answer.status, 200, "{who}");
            } else {
                answer.problem(ProblemCode::NotFound);
            }
            let lines = listed(&client).await;
            assert_eq!(lines.iter().any(|line| line.matter == path.matter), sees, "{who}");
        }
    }

    async fn what_is_hidden_cannot_be_worked_on(site: Site) {
        let path = bring(&site, request()).await;
        let to = AssignMatter { office: label::node("云帆中学/教务处") };
        let answer = AnswerMatter { text: "x".to_owned() };
        let foreign = site.client("梁伟").await;
        attempt::<AssignOffice>(&foreign, path, &to).await.problem(ProblemCode::NotFound);
        attempt::<SubmitAnswer>(&foreign, path, &answer).await.problem(ProblemCode::NotFound);
        let other_office = site.client("马霞").await;
        attempt::<AcceptMatter>(&other_office, path, &()).await.problem(ProblemCode::NotFound);
        let seen = see(&site.client("赵敏").await, path).await;
        assert_eq!((seen.line.state, seen.version), (MatterState::Assigned, 1), "nothing moved");
    }

    async fn a_head_teacher_sees_a_matter_and_cannot_answer_it(site: Site) {
        let path = bring(&site, request()).await;
        let teacher = site.client("陈雨").await;
        assert_eq!(see(&teacher, path).await.actions, []);
        let answer = AnswerMatter { text: "x".to_owned() };
        attempt::<SubmitAnswer>(&teacher, path, &answer).await.problem(ProblemCode::Forbidden);
        let to = AssignMatter { office: label::node("海棠路小学/教务处") };
        attempt::<AssignOffice>(&teacher, path, &to).await.problem(ProblemCode::Forbidden);
    }

    async fn names_are_full_in_ones_own_class_masked_for_the_coordinator_and_none_for_offices(site: Site) {
        let path = bring(&site, request()).await;
        for (who, name, may_open) in [
            ("陈雨", Some("王小明"), true),
            ("赵敏", Some("王*明"), false),
            ("刘建国", None, false),
        ] {
            let client = site.client(who).await;
            let seen = see(&client, path).await;
            assert_eq!(seen.line.student_name.as_deref(), name, "{who}");
            assert_eq!(seen.student.is_some(), may_open, "{who}");
            assert_eq!(listed(&client).await[0].student_name.as_deref(), name, "{who}");
        }
    }

    async fn a_schools_counts_are_for_those_who_oversee_it(site: Site) {
        bring(&site, request()).await;
        bring(&site, Said { for_information: true, ..feedback() }).await;
        let here = SchoolPath { school: label::node("海棠路小学") };
        let counts = counted(&site.client("林芳").await, here).await.expect("her own school");
        let by_state: Vec<_> = counts.by_state.iter().map(|c| (c.state, c.count)).collect();
        assert_eq!(by_state, [(MatterState::Assigned, 1), (MatterState::Noted, 1)]);
        assert_eq!(counts.past_due, 0);
        site.pass(chrono::TimeDelta::days(3));
        let later = counted(&site.client("林芳").await, here).await.expect("her own school");
        assert_eq!(later.past_due, 1, "the answer was due on the 25th");

        site.client("林芳").await.call::<ListMatters>(&(), &MatterQuery::default(), &(), None).await
            .problem(ProblemCode::Forbidden);
        site.client("陈雨").await.get::<ReadSchoolMatters>(&here).await.problem(ProblemCode::Forbidden);
        let there = SchoolPath { school: label::node("云帆中学") };
        site.client("赵敏").await.get::<ReadSchoolMatters>(&there).await.problem(ProblemCode::NotFound);
    }

    async fn few_matters_are_not_counted_for_those_who_may_not_open_them(site: Site) {
        let here = SchoolPath { school: label::node("海棠路小学") };
        bring_all(&site, vec![request(); 9]).await;
        let administrator = site.client("孙浩").await;
        assert_eq!(counted(&administrator, here).await, None);
        assert!(counted(&site.client("赵敏").await, here).await.is_some(), "who opens each sees the sum");
        bring(&site, request()).await;
        let counts = counted(&administrator, here).await.expect("ten are enough");
        assert_eq!(counts.by_state, [StateCount { state: MatterState::Assigned, count: 10 }]);
    }

    async fn a_limit_of_hours_is_over_after_hours_and_not_after_the_day(site: Site) {
        let here = SchoolPath { school: label::node("海棠路小学") };
        bring(&site, Said { theme: Theme::Safety, ..request() }).await;
        for (minutes, past_due) in [(119, 0), (2, 1)] {
            site.pass(chrono::TimeDelta::minutes(minutes));
            let counts = counted(&site.client("赵敏").await, here).await.expect("counts");
            assert_eq!(counts.past_due, past_due);
        }
    }
}
