//! Answers that reach nobody: the head teacher passes them on and writes down the family's word.

use chrono::TimeDelta;
use tongyu::{
    jobs,
    messages::{
        Rendered,
        gateway::{Accepted, Gateway, Refused},
    },
};
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::{
        endpoints::{AssignOffice, RecordProxyAnswer, SubmitAnswer},
        state::{MatterState, Resolution},
        types::{
            AnswerMatter, AssignMatter, Delivery, MatterAction, MatterPath, ProxyAnswer, Rating,
            TimelineKind,
        },
    },
};

use super::desk::{Said, act, attempt, bring, feedback, link_of, open, press, see};
use crate::{kit::Site, on_both};

const TEACHER: &str = "陈雨";
const OFFICE: &str = "刘建国";

/// A gateway that is never there.
struct Down;

impl Gateway for Down {
    fn deliver(&self, _: &Rendered) -> Result<Accepted, Refused> {
        Err(Refused::Later)
    }
}

fn heard(rating: Rating, note: &str) -> ProxyAnswer {
    ProxyAnswer {
        rating,
        note: note.to_owned(),
    }
}

/// Feedback of a family without a phone, answered.
async fn answered_to_nobody(site: &Site) -> MatterPath {
    let said = Said {
        raiser: None,
        ..feedback()
    };
    let path = bring(site, said).await;
    answer(site, path, OFFICE).await;
    path
}

async fn answer(site: &Site, path: MatterPath, who: &str) {
    let text = AnswerMatter {
        text: "答复".to_owned(),
    };
    act::<SubmitAnswer>(&site.client(who).await, path, text).await;
    site.run_jobs().await;
}

on_both! {
    async fn without_a_phone_the_head_teacher_tells_the_family_and_closes_with_its_word(site: Site) {
        let path = answered_to_nobody(&site).await;
        let teacher = site.client(TEACHER).await;
        let seen = see(&teacher, path).await;
        assert_eq!(seen.delivery, Some(Delivery::Nobody));
        assert_eq!(seen.actions, [MatterAction::Proxy]);

        let closed = act::<RecordProxyAnswer>(&teacher, path, heard(Rating::Solved, " 电话里说好 ")).await;
        assert_eq!((closed.line.state, closed.line.resolution), (MatterState::Closed, Some(Resolution::Solved)));
        assert_eq!((closed.delivery, closed.actions), (None, vec![]));
        let word = closed.timeline.last().expect("a line");
        assert_eq!((word.kind, word.by_proxy), (TimelineKind::Rated, true));
        assert_eq!((word.by.as_deref(), word.text.as_deref()), (Some(TEACHER), Some("电话里说好")));
        let told = &closed.timeline[closed.timeline.len() - 2];
        assert_eq!((told.kind, told.by_proxy), (TimelineKind::Delivered, true));
        attempt::<RecordProxyAnswer>(&teacher, path, &heard(Rating::Solved, "")).await
            .problem(ProblemCode::NotInThisState);
    }

    async fn a_word_by_proxy_that_it_is_not_solved_goes_round_once_more(site: Site) {
        let path = answered_to_nobody(&site).await;
        let teacher = site.client(TEACHER).await;
        let again = act::<RecordProxyAnswer>(&teacher, path, heard(Rating::Partly, "")).await;
        assert_eq!((again.line.state, again.line.cycle), (MatterState::Assigned, 2));
        assert_eq!(again.line.due_on, "2026-12-07".parse().ok(), "ten working days from the word");
    }

    async fn only_the_head_teacher_speaks_for_a_family(site: Site) {
        let path = answered_to_nobody(&site).await;
        for who in [OFFICE, "赵敏"] {
            let client = site.client(who).await;
            attempt::<RecordProxyAnswer>(&client, path, &heard(Rating::Solved, "")).await
                .problem(ProblemCode::Forbidden);
        }
        let other_class = site.client("何静").await;
        attempt::<RecordProxyAnswer>(&other_class, path, &heard(Rating::Solved, "")).await
            .problem(ProblemCode::NotFound);
        assert_eq!(see(&site.client(TEACHER).await, path).await.line.state, MatterState::Answered);
    }

    async fn a_family_that_can_be_reached_speaks_for_itself(site: Site) {
        let path = bring(&site, feedback()).await;
        let teacher = site.client(TEACHER).await;
        let too_early = attempt::<RecordProxyAnswer>(&teacher, path, &heard(Rating::Solved, "")).await;
        too_early.problem(ProblemCode::NotInThisState);
        let text = AnswerMatter { text: "答复".to_owned() };
        act::<SubmitAnswer>(&site.client(OFFICE).await, path, text).await;
        let waiting = see(&teacher, path).await;
        assert_eq!((waiting.delivery, waiting.actions), (Some(Delivery::Waiting), vec![]));
        attempt::<RecordProxyAnswer>(&teacher, path, &heard(Rating::Solved, "")).await
            .problem(ProblemCode::NotInThisState);
        site.run_jobs().await;
        let reached = see(&teacher, path).await;
        assert_eq!((reached.delivery, reached.actions), (None, vec![]));
        attempt::<RecordProxyAnswer>(&teacher, path, &heard(Rating::Solved, "")).await
            .problem(ProblemCode::NotInThisState);
    }

    async fn what_a_gateway_never_took_is_shown_as_not_delivered_and_told_by_the_teacher(site: Site) {
        let path = bring(&site, feedback()).await;
        let text = AnswerMatter { text: "答复".to_owned() };
        act::<SubmitAnswer>(&site.client(OFFICE).await, path, text).await;
        jobs::deliver_through(&site.app, &Down).await.expect("a round");
        site.pass(TimeDelta::days(3));
        jobs::deliver_through(&site.app, &Down).await.expect("a round");
        assert_eq!(see(&site.client(OFFICE).await, path).await.delivery, Some(Delivery::Failed));
        let teacher = site.client(TEACHER).await;
        assert_eq!(see(&teacher, path).await.actions, [MatterAction::Proxy]);
        let again = act::<RecordProxyAnswer>(&teacher, path, heard(Rating::Unsolved, "")).await;
        assert_eq!(again.line.state, MatterState::Assigned);
    }

    async fn what_someone_did_not_raise_is_closed_by_the_word_of_whoever_did(site: Site) {
        let path = bring(&site, feedback()).await;
        answer(&site, path, OFFICE).await;
        let page = link_of(&site, path, 1).await.expect("a link");
        assert_eq!(press(&site, &page, "rating=not_mine").await.status, 303);
        let to = AssignMatter { office: tongyu::seed::label::node("海棠路小学/德育处") };
        act::<AssignOffice>(&site.client("赵敏").await, path, to).await;
        answer(&site, path, "马霞").await;

        let teacher = site.client(TEACHER).await;
        assert_eq!(see(&teacher, path).await.delivery, Some(Delivery::Nobody));
        let closed = act::<RecordProxyAnswer>(&teacher, path, heard(Rating::Solved, "爸爸说好")).await;
        assert_eq!(closed.line.state, MatterState::Closed);
        let shown = open(&site, &page).await.text;
        assert!(shown.contains("您说：不是我提的"), "their own word stays: {shown}");
        assert!(!shown.contains("您说：解决了") && shown.contains("陈雨 代记"), "{shown}");
        assert!(!shown.contains("爸爸说好"), "and another guardian's is not theirs to read");
    }

    async fn a_note_by_proxy_has_an_end(site: Site) {
        let path = answered_to_nobody(&site).await;
        let long = heard(Rating::Solved, &"字".repeat(201));
        let refused = attempt::<RecordProxyAnswer>(&site.client(TEACHER).await, path, &long).await;
        assert_eq!(refused.problem(ProblemCode::Invalid).errors[0].field, "note");
    }
}
