//! The way of a matter, step by step, over the API and the link page.

use chrono::TimeDelta;
use tongyu::seed::label;
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::{
        endpoints::{
            AcceptMatter, ApproveAnswer, AssignOffice, HandBackMatter, NoteMatter, SubmitAnswer,
        },
        state::{MatterState, Resolution},
        types::{
            AnswerMatter, AssignMatter, MatterAction, MatterKind, MatterPath, ReturnMatter, Theme,
            TimelineKind,
        },
    },
};

use super::desk::{Said, act, attempt, bring, feedback, link_of, open, press, request, see};
use crate::{kit::Site, on_both};

fn answer(text: &str) -> AnswerMatter {
    AnswerMatter {
        text: text.to_owned(),
    }
}

fn hand_back(reason: &str, proposed: Option<&str>) -> ReturnMatter {
    ReturnMatter {
        reason: reason.to_owned(),
        proposed_office: proposed.map(label::node),
    }
}

fn to(office: &str) -> AssignMatter {
    AssignMatter {
        office: label::node(office),
    }
}

/// An answer to feedback, delivered; gives its page.
async fn answered(site: &Site, path: MatterPath, cycle: i32, text: &str) -> String {
    let office = site.client("刘建国").await;
    act::<SubmitAnswer>(&office, path, answer(text)).await;
    site.run_jobs().await;
    link_of(site, path, cycle).await.expect("a link")
}

on_both! {
    async fn a_request_is_answered_approved_delivered_and_closed_by_the_parent(site: Site) {
        let path = bring(&site, request()).await;
        let office = site.client("刘建国").await;
        let coordinator = site.client("赵敏").await;

        let seen = see(&office, path).await;
        assert_eq!(seen.line.state, MatterState::Assigned);
        assert_eq!(seen.line.office, Some(label::node("海棠路小学/教务处")));
        assert_eq!(seen.actions, [MatterAction::Accept, MatterAction::Return, MatterAction::Answer]);

        let accepted = act::<AcceptMatter>(&office, path, ()).await;
        assert_eq!(accepted.line.state, MatterState::Accepted);
        assert_eq!(accepted.accepted_by.as_deref(), Some("刘建国"));

        let proposed = act::<SubmitAnswer>(&office, path, answer("十二月起延到十八点")).await;
        assert_eq!(proposed.line.state, MatterState::InProgress);
        assert_eq!(proposed.proposed_answer.as_deref(), Some("十二月起延到十八点"));
        assert_eq!(proposed.actions, []);
        assert_eq!(link_of(&site, path, 1).await, None, "nothing leaves before it is approved");

        let reworded = "十二月起周一到周四延到十八点,自愿报名";
        let approved = act::<ApproveAnswer>(&coordinator, path, answer(reworded)).await;
        assert_eq!(approved.line.state, MatterState::Answered);
        assert_eq!(approved.proposed_answer, None);

        site.run_jobs().await;
        assert_eq!(see(&office, path).await.line.state, MatterState::AwaitingParent);
        let page = link_of(&site, path, 1).await.expect("a link");
        let shown = open(&site, &page).await;
        assert_eq!(shown.status, 200);
        assert!(shown.text.contains(reworded) && shown.text.contains("刘建国"), "{}", shown.text);

        assert_eq!(press(&site, &page, "rating=solved&note=%E8%B0%A2%E8%B0%A2").await.status, 303);
        let closed = see(&coordinator, path).await;
        assert_eq!(closed.line.state, MatterState::Closed);
        assert_eq!(closed.line.resolution, Some(Resolution::Solved));
        assert_eq!(closed.actions, []);
        let kinds: Vec<_> = closed.timeline.iter().map(|line| line.kind).collect();
        assert_eq!(kinds, [
            TimelineKind::Captured, TimelineKind::Assigned, TimelineKind::Accepted,
            TimelineKind::Proposed, TimelineKind::Answered, TimelineKind::Delivered,
            TimelineKind::Rated,
        ]);
        let word = closed.timeline.last().expect("a line");
        assert_eq!(word.resolution, Some(Resolution::Solved));
        assert_eq!(word.text.as_deref(), Some("谢谢"));
        assert_eq!(word.by, None);
    }

    async fn ten_working_days_from_the_23rd_of_november_end_on_the_7th_of_december(site: Site) {
        let path = bring(&site, request()).await;
        let seen = see(&site.client("赵敏").await, path).await;
        assert_eq!(seen.line.due_on, "2026-11-25".parse().ok(), "two working days to the answer");
        assert_eq!(seen.solution_due_on, "2026-12-07".parse().ok());
    }

    async fn what_is_not_solved_goes_round_once_more_and_then_ends_as_the_parent_says(site: Site) {
        let path = bring(&site, feedback()).await;
        let first = answered(&site, path, 1, "第一次的答复").await;
        site.pass(TimeDelta::days(1));
        assert_eq!(press(&site, &first, "rating=partly").await.status, 303);
        let coordinator = site.client("赵敏").await;
        let again = see(&coordinator, path).await;
        assert_eq!((again.line.state, again.line.cycle), (MatterState::Assigned, 2));
        assert_eq!(again.line.resolution, None);
        assert_eq!(again.accepted_by, None, "someone takes it on anew");
        assert_eq!(again.line.due_on, "2026-12-08".parse().ok(), "ten working days from the word");
        assert!(open(&site, &first).await.text.contains("12月8日"), "the family is told the day");

        let second = answered(&site, path, 2, "第二次的答复").await;
        assert_ne!(first, second);
        let shown = open(&site, &second).await.text;
        assert!(shown.contains("第一次的答复") && shown.contains("第二次的答复"));
        assert_eq!(press(&site, &second, "rating=partly").await.status, 303);
        let ended = see(&coordinator, path).await;
        assert_eq!(ended.line.state, MatterState::Closed);
        assert_eq!(ended.line.resolution, Some(Resolution::Partly));
        let rated = ended.timeline.iter().filter(|line| line.kind == TimelineKind::Rated);
        assert_eq!(rated.count(), 2, "what was said the first time is kept");
    }

    async fn what_a_parent_did_not_raise_goes_to_the_coordinator(site: Site) {
        let path = bring(&site, feedback()).await;
        let page = answered(&site, path, 1, "答复").await;
        assert_eq!(press(&site, &page, "rating=not_mine").await.status, 303);
        let seen = see(&site.client("赵敏").await, path).await;
        assert_eq!((seen.line.state, seen.line.office), (MatterState::Triaged, None));
        assert_eq!(seen.actions, [MatterAction::Assign]);
        let history = see(&site.client("刘建国").await, path).await;
        assert_eq!(history.actions, [], "the office that answered still reads it, and no more");

        // Answered anew, it goes to nobody who said it was not theirs.
        act::<AssignOffice>(&site.client("赵敏").await, path, to("海棠路小学/德育处")).await;
        act::<SubmitAnswer>(&site.client("马霞").await, path, answer("再答")).await;
        site.run_jobs().await;
        let seen = see(&site.client("赵敏").await, path).await;
        assert_eq!(seen.line.state, MatterState::Answered);
        assert_eq!(open(&site, &page).await.status, 200);
    }

    async fn after_two_returns_the_coordinator_decides(site: Site) {
        let path = bring(&site, request()).await;
        let (office, coordinator) = (site.client("刘建国").await, site.client("赵敏").await);
        for _ in 0..2 {
            let back = act::<HandBackMatter>(
                &office, path, hand_back("归德育处", Some("海棠路小学/德育处")),
            ).await;
            assert_eq!((back.line.state, back.line.office), (MatterState::Triaged, None));
            let returned = back.timeline.last().expect("a line");
            assert_eq!(returned.office_name.as_deref(), Some("德育处"));
            assert_eq!(returned.text.as_deref(), Some("归德育处"));
            let sent = act::<AssignOffice>(&coordinator, path, to("海棠路小学/教务处")).await;
            assert_eq!(sent.line.state, MatterState::Assigned);
        }
        assert!(!see(&office, path).await.actions.contains(&MatterAction::Return));
        let third = attempt::<HandBackMatter>(&office, path, &hand_back("还是不归我", None)).await;
        let problem = third.problem(ProblemCode::NotInThisState);
        assert!(problem.detail.contains('2') && problem.detail.contains("总协调员"));
        assert_eq!(see(&coordinator, path).await.line.state, MatterState::Assigned);
    }

    async fn a_reason_is_needed_to_hand_back(site: Site) {
        let path = bring(&site, request()).await;
        let answer = attempt::<HandBackMatter>(&site.client("刘建国").await, path, &hand_back(" ", None)).await;
        assert_eq!(answer.problem(ProblemCode::Invalid).errors[0].field, "reason");
    }

    async fn feedback_for_information_is_noted_at_once(site: Site) {
        let said = Said { for_information: true, ..feedback() };
        let path = bring(&site, said).await;
        let teacher = site.client("陈雨").await;
        let seen = see(&teacher, path).await;
        assert_eq!(seen.line.state, MatterState::Noted);
        assert_eq!((seen.line.office, seen.line.due_on, seen.solution_due_on), (None, None, None));
        let kinds: Vec<_> = seen.timeline.iter().map(|line| line.kind).collect();
        assert_eq!(kinds, [TimelineKind::Captured, TimelineKind::Noted]);
        attempt::<NoteMatter>(&teacher, path, &()).await.problem(ProblemCode::NotInThisState);
    }

    async fn what_the_routing_does_not_name_waits_with_the_coordinator(site: Site) {
        let said = Said { theme: Theme::Other, kind: MatterKind::Suggestion, ..request() };
        let path = bring(&site, said).await;
        let coordinator = site.client("赵敏").await;
        assert_eq!(see(&coordinator, path).await.line.state, MatterState::Triaged);
        for foreign in ["云帆中学/教务处", "海棠路小学", "没有这个处室"] {
            let refused = attempt::<AssignOffice>(&coordinator, path, &to(foreign)).await;
            assert_eq!(refused.problem(ProblemCode::Invalid).errors[0].field, "office", "{foreign}");
        }
        let sent = act::<AssignOffice>(&coordinator, path, to("海棠路小学/总务处")).await;
        assert_eq!(sent.line.office_name.as_deref(), Some("总务处"));
        let again = attempt::<AssignOffice>(&coordinator, path, &to("海棠路小学/德育处")).await;
        again.problem(ProblemCode::NotInThisState);
    }

    async fn a_coordinator_answers_a_request_with_her_own_signature(site: Site) {
        let path = bring(&site, request()).await;
        let answered = act::<SubmitAnswer>(&site.client("赵敏").await, path, answer("可以")).await;
        assert_eq!(answered.line.state, MatterState::Answered);
        assert_eq!(answered.accepted_by.as_deref(), Some("赵敏"));
    }

    async fn an_answer_is_given_once(site: Site) {
        let path = bring(&site, feedback()).await;
        let office = site.client("刘建国").await;
        act::<SubmitAnswer>(&office, path, answer("第一份")).await;
        attempt::<SubmitAnswer>(&office, path, &answer("第二份")).await.problem(ProblemCode::NotInThisState);
        let texts: Vec<_> = see(&office, path).await.timeline.into_iter().filter_map(|l| l.text).collect();
        assert_eq!(texts, ["第一份"]);
    }

    async fn a_proposal_waits_for_the_coordinator_alone(site: Site) {
        let path = bring(&site, request()).await;
        let office = site.client("刘建国").await;
        act::<SubmitAnswer>(&office, path, answer("一")).await;
        attempt::<SubmitAnswer>(&office, path, &answer("二")).await.problem(ProblemCode::NotInThisState);
        attempt::<ApproveAnswer>(&office, path, &answer("二")).await.problem(ProblemCode::Forbidden);
        let seen = see(&site.client("赵敏").await, path).await;
        assert_eq!(seen.proposed_answer.as_deref(), Some("一"));
        assert_eq!(seen.actions, [MatterAction::Approve]);
    }

    async fn without_a_phone_the_answer_stays_with_the_school(site: Site) {
        let path = bring(&site, Said { raiser: None, ..feedback() }).await;
        act::<SubmitAnswer>(&site.client("刘建国").await, path, answer("答复")).await;
        site.run_jobs().await;
        assert_eq!(link_of(&site, path, 1).await, None);
        let seen = see(&site.client("陈雨").await, path).await;
        assert_eq!(seen.line.state, MatterState::Answered);
    }

    async fn a_barred_guardian_gets_no_answer(site: Site) {
        let said = Said { student: "郑安然", raiser: Some("郑安然/father"), ..feedback() };
        let path = bring(&site, said).await;
        act::<SubmitAnswer>(&site.client("刘建国").await, path, answer("答复")).await;
        site.run_jobs().await;
        assert_eq!(link_of(&site, path, 1).await, None);
    }

    async fn a_stale_change_is_refused_and_a_current_one_is_not(site: Site) {
        let path = bring(&site, request()).await;
        let office = site.client("刘建国").await;
        let base = office.get::<tongyu_shared::feedback::endpoints::ReadMatter>(&path).await.etag;
        let accepted = office.call::<AcceptMatter>(&path, &(), &(), base.as_deref()).await;
        assert_eq!(accepted.status, 200);
        let stale = office.call::<SubmitAnswer>(&path, &(), &answer("答"), base.as_deref()).await;
        stale.problem(ProblemCode::Stale);
        let current = accepted.etag;
        let answered = office.call::<SubmitAnswer>(&path, &(), &answer("答"), current.as_deref()).await;
        assert_eq!(answered.status, 200);
    }

    async fn a_change_that_names_no_version_is_refused(site: Site) {
        let path = bring(&site, request()).await;
        let office = site.client("刘建国").await;
        office.send::<AcceptMatter>(&path, &()).await.problem(ProblemCode::VersionMissing);
        assert_eq!(see(&office, path).await.line.state, MatterState::Assigned);
    }
}
